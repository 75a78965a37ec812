"""The members' layer of a group loan: who paid, was covered, covers, or is short."""

from datetime import date

import pytest

from core.errors import RuleBroken
from harkat.repayments.cards import card_table, collection_table, short_words
from harkat.repayments.members import Line, check_fits, check_lines, standings


def test_a_talangan_counts_for_both_and_nobody_is_short_twice() -> None:
    due = {1: 400_001, 2: 400_000, 3: 200_000}
    found = standings(due, [Line(1, 1, 400_000), Line(1, 2, 300_000), Line(3, 3, 250_000)])
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
    table = collection_table([("Ani", 750), ("Budi", 250)])
    assert [row[:2] for row in table.rows] == [("Ani", 750), ("Budi", 250)]
    standing = standings({2: 250}, [])[2]
    short = short_words(standing, unlisted=0, is_closed=False)
    card = card_table([(1, date(2026, 2, 15), 250)], standing, short=short)
    assert card.rows[0][:3] == (1, date(2026, 2, 15), 250)
    assert ("Masih kurang", "Rp250") in card.facts


def test_card_accuses_nobody_while_it_is_not_known_who_paid() -> None:
    standing = standings({2: 250}, [])[2]
    assert short_words(standing, unlisted=250, is_closed=False).startswith("belum dirinci: Rp250")
    assert short_words(standing, unlisted=0, is_closed=True) == "pinjaman sudah lunas"
    assert short_words(standings({2: 0}, [])[2], unlisted=250, is_closed=False) == "Rp0"
