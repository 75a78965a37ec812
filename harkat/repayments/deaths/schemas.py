"""The gates for a borrower's death and its claim."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, RupiahField, Text, WholeField
from harkat.repayments.claims import ClaimGround, ClaimOutcome


@dataclass(frozen=True)
class TypedDeath:
    """A death as told at the counter or at the bank."""

    person: int
    died_on: date
    told_by: str
    told_on: date
    ground: ClaimGround
    ground_name: str | None
    ground_number: str | None


class DeathSchema(FormSchema):
    """A borrower's death."""

    makes = TypedDeath

    person = WholeField("peminjam", least=1, most=2**62)
    died_on = DateField("tanggal meninggal")
    told_by = Text("siapa yang memberi kabar")
    told_on = DateField("tanggal kabar")
    ground = Choice("asuransi atau penjamin", ClaimGround)
    ground_name = Text("nama asuransi atau penjamin", required=False)
    ground_number = Text("nomor polis atau sertifikat", required=False, most=60)


@dataclass(frozen=True)
class TypedStep:
    """One step on a claim; ``step`` says which, and only its own fields are looked at. Rupiah."""

    person: int
    step: str
    on: date | None
    by: str | None
    outcome: ClaimOutcome | None
    paid_amount: int | None
    reason: str | None


class StepSchema(FormSchema):
    """A step on a claim."""

    makes = TypedStep

    person = WholeField("peminjam", least=1, most=2**62)
    step = Text("langkah", most=20)
    on = DateField("tanggal", required=False)
    by = Text("yang menyerahkan", required=False)
    outcome = Choice("jawaban", ClaimOutcome, required=False)
    paid_amount = RupiahField("jumlah dibayar", required=False, least=1)
    reason = Text("keterangan", required=False, most=300, lines=True)
