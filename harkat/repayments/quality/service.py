"""Writing a night's classes: only what changed, in bulk, and the same night again writes nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from core.db import db
from harkat.facility.terms import LenderType
from harkat.loans import queries as loans
from harkat.loans.classification import Step, classify, days_late, days_matured
from harkat.repayments import queries as repayments
from harkat.repayments.quality import queries
from harkat.repayments.quality.models import LoanQuality, QualityChange
from harkat.repayments.quality.queries import NightRow

Scales = dict[LenderType, tuple[Step, ...]]


def scales_on(day: date) -> Scales:
    """Return every kind of lender's scale on a day."""
    return {lender: loans.scale_on(lender, day) for lender in LenderType}


def look_at(rows: Sequence[NightRow], day: date, scales: Scales) -> int:
    """Write the days late and the own class of some loans; return how many classes changed."""
    fresh: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for row in rows:
        late = days_late(row.oldest_due_on, day)
        own = _rank(row, late, day, scales)
        if row.rank is None or row.own_rank is None:
            fresh.append({"loan_id": row.loan_id, "as_of": day, "days_late": late, "own_rank": own, "rank": own})
        elif (late, own) != (row.days_late, row.own_rank):
            rank = own if row.rank == row.own_rank else max(own, row.rank)
            moved.append({"key": row.loan_id, "as_of": day, "days_late": late, "own_rank": own, "rank": rank})
        if row.rank is None or (own != row.own_rank and row.rank == row.own_rank):
            changes.append({"loan_id": row.loan_id, "changed_on": day, "rank": own, "days_late": late})
    if fresh:
        db.session.execute(insert(LoanQuality), fresh)
    _update(moved)
    _write_changes(changes)
    return len(changes)


def rule_by_the_worst(day: date) -> int:
    """Let a borrower's worst loan at a bank rule the others there; return how many classes changed."""
    shared = queries.shared_ranks()
    changed = 0
    keys = sorted(shared)
    for start in range(0, len(keys), 1000):
        moved: list[dict[str, Any]] = []
        changes: list[dict[str, Any]] = []
        for row in queries.qualities(keys[start : start + 1000]):
            worst = shared[row.loan_id]
            if row.rank != worst and row.as_of <= day:
                values: dict[str, Any] = {
                    "as_of": day,
                    "days_late": row.days_late,
                    "own_rank": row.own_rank,
                    "rank": worst,
                }
                moved.append({"key": row.loan_id, **values})
                changes.append({"loan_id": row.loan_id, "changed_on": day, "rank": worst, "days_late": row.days_late})
        _update(moved)
        _write_changes(changes)
        changed += len(changes)
    return changed


def _rank(row: NightRow, late: int, day: date, scales: Scales) -> int:
    if row.is_restructured:
        return repayments.standing_as_of(loans.loan(row.loan_id), day).collectability.rank
    matured = days_matured(row.matures_on, day, outstanding=row.outstanding)
    return classify(scales[row.lender], days_late=late, days_matured=matured).collectability.rank


def _update(moved: list[dict[str, Any]]) -> None:
    if moved:
        names = ("as_of", "days_late", "own_rank", "rank")
        table = LoanQuality.__table__
        statement = update(LoanQuality).where(table.c.loan_id == bindparam("key"))
        new_values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        rows = [{"key": row["key"], **{f"new_{name}": row[name] for name in names}} for row in moved]
        db.session.connection().execute(statement.values(**new_values), rows)


def _write_changes(changes: list[dict[str, Any]]) -> None:
    """Write the day's changes; a loan has one a day, the last word of the night."""
    if changes:
        day, keys = changes[0]["changed_on"], [row["loan_id"] for row in changes]
        for start in range(0, len(keys), 500):
            db.session.execute(
                delete(QualityChange).where(
                    QualityChange.changed_on == day, QualityChange.loan_id.in_(keys[start : start + 500])
                )
            )
        db.session.execute(insert(QualityChange), changes)
