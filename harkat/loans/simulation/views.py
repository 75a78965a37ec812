"""The public page Simulasi angsuran, its picture, and its files."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.policy.queries import value_on
from core.web.access import PUBLIC, allow
from core.web.answers import page
from core.web.forms import Form, empty_form, read_form
from harkat.loans import products
from harkat.loans.comparison import compare
from harkat.loans.paces import Pace, is_paid_once, lay_out
from harkat.loans.papers.views import drawn, taken_away, told
from harkat.loans.printing import ESTIMATE, Paper, format_plain_rate, percent_words
from harkat.loans.queries import contract_on, pace_on, terms_on, wording_on
from harkat.loans.schedule import Schedule
from harkat.loans.simulation.schemas import wish_schema
from harkat.loans.simulation.wishes import Wish
from harkat.loans.terms import Method, Terms

blueprint = Blueprint("simulation", __name__, url_prefix="/simulasi")

OPENING = {"jumlah": "5.000.000", "bulan": "12"}


@blueprint.get("")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """Show the form, and below it what the loan would cost by three methods."""
    wording = wording_on(clock.today())
    if wording.by_bank:
        contract = contract_on(clock.today())
        return page("harkat/loans/simulation/by_bank.html", contract=contract, cost=wording.cost, limits=_limits())
    asked = any(name in request.args for name in OPENING)
    form = _read_wish() if asked else empty_form({**OPENING, "angsuran": pace_on(clock.today()).value})
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
    return drawn(lay_out(_asked_terms()), wording_on(clock.today()))


@blueprint.get("/jadwal.<any(pdf, xlsx, csv):kind>")
@allow(PUBLIC)
def download(kind: str) -> ResponseReturnValue:
    """Give the schedule as a file."""
    return taken_away(lay_out(_asked_terms()), kind, Paper(wording=wording_on(clock.today())))


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
    if wish is None or wording_on(clock.today()).by_bank:
        abort(404)
    terms = _terms(wish)
    return terms if is_paid_once(terms) else replace(terms, method=wish.method(terms.method))


def _terms(wish: Wish) -> Terms:
    return terms_on(clock.today(), principal=wish.jumlah, installments=wish.bulan, pace=wish.angsuran)


def _found(wish: Wish) -> dict[str, Any]:
    terms = _terms(wish)
    compared = {terms.method: lay_out(terms)} if is_paid_once(terms) else compare(terms)
    method = terms.method if is_paid_once(terms) else wish.method(terms.method)
    address = {"jumlah": wish.jumlah, "bulan": wish.bulan, "angsuran": wish.angsuran.value}
    if method in compared and len(compared) > 1:
        address["metode"] = method.value
    return {
        "wish": wish,
        "rate": format_plain_rate(terms.annual_rate),
        "usual": terms.method,
        "pace": pace_on(clock.today()),
        "method": method,
        "choices": [_choice(schedule, address) for schedule in compared.values()],
        "told": told(compared[method], "simulation", wording_on(clock.today()), **address),
        "estimate": ESTIMATE,
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
