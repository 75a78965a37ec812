"""Setting up, checking and removing a second factor; ending single browsers' sessions."""

from datetime import datetime

from sqlalchemy import delete, update

from core.audit import service as audit
from core.auth import queries as accounts
from core.auth.factors import codes, queries
from core.auth.models import Account, Device, RecoveryCode, SecondFactor, SignInFailure
from core.auth.roles import Actor, Role
from core.auth.service import TooManyTries
from core.crypto import blind_index
from core.db import db
from core.errors import Conflict, NotFound, RuleBroken


class WrongCode(RuleBroken):
    """A code that does not fit, was used before, or is too old."""


class AlreadySetUp(Conflict):
    """The account has a second factor in use."""


def begin(account: Account, *, now: datetime) -> SecondFactor:
    """Begin setting up, with a fresh secret each time until it is confirmed.

    :raises AlreadySetUp: when one is in use; an admin removes it first
    """
    factor = queries.factor_of(account.id)
    if factor is not None and factor.confirmed_at is not None:
        raise AlreadySetUp("Kode masuk sudah terpasang. Bila ponsel hilang, minta admin melepasnya dahulu.")
    if factor is None:
        factor = SecondFactor(account_id=account.id, secret=codes.new_secret(), created_at=now, last_step=0)
        db.session.add(factor)
    db.session.flush()
    return factor


def confirm(account: Account, code: str, *, now: datetime) -> list[str]:
    """Put the second factor in use once a code shows that the app knows the secret.

    :returns: the recovery codes, shown once
    :raises WrongCode: when the code does not fit
    """
    factor = begin(account, now=now)
    step = codes.matching_step(factor.secret, code, at=now, after=factor.last_step)
    if step is None:
        raise WrongCode("Kode belum cocok. Periksa jam ponsel, lalu ketik kode yang sedang tampil.", field="code")
    factor.confirmed_at, factor.last_step = now, step
    fresh = codes.new_recovery_codes()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.add_all(RecoveryCode(account_id=account.id, digest=_digest(account.id, code)) for code in fresh)
    _record("auth.set_up_factor", account, "Kode masuk dipasang", actor=account.as_actor(), now=now)
    return fresh


def check(account: Account, code: str, *, now: datetime) -> None:
    """Accept a code of the app or an unused recovery code, once.

    :raises WrongCode: when neither fits
    """
    factor = queries.factor_of(account.id)
    if factor is None or factor.confirmed_at is None:
        raise WrongCode("Kode masuk belum terpasang. Masuk ulang untuk memasangnya.", field="code")
    step = codes.matching_step(factor.secret, code, at=now, after=factor.last_step)
    if step is not None and _claim_step(account.id, step):
        return
    paper = queries.recovery_code(account.id, _digest(account.id, code))
    if paper is None:
        raise WrongCode(
            "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, atau pakai satu kode cadangan.", field="code"
        )
    paper.used_at = now
    left = queries.codes_left(account.id) - 1
    _record("auth.use_recovery", account, f"Kode cadangan dipakai, sisa {left}", actor=account.as_actor(), now=now)


def _claim_step(account_id: int, step: int) -> bool:
    """Take a step for this sign-in; of two at once only one gets it."""
    taken = db.session.execute(
        update(SecondFactor)
        .where(SecondFactor.account_id == account_id, SecondFactor.last_step < step)
        .values(last_step=step)
        .execution_options(synchronize_session="fetch")
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def remove(account: Account, *, actor: Actor, now: datetime) -> None:
    """Take the second factor off an account whose phone was lost; it must be set up anew at the next sign-in.

    :raises RuleBroken: when an admin would do so for their own account
    """
    actor.require(Role.ADMIN, deed="melepas kode masuk")
    if actor.id == account.id:
        raise RuleBroken("Kode masuk akun sendiri hanya bisa dilepas oleh admin lain.")
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.execute(delete(SecondFactor).where(SecondFactor.account_id == account.id))
    _record("auth.remove_factor", account, f"Kode masuk {account.username} dilepas", actor=actor, now=now)


def check_brake(account: Account, *, now: datetime) -> None:
    """Refuse further codes after repeated failures.

    :raises TooManyTries: saying when to come back
    """
    since = now - accounts.FAILURE_WINDOW
    if accounts.failures_since(_subject(account.id), since) >= accounts.FAILURES_AT_MOST:
        raise TooManyTries("Terlalu banyak kode salah. Tunggu 15 menit, lalu masuk lagi, atau hubungi admin.")


def note_failure(account: Account, *, now: datetime) -> None:
    """Count a wrong code against the account."""
    db.session.add(SignInFailure(subject=_subject(account.id), failed_at=now))


def remember_device(account: Account, description: str, *, now: datetime) -> Device:
    """Record the browser in which an account has just signed in."""
    device = Device(account_id=account.id, description=description[:120], began_at=now, seen_at=now)
    db.session.add(device)
    db.session.flush()
    return device


def end_device(account: Account, device_id: int, *, now: datetime) -> None:
    """End the session in one browser of the account.

    :raises NotFound: when it is not one of the account's, or was ended before
    """
    device = queries.open_device(device_id, account.id)
    if device is None:
        raise NotFound("Perangkat ini sudah keluar.")
    device.ended_at = now
    _record("auth.end_device", account, "Satu perangkat dikeluarkan", actor=account.as_actor(), now=now)


def _record(deed: str, account: Account, summary: str, *, actor: Actor, now: datetime) -> None:
    audit.record(deed, actor=actor, now=now, subject="account", subject_id=account.id, summary=summary)


def _digest(account_id: int, code: str) -> str:
    return blind_index(f"recovery {account_id} {codes.plain_recovery_code(code)}")


def _subject(account_id: int) -> str:
    return blind_index(f"second factor {account_id}")
