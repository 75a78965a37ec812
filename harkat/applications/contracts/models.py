"""What a credit agreement says beside its number and date."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, enum_column, primary_key
from harkat.applications.contracts.kinds import SecurityKind
from harkat.applications.signing.papers import ContractSigners


class ContractTerms(Model):
    """Who signed by the rule of the day, and the guarantor or insurance; one row a contract."""

    __tablename__ = "contract_terms"
    __table_args__ = (CheckConstraint("security_kind = 'none' OR security_name IS NOT NULL", name="security_is_named"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    signers: Mapped[ContractSigners | None] = mapped_column(enum_column(ContractSigners))
    security_kind: Mapped[SecurityKind] = mapped_column(enum_column(SecurityKind))
    security_name: Mapped[str | None] = mapped_column(String(120))
    security_number: Mapped[str | None] = mapped_column(String(60))
