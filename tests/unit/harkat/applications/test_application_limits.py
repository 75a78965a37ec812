"""The product's bounds: the last rupiah and month inside pass, the first outside is refused with the bound named."""

import pytest

from harkat.applications.limits import Limits, OverLimit, check_request

LIMITS = Limits(amount_least=500_000, amount_most=10_000_000, member_most=4_000_000, months_least=3, months_most=24)


@pytest.mark.parametrize(("amount", "months"), [(500_000, 3), (10_000_000, 24)])
def test_the_bounds_themselves_are_allowed(amount: int, months: int) -> None:
    check_request(amount=amount, months=months, limits=LIMITS, is_group=False)


@pytest.mark.parametrize(
    ("amount", "months", "field", "words"),
    [
        (10_000_001, 12, "requested", "perorangan Rp10.000.000"),
        (499_999, 12, "requested", "Rp500.000"),
        (5_000_000, 2, "installments", "3 sampai 24 bulan"),
        (5_000_000, 25, "installments", "3 sampai 24 bulan"),
    ],
)
def test_outside_the_bounds_the_bound_is_named(amount: int, months: int, field: str, words: str) -> None:
    with pytest.raises(OverLimit, match=words) as refusal:
        check_request(amount=amount, months=months, limits=LIMITS, is_group=False)
    assert refusal.value.field == field
