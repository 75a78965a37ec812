"""The gate for a corrected word of the bank."""

from collections.abc import Mapping

from core.web.fields import Choice, FormSchema, RupiahField, Text, WholeField
from harkat.applications.corrections.service import NewWord
from harkat.applications.limits import Limits
from harkat.applications.schemas import SharedSchema, with_shares
from harkat.applications.states import StopReason, Verdict


def correction_schema(members: Mapping[int, str], limits: Limits) -> FormSchema:
    """Make the gate for a correction: months as the product of the day allows, a share for each member.

    :param members: names by person
    """

    class CorrectionSchema(SharedSchema):
        makes = NewWord

        verdict = Choice("keputusan yang benar", Verdict)
        amount = RupiahField("jumlah yang disetujui", required=False, least=1)
        installments = WholeField(
            "jangka waktu (bulan)", required=False, least=limits.months_least, most=limits.months_most
        )
        reason = Choice("alasan penolakan", StopReason, required=False)
        note = Text("catatan", required=False, most=300, lines=True)
        why = Text("sebab koreksi", most=250, lines=True)
        reference = Text("tanda formulir", most=48)

    return with_shares(CorrectionSchema, members)
