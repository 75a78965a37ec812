"""A form as a person filled it in: what was typed is kept, errors stand beside their field."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Generic, TypeVar

from flask import request
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import MultiDict

from core.errors import DomainError

Draft = TypeVar("Draft")
TOP = ""


class Form(Generic[Draft]):
    """What was typed (``values``), what is wrong with it (``errors`` by field, ``""`` for the whole) and the draft."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self.values: dict[str, Any] = dict(values or {})
        self.errors: dict[str, list[str]] = {}
        self.draft: Draft | None = None

    def value(self, name: str) -> Any:
        """Return what was typed into a field."""
        return self.values.get(name, "")

    def add_error(self, message: str, field: str | None = None) -> None:
        """Put an error beside a field, or on top when it belongs to none."""
        messages = self.errors.setdefault(field or TOP, [])
        if message not in messages:
            messages.append(message)

    def all_errors(self) -> Iterator[tuple[str, str]]:
        """Yield ``(field, message)`` in the order of the fields, for the summary."""
        for field, messages in self.errors.items():
            for message in messages:
                yield field, message

    def catching(self) -> AbstractContextManager[None]:
        """Return a context in which a refusal becomes an error of this form instead of an error page."""
        return _Catching(self)


class _Catching(AbstractContextManager[None]):
    def __init__(self, form: Form[Any]) -> None:
        self.form = form

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, DomainError) or error.status in (403, 404):
            return False
        for message in error.messages:
            self.form.add_error(message, error.field)
        return True


def read_form(schema: Schema, source: MultiDict[str, str] | None = None) -> Form[Any]:
    """Read the posted form (or another source) through a schema; never raises for bad input."""
    raw = request.form if source is None else source
    values = {name: _typed(schema, raw, name) for name in raw}
    form: Form[Any] = Form(values)
    try:
        form.draft = schema.load(values)
    except ValidationError as error:
        for field, messages in _flatten(_by_field(error)):
            form.add_error(messages, None if field == "_schema" else field)
    return form


def empty_form(values: Mapping[str, Any] | None = None) -> Form[Any]:
    """Return a form nobody has typed into yet, with the values it opens with."""
    return Form(values)


def _typed(schema: Schema, raw: MultiDict[str, str], name: str) -> str | list[str]:
    field = schema.load_fields.get(name)
    many = field is not None and field.metadata.get("many", False)
    return raw.getlist(name) if many else raw.get(name, "").replace("\x00", "")


def _by_field(error: ValidationError) -> Mapping[str, Any]:
    messages = error.messages
    return messages if isinstance(messages, dict) else {"_schema": messages}


def _flatten(messages: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, inner in messages.items():
        place = f"{prefix}{name}"
        if isinstance(inner, Mapping):
            yield from _flatten(inner, f"{place}.")
        else:
            for message in inner:
                yield place, str(message)
