"""What comes in through the doors of honest service, checked for form and not yet recorded."""

from dataclasses import dataclass

from core.honesty.kinds import ComplaintKind, ComplaintOutcome, MoneyAnswer


@dataclass(frozen=True)
class ComplaintDraft:
    """A complaint as it was written; place, 112 number and contact may be missing."""

    kind: ComplaintKind
    words: str
    reference: str
    place: str | None = None
    referral_number: str | None = None
    contact: str | None = None


@dataclass(frozen=True)
class FollowDraft:
    """Number and code of a complaint that somebody wants to follow."""

    number: str
    code: str


@dataclass(frozen=True)
class NoteDraft:
    """What the auditor writes on the way."""

    words: str
    is_shown: bool


@dataclass(frozen=True)
class ClosingDraft:
    """What came of a complaint, and the words the complainant reads."""

    outcome: ComplaintOutcome
    answer: str


@dataclass(frozen=True)
class MoneyDraft:
    """An answer to the question about money."""

    answer: MoneyAnswer
    words: str | None
    is_named: bool
