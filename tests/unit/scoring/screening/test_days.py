"""Dates as statements print them."""

from datetime import date

import pytest

from scoring.screening.days import is_clock, place_day, read_day, read_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'05/09", (5, 9, None)),
        ("05/09/2026", (5, 9, 2026)),
        ("5-8-26", (5, 8, 2026)),
        ("2026-08-05 09:00:01", (5, 8, 2026)),
        ("16 March 2026 09:34:53", (16, 3, 2026)),
        ("16 Agustus 2026", (16, 8, 2026)),
        ("01 Sep 2026", (1, 9, 2026)),
        ("05-08-2026 14.22", (5, 8, 2026)),
        ("25/10/21 08.59.34", (25, 10, 2021)),
        ("Senin, 05 Okt 2026", (5, 10, 2026)),
        ("20260805", (5, 8, 2026)),
        ("46000", (9, 12, 2025)),
        ("17-Agt-26", (17, 8, 2026)),
    ],
)
def test_reads_dates_day_first(text: str, expected: tuple[int, int, int | None]) -> None:
    assert read_day(text) == expected


@pytest.mark.parametrize("text", ["31/02/2026", "Saldo Awal", "99", "", "PEND", "20:14:12 WIB", "1,234.00"])
def test_refuses_what_is_no_date(text: str) -> None:
    assert read_day(text) is None


def test_a_period_over_new_year_places_both_years() -> None:
    period = read_period("Periode : 15/12/2025 - 14/01/2026")
    assert period == (date(2025, 12, 15), date(2026, 1, 14))
    assert place_day((20, 12, None), period, 2000) == date(2025, 12, 20)
    assert place_day((3, 1, None), period, 2000) == date(2026, 1, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Periode: 1 - 31 Oktober 2025", (date(2025, 10, 1), date(2025, 10, 31))),
        ("PERIODE : AGUSTUS 2026", (date(2026, 8, 1), date(2026, 8, 31))),
        ("Periode transaksi : 1 Juli 2026 - 31 Juli 2026", (date(2026, 7, 1), date(2026, 7, 31))),
        ("01 Aug 2026 - 31 Aug 2026", (date(2026, 8, 1), date(2026, 8, 31))),
    ],
)
def test_reads_periods(text: str, expected: tuple[date, date]) -> None:
    assert read_period(text) == expected


def test_a_clock_is_not_a_date() -> None:
    assert is_clock("20:14:12 WIB")
    assert not is_clock("20 Aug 2026")
