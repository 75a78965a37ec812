"""What screening keeps: files, what they showed, what people told, what officers decided, and open flags."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from scoring.screening.findings import Confidence
from scoring.screening.informal import DebtPeriod, InformalClass, LoanPurpose
from scoring.screening.kinds import Decision, FlagClosing, FlagReason, HandedAs, InterviewSource
from scoring.screening.lenders import DebtKind, LenderKind
from scoring.screening.origins import EvidenceOrigin
from scoring.screening.patterns import PatternKind
from scoring.screening.screening import EvidenceKind


class ScreeningFile(Model):
    """An uploaded file, unreadable at rest; the content goes when its time is over, what it showed stays.

    ``as_of`` is the day the file speaks of. ``sha256`` is the digest of the content, so that one file is read once.
    ``seen_lines`` is JSON text: the lines an officer saw on a picture and typed.
    """

    __tablename__ = "screening_file"
    __table_args__ = (UniqueConstraint("person_id", "sha256"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(enum_column(EvidenceKind))
    origin: Mapped[EvidenceOrigin] = mapped_column(enum_column(EvidenceOrigin), default=EvidenceOrigin.ORIGINAL)
    spouse_consent_id: Mapped[int | None] = mapped_column(ForeignKey("spouse_consent.id"))
    filename: Mapped[str] = mapped_column(EncryptedText)
    content: Mapped[bytes | None] = mapped_column(EncryptedBytes)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[date]
    flagged: Mapped[bool | None]
    complete: Mapped[bool | None]
    identity_match: Mapped[bool | None]
    warnings: Mapped[str] = mapped_column(EncryptedText)
    seen_lines: Mapped[str | None] = mapped_column(EncryptedText)
    read_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    @property
    def warning_list(self) -> list[str]:
        """Return what the reader should know about the file."""
        lines: list[str] = json.loads(self.warnings)
        return lines


class SpouseConsent(Model):
    """A wife's or husband's yes to having an account of theirs read, as an officer saw it in writing."""

    __tablename__ = "spouse_consent"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(EncryptedText)
    given_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class DebtFinding(Model):
    """One lender's debt of one kind, as evidence showed it, and what an officer decided. Rupiah.

    A new reading changes what was seen and never the decision; ``changed_at`` later than ``decided_at`` asks for a
    second look. ``evidence`` is JSON text: a list of {file, place, text, amount, day}, unreadable at rest.
    """

    __tablename__ = "debt_finding"
    __table_args__ = (
        UniqueConstraint("person_id", "source", "lender", "kind"),
        CheckConstraint("outstanding IS NULL OR outstanding >= 0", name="outstanding_not_negative"),
        CheckConstraint("quality IS NULL OR quality BETWEEN 1 AND 5", name="quality_is_a_class"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decision_with_its_day"),
        CheckConstraint("decision IS NULL OR reason IS NOT NULL", name="decision_with_its_reason"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("screening_file.id"), index=True)
    source: Mapped[EvidenceKind] = mapped_column(enum_column(EvidenceKind))
    lender: Mapped[str] = mapped_column(String(160))
    kind: Mapped[DebtKind] = mapped_column(enum_column(DebtKind))
    lender_kind: Mapped[LenderKind] = mapped_column(enum_column(LenderKind))
    active: Mapped[bool | None]
    outstanding: Mapped[int | None] = mapped_column(BigInteger)
    installment_monthly: Mapped[int | None] = mapped_column(BigInteger)
    quality: Mapped[int | None]
    days_late: Mapped[int | None]
    written_off: Mapped[bool]
    confidence: Mapped[Confidence] = mapped_column(enum_column(Confidence))
    evidence: Mapped[str] = mapped_column(EncryptedText)
    first_seen_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    gone_on: Mapped[date | None]
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision))
    reason: Mapped[str | None] = mapped_column(String(400))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    file: Mapped[ScreeningFile] = relationship(lazy="raise")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return the lines that prove it."""
        rows: list[dict[str, Any]] = json.loads(self.evidence)
        return rows

    @property
    def waits(self) -> bool:
        """Tell whether an officer must (again) decide."""
        if self.gone_on is not None or (self.active is False and not self.written_off):
            return False
        return self.decided_at is None or self.changed_at > self.decided_at


class ScreeningQuestion(Model):
    """A pattern put as a question; once answered it is not asked again. ``subject`` is a keyed digest."""

    __tablename__ = "screening_question"
    __table_args__ = (UniqueConstraint("person_id", "subject"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("screening_file.id"))
    subject: Mapped[str] = mapped_column(String(64))
    pattern: Mapped[PatternKind] = mapped_column(enum_column(PatternKind))
    question: Mapped[str] = mapped_column(EncryptedText)
    evidence: Mapped[str] = mapped_column(EncryptedText)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    is_debt: Mapped[bool | None]
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return the lines the question is about."""
        rows: list[dict[str, Any]] = json.loads(self.evidence)
        return rows


class DebtInterview(Model):
    """A talk about debts, held even when nothing came out of it: only then is no debt more than silence."""

    __tablename__ = "debt_interview"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    held_on: Mapped[date]
    has_no_other_debt: Mapped[bool]
    note: Mapped[str | None] = mapped_column(EncryptedText)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class DeclaredDebt(Model):
    """A debt a person told of. Rupiah; one ``installment`` each day, week or month, ``payments`` times.

    The cost is what the cash flows say: nominal and effective percent a year.
    """

    __tablename__ = "declared_debt"
    __table_args__ = (
        CheckConstraint("received > 0", name="received_positive"),
        CheckConstraint("principal >= received", name="principal_at_least_received"),
        CheckConstraint("installment > 0 AND payments > 0", name="payments_positive"),
        CheckConstraint("payments_made >= 0 AND payments_made <= payments", name="payments_made_within"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    lender: Mapped[str] = mapped_column(String(160))
    told_as: Mapped[InterviewSource] = mapped_column(enum_column(InterviewSource))
    purpose: Mapped[LoanPurpose] = mapped_column(enum_column(LoanPurpose))
    received: Mapped[int] = mapped_column(BigInteger)
    principal: Mapped[int] = mapped_column(BigInteger)
    installment: Mapped[int] = mapped_column(BigInteger)
    payments: Mapped[int]
    payments_made: Mapped[int]
    paid_every: Mapped[DebtPeriod] = mapped_column(enum_column(DebtPeriod))
    is_in_arrears: Mapped[bool]
    handed_as: Mapped[HandedAs] = mapped_column(enum_column(HandedAs), default=HandedAs.CASH)
    taken_on: Mapped[date]
    nominal_annual_percent: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    effective_annual_percent: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    cost_class: Mapped[InformalClass] = mapped_column(enum_column(InformalClass))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None] = mapped_column(String(300))


class DebtFlag(Model):
    """A debt that must be settled, with help, before financing; it opens a way out and shuts no door."""

    __tablename__ = "debt_flag"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN finding_id IS NULL THEN 0 ELSE 1 END + CASE WHEN declared_debt_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN question_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_ground",
        ),
        CheckConstraint("(closed_at IS NULL) = (closing IS NULL)", name="closed_with_reason"),
        *(
            Index(
                f"uq_debt_flag_open_{ground}",
                ground,
                unique=True,
                sqlite_where=text("closed_at IS NULL"),
                postgresql_where=text("closed_at IS NULL"),
            )
            for ground in ("finding_id", "declared_debt_id", "question_id")
        ),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[FlagReason] = mapped_column(enum_column(FlagReason))
    lender: Mapped[str] = mapped_column(String(160))
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("debt_finding.id"))
    declared_debt_id: Mapped[int | None] = mapped_column(ForeignKey("declared_debt.id"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("screening_question.id"))
    raised_at: Mapped[datetime] = mapped_column(Moment)
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closing: Mapped[FlagClosing | None] = mapped_column(enum_column(FlagClosing))
    close_note: Mapped[str | None] = mapped_column(String(400))
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
