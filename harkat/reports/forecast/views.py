"""The page that says how much will go out, when the fund is used, and what the city could change about it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.documents.band_picture import Ahead, bars_and_band
from core.documents.picture import as_source
from core.documents.tables import Table
from core.errors import RuleBroken
from core.web.access import allow
from core.web.answers import page
from core.web.downloads import file_answer
from core.web.forms import Form, read_form
from core.web.menu import MenuItem
from harkat.reports.absorption import Month, by_month, in_millions
from harkat.reports.exports.views import page_file, pictured
from harkat.reports.figures import Front
from harkat.reports.forecast import queries
from harkat.reports.forecast.levers import BankSpeed, Classes, Cleared, Levers
from harkat.reports.forecast.made import MONTHS_LOOKED, MONTHS_SHOWN, Forecast, make
from harkat.reports.forecast.outlook import Fund, month_ends, month_starts
from harkat.reports.forecast.returns import ROUNDED, round_returns
from harkat.reports.forecast.schemas import ForecastQuestion, ForecastSchema
from harkat.reports.forecast.sheets import forecast_tables
from harkat.reports.queries.front import money
from harkat.reports.queries.ledger import payments
from harkat.reports.tables import front_facts
from harkat.reports.views import READERS

PAST_MONTHS = 9
WORDS = ("Sudah dicairkan", "Kisaran perkiraan", "Perkiraan tengah")
LEVER_FIELDS = ("kelas", "pinjol", "bank")

blueprint = Blueprint("report_forecast", __name__, url_prefix="/laporan/perkiraan")
MENU = [MenuItem("Perkiraan", "report_forecast.index", READERS, order=6)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show how much will go out month by month, when the fund is used, and how often such forecasts came true."""
    form, day, levers = _asked()
    made = _make(day, levers)
    return page(
        "harkat/reports/forecast/index.html",
        form=form,
        day=day,
        today=clock.today(),
        asked=_kept(form, ("tanggal",)),
        kept=_kept(form, ("tanggal", *LEVER_FIELDS)),
        shown=made.shown,
        forecast=made.forecast,
        picture=_picture(made),
        rounded=ROUNDED,
        choices={"kelas": Classes, "pinjol": Cleared, "bank": BankSpeed},
    )


@blueprint.get("/tabel.<any(csv, xlsx, pdf):kind>")
@allow(*READERS)
def table(kind: str) -> ResponseReturnValue:
    """Give the months ahead, what falls due, and the trials as a file, with the levers as they were set."""
    form, day, levers = _asked()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    made = _make(day, levers)
    tables = [Table.of(plain) for plain in forecast_tables(made.forecast, front_facts(made.shown))]
    if kind == "pdf":
        tables[0] = pictured(tables[0], _picture(made), "Diagram kisaran perkiraan tiap bulan. Angkanya ada di tabel.")
    content = page_file(tables, kind, "Perkiraan serapan dana BANK HARKAT", day)
    return file_answer(content, f"harkat-perkiraan-{day:%Y-%m-%d}.{kind}")


@dataclass(frozen=True)
class _Made:
    shown: Front
    forecast: Forecast
    past: list[Month]


def _asked() -> tuple[Form[Any], date, Levers]:
    """Read day and levers from the address; what cannot be read leaves today's with the error beside it."""
    form = read_form(ForecastSchema(), request.args)
    question, today = form.draft or ForecastQuestion(), clock.today()
    day = today
    with form.catching():
        day = question.day(today)
    return form, day, question.levers


def _kept(form: Form[Any], names: tuple[str, ...]) -> dict[str, str]:
    return {} if form.errors else {name: form.value(name) for name in names if form.value(name)}


def _make(day: date, levers: Levers) -> _Made:
    shown = money(day, today=clock.today())
    known = queries.histories(day)
    returns = queries.returns(day, month_starts(day, MONTHS_LOOKED), month_ends(day, MONTHS_LOOKED)[-1])
    back, returning = 0, []
    for month in returns:
        back += month.revolving
        returning.append(back)
    shown_back = returns[:MONTHS_SHOWN]
    forecast = make(
        known,
        day,
        fund=Fund(shown.total.disbursed_total, shown.ceiling, tuple(returning)),
        rules=queries.rules_on(day),
        levers=levers,
        reach=queries.reach(day, known),
        returns=round_returns(shown_back) if queries.are_few_late(day) else shown_back,
    )
    past = by_month(payments(day, shown.basis), ceiling=shown.ceiling, until=day)
    return _Made(shown, forecast, past[-PAST_MONTHS:])


def _picture(made: _Made) -> str:
    """Draw all that had gone out at each month's end and all that may have; nothing while there is no forecast."""
    if not made.forecast.months:
        return ""
    ahead = tuple(
        Ahead(
            month.short_label,
            *(in_millions(value) for value in (month.so_far.low, month.so_far.middle, month.so_far.high)),
        )
        for month in made.forecast.months
    )
    past = tuple((month.short_label, in_millions(month.so_far)) for month in made.past)
    return as_source(bars_and_band(past, ahead, upward="Juta rupiah, seluruhnya", words=WORDS))
