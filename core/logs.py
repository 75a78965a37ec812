"""Structured logs on standard error, in which no NIK, phone number or name can be read."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from flask import Flask

DIGITS = re.compile(r"(?<![A-Z]-)(?<!\d)\+?\d(?:[\s.-]?\d){8,}")
"""A NIK, a phone or account number, also written in groups; a case number (HK-2026-00012) is none."""

MOMENT_OR_DIGITS = re.compile(rf"(?P<moment>\d{{4}}-\d\d-\d\dT[\d:.]+(?:Z|\+\d\d:\d\d)?)|{DIGITS.pattern}")
"""Moments stay: they are long runs of digits too."""

PARAMETERS = re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL)
"""What was written into a statement that the database refused: names and all."""

LONGEST_NUMBER = 15
HIDDEN_KEYS = frozenset(
    {"nik", "phone", "name", "password", "token", "address", "email", "recipient", "born_on", "borrower_name", "words"}
)


def mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide personal values, also inside lists and mappings: known keys whole, and every long run of digits."""
    for key in ("exception", "stack"):
        if isinstance(event.get(key), str):
            event[key] = PARAMETERS.sub("[parameters: •••]", event[key])
    return {key: _masked(key, value) for key, value in event.items()}


def _masked(key: object, value: Any) -> Any:
    if key in HIDDEN_KEYS:
        return "•••"
    if isinstance(value, Mapping):
        return {inner: _masked(inner, item) for inner, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_masked(None, item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and len(str(abs(value))) >= LONGEST_NUMBER:
        return "•••"
    return MOMENT_OR_DIGITS.sub(_keep_moment, value) if isinstance(value, str) else value


def _keep_moment(found: re.Match[str]) -> str:
    return found.group() if found["moment"] else "•••"


def init_app(app: Flask) -> None:
    """Join the app: JSON lines in production, readable lines otherwise."""
    renderer: Any = (
        structlog.processors.JSONRenderer() if app.config["PRODUCTION"] else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            mask,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
