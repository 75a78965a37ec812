"""Pages of the dated rules: what holds, since when, from which source, and a change from a day on."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.errors import NotAllowed
from core.policy import queries, service
from core.policy.definitions import Definition, definition_of, definitions
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import DateField, FormSchema, RateField, RupiahField, Text, WholeField
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem

blueprint = Blueprint("policy", __name__, url_prefix="/aturan")
READERS = (Role.ADMIN, Role.HEAD, Role.ECONOMICS, Role.AUDITOR)
MENU = [MenuItem("Aturan", "policy.index", READERS, order=75)]


@dataclass(frozen=True)
class PolicyDraft:
    """A new value, its first day and its source."""

    value: str
    valid_from: date
    source: str


class PolicySchema(FormSchema):
    """A change of a rule; the value is read by its kind."""

    makes = PolicyDraft
    value = Text("nilai baru", most=20_000, lines=True)
    valid_from = DateField("tanggal mulai berlaku")
    source = Text("sumber", most=300)


@blueprint.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List every rule with the value in force today."""
    today, words = clock.today(), " ".join(request.args.get("q", "").lower().split())
    chosen = [definition for definition in definitions() if words in f"{definition.label} {definition.key}".lower()]
    chosen.sort(key=lambda definition: definition.label)
    rows = [(definition, shown(definition, queries.value_on(definition.key, today))) for definition in chosen]
    return page("core/policy/index.html", rows=rows, words=words)


@blueprint.get("/<key>")
@allow(*READERS)
def show(key: str) -> ResponseReturnValue:
    """Show one rule through time and the form to change it."""
    return _page(_known(key), empty_form({"valid_from": f"{clock.today():%d/%m/%Y}"}))


@blueprint.post("/<key>")
@allow(Role.ADMIN)
def change(key: str) -> ResponseReturnValue:
    """Change a rule from a day on."""
    definition, form = _known(key), read_form(PolicySchema())
    if definition.own_page is not None:
        raise NotAllowed(f"“{definition.label}” diubah di halamannya sendiri, dengan pengesahan orang kedua.")
    if form.draft is not None:
        with form.catching(), transaction():
            value = _value(definition, form)
            if not form.errors:
                draft, now = form.draft, clock.now()
                service.set_value(
                    key,
                    value,
                    valid_from=draft.valid_from,
                    source=draft.source,
                    actor=actor(),
                    now=now,
                    today=clock.today(),
                )
                return moved("policy.show", key=key, flash="Aturan tersimpan. Nilai lama tetap tercatat.")
    return _page(definition, form)


def _page(definition: Definition, form: Form[Any]) -> ResponseReturnValue:
    rows = [(row, shown(definition, row.value)) for row in queries.history(definition.key)]
    value = shown(definition, queries.value_on(definition.key, clock.today()))
    words = _words_of(definition)
    return page("core/policy/show.html", definition=definition, value=value, rows=rows, form=form, choices=words)


def _known(key: str) -> Definition:
    if key not in {definition.key for definition in definitions()}:
        abort(404)
    return definition_of(key)


def _value(definition: Definition, form: Form[Any]) -> Any:
    assert form.draft is not None
    text = form.draft.value
    try:
        if definition.kind == "rupiah":
            return RupiahField("nilai baru").deserialize(text)
        if definition.kind == "whole":
            return WholeField("nilai baru").deserialize(text)
        if definition.kind == "percent":
            return str(RateField("nilai baru", most=Decimal(100)).deserialize(text))
        if definition.kind == "flag":
            return {"ya": True, "tidak": False}[text.lower()]
        if definition.kind == "table":
            return json.loads(text)
    except ValidationError as error:
        form.add_error(str(error.messages[0]), "value")
    except KeyError:
        form.add_error("Tulis ya atau tidak.", "value")
    except (ValueError, RecursionError):
        form.add_error("Tabel tidak terbaca. Salin tabel yang berlaku, lalu ubah nilainya saja.", "value")
    if definition.kind == "choice" and text not in _words_of(definition):
        form.add_error(f"Pilih salah satu: {', '.join(_words_of(definition).values())}.", "value")
    return text


def _words_of(definition: Definition) -> dict[str, str]:
    return {str(member.value): member.label for member in definition.choices}


def shown(definition: Definition, value: Any) -> str:
    """Write a rule's value as a page shows it."""
    if definition.kind == "rupiah":
        return f"Rp{int(value):,}".replace(",", ".")
    if definition.kind == "percent":
        return f"{value}%".replace(".", ",")
    if definition.kind == "flag":
        return "ya" if value else "tidak"
    if definition.kind == "table":
        return json.dumps(value, ensure_ascii=False, indent=1)
    if definition.kind == "choice":
        return _words_of(definition).get(value, str(value))
    return str(value)
