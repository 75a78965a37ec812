"""The bank's KUR table, every row of every cell: from the stated convention, counted here in plain fractions."""

from fractions import Fraction
from math import floor

import pytest

from harkat.loans.request import read_terms
from harkat.loans.schedule import build

KUR_PAYMENTS = {
    (10_000_000, 12): 860_664,
    (10_000_000, 24): 443_206,
    (10_000_000, 36): 304_219,
    (50_000_000, 12): 4_303_321,
    (50_000_000, 24): 2_216_031,
    (50_000_000, 36): 1_521_097,
}
"""Tabel angsuran KUR Bank Syariah Indonesia, Januari 2026: payments at half a percent a month."""

OJK_ROW = (1_000_000, 170_000, 1_170_000)
"""OJK's example, 12,000,000 over 12 months at 17% flat: every row is the same."""


def half_up(amount: Fraction) -> int:
    """Round to whole rupiah."""
    return floor(amount + Fraction(1, 2))


def rows_by_hand(principal: int, monthly: Fraction, payment: int, months: int) -> list[tuple[int, int, int, int]]:
    """Lay out (principal, interest, payment, balance): interest half up on the balance, the last row takes the rest."""
    rows, balance = [], principal
    for month in range(1, months + 1):
        interest = half_up(balance * monthly)
        part = balance if month == months else payment - interest
        balance -= part
        rows.append((part, interest, part + interest, balance))
    return rows


@pytest.mark.parametrize(("principal", "months"), KUR_PAYMENTS)
def test_kur_table_is_met_row_for_row(principal: int, months: int) -> None:
    payment = KUR_PAYMENTS[principal, months]
    asked = {"method": "annuity", "principal": principal, "annual_rate": "6", "n": months}
    schedule = build(read_terms(asked))
    made = [(row.principal, row.interest, row.payment, row.balance) for row in schedule.rows]
    assert made == rows_by_hand(principal, Fraction(1, 200), payment, months)
    assert [row[2] for row in made[:-1]] == [payment] * (months - 1)
    assert abs(made[-1][2] - payment) <= months  # the last payment differs by the rounding alone


def test_ojk_example_is_met_row_for_row() -> None:
    schedule = build(read_terms({"method": "flat", "principal": 12_000_000, "annual_rate": "17", "n": 12}))
    made = [(row.principal, row.interest, row.payment) for row in schedule.rows]
    assert made == [OJK_ROW] * 12
    assert [row.balance for row in schedule.rows] == list(range(11_000_000, -1, -1_000_000))
