"""How often a loan is repaid changes its rows, never its principal; once at the end is one row."""

from datetime import date
from decimal import Decimal

import pytest

from core.money import Rupiah
from harkat.loans.paces import Pace, as_written, is_paid_once, lay_out, once_on, paced
from harkat.loans.printing import length_words, method_words
from harkat.loans.terms import Grace, Method, Terms
from harkat.loans.words import ContractType, LenderWords, wording_of

TERMS = Terms(Method.ANNUITY, Rupiah(5_000_000), Decimal(3), 12, disbursed_on=date(2026, 1, 31))


@pytest.mark.parametrize(
    ("pace", "rows", "last", "words"),
    [
        (Pace.MONTHLY, 12, date(2027, 1, 31), "12 angsuran, setiap bulan"),
        (Pace.WEEKLY, 52, date(2027, 1, 30), "52 angsuran, setiap minggu"),
        (Pace.TWO_WEEKLY, 26, date(2027, 1, 30), "26 angsuran, setiap dua minggu"),
        (Pace.AT_END, 1, date(2027, 1, 31), "sekali bayar, sesudah 12 bulan"),
    ],
)
def test_a_year_at_each_pace(pace: Pace, rows: int, last: date, words: str) -> None:
    schedule = lay_out(paced(TERMS, pace, months=12))
    assert (len(schedule.rows), schedule.rows[-1].due_on) == (rows, last)
    assert sum(row.principal for row in schedule.rows) == 5_000_000
    assert length_words(schedule) == words


def test_once_at_the_end_pays_the_interest_of_all_months_and_keeps_its_rate_when_read_again() -> None:
    terms = paced(TERMS, Pace.AT_END, months=6)
    schedule = lay_out(terms)
    assert schedule.rows[0].payment == 5_000_000 + 6 * 12_500
    assert schedule.rows[0].n == 1
    again = as_written(terms, schedule.lines)
    assert again.effective_rate_annual == schedule.effective_rate_annual
    assert Decimal("2.9") < (again.effective_rate_annual or 0) < 3
    assert "sekaligus pada akhir" in method_words(schedule)


def test_one_month_is_a_plain_row() -> None:
    assert lay_out(paced(TERMS, Pace.AT_END, months=1)).rows[0].payment == 5_012_500


def test_once_on_a_day_given_counts_the_months_before_it() -> None:
    terms = once_on(TERMS, date(2026, 5, 15))
    assert is_paid_once(terms)
    schedule = lay_out(terms)
    assert schedule.rows[0].due_on == date(2026, 5, 15)
    assert schedule.total_interest == 4 * 12_500


def test_grace_is_read_as_months() -> None:
    schedule = lay_out(paced(Terms(Method.EFFECTIVE, Rupiah(1_040_000), Decimal(3), 12, grace=Grace(principal=3)),
                             Pace.WEEKLY, months=12))  # fmt: skip
    assert [row.principal for row in schedule.rows[:13]] == [0] * 13
    assert schedule.rows[13].principal > 0


@pytest.mark.parametrize(
    ("contract", "words", "cost", "by_bank"),
    [
        (ContractType.CREDIT, LenderWords.INTEREST, "bunga", False),
        (ContractType.CREDIT, LenderWords.SHARING, "bagi hasil", False),
        (ContractType.MURABAHAH, LenderWords.INTEREST, "margin", True),
        (ContractType.MUSYARAKAH, LenderWords.INTEREST, "bagi hasil", True),
        (ContractType.MURABAHAH, LenderWords.MARGIN, "margin", True),
    ],
)
def test_a_sharia_contract_never_says_interest(
    contract: ContractType, words: LenderWords, cost: str, by_bank: bool
) -> None:
    wording = wording_of(contract, words)
    assert (wording.cost, wording.by_bank) == (cost, by_bank)
    if cost != "bunga":
        assert "bunga" not in method_words(lay_out(paced(TERMS, Pace.MONTHLY, months=12)), wording).lower()
