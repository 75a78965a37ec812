"""The gates of a letter: the day it was signed, and why it is taken back."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, Text
from harkat.applications.letters.issued.kinds import LetterKind, LetterState


@dataclass(frozen=True)
class MakeDraft:
    """Which letter is wanted."""

    kind: LetterKind


class MakeSchema(FormSchema):
    """A letter wanted."""

    makes = MakeDraft

    kind = Choice("jenis surat", LetterKind)


@dataclass(frozen=True)
class SignDraft:
    """How and when a letter was signed."""

    state: LetterState
    signed_on: date


class SignSchema(FormSchema):
    """A signed letter."""

    makes = SignDraft

    state = Choice("cara tanda tangan", LetterState)
    signed_on = DateField("tanggal tanda tangan")


@dataclass(frozen=True)
class RevokeDraft:
    """Why a letter is taken back."""

    reason: str


class RevokeSchema(FormSchema):
    """A letter taken back."""

    makes = RevokeDraft

    reason = Text("sebab pencabutan", most=300, lines=True)
