"""The public page Simulasi angsuran, its picture, and its files."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.documents.picture import Layer, stacked_bars
from core.policy.queries import value_on
from core.web.access import PUBLIC, allow
from core.web.answers import page
from core.web.forms import Form, empty_form, read_form
from harkat.loans import products
from harkat.loans.commands import render
from harkat.loans.comparison import compare
from harkat.loans.printing import ESTIMATE, METHOD_IN_WORDS, format_plain_rate, percent_words
from harkat.loans.queries import terms_on
from harkat.loans.schedule import Schedule, build
from harkat.loans.simulation.schemas import wish_schema
from harkat.loans.simulation.wishes import Pace, Wish
from harkat.loans.terms import Method, Terms

blueprint = Blueprint("simulation", __name__, url_prefix="/simulasi")

OPENING = {"jumlah": "5.000.000", "bulan": "12", "angsuran": Pace.MONTHLY.value}
KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
PRINCIPAL_COLOR, INTEREST_COLOR = "#0b4f6c", "#e08a00"
PICTURE_KEPT = timedelta(hours=1)


@blueprint.get("")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """Show the form, and below it what the loan would cost by three methods."""
    asked = any(name in request.args for name in OPENING)
    form = _read_wish() if asked else empty_form(OPENING)
    limits = _limits()
    found: dict[str, Any] = {}
    with form.catching():
        if form.draft is not None:
            found = _found(form.draft)
    return page("harkat/loans/simulation/show.html", form=form, limits=limits, paces=Pace.choices(), **found)


@blueprint.get("/gambar.svg")
@allow(PUBLIC)
def picture() -> ResponseReturnValue:
    """Draw principal and interest of every installment."""
    lines = build(_asked_terms()).lines
    layers = (
        Layer("Pokok", PRINCIPAL_COLOR, tuple(lines.principal)),
        Layer("Bunga", INTEREST_COLOR, tuple(lines.interest)),
    )
    svg = stacked_bars(
        tuple(str(n) for n in lines.n), layers, across="Angsuran ke-", upward="Rupiah", width=560, height=170
    )
    response = Response(svg, mimetype="image/svg+xml")
    response.cache_control.max_age = int(PICTURE_KEPT.total_seconds())
    return response


@blueprint.get("/jadwal.<any(pdf, xlsx, csv):kind>")
@allow(PUBLIC)
def download(kind: str) -> ResponseReturnValue:
    """Give the schedule as a file."""
    content = render(build(_asked_terms()), kind)
    headers = {"Content-Disposition": f'attachment; filename="jadwal-angsuran.{kind}"'}
    return Response(content, content_type=KINDS[kind], headers=headers)


def _limits() -> dict[str, int]:
    today = clock.today()
    return {
        "least": int(value_on(products.LEAST, today)),
        "most": int(value_on(products.HARD_TOP, today)),
        "months_least": int(value_on(products.MONTHS_LEAST, today)),
        "months_most": int(value_on(products.MONTHS_MOST, today)),
    }


def _read_wish() -> Form[Wish]:
    return read_form(wish_schema(**_limits()), request.args)


def _asked_terms() -> Terms:
    """Read the wish in the address; a picture or a file of a bad wish does not exist."""
    wish = _read_wish().draft
    if wish is None:
        abort(404)
    terms = _terms(wish)
    return replace(terms, method=wish.method(terms.method))


def _terms(wish: Wish) -> Terms:
    terms = terms_on(clock.today(), principal=wish.jumlah, installments=wish.installments)
    return replace(terms, frequency=wish.frequency)


def _found(wish: Wish) -> dict[str, Any]:
    terms = _terms(wish)
    compared = compare(terms)
    method = wish.method(terms.method)
    address = {"jumlah": wish.jumlah, "bulan": wish.bulan, "angsuran": wish.angsuran.value, "metode": method.value}
    return {
        "wish": wish,
        "rate": format_plain_rate(terms.annual_rate),
        "usual": terms.method,
        "method": method,
        "choices": [_choice(schedule, address) for schedule in compared.values()],
        "schedule": compared[method],
        "effective_rate": percent_words(compared[method].effective_rate_annual),
        "method_words": METHOD_IN_WORDS[method],
        "estimate": ESTIMATE,
        "picture_url": url_for("simulation.picture", **address),
        "files": [(kind, url_for("simulation.download", kind=kind, **address)) for kind in KINDS],
    }


def _choice(schedule: Schedule, address: dict[str, Any]) -> dict[str, Any]:
    method = schedule.terms.method
    payments = schedule.lines.payment
    return {
        "method": method,
        "first": payments[0],
        "last": payments[-1],
        "is_level": method is not Method.EFFECTIVE,
        "total_interest": schedule.total_interest,
        "total": schedule.terms.principal + schedule.total_interest,
        "effective_rate": percent_words(schedule.effective_rate_annual),
        "url": url_for("simulation.show", **{**address, "metode": method.value}) + "#jadwal",
    }
