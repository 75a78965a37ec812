"""The figures of the front page and what they say of each other."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.money import format_number, format_rupiah
from harkat.facility.position import Position, total_of
from harkat.reports.absorption import Month
from harkat.reports.basis import Basis
from harkat.reports.quiet_steps import closed_parts
from harkat.reports.shares import share_of, write_share
from harkat.reports.suppression import SMALLEST_SHOWN, Closing

NOT_REPORTED = "belum dilaporkan"
NOT_RECORDED = "belum dicatat"


@dataclass(frozen=True)
class Ceiling:
    """A size of the fund as reported; rupiah. ``is_in_force`` is the one that shares are counted from."""

    amount: int
    reported_on: date
    source: str
    note: str | None
    is_in_force: bool


@dataclass(frozen=True)
class BankFigures:
    """One bank: rupiah, and the day of its last report; absent when it has never reported.

    ``is_revolving`` is whether it lends again what is repaid.
    """

    bank_id: int
    name: str
    is_sample: bool
    position: Position
    reported_on: date | None
    is_revolving: bool = False

    @property
    def share(self) -> str:
        """The share of its own ceiling that it paid out, in words."""
        return write_share(share_of(self.position.disbursed_total, self.position.ceiling))


@dataclass(frozen=True)
class AreaFigures:
    """One kecamatan: persons registered, ready, applied and paid, and rupiah its people received."""

    code: str
    name: str
    registered: int
    ready: int
    applied: int
    borrowers: int
    disbursed: int


@dataclass(frozen=True)
class Front:
    """Everything on the front page for one day."""

    day: date
    today: date
    basis: Basis
    ceilings: tuple[Ceiling, ...]
    total: Position
    banks: tuple[BankFigures, ...]
    areas: tuple[AreaFigures, ...] = ()
    months: tuple[Month, ...] = ()

    @property
    def is_past(self) -> bool:
        """Whether an earlier day is shown."""
        return self.day < self.today

    @property
    def in_force(self) -> Ceiling | None:
        """The size of the fund that is used."""
        return next((ceiling for ceiling in self.ceilings if ceiling.is_in_force), None)

    @property
    def also_reported(self) -> tuple[Ceiling, ...]:
        """Other sizes that were reported."""
        return tuple(ceiling for ceiling in self.ceilings if not ceiling.is_in_force)

    @property
    def ceiling(self) -> int:
        """The size of the fund in rupiah; what the banks set aside together where none was reported."""
        return self.in_force.amount if self.in_force else self.total.ceiling

    @property
    def ceiling_words(self) -> str:
        """The size of the fund, or that none was recorded by the day."""
        return format_rupiah(self.ceiling) if self.ceiling else NOT_RECORDED

    @property
    def available_words(self) -> str:
        """What may still be approved, or that no bank's ceiling was recorded by the day."""
        return format_rupiah(self.total.available) if self.total.ceiling else NOT_RECORDED

    @property
    def available_meaning(self) -> str:
        """What "available" counts, and which banks lend again what is paid back, as sentences."""
        again = [bank.name for bank in self.banks if bank.is_revolving]
        once = [bank.name for bank in self.banks if not bank.is_revolving]
        words = (
            "“Tersedia” adalah bagian plafon tiap bank yang belum dipakai: plafon dikurangi yang disetujui dan yang "
            "sudah dicairkan."
        )
        if again:
            words += f" Pokok yang dibayar kembali menambahnya lagi di {', '.join(again)} (dana bergulir)"
            return f"{words}; di {', '.join(once)} tidak." if once else f"{words}."
        return f"{words} Pokok yang dibayar kembali tidak menambahnya lagi: tidak ada bank yang memutar dananya."

    @property
    def reporting(self) -> Position:
        """The banks that have reported, together."""
        return total_of(bank.position for bank in self.banks if bank.reported_on)

    @property
    def undivided(self) -> int:
        """Rupiah of the fund that no bank has set aside yet; negative when the banks set aside more."""
        return self.ceiling - self.total.ceiling

    @property
    def paid_back(self) -> int:
        """Rupiah of principal that borrowers paid back, whether it may be lent again or not."""
        total = self.total
        return total.disbursed_total - total.outstanding - total.exception - total.written_off - total.recovered

    @property
    def absorption(self) -> Fraction | None:
        """The share of the fund that went out."""
        return share_of(self.total.disbursed_total, self.ceiling)

    @property
    def absorption_words(self) -> str:
        """The share as a page shows it."""
        return write_share(self.absorption)

    @property
    def bank_absorption(self) -> str:
        """The share of what the banks that reported set aside that they paid out, in words."""
        return write_share(share_of(self.reporting.disbursed_total, self.reporting.ceiling))

    @property
    def reported_on(self) -> date | None:
        """The day up to which every reporting bank's figures reach: the oldest of their last reports."""
        return min((bank.reported_on for bank in self.banks if bank.reported_on), default=None)

    @property
    def silent_banks(self) -> tuple[str, ...]:
        """The banks that have never reported."""
        return tuple(bank.name for bank in self.banks if bank.reported_on is None)

    @property
    def ready_words(self) -> dict[str, str]:
        """How many are ready in each kecamatan, by its code, in words; few are closed, since a score stands behind."""
        closed = closed_parts({area.code: area.ready for area in self.areas})
        return {
            area.code: closed[area.code].label if area.code in closed else format_number(area.ready)
            for area in self.areas
        }

    @property
    def ready_total(self) -> str:
        """How many are ready in all, in words."""
        total = sum(area.ready for area in self.areas)
        return Closing.SMALL.label if 0 < total < SMALLEST_SHOWN else format_number(total)

    @property
    def unplaced(self) -> int:
        """Rupiah that went out and belongs to no kecamatan, so that the table adds up to what the banks paid."""
        return self.total.disbursed_total - sum(area.disbursed for area in self.areas)
