"""The gates for complaints and answers."""

from dataclasses import dataclass

from core.honesty.drafts import ClosingDraft, ComplaintDraft, FollowDraft, MoneyDraft, NoteDraft
from core.honesty.kinds import ComplaintKind, ComplaintOutcome, MoneyAnswer
from core.web.fields import Choice, Flag, FormSchema, Text


class ComplaintSchema(FormSchema):
    """A complaint."""

    makes = ComplaintDraft

    kind = Choice("hal yang diadukan", ComplaintKind)
    words = Text("kejadiannya", most=3000, lines=True)
    place = Text("tempat dan waktunya", required=False, most=200)
    referral_number = Text("nomor laporan 112", required=False, most=40)
    contact = Text("cara menghubungi Anda", required=False, most=120)
    reference = Text("tanda formulir", most=64)


class FollowSchema(FormSchema):
    """Number and code of a complaint."""

    makes = FollowDraft

    number = Text("nomor pengaduan", most=30)
    code = Text("kode", most=20)


class NoteSchema(FormSchema):
    """A note of the auditor."""

    makes = NoteDraft

    words = Text("catatan", most=3000, lines=True)
    is_shown = Flag("boleh dibaca pengadu")


class ClosingSchema(FormSchema):
    """The outcome of a complaint."""

    makes = ClosingDraft

    outcome = Choice("hasil", ComplaintOutcome)
    answer = Text("jawaban untuk pengadu", most=3000, lines=True)


class MoneySchema(FormSchema):
    """An answer to the question about money."""

    makes = MoneyDraft

    answer = Choice("jawaban", MoneyAnswer)
    words = Text("siapa, di mana, berapa", required=False, most=2000, lines=True)
    is_named = Flag("auditor boleh tahu nomor saya")


@dataclass(frozen=True)
class TypedCode:
    """A code as typed."""

    code: str


class CodeSchema(FormSchema):
    """The code on a paper."""

    makes = TypedCode

    code = Text("kode pada lembar", most=40)
