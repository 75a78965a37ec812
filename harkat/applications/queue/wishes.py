"""What the reader of the queue asks for: whose files, waiting for what, how late, and in which order."""

from collections.abc import Callable
from dataclasses import dataclass

from core.labels import LabeledEnum
from harkat.applications.queue.targets import Waited
from harkat.applications.states import State


class Whose(LabeledEnum):
    """Whose hands the files are in."""

    MINE = ("mine", "Saya pegang")
    NOBODY = ("nobody", "Belum dipegang")


class WaitingFor(LabeledEnum):
    """What or whom the files wait for."""

    PAPERS = ("papers", "Menunggu berkas")
    CITY = ("city", "Di petugas dan pimpinan")
    BANK = ("bank", "Di bank")
    ANSWER = ("answer", "Menunggu jawaban pemohon")


STATES_WAITING: dict[WaitingFor, frozenset[State]] = {
    WaitingFor.PAPERS: frozenset({State.DRAFT, State.RETURNED}),
    WaitingFor.CITY: frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED}),
    WaitingFor.BANK: frozenset({State.AT_BANK, State.ACCEPTED, State.CONTRACTED}),
    WaitingFor.ANSWER: frozenset({State.APPROVED}),
}


class Order(LabeledEnum):
    """Which file stands first."""

    LATE = ("terlambat", "Paling lewat sasaran")
    LONG = ("lama", "Paling lama pada langkah ini")
    AMOUNT = ("jumlah", "Jumlah terbesar")
    NEWEST = ("terbaru", "Nomor terbaru")


@dataclass(frozen=True)
class Entry:
    """One file of the queue as far as it must be known to be counted and put in order; rupiah."""

    key: int
    state: State
    handler_id: int | None
    requested: int
    waited: Waited


@dataclass(frozen=True)
class Wish:
    """What was asked for; nothing asked is everything, the latest first."""

    whose: Whose | None = None
    waiting_for: WaitingFor | None = None
    late: bool = False
    order: Order = Order.LATE


ORDERS: dict[Order, Callable[[Entry], tuple[int, int]]] = {
    Order.LATE: lambda entry: (-entry.waited.beyond, entry.key),
    Order.LONG: lambda entry: (-entry.waited.step, entry.key),
    Order.AMOUNT: lambda entry: (-entry.requested, entry.key),
    Order.NEWEST: lambda entry: (-entry.key, 0),
}


def chosen(entries: list[Entry], wish: Wish, *, reader_id: int | None) -> list[Entry]:
    """Return the entries that were asked for, in the order asked for."""
    kept = [entry for entry in entries if _fits(entry, wish, reader_id)]
    return sorted(kept, key=ORDERS[wish.order])


def _fits(entry: Entry, wish: Wish, reader_id: int | None) -> bool:
    if wish.whose is Whose.MINE and (reader_id is None or entry.handler_id != reader_id):
        return False
    if wish.whose is Whose.NOBODY and entry.handler_id is not None:
        return False
    if wish.waiting_for is not None and entry.state not in STATES_WAITING[wish.waiting_for]:
        return False
    return entry.waited.is_late or not wish.late
