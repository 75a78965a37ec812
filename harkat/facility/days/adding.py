"""Adding transfers up by day: which sum a transfer belongs to, and what it adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from core.dates import day_of
from harkat.facility.ledger import CITY_KINDS, LedgerAccount, Movement, TransferKind, paid_out_change


@dataclass(frozen=True)
class DayKey:
    """What the transfers of one sum have in common."""

    bank_id: int
    happened_on: date
    recorded_on: date
    occurred_on: date
    from_account: LedgerAccount
    to_account: LedgerAccount
    is_city: bool


@dataclass(frozen=True)
class DaySum:
    """How many transfers, their rupiah, their part of what is called disbursed, and the last moment of booking."""

    transfers: int
    amount: int
    paid_out: int
    last_recorded_at: datetime

    def plus(self, other: "DaySum") -> "DaySum":
        """Return both together."""
        return DaySum(
            self.transfers + other.transfers,
            self.amount + other.amount,
            self.paid_out + other.paid_out,
            max(self.last_recorded_at, other.last_recorded_at),
        )


def part_of(movement: Movement, *, reverses: tuple[TransferKind, date] | None) -> tuple[DayKey, DaySum]:
    """Return the sum a transfer belongs to and what it adds.

    :param reverses: kind and day of the transfer that it takes back, if it takes one back
    """
    key = DayKey(
        movement.bank_id,
        movement.occurred_on if reverses is None else reverses[1],
        day_of(movement.recorded_at),
        movement.occurred_on,
        movement.from_account,
        movement.to_account,
        movement.kind in CITY_KINDS,
    )
    reversed_kind = None if reverses is None else reverses[0]
    paid_out = paid_out_change(movement.kind, movement.amount, reversed_kind=reversed_kind)
    return key, DaySum(1, movement.amount, paid_out, movement.recorded_at)


def add_up(parts: Iterable[tuple[DayKey, DaySum]]) -> dict[DayKey, DaySum]:
    """Add the parts of many transfers up."""
    sums: dict[DayKey, DaySum] = {}
    for key, part in parts:
        known = sums.get(key)
        sums[key] = part if known is None else known.plus(part)
    return sums
