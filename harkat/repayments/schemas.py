"""The gates for posting money and for taking a posting back."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, RupiahField, Text
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.paying_orders import SurplusChoice


@dataclass(frozen=True)
class TypedRepayment:
    """A posting as typed on a loan's page; rupiah."""

    amount: int
    paid_on: date
    kind: RepaymentKind
    reference: str
    slip: str | None = None
    choice: SurplusChoice | None = None


class RepaymentSchema(FormSchema):
    """A payment the bank received."""

    makes = TypedRepayment

    amount = RupiahField("jumlah dibayar", least=1)
    paid_on = DateField("tanggal bayar")
    kind = Choice("jenis pembayaran", RepaymentKind)
    slip = Text("nomor bukti bank", required=False, most=60)
    choice = Choice("pilihan peminjam", SurplusChoice, required=False)
    reference = Text("tanda formulir", most=64)


@dataclass(frozen=True)
class TypedReversal:
    """Why a posting is taken back."""

    reason: str
    reference: str


class ReversalSchema(FormSchema):
    """Taking a posting back."""

    makes = TypedReversal

    reason = Text("alasan pembatalan", most=300, lines=True)
    reference = Text("tanda formulir", most=64)
