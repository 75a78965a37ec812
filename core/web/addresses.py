"""Numbers in addresses: one that no row can have is an address that does not exist."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**63 - 1
"""The largest key both databases can hold."""


class RowKey(IntegerConverter):
    """A row's number in an address."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int | None = LARGEST_KEY) -> None:  # noqa: A002
        super().__init__(map, fixed_digits=fixed_digits, min=min, max=max)


def init_app(app: Flask) -> None:
    """Join the app, before any room adds its routes."""
    app.url_map.converters["int"] = RowKey
