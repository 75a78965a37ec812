"""Numbers that people read aloud."""

from datetime import date

from core.numbers import number_for


def test_a_number_has_prefix_year_and_five_digits() -> None:
    assert number_for("HK", date(2026, 3, 1), 12) == "HK-2026-00012"
    assert number_for("KL", date(2027, 1, 1), 123456) == "KL-2027-123456"
