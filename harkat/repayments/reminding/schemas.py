"""The gate for a contact with a borrower."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, Text, WholeField
from harkat.repayments.arrears_steps import ArrearsStep, ContactResult, Hardship


@dataclass(frozen=True)
class TypedContact:
    """A contact as typed; ``hour`` of the day, 0 to 23."""

    step: ArrearsStep
    result: ContactResult
    held_on: date
    hour: int
    reference: str
    promised_on: date | None = None
    hardship: Hardship | None = None
    note: str | None = None


class ContactSchema(FormSchema):
    """What came of a reminder, call or visit."""

    makes = TypedContact

    step = Choice("langkah", ArrearsStep)
    result = Choice("hasil", ContactResult)
    held_on = DateField("tanggal kontak")
    hour = WholeField("jam", most=23)
    promised_on = DateField("tanggal janji", required=False)
    hardship = Choice("kesulitan", Hardship, required=False)
    note = Text("catatan", required=False, most=300, lines=True)
    reference = Text("tanda formulir", most=64)
