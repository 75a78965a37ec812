"""A sub-group has as many members as the rule of the day says."""

import pytest

from core.groups.terms import MEMBERS_MAX, MEMBERS_MIN, SubGroupSize, check_size
from core.policy.definitions import definition_of


def test_the_declared_sizes_are_five_to_ten() -> None:
    assert (definition_of(MEMBERS_MIN).default, definition_of(MEMBERS_MAX).default) == (5, 10)


@pytest.mark.parametrize("members", [5, 7, 10])
def test_sizes_within_the_rule_pass(members: int) -> None:
    check_size(members, least=5, most=10)


@pytest.mark.parametrize(("members", "words"), [(4, "Tambah 1 orang"), (0, "Tambah 5 orang"), (12, "Kurangi 2 orang")])
def test_other_sizes_say_how_many_are_missing_or_too_many(members: int, words: str) -> None:
    with pytest.raises(SubGroupSize, match=words):
        check_size(members, least=5, most=10)
