"""The gates for what applicants ask and what officers answer."""

from dataclasses import dataclass

from core.web.fields import Choice, FormSchema, Text
from harkat.applicants.kinds import AskingKind


@dataclass(frozen=True)
class AskingDraft:
    """What somebody asks, in their own words."""

    kind: AskingKind
    words: str
    reference: str


class AskingSchema(FormSchema):
    """What somebody asks."""

    makes = AskingDraft

    kind = Choice("hal", AskingKind)
    words = Text("isi", most=2000, lines=True)
    reference = Text("tanda formulir", most=64)


@dataclass(frozen=True)
class AnswerDraft:
    """The officer's answer."""

    answer: str


class AnswerSchema(FormSchema):
    """The officer's answer."""

    makes = AnswerDraft

    answer = Text("jawaban", most=2000, lines=True)
