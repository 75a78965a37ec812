"""Sending the e-mail that waits, over one connection, each in transactions of its own."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import structlog
from flask import current_app

from core.db import db, transaction
from core.mail import service

SECONDS = 15

log = structlog.get_logger()


def deliver(now: datetime) -> int:
    """Send what waits and return how many went; a server that cannot be reached leaves everything waiting."""
    db.session.rollback()
    keys = service.waiting() if service.is_on() else []
    db.session.rollback()
    if not keys:
        return 0
    try:
        with _server() as server:
            return sum(_send(server, key, now) for key in keys)
    except (OSError, smtplib.SMTPException) as problem:
        log.warning("mail server not reached", problem=type(problem).__name__)
        return 0


def _send(server: smtplib.SMTP, key: int, now: datetime) -> int:
    with transaction():
        mail = service.claim(key)
        if mail is None:
            return 0
        message = EmailMessage()
        message["From"], message["To"] = current_app.config["MAIL_FROM"], mail.recipient
        message["Subject"] = mail.subject
        message.set_content(mail.body)
    error = None
    try:
        server.send_message(message)
    except smtplib.SMTPException as problem:
        error = type(problem).__name__
        log.warning("mail refused", mail_id=key, problem=error)
    with transaction():
        service.settle(key, error=error, now=now)
    return int(error is None)


@contextmanager
def _server() -> Iterator[smtplib.SMTP]:
    address = urlsplit(current_app.config["SMTP_URL"])
    host = address.hostname or "localhost"
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, address.port or 465, timeout=SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(host, address.port or 587, timeout=SECONDS)
    with server:
        if address.scheme != "smtps" and address.username:
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        yield server
