"""Splitting an amount among members, and refusing splits that do not fit."""

import pytest

from harkat.applications.shares import (
    SharesDoNotFit,
    check_shares,
    split_evenly,
    split_proportionally,
)

NAMES = {1: "Ani", 2: "Budi", 3: "Citra"}


def test_what_does_not_divide_goes_to_the_named_member() -> None:
    assert split_evenly(10, [1, 2, 3]) == {1: 4, 2: 3, 3: 3}
    assert split_evenly(11, [1, 2, 3], remainder_to=3) == {1: 3, 2: 3, 3: 5}


def test_an_amount_too_small_to_split_is_refused() -> None:
    with pytest.raises(SharesDoNotFit):
        split_evenly(2, [1, 2, 3])
    with pytest.raises(SharesDoNotFit):
        split_evenly(5, [])
    with pytest.raises(SharesDoNotFit):
        split_proportionally(1, {1: 5, 2: 5})


def test_the_bearer_must_be_a_member() -> None:
    with pytest.raises(SharesDoNotFit) as refusal:
        split_evenly(10, [1, 2], remainder_to=9)
    assert refusal.value.field == "remainder_to"


def test_less_money_is_split_as_it_was_asked() -> None:
    asked = {1: 5_000_000, 2: 3_000_000, 3: 2_000_000}
    assert split_proportionally(5_000_000, asked) == {1: 2_500_000, 2: 1_500_000, 3: 1_000_000}
    assert split_proportionally(10_000_000, asked) == asked


def test_the_remainder_stays_within_what_the_bearer_asked() -> None:
    assert split_proportionally(29, {1: 10, 2: 10, 3: 10}, remainder_to=2) == {1: 10, 2: 10, 3: 9}


def test_more_than_was_asked_is_refused() -> None:
    with pytest.raises(SharesDoNotFit, match="Rp30"):
        split_proportionally(31, {1: 10, 2: 20})


def test_a_fitting_split_passes() -> None:
    check_shares({1: 4, 2: 3, 3: 3}, amount=10, members=NAMES, at_most={1: 4, 2: 4, 3: 4})


@pytest.mark.parametrize(
    ("shares", "message", "field"),
    [
        ({1: 4, 2: 3, 3: 2}, "kurang Rp1 dari Rp10", None),
        ({1: 4, 2: 3, 3: 4}, "lebih Rp1 dari Rp10", None),
        ({1: 4, 2: 6}, "Citra", "share_3"),
        ({1: 10, 2: 0, 3: 0}, "Budi", "share_2"),
        ({1: 12, 2: -1, 3: -1}, "Budi", "share_2"),
        ({1: 4, 2: 3, 3: 2, 7: 1}, "bukan anggota", None),
    ],
)
def test_a_split_that_does_not_fit_says_why(shares: dict[int, int], message: str, field: str | None) -> None:
    with pytest.raises(SharesDoNotFit, match=message) as refusal:
        check_shares(shares, amount=10, members=NAMES)
    assert refusal.value.field == field


def test_nobody_gets_more_than_the_bound() -> None:
    with pytest.raises(SharesDoNotFit, match="Bagian Ani paling banyak Rp3") as refusal:
        check_shares({1: 4, 2: 3, 3: 3}, amount=10, members=NAMES, at_most={1: 3, 2: 3, 3: 3})
    assert refusal.value.field == "share_1"
