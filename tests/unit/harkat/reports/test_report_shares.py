"""Shares keep what is there: never 0% of something, never 100% of almost everything."""

from fractions import Fraction

import pytest

from harkat.reports.shares import share_of, write_share


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (300_000_000, 110_000_000_000, "0,27%"),
        (0, 110_000_000_000, "0,00%"),
        (1_000_000, 110_000_000_000, "0,001%"),
        (5_500_000, 110_000_000_000, "0,01%"),
        (5_499_999, 110_000_000_000, "0,005%"),
        (110_000_000_000, 110_000_000_000, "100,00%"),
        (109_999_000_000, 110_000_000_000, "99,999%"),
        (120_000_000_000, 110_000_000_000, "109,09%"),
        (1, 110_000_000_000, "kurang dari 0,000001%"),
        (109_999_999_999, 110_000_000_000, "hampir 100%"),
        (1, 3, "33,33%"),
    ],
)
def test_a_share_is_written_with_the_decimals_it_needs(part: int, whole: int, written: str) -> None:
    assert write_share(share_of(part, whole)) == written


def test_nothing_has_no_share_of_nothing() -> None:
    assert share_of(0, 0) is None
    assert write_share(None) == "–"


def test_what_is_there_is_never_written_as_nothing() -> None:
    for power in range(15):
        words = write_share(Fraction(1, 3 * 10**power))
        assert words.startswith("kurang dari") or any(sign in "123456789" for sign in words), words
