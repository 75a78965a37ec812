"""Running loans: what a bank paid out, the versions of its schedule, and each borrower's share."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person
from harkat.loans.changes import InterestTreatment
from harkat.loans.classification import Collectability
from harkat.loans.origins import LoanOrigin
from harkat.loans.paces import Pace
from harkat.loans.states import LoanState
from harkat.loans.terms import Method
from harkat.loans.words import ContractType, LenderWords


class Loan(Model):
    """A loan at one bank to a person or a sub-group. Whole rupiah; ``annual_rate`` is percent a year.

    ``outstanding`` is the principal not yet repaid and ``oldest_due_on`` the due date of the oldest installment not
    fully paid; both follow from the schedule and the repayments, and are kept so that lists need no sums.
    ``bank_number`` is the loan's account at its bank. ``origin_note`` is the bank's letter, or the reason why there
    was no application. ``contract_type``, ``cost_words`` and ``pace`` are the product's on the day of the contract; a
    loan from before they were kept has none of them and is a monthly credit. ``stated_class`` is the bank's newest word
    on the loan's class, of the day ``stated_on``.
    """

    __tablename__ = "loan"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (sub_group_id IS NULL)", name="one_borrower"),
        CheckConstraint("principal > 0", name="principal_positive"),
        CheckConstraint("outstanding >= 0 AND outstanding <= principal", name="outstanding_within"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_with_date"),
        UniqueConstraint("bank_id", "bank_number"),
        Index("ix_loan_bank_id_state", "bank_id", "state"),
        Index("ix_loan_state_oldest_due_on", "state", "oldest_due_on"),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), unique=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    sub_group_id: Mapped[int | None] = mapped_column(ForeignKey("sub_group.id"), index=True)
    borrower_name: Mapped[str] = mapped_column(String(160), index=True)
    origin: Mapped[LoanOrigin] = mapped_column(
        enum_column(LoanOrigin), default=LoanOrigin.APPLICATION, server_default=LoanOrigin.APPLICATION.value
    )
    origin_note: Mapped[str | None] = mapped_column(String(300))
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    bank_number: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[LoanState] = mapped_column(enum_column(LoanState))
    principal: Mapped[int] = mapped_column(BigInteger)
    outstanding: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[Method] = mapped_column(enum_column(Method))
    annual_rate: Mapped[Decimal] = mapped_column(Numeric(9, 6, asdecimal=True))
    installments: Mapped[int]
    contract_type: Mapped[ContractType | None] = mapped_column(enum_column(ContractType))
    cost_words: Mapped[LenderWords | None] = mapped_column(enum_column(LenderWords))
    pace: Mapped[Pace | None] = mapped_column(enum_column(Pace))
    disbursed_on: Mapped[date] = mapped_column(index=True)
    matures_on: Mapped[date]
    oldest_due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    stated_class: Mapped[Collectability | None] = mapped_column(enum_column(Collectability, name="stated_class"))
    stated_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Restructuring(Model):
    """What a bank agreed anew on a day; percent a year. ``class_before`` is the loan's class then.

    ``bank_rows`` is the new schedule a bank made itself, where the contract is sharia.
    ``letter`` is the bank's document, ``ground`` why the borrower could not keep the old schedule.
    """

    __tablename__ = "restructuring"
    __table_args__ = (
        UniqueConstraint("loan_id", "agreed_on"),
        CheckConstraint("installments > 0 AND grace >= 0", name="lengths_fit"),
    )

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    agreed_on: Mapped[date]
    annual_rate: Mapped[Decimal] = mapped_column(Numeric(9, 6, asdecimal=True))
    installments: Mapped[int]
    grace: Mapped[int]
    first_due_on: Mapped[date | None]
    treatment: Mapped[InterestTreatment] = mapped_column(enum_column(InterestTreatment))
    class_before: Mapped[Collectability] = mapped_column(enum_column(Collectability))
    letter: Mapped[str] = mapped_column(String(120))
    ground: Mapped[str] = mapped_column(String(300))
    bank_rows: Mapped[list[list[str | int]] | None] = mapped_column(JSON)
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_by_name: Mapped[str] = mapped_column(String(120))


class ScheduleVersion(Model):
    """One version of a loan's schedule; ``terms`` is what it was made from, so that it can be made again.

    ``restructuring_id`` is the restructuring it follows from, nothing for the first schedule.
    """

    __tablename__ = "schedule_version"
    __table_args__ = (UniqueConstraint("loan_id", "version"),)

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    version: Mapped[int]
    restructuring_id: Mapped[int | None] = mapped_column(ForeignKey("restructuring.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    total_interest: Mapped[int] = mapped_column(BigInteger)
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Installment(Model):
    """One row of a schedule; rupiah. ``balance`` is the principal left after it."""

    __tablename__ = "installment"
    __table_args__ = (
        UniqueConstraint("schedule_version_id", "sequence"),
        CheckConstraint("principal >= 0 AND interest >= 0 AND balance >= 0", name="amounts_not_negative"),
        Index("ix_installment_loan_id_due_on", "loan_id", "due_on"),
    )

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    schedule_version_id: Mapped[int] = mapped_column(ForeignKey("schedule_version.id"))
    sequence: Mapped[int]
    due_on: Mapped[date]
    principal: Mapped[int] = mapped_column(BigInteger)
    interest: Mapped[int] = mapped_column(BigInteger)
    balance: Mapped[int] = mapped_column(BigInteger)

    @property
    def payment(self) -> int:
        """Principal and interest together."""
        return self.principal + self.interest


class LoanShare(Model):
    """What one borrower received of a loan; one row for a person, 5 to 10 for a sub-group. Rupiah.

    ``bears_remainder`` marks the member who pays the rupiah of a row that do not divide.
    """

    __tablename__ = "loan_share"
    __table_args__ = (UniqueConstraint("loan_id", "person_id"), CheckConstraint("amount > 0", name="amount_positive"))

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    bears_remainder: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

    person: Mapped[Person] = relationship(lazy="raise")
