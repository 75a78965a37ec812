"""Writing a night's classes: only what changed, in bulk, and the same night again writes nothing."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from core.bulk import add_rows, change_rows
from core.policy.queries import whole_on
from harkat.facility.terms import LenderType
from harkat.loans import queries as loan_queries
from harkat.loans.changes import PAID_IN_A_ROW
from harkat.loans.classification import Collectability, Step
from harkat.repayments import queries as repayments
from harkat.repayments.night import (
    NightClasses,
    NightLoans,
    Whole,
    class_night,
    days_late_of,
    floor_after_change,
    ranks_by_days,
)
from harkat.repayments.quality import queries
from harkat.repayments.quality.models import LoanQuality, QualityChange


@dataclass(frozen=True)
class NightRules:
    """What holds on a night: every kind of lender's scale, each bank's kind, and when a restructured loan is well."""

    day: date
    scales: dict[LenderType, tuple[Step, ...]]
    lenders: dict[int, LenderType]
    paid_in_a_row: int


def rules_on(day: date) -> NightRules:
    """Return what holds on a night."""
    return NightRules(
        day=day,
        scales={lender: loan_queries.scale_on(lender, day) for lender in LenderType},
        lenders=queries.lenders(),
        paid_in_a_row=whole_on(PAID_IN_A_ROW, day),
    )


def look_at(loans: NightLoans, rules: NightRules) -> int:
    """Write the days late and the class of some open loans; return how many classes changed."""
    late = days_late_of(loans, rules.day)
    found = class_night(loans, late, own_classes(loans, late, rules))
    add_rows(LoanQuality, _columns(loans, found, np.flatnonzero(found.is_fresh), rules.day))
    change_rows(LoanQuality, _columns(loans, found, np.flatnonzero(found.is_moved), rules.day), key="loan_id")
    where = np.flatnonzero(found.is_reclassed)
    changes = {
        "loan_id": loans.loan_id[where].tolist(),
        "changed_on": [rules.day] * len(where),
        "rank": found.rank[where].tolist(),
        "days_late": found.late[where].tolist(),
    }
    add_rows(QualityChange, changes, instead_of=("loan_id", "changed_on"))
    return len(where)


def _columns(loans: NightLoans, found: NightClasses, where: Whole, day: date) -> dict[str, list[object]]:
    return {
        "loan_id": loans.loan_id[where].tolist(),
        "as_of": [day] * len(where),
        "days_late": found.late[where].tolist(),
        "own_rank": found.own[where].tolist(),
        "rank": found.rank[where].tolist(),
    }


def own_classes(loans: NightLoans, late: Whole, rules: NightRules) -> Whole:
    """Return the class each loan has by itself; a restructured one is held at its old class until it was paid well.

    :param late: days late of each loan on the night
    """
    ranks = ranks_by_days(loans, late, rules.day, rules.scales, rules.lenders)
    where = np.flatnonzero(loans.is_changed & loans.is_open)
    if not len(where):
        return ranks
    held = ranks.copy()
    places = dict(zip(loans.loan_id[where].tolist(), where.tolist(), strict=True))
    changes, later = queries.last_changes(list(places), rules.day)
    for loan_id in later:  # a night caught up from before a restructuring
        standing = repayments.standing_as_of(loan_queries.loan(loan_id), rules.day)
        held[places[loan_id]] = standing.collectability.rank
    bad = [row for row in changes if row.class_before > 1 and row.loan_id not in later]
    rows = queries.early_rows([row.restructuring_id for row in bad], rules.day, most=rules.paid_in_a_row)
    for row in bad:
        before = Collectability.of(str(row.class_before))
        floor = floor_after_change(before, rows.get(row.restructuring_id, []), needed=rules.paid_in_a_row)
        held[places[row.loan_id]] = max(int(ranks[places[row.loan_id]]), floor)
    return held
