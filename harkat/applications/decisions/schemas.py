"""The gate for the bank's yes."""

from dataclasses import dataclass

from core.web.fields import RupiahField, Text, WholeField
from harkat.applications.schemas import SharedSchema


@dataclass(frozen=True)
class ApprovalDraft:
    """What the bank grants; rupiah and months."""

    amount: int
    installments: int
    note: str | None
    reference: str
    shares: dict[int, int] | None


class ApprovalSchema(SharedSchema):
    """The bank's approval."""

    makes = ApprovalDraft

    amount = RupiahField("jumlah yang disetujui", least=1)
    installments = WholeField("jangka waktu", least=1, most=360)
    note = Text("catatan", required=False, most=300, lines=True)
    reference = Text("tanda formulir", most=64)
