"""The gates for a scorecard's day and for the second person's answer."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import DateField, FormSchema, Text


@dataclass(frozen=True)
class AskingDraft:
    """The day from which a card should count."""

    valid_from: date


class AskingSchema(FormSchema):
    """The day from which a card should count."""

    makes = AskingDraft
    valid_from = DateField("tanggal mulai berlaku")


class ReasonSchema(FormSchema):
    """Why a table should change."""

    reason = Text("alasan perubahan", most=500, lines=True)


class TurningDownSchema(FormSchema):
    """Why a card is not switched on."""

    answer = Text("alasan", most=500, lines=True)
