"""What a bank answered, and the consent and basis without which it may not be asked."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from scoring.screening.origins import BankResult


class BankAnswer(Model):
    """A coded result from a bank; what it means for debts stands in the findings of its file."""

    __tablename__ = "bank_answer"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("screening_file.id"), unique=True)
    bank: Mapped[str] = mapped_column(String(120))
    result: Mapped[BankResult] = mapped_column(enum_column(BankResult))
    answered_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(80))
    consent_on: Mapped[date]
    basis: Mapped[str] = mapped_column(EncryptedText)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
