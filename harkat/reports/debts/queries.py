"""Asking how many were held by which kind of debt on a day, as it may be told."""

from datetime import date

from harkat.reports.basis import Basis
from harkat.reports.debt_counts import DebtCount, DebtRow, close_small
from harkat.reports.queries.calendar import end_of
from harkat.reports.queries.evidence import PINJOL_FLAGS, RENTENIR_FLAGS
from harkat.reports.queries.funnel import reasons
from harkat.reports.reasons import Reason, told_reasons
from scoring.screening.economics.queries import OLD_ARREARS, held_by_kind

KINDS = {
    Reason.PINJOL: tuple(flag.label for flag in PINJOL_FLAGS),
    Reason.RENTENIR: tuple(flag.label for flag in RENTENIR_FLAGS),
    Reason.ARREARS: (OLD_ARREARS,),
}
"""The kinds of debt that a reason for standing still is made of."""


def told_debts(day: date, *, today: date, basis: Basis) -> list[DebtRow]:
    """Return the rows of a day, small counts closed, and what is closed among the reasons of the day."""
    counted = held_by_kind(end_of(day), as_known=basis is Basis.KNOWN)
    counts = {row.kind: DebtCount(len(row.held), row.owed, len(row.owed_by), len(row.got_out)) for row in counted}
    is_past = day < today
    closed = {kind for each in (Basis if is_past else (Basis.CORRECTED,)) for kind in _closed_kinds(day, each)}
    return close_small(counts, is_past=is_past, closed=closed)


def _closed_kinds(day: date, basis: Basis) -> set[str]:
    """Return the kinds of debt of which the count is closed where it is told why people stand still."""
    return {kind for count in told_reasons(reasons(day, basis)) if count.closing for kind in KINDS.get(count.key, ())}
