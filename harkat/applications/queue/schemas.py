"""The gates of the queue: a file handed over, a note written."""

from dataclasses import dataclass

from core.web.fields import FormSchema, Text, WholeField


@dataclass(frozen=True)
class HandOverDraft:
    """To whom a file is handed over, and what is to be done."""

    receiver_id: int
    words: str


class HandOverSchema(FormSchema):
    """A file handed over."""

    makes = HandOverDraft

    receiver_id = WholeField("petugas penerima", least=1)
    words = Text("yang perlu dikerjakan", most=500, lines=True)


@dataclass(frozen=True)
class NoteDraft:
    """A note of the city's staff."""

    words: str
    reference: str


class NoteSchema(FormSchema):
    """A note written on an application's page."""

    makes = NoteDraft

    words = Text("catatan", most=1000, lines=True)
    reference = Text("tanda formulir", most=64)
