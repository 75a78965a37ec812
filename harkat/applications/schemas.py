"""The gates for what is typed about an application at the counter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from marshmallow import ValidationError, fields, post_load, validates_schema

from core.labels import LabeledEnum
from core.web.fields import Choice, DateField, FormSchema, RupiahField, Text, WholeField
from harkat.applications.drafts import ApplicationDraft
from harkat.applications.states import REASONS_TO_LEAVE, REASONS_TO_REFUSE, REASONS_TO_RETURN, StopReason


class MonthsField(WholeField):
    """A number of months; how many the product allows is said once, by the rule of the day."""

    def __init__(self, name: str = "jangka waktu") -> None:
        super().__init__(name, least=-(10**12), most=10**12)


class MemberAmount(RupiahField):
    """One member's amount; its error names the member."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return super()._deserialize(value, attr, data, **kwargs)
        except ValidationError as error:
            message = str(error.messages[0])
            named = message if self.noun.lower() in message.lower() else f"{self.noun.capitalize()}: {message}"
            raise ValidationError(named) from None


class SharedSchema(FormSchema):
    """A form that also asks one amount for each member, in fields named ``share_<person id>``."""

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Any:
        """Gather the members' amounts into ``shares``; none typed at all leaves the split to the rule."""
        typed = {name: values.pop(name) for name in list(values) if name.startswith("share_")}
        shares = {int(name.removeprefix("share_")): amount for name, amount in typed.items() if amount is not None}
        return super().make({**values, "shares": shares or None})


class ApplicationSchema(SharedSchema):
    """A request for financing."""

    makes = ApplicationDraft

    person_id = WholeField("pemohon", required=False, least=1)
    sub_group_id = WholeField("sub-kelompok", required=False, least=1)
    bank_id = WholeField("bank tujuan", least=1)
    requested = RupiahField("jumlah yang diajukan", least=1)
    installments = MonthsField()
    purpose = Text("kegunaan dana", most=300, lines=True)
    remainder_person_id = WholeField("penerima sisa pembagian", required=False, least=1)
    reference = Text("tanda formulir", required=False, most=64)


class ReasonField(Choice):
    """One of the reasons that fit this end."""

    def __init__(self, name: str, reasons: tuple[StopReason, ...]) -> None:
        super().__init__(name, StopReason)
        self.reasons = reasons

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> LabeledEnum:
        reason = super()._deserialize(value, attr, data, **kwargs)
        if reason not in self.reasons:
            raise ValidationError(f"Pilih {self.noun} dari daftar.")
        return reason


@dataclass(frozen=True)
class VisitDraft:
    """What the officer saw at the business."""

    visited_on: date
    note: str


class VisitSchema(FormSchema):
    """The visit to the business."""

    makes = VisitDraft

    visited_on = DateField("tanggal kunjungan")
    note = Text("hasil kunjungan", most=1000, lines=True)


@dataclass(frozen=True)
class AdviceDraft:
    """What the officer advises; rupiah."""

    amount: int
    note: str
    shares: dict[int, int] | None


class AdviceSchema(SharedSchema):
    """The officer's recommendation."""

    makes = AdviceDraft

    amount = RupiahField("jumlah yang direkomendasikan", least=1)
    note = Text("alasan rekomendasi", most=1000, lines=True)


@dataclass(frozen=True)
class NoteDraft:
    """A sentence that goes with a step."""

    note: str
    reference: str | None = None


class NoteSchema(FormSchema):
    """A step that needs a sentence: what is missing and what to do."""

    makes = NoteDraft

    note = Text("apa yang perlu dilengkapi", most=300, lines=True)
    reference = Text("tanda formulir", required=False, most=64)


@dataclass(frozen=True)
class RemarkDraft:
    """A remark that may be left out."""

    note: str | None = None
    reference: str | None = None


class RemarkSchema(FormSchema):
    """A step with an optional remark."""

    makes = RemarkDraft

    note = Text("catatan", required=False, most=300, lines=True)
    reference = Text("tanda formulir", required=False, most=64)


@dataclass(frozen=True)
class StopDraft:
    """Why an application ends."""

    reason: StopReason
    note: str | None = None
    reference: str | None = None


class StopSchema(FormSchema):
    """The end of an application at the applicant's side."""

    makes = StopDraft

    reason = ReasonField("alasan", REASONS_TO_LEAVE)
    note = Text("penjelasan", required=False, most=300, lines=True)
    reference = Text("tanda formulir", required=False, most=64)

    @validates_schema
    def other_is_explained(self, values: dict[str, Any], **_: Any) -> None:
        """Ask for words where the list has none."""
        if values.get("reason") is StopReason.OTHER and not values.get("note"):
            raise ValidationError("Tulis alasannya, karena “Alasan lain” dipilih.", "note")


@dataclass(frozen=True)
class ReturnDraft:
    """Why a file goes back, and what is missing."""

    reason: StopReason
    note: str


class ReturnSchema(FormSchema):
    """Sending a file back to be completed."""

    makes = ReturnDraft

    reason = ReasonField("alasan", REASONS_TO_RETURN)
    note = Text("apa yang perlu dilengkapi", most=250, lines=True)


class RefusalSchema(StopSchema):
    """The bank's no."""

    reason = ReasonField("alasan penolakan", REASONS_TO_REFUSE)
    reference = Text("tanda formulir", most=64)


class RequestSchema(NoteSchema):
    """The bank's request for more papers."""

    reference = Text("tanda formulir", most=64)


def with_shares(schema: type[SharedSchema], members: Mapping[int, str]) -> FormSchema:
    """Return the schema with a share field for each member of a sub-group.

    :param members: names by person; a single borrower has no field, the whole is theirs
    """
    if len(members) < 2:
        return schema()
    shares: dict[str, fields.Field[Any]] = {
        f"share_{person_id}": MemberAmount(f"bagian {name}", required=False, least=1)
        for person_id, name in members.items()
    }
    return cast("FormSchema", schema.from_dict(shares)())
