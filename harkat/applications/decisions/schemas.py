"""The gate for the bank's yes."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.web.fields import FormSchema, RupiahField, Text, WholeField
from harkat.applications.limits import Limits
from harkat.applications.schemas import SharedSchema, with_shares


@dataclass(frozen=True)
class ApprovalDraft:
    """What the bank grants; rupiah and months."""

    amount: int
    installments: int
    note: str | None
    reference: str
    shares: dict[int, int] | None


def approval_schema(members: Mapping[int, str], limits: Limits) -> FormSchema:
    """Make the gate for the bank's yes: months as the product of the day allows, a share for each member.

    :param members: names by person
    """

    class ApprovalSchema(SharedSchema):
        makes = ApprovalDraft

        amount = RupiahField("jumlah yang disetujui", least=1)
        installments = WholeField("jangka waktu (bulan)", least=limits.months_least, most=limits.months_most)
        note = Text("catatan", required=False, most=300, lines=True)
        reference = Text("tanda formulir", most=64)

    return with_shares(ApprovalSchema, members)
