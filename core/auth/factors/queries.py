"""Asking about second factors and signed-in browsers."""

from flask import current_app
from sqlalchemy import func, select

from core.auth.models import Account, Device, RecoveryCode, SecondFactor
from core.auth.roles import Role
from core.db import db

SENSITIVE = frozenset({Role.OFFICER, Role.HEAD, Role.BANK, Role.MENTOR, Role.ECONOMICS, Role.AUDITOR, Role.ADMIN})
"""Roles that see debts or money, or can let somebody see them."""


def factor_of(account_id: int) -> SecondFactor | None:
    """Fetch the second factor of an account, confirmed or being set up."""
    return db.session.get(SecondFactor, account_id)


def is_confirmed(account_id: int) -> bool:
    """Tell whether an account has a second factor in use."""
    factor = factor_of(account_id)
    return factor is not None and factor.confirmed_at is not None


def with_code() -> set[int]:
    """Return the accounts that have a second factor in use."""
    return set(db.session.scalars(select(SecondFactor.account_id).where(SecondFactor.confirmed_at.is_not(None))))


def must_have(account: Account) -> bool:
    """Tell whether an account may not enter without a second factor; sample accounts never need one."""
    return bool(current_app.config["SECOND_FACTOR"]) and account.role in SENSITIVE and not account.is_sample


def codes_left(account_id: int) -> int:
    """Count the recovery codes that are still good."""
    unused = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(unused) or 0


def recovery_code(account_id: int, digest: str) -> RecoveryCode | None:
    """Fetch an unused recovery code of an account."""
    return db.session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.account_id == account_id, RecoveryCode.digest == digest, RecoveryCode.used_at.is_(None)
        )
    )


def open_device(device_id: int, account_id: int) -> Device | None:
    """Fetch a browser of an account whose session has not been ended."""
    return db.session.scalar(
        select(Device).where(Device.id == device_id, Device.account_id == account_id, Device.ended_at.is_(None))
    )


def open_devices(account_id: int) -> list[Device]:
    """Return the browsers an account is signed in with, newest first."""
    return list(
        db.session.scalars(
            select(Device).where(Device.account_id == account_id, Device.ended_at.is_(None)).order_by(Device.id.desc())
        )
    )
