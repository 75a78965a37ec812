"""What an officer hands in: files, a debt that was told, the talk itself, decisions and answers."""

import re
from dataclasses import dataclass
from datetime import date

from core.money import Rupiah
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.informal import DebtPeriod, LoanPurpose
from scoring.screening.kinds import Decision, FlagClosing, HandedAs, InterviewSource
from scoring.screening.objection_rules import ObjectionOutcome
from scoring.screening.origins import AccountOwner, BankResult


@dataclass(frozen=True)
class UploadedFile:
    """A file as it came in."""

    name: str
    content: bytes

    @property
    def short_name(self) -> str:
        """Give the name as it fits a message, without a NIK that may stand in it."""
        return re.sub(r"\d{12,}", "…", self.name)[:60] or "Berkas"


@dataclass(frozen=True)
class IntakeDraft:
    """Whose account an upload is of, the spouse's consent where it is hers or his, and the password of a PDF."""

    owner: AccountOwner = AccountOwner.OWN
    spouse_name: str | None = None
    spouse_agreed_on: date | None = None
    password: str | None = None


@dataclass(frozen=True)
class BankAnswerDraft:
    """A bank's coded answer, with the consent and the basis it was asked on."""

    bank: str
    result: BankResult
    answered_on: date
    reference: str
    consent_on: date
    basis: str


@dataclass(frozen=True)
class EndLenderDraft:
    """The last day an entry of the lender registry counts, and the source that says so."""

    last_day: date
    source: str


@dataclass(frozen=True)
class DeclaredDraft:
    """A debt that was told; one installment each period. Rupiah; ``principal`` is what was agreed, if more."""

    lender: str
    told_as: InterviewSource
    purpose: LoanPurpose
    received: Rupiah
    installment: Rupiah
    payments: int
    paid_every: DebtPeriod
    taken_on: date
    principal: Rupiah | None = None
    payments_made: int | None = None
    is_in_arrears: bool = False
    handed_as: HandedAs = HandedAs.CASH


@dataclass(frozen=True)
class InterviewDraft:
    """A talk about debts."""

    held_on: date
    has_no_other_debt: bool
    note: str | None = None


@dataclass(frozen=True)
class DecisionDraft:
    """What an officer decided about a finding, why, and what it takes a month where that is known. Rupiah."""

    decision: Decision
    reason: str
    installment_monthly: Rupiah | None = None


@dataclass(frozen=True)
class AnswerDraft:
    """The answer to a question a pattern raised."""

    is_debt: bool
    answer: str


@dataclass(frozen=True)
class ClosingDraft:
    """Why a flag is closed, with a word on the proof."""

    closing: FlagClosing
    note: str


@dataclass(frozen=True)
class SettledDraft:
    """The end of a debt that was told."""

    closed_on: date
    close_reason: str


@dataclass(frozen=True)
class LiftDraft:
    """The creditor's letter that lifts a hold; without days of its own SLIK is expected by the rule of the day."""

    lifting: HoldLifting
    letter_number: str
    letter_on: date
    slik_due_on: date | None = None
    recheck_on: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class ObjectionDraft:
    """What a person says against a finding or a flag."""

    said_on: date
    words: str


@dataclass(frozen=True)
class ObjectionAnswerDraft:
    """What came of an objection, and why."""

    outcome: ObjectionOutcome
    answer: str
