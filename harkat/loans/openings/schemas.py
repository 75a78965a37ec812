"""The gates for a payment without an application and for a balance that is taken over."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.web.fields import DateField, FormSchema, NikField, RateField, RupiahField, Text, WholeField


@dataclass(frozen=True)
class TypedOutside:
    """A bank's payment as typed; rupiah. ``rows`` are a bank's own pasted schedule."""

    nik: str
    principal: int
    installments: int | None
    disbursed_on: date
    reason: str
    reference: str
    rows: str | None = None


class OutsideSchema(FormSchema):
    """A payment that no application stands behind."""

    makes = TypedOutside

    nik = NikField("NIK peminjam")
    principal = RupiahField("jumlah yang dicairkan", least=1, most=10**9)
    installments = WholeField("jangka waktu", required=False, least=1, most=120)
    disbursed_on = DateField("tanggal pencairan")
    reason = Text("alasan tanpa permohonan", most=300, lines=True)
    rows = Text("jadwal dari bank", required=False, most=60_000, lines=True)
    reference = Text("tanda formulir", most=64)


@dataclass(frozen=True)
class TypedTakeOver:
    """A running loan as typed from the bank's letter; rupiah. ``rows`` are a bank's own pasted schedule."""

    nik: str | None
    principal: int
    disbursed_on: date
    annual_rate: Decimal | None
    as_of: date
    outstanding: int
    days_late: int
    letter: str
    reference: str
    overdue_principal: int | None = None
    overdue_interest: int | None = None
    installments: int | None = None
    first_due_on: date | None = None
    rows: str | None = None
    members: str | None = None


class TakeOverSchema(FormSchema):
    """The balance of a loan that began before the system."""

    makes = TypedTakeOver

    nik = NikField("NIK peminjam", required=False)
    members = Text("anggota kelompok", required=False, most=2_000, lines=True)
    principal = RupiahField("pinjaman awal", least=1, most=10**9)
    disbursed_on = DateField("tanggal pencairan")
    annual_rate = RateField("bunga setahun", required=False)
    as_of = DateField("tanggal saldo")
    outstanding = RupiahField("sisa pokok", least=1)
    days_late = WholeField("hari tunggakan", most=5000)
    overdue_principal = RupiahField("tunggakan pokok", required=False)
    overdue_interest = RupiahField("tunggakan bunga", required=False)
    installments = WholeField("angsuran tersisa", required=False, most=240)
    first_due_on = DateField("jatuh tempo berikutnya", required=False)
    letter = Text("surat bank", most=200)
    rows = Text("jadwal dari bank", required=False, most=60_000, lines=True)
    reference = Text("tanda formulir", most=64)
