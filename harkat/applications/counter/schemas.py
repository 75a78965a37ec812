"""The gates of the counter: a number drawn, a desk chosen."""

from dataclasses import dataclass

from core.web.fields import Choice, FormSchema, Text, WholeField
from harkat.applications.counter.tickets import DESKS, Errand


@dataclass(frozen=True)
class DrawDraft:
    """A number wanted for an errand."""

    errand: Errand
    reference: str


class DrawSchema(FormSchema):
    """A number drawn."""

    makes = DrawDraft

    errand = Choice("keperluan", Errand)
    reference = Text("tanda formulir", most=64)


@dataclass(frozen=True)
class DeskDraft:
    """A desk that calls."""

    desk: int


class DeskSchema(FormSchema):
    """A desk that calls."""

    makes = DeskDraft

    desk = WholeField("loket", least=1, most=DESKS)
