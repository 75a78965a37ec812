"""Flask-Login joined to our accounts: sessions that end, a new one at every sign-in, a second step before it."""

from datetime import UTC, datetime, timedelta

from flask import Flask, Response, current_app, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import update

from core.auth import queries
from core.auth.factors import queries as factors
from core.auth.factors.service import remember_device
from core.auth.models import Account, Device
from core.db import db, transaction

SEEN = "seen_at"
BEGAN = "began_at"
DEVICE = "device"
PENDING = "pending"
NEXT = "next"
PENDING_LIFE = timedelta(minutes=5)


def begin_session(account: Account) -> None:
    """Begin a session: everything an earlier one held is dropped, so it cannot be fixed from outside."""
    target = session.get(NEXT)
    now = datetime.now(UTC)
    with transaction():
        device_id = remember_device(account, describe(request.user_agent.string), now=now).id
    session.clear()
    session.permanent = True
    session[SEEN] = session[BEGAN] = now.timestamp()
    session[DEVICE] = device_id
    if target:
        session[NEXT] = target
    login_user(account)


def begin_pending(account: Account, *, now: datetime) -> None:
    """Remember for some minutes that this browser gave the right password; it is not signed in."""
    target = session.get(NEXT)
    session.clear()
    session[PENDING] = [account.session_token, now.timestamp()]
    if target:
        session[NEXT] = target


def pending_account(now: datetime) -> Account | None:
    """Return the account that waits for its second step in this browser, while its minutes last."""
    token, since = session.get(PENDING) or ("", 0.0)
    if now.timestamp() - since > PENDING_LIFE.total_seconds():
        return None
    return queries.account_by_token(token)


def drop_pending() -> None:
    """Forget the right password of this browser."""
    session.pop(PENDING, None)


def remember_next(target: str) -> None:
    """Keep the page to go to after signing in, when it is one of this site."""
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and "\\" not in target
    if inside:
        session[NEXT] = target
    else:
        session.pop(NEXT, None)


def onward() -> ResponseReturnValue:
    """Go to the page that was asked for before signing in."""
    return ("", 303, {"Location": session.pop(NEXT, None) or url_for("start.home")})


def current_device() -> int | None:
    """Return the number of this browser's row."""
    number: int | None = session.get(DEVICE)
    return number


def end_session() -> None:
    """End the session of this browser."""
    device_id = current_device()
    if device_id is not None and current_user.is_authenticated:
        owner_id = current_user.id
        with transaction():
            db.session.execute(
                update(Device)
                .where(Device.id == device_id, Device.account_id == owner_id)
                .values(ended_at=datetime.now(UTC))
            )
    logout_user()
    session.clear()


def describe(agent: str) -> str:
    """Return a browser in words an owner knows it by, without the long text it sends."""
    systems = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome", "Safari": "Safari"}
    system = next((name for name in systems if name in agent), "perangkat lain")
    browser = next((name for mark, name in browsers.items() if mark in agent), "Peramban")
    return f"{browser} di {'Mac' if system == 'Macintosh' else system}"


def init_app(app: Flask) -> None:
    """Join the app."""
    manager = LoginManager()
    manager.session_protection = None  # the token in the session already ends with the account's
    manager.init_app(app)

    manager.user_loader(_load)

    @app.before_request
    def end_idle_session() -> Response | None:
        if "_user_id" not in session:
            return None
        moment = datetime.now(UTC).timestamp()
        began = session.setdefault(BEGAN, moment)
        is_idle = moment - session.get(SEEN, 0) > current_app.config["IDLE_LIMIT"].total_seconds()
        if is_idle or moment - began > current_app.permanent_session_lifetime.total_seconds():
            end_session()
        elif moment - session[SEEN] > 60:
            session[SEEN] = moment
        return None

    app.context_processor(lambda: {"me": current_user if current_user.is_authenticated else None})


def _load(token: str) -> Account | None:
    account = queries.account_by_token(token)
    device_id = current_device()
    if account is None or device_id is None:
        return account
    return account if factors.open_device(device_id, account.id) else None
