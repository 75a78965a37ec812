"""The gates for a proposal and for a decision on it."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import DateField, FormSchema, RupiahField, Text, WholeField


@dataclass(frozen=True)
class TypedProposal:
    """A proposal as typed; rupiah."""

    amount: int
    reason: str
    document_number: str
    document_on: date
    reference: str
    bank_id: int | None = None


class ProposalSchema(FormSchema):
    """A new ceiling, a new size of the fund, or an exception's settlement."""

    makes = TypedProposal

    bank_id = WholeField("bank", required=False, least=1)
    amount = RupiahField("jumlah baru")
    reason = Text("alasan", most=200, lines=True)
    document_number = Text("nomor surat", most=80)
    document_on = DateField("tanggal surat")
    reference = Text("tanda formulir", most=64)


@dataclass(frozen=True)
class TypedDecision:
    """What the second person says."""

    note: str | None = None


class DecisionSchema(FormSchema):
    """A word of the second person."""

    makes = TypedDecision

    note = Text("catatan", required=False, most=300, lines=True)
