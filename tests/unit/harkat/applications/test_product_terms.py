"""The product's fees and the ceiling of a whole group."""

import pytest

from harkat.applications.product.terms import FeesRefused, GroupCeiling, check_fees, check_group_ceiling


@pytest.mark.parametrize("value", [[], "Meterai", {"Meterai": "20000"}, {"Meterai": -1}, {"Meterai": 1.5}, {"a": True}])
def test_a_table_of_fees_is_names_with_whole_rupiah(value: object) -> None:
    with pytest.raises(FeesRefused, match="Meterai"):
        check_fees(value)


def test_good_fees() -> None:
    check_fees({})
    check_fees({"Meterai": 20_000})


def test_the_last_rupiah_of_a_groups_ceiling_may_be_lent_and_no_more() -> None:
    check_group_ceiling(5_000_000, taken=15_000_000, most=20_000_000)
    with pytest.raises(GroupCeiling, match=r"Paling banyak Rp5\.000\.000"):
        check_group_ceiling(5_000_001, taken=15_000_000, most=20_000_000)
    with pytest.raises(GroupCeiling, match="Paling banyak Rp0"):
        check_group_ceiling(1, taken=21_000_000, most=20_000_000)
