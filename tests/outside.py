"""A browser that stands outside the test's own app context, as real ones do."""

from contextvars import Context
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.db import db


def outside(client: FlaskClient) -> FlaskClient:
    """Let a client's requests run in contexts of their own, and the test then read what was really committed.

    A request inside the test's app context would share its session (hiding a missing commit) and its signed-in account.
    """
    opened = client.open

    def open_outside(*args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.rollback()
        answer: TestResponse = Context().run(opened, *args, **kwargs)
        if has_app_context():
            db.session.rollback()
        return answer

    client.open = open_outside  # type: ignore[method-assign]
    return client
