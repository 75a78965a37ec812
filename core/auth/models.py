"""Accounts, the organizations they belong to, and the tries to sign in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.roles import Actor, Role
from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.labels import LabeledEnum


class OrganizationKind(LabeledEnum):
    """What an organization is to the programme."""

    CITY = ("city", "Pemerintah Kota")
    BANK = ("bank", "Bank mitra")
    TRAINING = ("training", "Lembaga pelatihan")


class Organization(Model):
    """An office, bank or training body that accounts belong to."""

    __tablename__ = "organization"

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[OrganizationKind] = mapped_column(enum_column(OrganizationKind))


class Account(Model):
    """An actor who signs in. ``session_token`` changes to end every session of the account."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("role <> 'bank' OR organization_id IS NOT NULL", name="bank_has_organization"),)

    id: Mapped[int] = primary_key()
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_token: Mapped[str] = mapped_column(String(64), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    signed_in_at: Mapped[datetime | None] = mapped_column(Moment)

    organization: Mapped[Organization | None] = relationship(lazy="raise")

    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the session keeps: a token that can be changed to sign out everywhere."""
        return self.session_token

    def as_actor(self) -> Actor:
        """Return the actor that services are told about."""
        return Actor(self.id, self.name, self.role, self.organization_id, self.person_id)


class ResetLink(Model):
    """A one-time link by which an account gets its (first or new) password; only a digest is kept."""

    __tablename__ = "reset_link"

    id: Mapped[int] = primary_key()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class SignInFailure(Model):
    """A failed try to sign in, by name as typed (as a digest) and address; kept so the brake holds over processes."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_subject_failed_at", "subject", "failed_at"),)

    id: Mapped[int] = primary_key()
    subject: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[datetime] = mapped_column(Moment)


class SecondFactor(Model):
    """The secret an account's authenticator app shares with us. ``last_step`` is the newest 30-second step used."""

    __tablename__ = "second_factor"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    secret: Mapped[str] = mapped_column(EncryptedText)
    created_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)


class RecoveryCode(Model):
    """A code on paper that stands in once for the authenticator app; only a keyed digest is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = primary_key()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Device(Model):
    """A browser in which an account is or was signed in."""

    __tablename__ = "device"

    id: Mapped[int] = primary_key()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    description: Mapped[str] = mapped_column(String(120))
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
