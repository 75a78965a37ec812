"""The short form of a follow-up."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from balikat.follow_up.drafts import AnswerDraft
from balikat.follow_up.kinds import OWN_ANSWERS, BusinessState
from core.web.fields import Choice, FormSchema, RupiahField, WholeField


class AnswerSchema(FormSchema):
    """What somebody of the staff writes down."""

    makes = AnswerDraft
    business_state = Choice("keadaan usaha", BusinessState)
    sales_monthly = RupiahField("penjualan sebulan", required=False, most=10_000_000_000)
    jobs = WholeField("banyaknya yang bekerja", required=False, most=999)

    @validates_schema(skip_on_field_errors=True)
    def check_running(self, values: dict[str, Any], **_: Any) -> None:
        """Take no numbers of a business that nobody could ask about."""
        closed = values.get("business_state") in (BusinessState.CLOSED, BusinessState.UNREACHED)
        if closed and (values.get("sales_monthly") or values.get("jobs")):
            raise ValidationError("Angka hanya diisi bila usahanya masih ada. Kosongkan, atau ubah keadaannya.")


class OwnAnswerSchema(AnswerSchema):
    """What the person answers through the link."""

    @validates_schema(skip_on_field_errors=True)
    def check_own(self, values: dict[str, Any], **_: Any) -> None:
        """Refuse the answer that only others can give."""
        if values.get("business_state") not in OWN_ANSWERS:
            raise ValidationError("Pilih keadaan usaha dari daftar.", "business_state")
