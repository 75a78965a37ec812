"""Claim: the members' schedules make up the loan's row by row, whatever the shares, and each pays the share exactly.

Attacked with shares of one rupiah beside millions, rows without principal, and principal smaller than the members.
"""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from harkat.loans.member_rows import LoanRow, split_rows

SHARES = st.dictionaries(st.integers(1, 99), st.integers(1, 10) | st.integers(1, 5_000_000), min_size=1, max_size=10)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[LoanRow], dict[int, int], int, bool]:
    """Return rows whose principal sums to the shares or to a part of them, the shares and the bearer."""
    shares = draw(SHARES)
    total = sum(shares.values())
    is_whole = draw(st.booleans())
    whole = total if is_whole else draw(st.integers(0, total))
    cuts = sorted(draw(st.lists(st.integers(0, whole), max_size=11)))
    parts = [after - before for before, after in zip([0, *cuts], [*cuts, whole], strict=True)]
    rows = [
        LoanRow(n, date(2026, 1, 31) + timedelta(days=30 * n), part, draw(st.integers(0, 200_000)))
        for n, part in enumerate(parts, start=1)
    ]
    return rows, shares, draw(st.sampled_from(sorted(shares))), is_whole


@settings(max_examples=60)
@given(cases())
def test_members_make_up_the_loan_row_by_row(case: tuple[list[LoanRow], dict[int, int], int, bool]) -> None:
    rows, shares, bearer, is_whole = case
    members = split_rows(rows, shares, bearer=bearer)
    assert set(members) == set(shares)
    for place, row in enumerate(rows):
        mine = [member[place] for member in members.values()]
        assert sum(part.principal for part in mine) == row.principal
        assert sum(part.interest for part in mine) == row.interest
        assert all((part.sequence, part.due_on) == (row.sequence, row.due_on) for part in mine)
        assert all(part.principal >= 0 and part.interest >= 0 and part.balance >= 0 for part in mine)
        assert sum(part.balance for part in mine) == sum(later.principal for later in rows[place + 1 :])
    for person_id, parts in members.items():
        assert parts[-1].balance == 0
        paid = sum(part.principal for part in parts)
        if is_whole:
            assert paid == shares[person_id]
        elif person_id != bearer:
            whole = sum(row.principal for row in rows)
            assert paid == shares[person_id] * whole // sum(shares.values())


@settings(max_examples=60)
@given(cases())
def test_only_the_bearer_gets_more_than_the_exact_part(case: tuple[list[LoanRow], dict[int, int], int, bool]) -> None:
    rows, shares, bearer, _ = case
    total = sum(shares.values())
    for person_id, parts in split_rows(rows, shares, bearer=bearer).items():
        for part, row in zip(parts, rows, strict=True):
            exact = row.interest * shares[person_id] // total
            assert part.interest == exact if person_id != bearer else exact <= part.interest < exact + len(shares)
