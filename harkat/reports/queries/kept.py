"""Asking a report's statement, its rows kept where they took long."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Executable

from core.db import db
from core.kept.answers import Row, kept_rows

_texts: dict[str, str] = {}


def asked_rows(name: str, query: Executable, asked: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a statement.

    :param name: what the statement is called; it also tells every value apart that stands in the statement itself
    :param asked: the values it is asked with
    """
    text = _texts.get(name)
    if text is None:
        text = _texts[name] = sha256(str(query).encode()).hexdigest()
    return kept_rows(f"{name} {text}", asked, lambda: db.session.execute(query, asked))
