"""What a careful reader can and cannot get back out of a table with closed counts."""

import pytest

from harkat.reports.suppression import Closing, suppress

DEBT = frozenset({"pinjol", "rentenir", "tunggakan"})


def shown(counts: dict[str, int]) -> dict[str, str]:
    return {count.key: count.words for count in suppress(counts, sensitive=DEBT)}


def test_large_counts_and_counts_about_nobody_are_shown() -> None:
    counts = {"pinjol": 30, "rentenir": 5, "tunggakan": 0, "berkas": 2}
    assert shown(counts) == {"pinjol": "30", "rentenir": "5", "tunggakan": "0", "berkas": "2"}


def test_a_small_count_that_is_not_about_debts_is_shown() -> None:
    assert shown({"berkas": 1, "pinjol": 9})["berkas"] == "1"


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_small_count_about_debts_is_closed_with_one_more(number: int) -> None:
    words = shown({"pinjol": 30, "rentenir": number, "tunggakan": 12, "berkas": 400})
    assert words["rentenir"] == "kurang dari 5"
    assert words["tunggakan"] == "ditutup", "or the total less the rest would tell"
    assert words["pinjol"] == "30"
    assert words["berkas"] == "400"


def test_two_small_counts_whose_sum_would_tell_get_a_third() -> None:
    words = shown({"pinjol": 1, "rentenir": 1, "tunggakan": 40, "berkas": 400})
    assert words["pinjol"] == words["rentenir"] == "kurang dari 5"
    assert words["tunggakan"] == "ditutup"


def test_two_small_counts_that_protect_each_other_need_no_third() -> None:
    words = shown({"pinjol": 2, "rentenir": 3, "tunggakan": 40})
    assert words == {"pinjol": "kurang dari 5", "rentenir": "kurang dari 5", "tunggakan": "40"}


def test_a_protector_that_is_too_small_is_not_enough() -> None:
    # 1 + 5 = 6 and the protector is known to be 5 or more, so the small one could only be 1
    words = shown({"pinjol": 1, "rentenir": 5, "tunggakan": 0, "berkas": 70})
    assert words["pinjol"] == "kurang dari 5"
    assert words["rentenir"] == words["berkas"] == "ditutup"


def test_where_nothing_protects_everything_is_closed() -> None:
    assert set(shown({"pinjol": 3, "rentenir": 0, "tunggakan": 0, "berkas": 0}).values()) == {"ditutup"}


def test_a_closed_count_bears_no_number() -> None:
    for count in suppress({"pinjol": 3, "rentenir": 20, "tunggakan": 9}, sensitive=DEBT):
        assert (count.number is None) == (count.closing is not None)
    assert {closing.label for closing in Closing} == {"kurang dari 5", "ditutup"}


def test_nobody_is_closed_among_the_few_where_another_page_may_tell_a_closed_count() -> None:
    counts = {"pinjol": 3, "rentenir": 0, "tunggakan": 9, "berkas": 855}
    told = {count.key: count.words for count in suppress(counts, sensitive=DEBT, hides_nobody=True)}
    assert told == {"pinjol": "kurang dari 5", "rentenir": "kurang dari 5", "tunggakan": "ditutup", "berkas": "855"}
    open_counts = {"pinjol": 30, "rentenir": 0, "tunggakan": 9}
    assert all(count.number is not None for count in suppress(open_counts, sensitive=DEBT, hides_nobody=True))
