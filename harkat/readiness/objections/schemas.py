"""The gates for an objection and for its answer."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, Text
from harkat.readiness.kinds import ObjectionAnswer


@dataclass(frozen=True)
class ObjectionDraft:
    """What the applicant says, in their own words, and when."""

    received_on: date
    told: str


@dataclass(frozen=True)
class ObjectionReply:
    """What looking again came to, and the words the applicant will hear."""

    outcome: ObjectionAnswer
    answer: str


class ObjectionSchema(FormSchema):
    """What the applicant says, in their own words, and when."""

    makes = ObjectionDraft
    received_on = DateField("tanggal disampaikan")
    told = Text("keberatan", most=2000, lines=True)


class ReplySchema(FormSchema):
    """What looking again came to."""

    makes = ObjectionReply
    outcome = Choice("hasil pemeriksaan ulang", ObjectionAnswer)
    answer = Text("jawaban", most=2000, lines=True)
