"""Structured logs on standard error, in which no NIK, phone number or name can be read."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask

DIGITS = re.compile(r"\d{9,}")
HIDDEN_KEYS = frozenset({"nik", "phone", "name", "password", "token", "address"})


def mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide personal values: known keys whole, and every long run of digits."""
    for key, value in event.items():
        if key in HIDDEN_KEYS:
            event[key] = "•••"
        elif isinstance(value, str):
            event[key] = DIGITS.sub("•••", value)
    return event


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
