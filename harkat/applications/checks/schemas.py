"""The gate for an answer to a check."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, Text, WholeList
from harkat.applications.checks.kinds import CheckAnswer, CheckKind, CheckSource


@dataclass(frozen=True)
class CheckDraft:
    """One answer for some borrowers."""

    person_ids: list[int]
    kind: CheckKind
    answer: CheckAnswer
    source: CheckSource
    checked_on: date
    note: str | None


class CheckSchema(FormSchema):
    """One answer for one or several borrowers."""

    makes = CheckDraft

    person_ids = WholeList("peminjam")
    kind = Choice("pemeriksaan", CheckKind)
    answer = Choice("jawaban", CheckAnswer)
    source = Choice("sumber", CheckSource)
    checked_on = DateField("tanggal diperiksa")
    note = Text("keterangan", required=False, most=200, lines=True)
