"""What a number at the counter is for, and how far it has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.errors import RuleBroken
from core.labels import LabeledEnum

DESKS = 9


class Errand(LabeledEnum):
    """Why somebody came."""

    APPLY = ("apply", "Mengajukan pembiayaan")
    PAPERS = ("papers", "Menyerahkan berkas")
    ASK = ("ask", "Bertanya")


class TicketState(LabeledEnum):
    """How far a number has come."""

    WAITING = ("waiting", "Menunggu dipanggil")
    CALLED = ("called", "Dipanggil")
    SKIPPED = ("skipped", "Dilewati")
    SERVED = ("served", "Sudah dilayani")


FOLLOWS: dict[TicketState, frozenset[TicketState]] = {
    TicketState.WAITING: frozenset({TicketState.CALLED}),
    TicketState.CALLED: frozenset({TicketState.SKIPPED, TicketState.SERVED}),
    TicketState.SKIPPED: frozenset({TicketState.CALLED}),
    TicketState.SERVED: frozenset(),
}


class WrongDesk(RuleBroken):
    """A desk that the counter does not have."""


@dataclass(frozen=True)
class Tally:
    """How many numbers of a day stand where."""

    waiting: int
    called: int
    skipped: int
    served: int


def check_desk(desk: int) -> None:
    """Refuse a desk that the counter does not have.

    :raises WrongDesk: with the desks there are
    """
    if not 1 <= desk <= DESKS:
        raise WrongDesk(f"Pilih loket 1 sampai {DESKS}.", field="desk")


def shown_number(number: int) -> str:
    """Write a number as it is printed and called: ``007``."""
    return f"{number:03}"


def tally(states: Iterable[TicketState]) -> Tally:
    """Count the numbers of a day by where they stand."""
    found: Sequence[TicketState] = list(states)
    return Tally(
        waiting=found.count(TicketState.WAITING),
        called=found.count(TicketState.CALLED),
        skipped=found.count(TicketState.SKIPPED),
        served=found.count(TicketState.SERVED),
    )
