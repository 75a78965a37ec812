"""The gates for a document, and for what is to rest on it."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, Text, WholeField
from harkat.facility.sourcing import SourceKind


@dataclass(frozen=True)
class SourceDraft:
    """A document as typed."""

    kind: SourceKind
    number: str
    dated_on: date
    issuer: str
    subject: str


class SourceSchema(FormSchema):
    """One document of the register."""

    makes = SourceDraft

    kind = Choice("jenis dokumen", SourceKind)
    number = Text("nomor dokumen", most=120)
    dated_on = DateField("tanggal dokumen")
    issuer = Text("penerbit", most=160)
    subject = Text("perihal", most=300)


@dataclass(frozen=True)
class CeilingWish:
    """Which size of the fund a document is for."""

    ceiling_fact_id: int


class CeilingSchema(FormSchema):
    """The size of the fund that rests on a document."""

    makes = CeilingWish

    ceiling_fact_id = WholeField("besar dana", least=1, most=2**62)


@dataclass(frozen=True)
class ChosenWish:
    """Which document the ticked ledger entries are for."""

    source_id: int


class ChosenSchema(FormSchema):
    """The document of ledger entries ticked one by one."""

    makes = ChosenWish

    source_id = WholeField("dokumen", least=1, most=2**62)


@dataclass(frozen=True)
class SpanWish:
    """Which ledger entries of a bank a document is for, both days included."""

    bank_id: int
    first_on: date
    last_on: date


class SpanSchema(FormSchema):
    """A bank's entries of some days."""

    makes = SpanWish

    bank_id = WholeField("bank", least=1, most=2**62)
    first_on = DateField("tanggal pertama")
    last_on = DateField("tanggal terakhir")
