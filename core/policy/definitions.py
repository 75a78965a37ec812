"""What rules exist: key, kind of value, Indonesian words, default and its source; rooms declare theirs here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.labels import LabeledEnum

BEGINNING = date(2025, 1, 1)


@dataclass(frozen=True)
class Definition:
    """One rule a room can ask for.

    ``kind`` is ``rupiah``, ``whole`` (a count), ``percent``, ``flag``, ``choice``, ``text`` or ``table`` (JSON);
    ``default`` is JSON-ready, percent values as text to keep every decimal, a choice as the value of one of
    ``choices``. ``check`` refuses a new value that the room could not work with, by raising a ``DomainError``.
    ``own_page`` is the endpoint where a rule is changed that needs more than one person's eyes; the page of all rules
    then only shows it.
    """

    key: str
    label: str
    kind: str
    default: Any
    source: str
    choices: tuple[LabeledEnum, ...] = ()
    valid_from: date = BEGINNING
    check: Callable[[Any], object] | None = field(default=None, compare=False)
    own_page: str | None = None


_DEFINITIONS: dict[str, Definition] = {}


def declare(definitions: Iterable[Definition]) -> None:
    """Make rules known; a room calls it once at import, and saying the same again changes nothing."""
    for definition in definitions:
        known = _DEFINITIONS.setdefault(definition.key, definition)
        if known != definition:
            message = f"two rooms declare the policy {definition.key} differently"
            raise ValueError(message)


def definition_of(key: str) -> Definition:
    """Return the definition of a rule."""
    return _DEFINITIONS[key]


def definitions() -> list[Definition]:
    """Return all rules by key."""
    return [_DEFINITIONS[key] for key in sorted(_DEFINITIONS)]
