"""The gate for the words of a brief."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, Text
from harkat.reports.briefs.kinds import LONGEST_DECISION, LONGEST_LATE, LONGEST_OPENING, LONGEST_WORDS
from harkat.reports.reasons import Reason


@dataclass(frozen=True)
class BriefDraft:
    """The words of a brief as typed."""

    day: date
    opening: str
    decision1: str
    decision2: str
    decision3: str
    reason1: Reason | None = None
    reason2: Reason | None = None
    reason3: Reason | None = None
    words1: str | None = None
    words2: str | None = None
    words3: str | None = None
    late_words: str | None = None

    @property
    def pairs(self) -> list[tuple[Reason | None, str | None]]:
        """The three places for a reason, each with what is said of it."""
        return [(self.reason1, self.words1), (self.reason2, self.words2), (self.reason3, self.words3)]

    @property
    def reasons(self) -> list[list[str]]:
        """The values of the reasons named with what is said of each, as they are kept."""
        return [[reason.value, words or ""] for reason, words in self.pairs if reason is not None]

    @property
    def decisions(self) -> list[str]:
        """The decisions asked for."""
        return [self.decision1, self.decision2, self.decision3]


class BriefSchema(FormSchema):
    """Every field of a brief; lengths are such that it stays one page."""

    makes = BriefDraft

    day = DateField("tanggal keadaan")
    opening = Text("kalimat pembuka", most=LONGEST_OPENING)
    reason1 = Choice("alasan pertama", Reason, required=False)
    reason2 = Choice("alasan kedua", Reason, required=False)
    reason3 = Choice("alasan ketiga", Reason, required=False)
    words1 = Text("keterangan alasan pertama", required=False, most=LONGEST_WORDS)
    words2 = Text("keterangan alasan kedua", required=False, most=LONGEST_WORDS)
    words3 = Text("keterangan alasan ketiga", required=False, most=LONGEST_WORDS)
    decision1 = Text("keputusan pertama", most=LONGEST_DECISION)
    decision2 = Text("keputusan kedua", most=LONGEST_DECISION)
    decision3 = Text("keputusan ketiga", most=LONGEST_DECISION)
    late_words = Text("catatan keterlambatan", required=False, most=LONGEST_LATE)
