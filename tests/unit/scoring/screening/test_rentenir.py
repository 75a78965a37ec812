"""Rentenir among equal payments, and the many equal payments that are none."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from scoring.screening.matching import LenderRegistry
from scoring.screening.screening import Screening, screen_statement
from scoring.screening.statement import Statement

Lines = list[tuple[str, str, int]]
Make = Callable[..., Statement]


def series(text: str, amount: int, *, count: int, gap: int, start: date = date(2026, 7, 3)) -> Lines:
    days = [start + timedelta(days=gap * turn) for turn in range(count)]
    return [(f"{day:%d/%m}", text.replace("#", str(turn)), -amount) for turn, day in enumerate(days, start=1)]


@pytest.fixture
def screened(registry: LenderRegistry, statement_of: Make) -> Callable[[Lines], Screening]:
    return lambda lines: screen_statement(statement_of(lines), registry)


def test_money_from_a_person_then_equal_days(screened: Callable[[Lines], Screening]) -> None:
    lines = [
        ("02/07", "TRF DARI TOGAR NAINGGOLAN", 500_000),
        *series("TRF KE TOGAR NAINGGOLAN", 20_000, count=30, gap=1),
    ]
    screening = screened(lines)
    (finding,) = screening.findings
    assert screening.flagged is True
    assert (finding.lender, finding.kind.value) == ("TOGAR NAINGGOLAN", "rentenir_suspected")
    assert [item.place for item in finding.evidence] == list(range(3, 34))


def test_names_cut_by_the_bank_are_one_person(screened: Callable[[Lines], Screening]) -> None:
    lines = [
        ("02/07", "TRF DARI BAMBANG HUTABARAT", 500_000),
        *series("TRF KE BAMBANG HUTABAR", 25_000, count=10, gap=1),
        *series("TRF KE BAMBANG HUTABARAT", 25_000, count=10, gap=1, start=date(2026, 7, 13)),
    ]
    (finding,) = screened(lines).findings
    assert finding.paid == 500_000


def test_lines_that_call_themselves_installments(screened: Callable[[Lines], Screening]) -> None:
    (finding,) = screened(series("TRF KE ROSMIDA SIREGAR angsuran ke-#", 30_000, count=12, gap=1)).findings
    assert finding.lender == "ROSMIDA SIREGAR"


def test_weekly_installments_after_a_loan(screened: Callable[[Lines], Screening]) -> None:
    lines = [("02/07", "TRF DARI BU TIUR", 1_500_000), *series("TRF KE BU TIUR", 175_000, count=8, gap=7)]
    assert [one.kind.value for one in screened(lines).findings] == ["rentenir_suspected"]


def test_equal_days_without_a_reason_are_a_question(screened: Callable[[Lines], Screening]) -> None:
    screening = screened(series("TRF KE MARDIAH LUBIS", 20_000, count=20, gap=1))
    assert screening.flagged is False
    assert screening.findings == ()
    assert [pattern.question for pattern in screening.patterns] == [
        "Setoran harian ke MARDIAH LUBIS (20 kali) untuk apa?"
    ]


@pytest.mark.parametrize("note", ["arisan", "tabungan", "titip jual", "uang belanja", "sewa lapak"])
def test_payments_with_a_reason_are_nothing(note: str, screened: Callable[[Lines], Screening]) -> None:
    lines = [
        ("02/07", f"TRF DARI MARDIAH LUBIS {note}", 500_000),
        *series(f"TRF KE MARDIAH LUBIS {note}", 20_000, count=20, gap=1),
    ]
    screening = screened(lines)
    assert (screening.flagged, screening.findings) == (False, ())


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("TRF KE TOKO TEPUNG 88", 50_000),
        ("TOPUP GOPAY 0812", 20_000),
        ("QRIS WARUNG MAK", 15_000),
        ("TARIK TUNAI", 100_000),
    ],
)
def test_shops_wallets_and_cash_are_nobody(text: str, amount: int, screened: Callable[[Lines], Screening]) -> None:
    assert screened(series(text, amount, count=20, gap=1)).findings == ()


def test_a_friend_paid_back_once_is_nothing(screened: Callable[[Lines], Screening]) -> None:
    lines = [("02/07", "TRF DARI RINA ASTUTI", 500_000), ("20/07", "TRF KE RINA ASTUTI makasih", -500_000)]
    assert screened(lines).findings == ()


def test_a_pot_in_the_middle_of_weekly_payments_looks_like_arisan(screened: Callable[[Lines], Screening]) -> None:
    lines = series("TRF KE WATI SARI", 100_000, count=8, gap=7)
    lines.append(("25/07", "TRF DARI WATI SARI", 1_000_000))
    assert screened(lines).flagged is False
