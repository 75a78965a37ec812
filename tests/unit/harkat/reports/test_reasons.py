"""Every person has one reason, the first that fits."""

import itertools

from harkat.applications.states import REASONS_TO_REFUSE, State, StopReason
from harkat.reports.reasons import (
    ENDS_WITHOUT_LOAN,
    SENSITIVE,
    WITHOUT_LIST,
    Reason,
    first_fitting,
    in_order,
    reason_of_end,
)


def test_the_first_fitting_reason_is_taken_whatever_the_order_they_come_in() -> None:
    for pair in itertools.permutations(Reason, 2):
        assert first_fitting(pair) is min(pair, key=list(Reason).index)


def test_who_has_no_reason_is_counted_as_unknown() -> None:
    assert first_fitting([]) is Reason.UNKNOWN


def test_how_an_application_ended_comes_before_what_is_missing() -> None:
    assert first_fitting([Reason.PAPERS, Reason.REFUSED_SLIK]) is Reason.REFUSED_SLIK
    assert first_fitting([Reason.PINJOL, Reason.PAPERS]) is Reason.PAPERS


def test_what_opens_a_list_comes_before_debts_and_scores() -> None:
    of_the_way = [reason for reason in Reason if reason is not Reason.LEFT and not reason.value.startswith("refused_")]
    assert of_the_way == sorted(of_the_way, key=lambda reason: reason in WITHOUT_LIST)


def test_every_refusal_of_a_bank_has_a_reason() -> None:
    for word in (*REASONS_TO_REFUSE, None):
        reason = reason_of_end(State.REFUSED, word)
        assert reason is not None
        assert reason.value.startswith("refused_")


def test_a_refusal_about_debts_or_capacity_is_sensitive() -> None:
    for word in (StopReason.SLIK, StopReason.SECOND_FACILITY, StopReason.CAPACITY):
        assert reason_of_end(State.REFUSED, word) in SENSITIVE
    assert reason_of_end(State.REFUSED, StopReason.BUSINESS_NOT_FOUND) not in SENSITIVE


def test_who_let_go_left_and_who_is_on_the_way_has_no_reason_of_end() -> None:
    assert reason_of_end(State.WITHDRAWN, StopReason.CHANGED_MIND) is Reason.LEFT
    assert reason_of_end(State.DECLINED, StopReason.EXPIRED) is Reason.LEFT
    assert all(reason_of_end(state, None) is None for state in State if state not in ENDS_WITHOUT_LOAN)


def test_the_unknown_have_no_list_either() -> None:
    assert Reason.UNKNOWN in WITHOUT_LIST
    assert SENSITIVE < WITHOUT_LIST
    assert Reason.PAPERS not in WITHOUT_LIST


def test_every_reason_stands_in_the_table() -> None:
    counts = in_order([(Reason.PINJOL, 7)])
    assert list(counts) == list(Reason)
    assert counts[Reason.PINJOL] == 7
    assert counts[Reason.PAPERS] == 0
