"""The gate for what the forecast is asked for: the day it is made on, and the levers."""

from dataclasses import dataclass

from core.web.fields import Choice, DateField, FormSchema
from harkat.reports.forecast.levers import BankSpeed, Classes, Cleared, Levers
from harkat.reports.question import Question


@dataclass(frozen=True)
class ForecastQuestion(Question):
    """A day and the three levers; what is absent stays as it is today."""

    kelas: Classes | None = None
    pinjol: Cleared | None = None
    bank: BankSpeed | None = None

    @property
    def levers(self) -> Levers:
        """The levers as they were set."""
        return Levers(self.kelas or Classes.SAME, self.pinjol or Cleared.NONE, self.bank or BankSpeed.SAME)


class ForecastSchema(FormSchema):
    """The day and the levers; left empty they mean today and nothing changed."""

    makes = ForecastQuestion

    tanggal = DateField("tanggal", required=False)
    kelas = Choice("kelas", Classes, required=False)
    pinjol = Choice("pinjol", Cleared, required=False)
    bank = Choice("bank", BankSpeed, required=False)
