"""Where a bank's facility money stands at one moment, and the shares a page shows of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from harkat.facility.ledger import LedgerAccount


@dataclass(frozen=True)
class Position:
    """The facility in whole rupiah, of one bank or of all.

    ``disbursed_total`` is all that ever went out to borrowers; with a revolving bank it can exceed the ceiling.
    ``exception`` was paid out without room: it counts as used and lies outside the ceiling until settled.
    """

    ceiling: int = 0
    available: int = 0
    committed: int = 0
    outstanding: int = 0
    repaid: int = 0
    recovered: int = 0
    written_off: int = 0
    exception: int = 0
    disbursed_total: int = 0

    @property
    def absorption(self) -> Fraction:
        """The share of the ceiling that was disbursed; 0 where there is no ceiling."""
        return Fraction(self.disbursed_total, self.ceiling) if self.ceiling else Fraction(0)

    @property
    def used(self) -> int:
        """Rupiah of the ceiling that cannot be approved again now, exceptions included."""
        return self.ceiling - self.available + self.exception

    @property
    def usage(self) -> Fraction:
        """The share of the ceiling that is used now; 0 where there is no ceiling."""
        return Fraction(self.used, self.ceiling) if self.ceiling else Fraction(0)


def position_of(balances: Mapping[LedgerAccount, int], *, disbursed_total: int) -> Position:
    """Read a position out of a bank's balances.

    Exceptions are booked against funding, so the ceiling is what funding gave without them.
    """
    return Position(
        ceiling=-balances[LedgerAccount.FUNDING] - balances[LedgerAccount.EXCEPTION],
        available=balances[LedgerAccount.AVAILABLE],
        committed=balances[LedgerAccount.COMMITTED],
        outstanding=balances[LedgerAccount.OUTSTANDING],
        repaid=balances[LedgerAccount.REPAID],
        recovered=balances[LedgerAccount.RECOVERED],
        written_off=balances[LedgerAccount.WRITTEN_OFF],
        exception=balances[LedgerAccount.EXCEPTION],
        disbursed_total=disbursed_total,
    )


def total_of(positions: Iterable[Position]) -> Position:
    """Add positions up."""
    every = list(positions)
    names = Position.__dataclass_fields__
    return Position(**{name: sum(getattr(position, name) for position in every) for name in names})
