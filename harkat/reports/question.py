"""What a report is asked for."""

from dataclasses import dataclass
from datetime import date

from core.errors import RuleBroken
from harkat.reports.basis import Basis
from harkat.reports.routes import Route, Scope


class DayAhead(RuleBroken):
    """A report about a day that has not come."""


@dataclass(frozen=True)
class Question:
    """A day, a basis, a kecamatan and a route as they were asked for; all may be absent."""

    tanggal: date | None = None
    dasar: Basis | None = None
    kecamatan: str | None = None
    rute: Route | None = None

    def day(self, today: date) -> date:
        """Return the day asked for, today when none was.

        :raises DayAhead: when it has not come yet
        """
        if self.tanggal is not None and self.tanggal > today:
            raise DayAhead("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya.", field="tanggal")
        return self.tanggal or today

    @property
    def scope(self) -> Scope:
        """What the funnel is narrowed to."""
        return Scope(self.kecamatan or "", self.rute.value if self.rute else "")

    @property
    def basis(self) -> Basis:
        """The basis asked for."""
        return self.dasar or Basis.CORRECTED
