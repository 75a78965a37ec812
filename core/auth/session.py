"""Flask-Login joined to our accounts: sessions that end, and a new one at every sign-in."""

from datetime import UTC, datetime

from flask import Flask, Response, current_app, session
from flask_login import LoginManager, current_user, login_user, logout_user

from core.auth import queries
from core.auth.models import Account

SEEN = "seen_at"


def begin_session(account: Account) -> None:
    """Begin a session: everything an earlier one held is dropped, so it cannot be fixed from outside."""
    session.clear()
    session.permanent = True
    session[SEEN] = datetime.now(UTC).timestamp()
    login_user(account)


def end_session() -> None:
    """End the session of this browser."""
    logout_user()
    session.clear()


def init_app(app: Flask) -> None:
    """Join the app."""
    manager = LoginManager()
    manager.session_protection = None  # the token in the session already ends with the account's
    manager.init_app(app)

    manager.user_loader(queries.account_by_token)

    @app.before_request
    def end_idle_session() -> Response | None:
        if "_user_id" not in session:
            return None
        moment = datetime.now(UTC).timestamp()
        if moment - session.get(SEEN, 0) > current_app.config["IDLE_LIMIT"].total_seconds():
            end_session()
        elif moment - session[SEEN] > 60:
            session[SEEN] = moment
        return None

    app.context_processor(lambda: {"me": current_user if current_user.is_authenticated else None})
