"""Asking how many were held by which kind of debt on a day, as it may be told."""

from datetime import date

from harkat.reports.basis import Basis
from harkat.reports.debt_counts import DebtCount, DebtRow, close_small
from harkat.reports.queries.calendar import end_of
from scoring.screening.economics.queries import held_by_kind


def told_debts(day: date, *, today: date, basis: Basis) -> list[DebtRow]:
    """Return the rows of a day, small counts closed."""
    counted = held_by_kind(end_of(day), as_known=basis is Basis.KNOWN)
    counts = {row.kind: DebtCount(len(row.held), row.owed, len(row.owed_by), len(row.got_out)) for row in counted}
    return close_small(counts, is_past=day < today)
