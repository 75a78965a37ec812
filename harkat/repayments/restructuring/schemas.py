"""The gates for a restructuring, a write-off and taking that back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.web.fields import Choice, DateField, FormSchema, RateField, Text, WholeField
from harkat.loans.changes import InterestTreatment


@dataclass(frozen=True)
class TypedRestructuring:
    """A restructuring as typed; percent a year, months. ``rows`` are a bank's own pasted schedule."""

    agreed_on: date
    letter: str
    ground: str
    reference: str
    annual_rate: Decimal = Decimal(0)
    installments: int = 1
    treatment: InterestTreatment = InterestTreatment.DEFERRED
    rows: str | None = None
    grace: int | None = None
    first_due_on: date | None = None


class RestructuringSchema(FormSchema):
    """What a bank agreed anew."""

    makes = TypedRestructuring

    agreed_on = DateField("tanggal restrukturisasi")
    annual_rate = RateField("bunga setahun")
    installments = WholeField("jangka waktu baru", least=1, most=120)
    grace = WholeField("masa tenggang pokok", required=False, most=24)
    first_due_on = DateField("jatuh tempo pertama", required=False)
    treatment = Choice("perlakuan bunga terutang", InterestTreatment)
    letter = Text("nomor surat bank", most=120)
    ground = Text("keadaan peminjam", most=300, lines=True)
    reference = Text("tanda formulir", most=64)


class BankRestructuringSchema(FormSchema):
    """What a bank agreed anew where it makes the schedule itself: its own rows, and nothing to be computed."""

    makes = TypedRestructuring

    agreed_on = DateField("tanggal restrukturisasi")
    rows = Text("baris jadwal", required=False, most=60_000, lines=True)
    letter = Text("nomor surat bank", most=120)
    ground = Text("keadaan peminjam", most=300, lines=True)
    reference = Text("tanda formulir", most=64)


@dataclass(frozen=True)
class TypedWriteOff:
    """A write-off as typed."""

    written_off_on: date
    letter: str
    reference: str


class WriteOffSchema(FormSchema):
    """A write-off by the bank's letter."""

    makes = TypedWriteOff

    written_off_on = DateField("tanggal hapus buku")
    letter = Text("nomor surat bank", most=120)
    reference = Text("tanda formulir", most=64)
