"""Queueing e-mail and claiming it for sending, each message once."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select, update

from core.db import db
from core.mail.kinds import MailState
from core.mail.models import OutgoingMail

TRIES_AT_MOST = 3


@dataclass(frozen=True)
class Letter:
    """An e-mail to be queued."""

    occasion: str
    recipient: str
    subject: str
    body: str


def is_on() -> bool:
    """Tell whether a mail server is set."""
    return bool(current_app.config.get("SMTP_URL"))


def queue(letter: Letter, *, now: datetime) -> bool:
    """Queue an e-mail unless mail is off or this occasion was queued before; tell whether it was."""
    if not is_on():
        return False
    if db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.occasion == letter.occasion)) is not None:
        return False
    db.session.add(OutgoingMail(**vars(letter), state=MailState.WAITING, tries=0, queued_at=now))
    db.session.flush()
    return True


def waiting() -> list[int]:
    """Return the keys of e-mails that wait, the oldest first."""
    query = select(OutgoingMail.id).where(OutgoingMail.state == MailState.WAITING).order_by(OutgoingMail.id)
    return list(db.session.scalars(query))


def claim(mail_id: int) -> OutgoingMail | None:
    """Take an e-mail for sending; None when somebody else has it."""
    taken = db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.state == MailState.WAITING)
        .values(state=MailState.SENDING, tries=OutgoingMail.tries + 1)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        return None
    return db.session.get(OutgoingMail, mail_id, populate_existing=True)


def settle(mail_id: int, *, error: str | None, now: datetime) -> None:
    """Write what came of sending; a refused e-mail waits again until it was tried often enough."""
    row = db.session.get_one(OutgoingMail, mail_id)
    if error is None:
        row.state, row.sent_at, row.error = MailState.SENT, now, None
    else:
        row.state = MailState.FAILED if row.tries >= TRIES_AT_MOST else MailState.WAITING
        row.error = error[:120]
    db.session.flush()
