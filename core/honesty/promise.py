"""The words that stand on every receipt, letter, certificate and page: free of charge, and where to complain."""

from flask import has_app_context
from sqlalchemy.exc import SQLAlchemyError

from core import clock
from core.honesty.terms import CHANNEL, FREE
from core.policy.definitions import definition_of
from core.policy.queries import value_on


def channel() -> str:
    """Return where to complain, by today's rule; the default where no database answers, as on the page that says so."""
    try:
        return str(value_on(CHANNEL, clock.today()) if has_app_context() else definition_of(CHANNEL).default)
    except SQLAlchemyError:
        return str(definition_of(CHANNEL).default)


def promise(code: str = "") -> str:
    """Return the promise for one line of print.

    :param code: the code by which the holder of this paper can answer the question about money
    """
    answer = f" Kode jawaban: {code}." if code else ""
    return f"{FREE} Ada yang meminta uang? Lapor {channel()}.{answer}"
