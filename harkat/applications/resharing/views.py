"""The button “Bagi ulang”: it fills the members' fields in proportion and records nothing."""

from collections.abc import Callable
from typing import Any

from flask import request

from core.money import format_number, parse_rupiah
from core.web.access import actor
from core.web.forms import Form, empty_form
from harkat.applications import queries
from harkat.applications.models import ApplicationShare
from harkat.applications.shares import split_proportionally

BUTTON = "bagi_ulang"


def asks_to_split() -> bool:
    """Tell whether the form was sent by the button that only proposes shares."""
    return BUTTON in request.form


def split_again(application_id: int, base: Callable[[ApplicationShare], int | None]) -> Form[Any]:
    """Return the form as typed, with the amount split among the members in proportion to a base in rupiah.

    :raises NotFound: when this actor may not see the application
    """
    application = queries.application(application_id, actor())
    form = empty_form({name: value for name, value in request.form.items() if name != BUTTON})
    with form.catching():
        amount = parse_rupiah(request.form.get("amount", ""))
        parts = {row.person_id: base(row) or row.requested for row in queries.shares_of(application_id)}
        split = split_proportionally(amount, parts, remainder_to=application.remainder_person_id)
        form.values |= {f"share_{person_id}": format_number(share) for person_id, share in split.items()}
    return form
