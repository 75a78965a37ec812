"""The gates for a claim of the subsidy, its check and its payment."""

from dataclasses import dataclass

from core.web.fields import DateField, FormSchema, RupiahField, Text, WholeField
from harkat.repayments.subsidies.service import ClaimDraft, PaymentDraft


class ClaimSchema(FormSchema):
    """A bank's sheet of a month."""

    makes = ClaimDraft

    bank_id = WholeField("bank", least=1)
    month = DateField("bulan")
    claimed = RupiahField("jumlah menurut bank")
    letter = Text("surat bank", most=120)


@dataclass(frozen=True)
class TypedCheck:
    """What the second person notes."""

    note: str | None = None


class CheckSchema(FormSchema):
    """The second person's word."""

    makes = TypedCheck

    note = Text("catatan", required=False, most=300, lines=True)


class PaymentSchema(FormSchema):
    """The city's payment."""

    makes = PaymentDraft

    budget_account = Text("rekening anggaran", most=60)
    payment_number = Text("nomor pembayaran", most=60)
    paid_on = DateField("tanggal bayar")
