"""Signing in, accounts, and passwords by one-time links."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, update

from core.audit import service as audit
from core.auth import queries
from core.auth.models import Account, ResetLink, SignInFailure
from core.auth.passwords import check_strength, hash_password, verify_password
from core.auth.roles import STAFF_ROLES, Actor, Role
from core.crypto import blind_index
from core.db import db
from core.errors import Conflict, NotFound, RuleBroken

LINK_LIFE = timedelta(hours=24)
WRONG = "Nama pengguna atau kata sandi tidak cocok. Periksa lagi, atau minta tautan baru kepada admin."


class WrongPassword(RuleBroken):
    """Name and password do not fit; which of the two is not said."""


class TooManyTries(RuleBroken):
    """The brake after repeated failures."""

    status = 429


class UsernameTaken(Conflict):
    """Another account has this sign-in name."""


class LinkGone(NotFound):
    """A reset link that was used, has expired or never was."""


@dataclass(frozen=True)
class AccountDraft:
    """A new account as the admin typed it."""

    username: str
    name: str
    role: Role
    organization_id: int | None = None


def check_brake(username: str, address: str, *, now: datetime) -> None:
    """Refuse before any hashing when a name or an address has failed too often.

    :raises TooManyTries: saying when to come back
    """
    since = now - queries.FAILURE_WINDOW
    limits = ((_subject("name", username), 1), (_subject("address", address), 6))
    if any(queries.failures_since(subject, since) >= queries.FAILURES_AT_MOST * times for subject, times in limits):
        raise TooManyTries("Terlalu banyak percobaan masuk. Tunggu 15 menit, lalu coba lagi, atau hubungi admin.")


def note_failure(username: str, address: str, *, now: datetime) -> None:
    """Count a failed try against the name and the address; neither is kept readable."""
    for kind, text in (("name", username), ("address", address)):
        db.session.add(SignInFailure(subject=_subject(kind, text), failed_at=now))
    db.session.execute(delete(SignInFailure).where(SignInFailure.failed_at < now - timedelta(days=1)))


def find_account(username: str, password: str) -> Account:
    """Return the account a name and password belong to.

    :raises WrongPassword: the same words and the same time whatever is wrong
    """
    account = queries.account_by_username(username)
    usable = account is not None and account.is_active
    matches = verify_password(password, account.password_hash if account and usable else None)
    if account is None or not matches:
        raise WrongPassword(WRONG)
    return account


def sign_in(account: Account, *, now: datetime) -> Account:
    """Record that an account signed in, and forget its failed tries."""
    account.signed_in_at = now
    db.session.execute(delete(SignInFailure).where(SignInFailure.subject == _subject("name", account.username)))
    audit.record(
        "auth.sign_in", actor=account.as_actor(), now=now, subject="account", subject_id=account.id, summary="Masuk"
    )
    return account


def create_account(draft: AccountDraft, *, actor: Actor, now: datetime) -> Account:
    """Create an account without a password; a reset link gives it one.

    :raises UsernameTaken: when the sign-in name is in use
    :raises RuleBroken: for a bank's officer without a bank
    """
    actor.require(Role.ADMIN, Role.SYSTEM, deed="membuat akun")
    username = draft.username.strip().lower()
    if draft.role not in STAFF_ROLES:
        raise RuleBroken("Pilih peran petugas dari daftar.", field="role")
    if draft.role is Role.BANK and draft.organization_id is None:
        raise RuleBroken("Pilih bank tempat petugas ini bekerja.", field="organization_id")
    if queries.account_by_username(username):
        raise UsernameTaken("Nama pengguna ini sudah dipakai. Pilih nama lain.", field="username")
    account = Account(
        username=username,
        name=draft.name,
        role=draft.role,
        organization_id=draft.organization_id,
        session_token=secrets.token_urlsafe(32),
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    audit.record(
        "auth.create_account",
        actor=actor,
        now=now,
        subject="account",
        subject_id=account.id,
        summary=f"Akun {username} ({draft.role.label}) dibuat",
        after={"username": username, "role": draft.role, "organization_id": draft.organization_id},
    )
    return account


def make_reset_link(account: Account, *, actor: Actor, now: datetime) -> str:
    """Make a one-time link's token; older links of the account stop working.

    :returns: the token, shown once; only its digest is kept
    """
    actor.require(Role.ADMIN, Role.SYSTEM, deed="membuat tautan kata sandi")
    token = secrets.token_urlsafe(32)
    db.session.execute(
        update(ResetLink).where(ResetLink.account_id == account.id, ResetLink.used_at.is_(None)).values(used_at=now)
    )
    db.session.add(
        ResetLink(
            account_id=account.id,
            digest=_digest(token),
            created_at=now,
            expires_at=now + LINK_LIFE,
            created_by_id=actor.id,
        )
    )
    audit.record(
        "auth.make_reset_link",
        actor=actor,
        now=now,
        subject="account",
        subject_id=account.id,
        summary=f"Tautan kata sandi untuk {account.username} dibuat",
    )
    return token


def open_reset_link(token: str, *, now: datetime) -> tuple[ResetLink, Account]:
    """Return the link and account of a token.

    :raises LinkGone: when it was used, has expired or never was
    """
    link = queries.reset_link(_digest(token))
    if link is None or link.used_at is not None or link.expires_at < now:
        raise LinkGone("Tautan ini sudah dipakai atau kedaluwarsa. Minta tautan baru kepada admin.")
    return link, queries.account(link.account_id)


def set_password(token: str, password: str, *, now: datetime) -> Account:
    """Give an account a password through its one-time link, and end its other sessions."""
    link, account = open_reset_link(token, now=now)
    check_strength(password, username=account.username)
    link.used_at = now
    account.password_hash = hash_password(password)
    account.session_token = secrets.token_urlsafe(32)
    audit.record(
        "auth.set_password",
        actor=account.as_actor(),
        now=now,
        subject="account",
        subject_id=account.id,
        summary="Kata sandi diganti lewat tautan sekali pakai",
    )
    return account


def set_active(account: Account, *, is_active: bool, actor: Actor, now: datetime) -> Account:
    """Close or reopen an account; closing ends its sessions at once.

    :raises RuleBroken: when an admin would close their own account
    """
    actor.require(Role.ADMIN, deed="menutup akun")
    if account.id == actor.id:
        raise RuleBroken("Anda tidak bisa menutup akun sendiri. Minta admin lain.")
    before = account.is_active
    account.is_active = is_active
    account.session_token = secrets.token_urlsafe(32)
    audit.record(
        "auth.set_active",
        actor=actor,
        now=now,
        subject="account",
        subject_id=account.id,
        summary=f"Akun {account.username} {'dibuka' if is_active else 'ditutup'}",
        before={"is_active": before},
        after={"is_active": is_active},
    )
    return account


def end_sessions(account: Account, *, now: datetime) -> None:
    """Sign an account out everywhere."""
    account.session_token = secrets.token_urlsafe(32)
    audit.record(
        "auth.end_sessions",
        actor=account.as_actor(),
        now=now,
        subject="account",
        subject_id=account.id,
        summary="Keluar dari semua perangkat",
    )


def _subject(kind: str, text: str) -> str:
    return blind_index(f"sign-in {kind} {text.strip().lower()}")


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
