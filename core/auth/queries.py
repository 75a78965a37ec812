"""Asking about accounts."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from core.auth.models import Account, Organization, OrganizationKind, ResetLink, SignInFailure
from core.auth.roles import STAFF_ROLES, Role
from core.db import db, get_or_404

FAILURES_AT_MOST = 5
FAILURE_WINDOW = timedelta(minutes=15)


def account(account_id: int) -> Account:
    """Fetch an account. :raises NotFound: when there is none."""
    return get_or_404(Account, account_id, what="Akun")


def account_by_token(token: str) -> Account | None:
    """Fetch the active account a session belongs to."""
    return db.session.scalar(select(Account).where(Account.session_token == token, Account.is_active))


def account_by_username(username: str) -> Account | None:
    """Fetch an account by its sign-in name, letter case aside."""
    return db.session.scalar(select(Account).where(Account.username == username.strip().lower()))


def known_id(username: str) -> int | None:
    """Return the key of the account of a sign-in name, for the log; a name nobody has is not written down."""
    found = account_by_username(username)
    return found.id if found is not None else None


def accounts() -> Select[Account]:
    """Return the query of the staff's accounts; applicants come in with codes and have nothing to be kept here."""
    return select(Account).where(Account.role.in_(STAFF_ROLES))


def organizations() -> list[Organization]:
    """Return every organization by name."""
    return list(db.session.scalars(select(Organization).order_by(Organization.name)))


def banks() -> list[Organization]:
    """Return the partner banks' organizations by name."""
    query = select(Organization).where(Organization.kind == OrganizationKind.BANK)
    return list(db.session.scalars(query.order_by(Organization.name)))


def sample_accounts() -> list[Account]:
    """Return the sample accounts, shown on the sign-in page of a sample installation."""
    return list(db.session.scalars(select(Account).where(Account.is_sample, Account.is_active).order_by(Account.id)))


def staff_of(role: Role) -> list[Account]:
    """Return the active accounts of a role by name, for a choice in a form."""
    return list(
        db.session.scalars(select(Account).where(Account.role == role, Account.is_active).order_by(Account.name))
    )


def failures_since(subject: str, moment: datetime) -> int:
    """Count the failed tries of a subject (a digest of name or address) since a moment."""
    count = select(func.count()).where(SignInFailure.subject == subject, SignInFailure.failed_at > moment)
    return db.session.scalar(count) or 0


def reset_link(digest: str) -> ResetLink | None:
    """Fetch a reset link by the digest of its token."""
    return db.session.scalar(select(ResetLink).where(ResetLink.digest == digest))
