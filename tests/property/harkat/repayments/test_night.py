"""The night over arrays says what the rules say loan by loan.

Claims: the class by days and maturity of every loan in the arrays is the class of the rule for one loan; a borrower's
worst loan at a bank rules all of that borrower's loans there and no other; what is not open stays; the same night again
finds nothing to write. Attacked with random portfolios on and around every border of both lenders' scales.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.policy.definitions import definition_of
from harkat.facility.terms import LenderType
from harkat.loans.classification import SCALES, classify, days_late, days_matured, read_scale
from harkat.repayments.night import NightLoans, class_night, days_late_of, ranks_by_days, without

DAY = date(2026, 11, 2)
LENDERS = {1: LenderType.BANK, 2: LenderType.BPR, 3: LenderType.BANK}
SCALE = {lender: read_scale(definition_of(key).default) for lender, key in SCALES.items()}
BORDERS = sorted({days + near for days in (0, 1, 16, 31, 61, 91, 121, 181, 361) for near in (-1, 0, 1)})

loans = st.tuples(
    st.one_of(st.none(), st.sampled_from(BORDERS)),
    st.sampled_from(BORDERS),
    st.sampled_from([1, 2, 3]),
    st.integers(-3, 3),
    st.booleans(),
    st.booleans(),
    st.integers(0, 5),
)
Drawn = tuple[int | None, int, int, int, bool, bool, int]


def arrays(rows: list[Drawn]) -> NightLoans:
    def whole(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    def day_of(days: int | None) -> int:
        return 0 if days is None else (DAY - timedelta(days=days)).toordinal()

    return NightLoans(
        loan_id=whole(list(range(1, len(rows) + 1))),
        borrower=whole([row[3] for row in rows]),
        bank_id=whole([row[2] for row in rows]),
        oldest_due_on=whole([day_of(row[0]) for row in rows]),
        matures_on=whole([day_of(row[1]) for row in rows]),
        owes=np.array([row[4] for row in rows], dtype=bool),
        is_changed=np.zeros(len(rows), dtype=bool),
        is_open=np.array([row[5] for row in rows], dtype=bool),
        late=whole([3 if row[6] else -1 for row in rows]),
        own=whole([row[6] for row in rows]),
        rank=whole([row[6] for row in rows]),
    )


@given(st.lists(loans, max_size=25))
def test_the_arrays_say_what_the_rule_says_for_one_loan(rows: list[Drawn]) -> None:
    night = arrays(rows)
    late = days_late_of(night, DAY)
    own = ranks_by_days(night, late, DAY, SCALE, LENDERS)
    for place, (oldest, matures, bank, _, owes, _, _) in enumerate(rows):
        days = days_late(None if oldest is None else DAY - timedelta(days=oldest), DAY)
        matured = days_matured(DAY - timedelta(days=matures), DAY, outstanding=int(owes))
        assert late[place] == days
        step = classify(SCALE[LENDERS[bank]], days_late=days, days_matured=matured)
        assert own[place] == step.collectability.rank


@given(st.lists(loans, max_size=25))
def test_the_worst_rules_and_the_same_night_again_finds_nothing(rows: list[Drawn]) -> None:
    night = arrays(rows)
    late = days_late_of(night, DAY)
    own = ranks_by_days(night, late, DAY, SCALE, LENDERS)
    found = class_night(night, late, own)
    for place, row in enumerate(rows):
        if not row[5]:
            assert (found.rank[place], found.own[place]) == (row[6], row[6])
            assert not found.is_fresh[place] | found.is_moved[place] | found.is_reclassed[place]
            continue
        same = [other for other, beside in enumerate(rows) if (beside[2], beside[3]) == (row[2], row[3])]
        assert found.rank[place] == max(found.own[other] for other in same)
        assert found.is_reclassed[place] == (found.rank[place] != row[6])
        assert found.is_fresh[place] == (row[6] == 0)
    again = class_night(replace(night, late=found.late, own=found.own, rank=found.rank), late, own)
    assert not (again.is_fresh | again.is_moved | again.is_reclassed).any()


@given(st.lists(loans, max_size=25), st.sets(st.integers(-3, 3)))
def test_named_borrowers_are_left_for_later(rows: list[Drawn], borrowers: set[int]) -> None:
    left = without(arrays(rows), np.array(sorted(borrowers), dtype=np.int64))
    assert left.is_open.tolist() == [row[5] and row[3] not in borrowers for row in rows]
