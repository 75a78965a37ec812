"""What a report is asked for."""

from dataclasses import dataclass
from datetime import date

from core.errors import RuleBroken
from harkat.reports.basis import Basis


class DayAhead(RuleBroken):
    """A report about a day that has not come."""


@dataclass(frozen=True)
class Question:
    """A day and a basis as they were asked for; both may be absent."""

    tanggal: date | None = None
    dasar: Basis | None = None

    def day(self, today: date) -> date:
        """Return the day asked for, today when none was.

        :raises DayAhead: when it has not come yet
        """
        if self.tanggal is not None and self.tanggal > today:
            raise DayAhead("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya.", field="tanggal")
        return self.tanggal or today

    @property
    def basis(self) -> Basis:
        """The basis asked for."""
        return self.dasar or Basis.CORRECTED
