"""Every step of an application as a table: which may follow which, and none that is not written here."""

import itertools

import pytest

from harkat.applications.states import ENDED, FOLLOWS, RESERVED, State, WrongState, check_step

TABLE = {
    "draft": "submitted withdrawn expired",
    "submitted": "verified returned withdrawn",
    "returned": "submitted withdrawn expired",
    "verified": "recommended returned withdrawn",
    "recommended": "at_bank returned withdrawn",
    "at_bank": "approved refused returned withdrawn",
    "approved": "accepted declined withdrawn expired at_bank",
    "accepted": "contracted declined withdrawn expired at_bank",
    "contracted": "disbursed withdrawn",
    "disbursed": "",
    "refused": "",
    "declined": "",
    "withdrawn": "",
    "expired": "",
}


@pytest.mark.parametrize(("current", "following"), list(itertools.product(State, State)))
def test_the_table_of_steps(current: State, following: State) -> None:
    if following.value in TABLE[current.value].split():
        check_step(current, following)
        return
    with pytest.raises(WrongState) as refusal:
        check_step(current, following)
    assert current.label in refusal.value.message
    assert "Muat ulang" in refusal.value.message


def test_every_state_can_be_reached_and_left_or_is_an_end() -> None:
    reached = {State.DRAFT}
    while more := {after for state in reached for after in FOLLOWS[state]} - reached:
        reached |= more
    assert reached == set(State)
    assert {state for state in State if not FOLLOWS[state]} == ENDED


def test_money_is_held_from_the_approval_until_an_end() -> None:
    for state in RESERVED:
        assert not FOLLOWS[state] - RESERVED - ENDED - {State.AT_BANK}, "on, to an end, or back to the bank"
    assert {state for state in State if FOLLOWS[state] & RESERVED} - RESERVED == {State.AT_BANK}


def test_the_word_approved_belongs_to_the_bank_alone() -> None:
    for state in State:
        if "setuju" in state.label.lower():
            assert "bank" in state.label.lower()


def test_a_step_taken_twice_is_called_what_it_is() -> None:
    with pytest.raises(WrongState) as twice:
        check_step(State.DISBURSED, State.DISBURSED)
    assert "sudah berstatus “Dicairkan”; langkah ini tidak perlu diulang" in twice.value.message
    with pytest.raises(WrongState) as ended:
        check_step(State.WITHDRAWN, State.AT_BANK)
    assert "sudah selesai dengan status “Ditarik pemohon”" in ended.value.message
