"""A finding: who is owed, what kind of debt, whether it goes on, how sure, and the very lines that show it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from core.labels import LabeledEnum
from scoring.screening.lenders import DEBT_KINDS, FLAGGING, DebtKind, LenderKind


class Confidence(LabeledEnum):
    """How sure a finding is."""

    CERTAIN = ("certain", "pasti")
    LIKELY = ("likely", "mungkin besar")
    WEAK = ("weak", "lemah, perlu ditanyakan")


@dataclass(frozen=True)
class Evidence:
    """One line or JSON place that shows a debt; ``amount`` in whole rupiah, negative for money that went out."""

    place: int | str
    text: str
    amount: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Finding:
    """One lender's debt of one kind; ``outstanding`` in whole rupiah where the file tells it."""

    lender: str
    kind: DebtKind
    lender_kind: LenderKind
    active: bool | None
    outstanding: int | None
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    written_off: bool = False
    quality: int | None = None
    days_late: int | None = None
    received: int | None = None
    paid: int | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def flags(self) -> bool:
        """Tell whether its kind is one an officer must ask about: online loan, pay-later, rentenir."""
        return self.kind in FLAGGING and self.confidence is not Confidence.WEAK

    @property
    def key(self) -> tuple[str, str]:
        """Give what tells findings of one file apart: lender and kind."""
        return self.lender, self.kind.value


def kind_of(lender_kind: LenderKind) -> DebtKind | None:
    """Give the door's kind of debt for a lender's kind; None for wallets and other names that lend nothing."""
    return DEBT_KINDS.get(lender_kind)


def places_of(evidence: Iterable[Evidence]) -> list[int | str]:
    """List the places of evidence in order, each once."""
    return list(dict.fromkeys(item.place for item in evidence))
