"""The members' layer of a group loan: parts that sum exactly, and who paid, was covered, covers, or is short."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RuleBroken
from harkat.repayments.cards import card_table, collection_table
from harkat.repayments.members import Line, check_fits, check_lines, split, standings

shares_of = st.dictionaries(st.integers(1, 50), st.integers(1, 10**8), min_size=1, max_size=10)


@given(amount=st.integers(0, 10**10), shares=shares_of)
def test_parts_sum_to_the_amount_and_are_a_rupiah_from_exact(amount: int, shares: dict[int, int]) -> None:
    parts = split(amount, shares)
    whole = sum(shares.values())
    assert sum(parts.values()) == amount
    assert all(abs(parts[person] * whole - amount * share) < whole for person, share in shares.items())


def test_a_talangan_counts_for_both_and_nobody_is_short_twice() -> None:
    shares = {1: 4_000_000, 2: 4_000_000, 3: 2_000_000}
    found = standings([1_000_001], shares, [Line(1, 1, 400_000), Line(1, 2, 300_000), Line(3, 3, 250_000)])
    assert (found[1].due, found[1].paid_own, found[1].covers, found[1].short) == (400_001, 400_000, 300_000, 1)
    assert (found[2].covered, found[2].short) == (300_000, 100_000)
    assert found[3].short == 0


def test_lists_that_cannot_be() -> None:
    assert check_lines([Line(1, 2, 5), Line(1, 1, 6)], [1, 2]) == 11
    for lines in ([], [Line(1, 1, 0)], [Line(1, 9, 5)], [Line(9, 1, 5)]):
        with pytest.raises(RuleBroken):
            check_lines(lines, [1, 2])
    check_fits(10, 10)
    with pytest.raises(RuleBroken, match="lebih besar"):
        check_fits(10, 11)


def test_printed_tables_hold_each_members_part() -> None:
    shares, names = {1: 3, 2: 1}, {1: "Ani", 2: "Budi"}
    table = collection_table(1000, shares, names)
    assert [row[:2] for row in table.rows] == [("Ani", 750), ("Budi", 250)]
    card = card_table([(1, date(2026, 2, 15), 1000)], 2, shares, standings([1000], shares, [])[2])
    assert card.rows[0][:3] == (1, date(2026, 2, 15), 250)
    assert ("Masih kurang", "Rp250") in card.facts
