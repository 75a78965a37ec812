"""One movement that a deed asks for, before the book takes it."""

from dataclasses import dataclass
from datetime import date

from harkat.facility.ledger import LedgerAccount, TransferKind, paid_out_change, route_of


@dataclass(frozen=True)
class Reversed:
    """The transfer that an order takes back."""

    id: int
    kind: TransferKind


@dataclass(frozen=True)
class Order:
    """A movement of ``amount`` rupiah at one bank; ``reference`` makes it happen once."""

    bank_id: int
    kind: TransferKind
    amount: int
    occurred_on: date
    reference: str
    loan_id: int | None = None
    reservation_id: int | None = None
    reverses: Reversed | None = None
    note: str | None = None

    @property
    def route(self) -> tuple[LedgerAccount, LedgerAccount]:
        """From and to; a plain reversal swaps those of what it reverses."""
        if self.kind is TransferKind.REVERSED and self.reverses is not None:
            origin, target = route_of(self.reverses.kind)
            return target, origin
        return route_of(self.kind)

    @property
    def paid_out(self) -> int:
        """By how many rupiah it changes the total ever disbursed."""
        return paid_out_change(
            self.kind, self.amount, reversed_kind=None if self.reverses is None else self.reverses.kind
        )
