"""The numbers of the counter: where each may go, and how it is written."""

import pytest

from harkat.applications.counter.tickets import (
    DESKS,
    FOLLOWS,
    Tally,
    TicketState,
    WrongDesk,
    check_desk,
    shown_number,
    tally,
)


def test_every_number_can_come_to_be_served_and_then_rests() -> None:
    assert FOLLOWS[TicketState.SERVED] == frozenset()
    for state in set(TicketState) - {TicketState.SERVED}:
        reached, waiting = {state}, [state]
        while waiting:
            for following in FOLLOWS[waiting.pop()] - reached:
                reached.add(following)
                waiting.append(following)
        assert TicketState.SERVED in reached


@pytest.mark.parametrize("desk", [0, -1, DESKS + 1])
def test_a_desk_that_is_not_there(desk: int) -> None:
    with pytest.raises(WrongDesk, match="loket 1 sampai"):
        check_desk(desk)


def test_numbers_and_counts() -> None:
    assert [shown_number(number) for number in (1, 42, 1000)] == ["001", "042", "1000"]
    assert tally([TicketState.WAITING, TicketState.SERVED, TicketState.WAITING]) == Tally(2, 0, 0, 1)
