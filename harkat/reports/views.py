"""Pages of the economics department: absorption, the way from registered to paid out, and the cases behind figures."""

from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.documents.heat import lying_bars
from core.documents.picture import Layer, as_source, stacked_bars
from core.errors import NotFound
from core.places import queries as places
from core.web.access import allow
from core.web.answers import page
from core.web.forms import Form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, panels
from harkat.reports.absorption import Month, in_millions
from harkat.reports.basis import Basis
from harkat.reports.funnel_sketch import FunnelSketch, funnel_sketch
from harkat.reports.narrow_reasons import narrow_reasons
from harkat.reports.queries import cases
from harkat.reports.queries.front import front, money
from harkat.reports.queries.funnel import EVERYBODY, reasons, reasons_by
from harkat.reports.queries.scopes import needs_on
from harkat.reports.queries.told import told_funnel, told_persons
from harkat.reports.question import Question
from harkat.reports.reasons import WITHOUT_LIST, Reason, told_reasons
from harkat.reports.routes import Route, Scope
from harkat.reports.schemas import QuestionSchema
from harkat.reports.shares import write_share
from harkat.reports.snapshots.queries import frozen_days
from harkat.reports.steps import Step
from harkat.reports.tables import CLOSING_NOTE

READERS = (Role.ECONOMICS, Role.HEAD, Role.AUDITOR)
CARRIED = ("tanggal", "dasar", "kecamatan", "rute")
MAIN_REASONS = 5
SO_FAR, IN_MONTH = "#9db7c4", "#0b4f6c"

blueprint = Blueprint("reports", __name__, url_prefix="/laporan")
MENU = [
    MenuItem("Serapan", "reports.index", READERS, order=5),
    MenuItem("Perjalanan", "reports.way", READERS, order=6),
]


blueprint.add_app_template_filter(write_share, "bagian")


def asked() -> tuple[Form[Any], date, Basis]:
    """Read the day and the basis from the address; what cannot be read leaves today with the error beside it."""
    form = read_form(QuestionSchema(), request.args)
    question, today = form.draft or Question(), clock.today()
    day = today
    with form.catching():
        day = question.day(today)
    if question.kecamatan and question.kecamatan not in dict(places.kecamatan_choices()):
        form.add_error("Pilih kecamatan dari daftar.", "kecamatan")
    return form, day, question.basis


def kept(form: Form[Any]) -> dict[str, str]:
    """Return the question as the next address carries it."""
    return {} if form.errors else {name: form.value(name) for name in CARRIED if form.value(name)}


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show how much of the fund is used, by whom, where, and month by month."""
    form, day, basis = asked()
    shown = front(day, today=clock.today(), basis=basis)
    return page(
        "harkat/reports/index.html", form=form, shown=shown, picture=picture(shown.months), asked=kept(form),
        bases=Basis.choices(), **_short_way(day, basis, has_reports=shown.reported_on is not None),
    )  # fmt: skip


@blueprint.get("/perjalanan")
@allow(*READERS)
def way() -> ResponseReturnValue:
    """Show how many came how far, how long it took, and why the others stand still; of all or of a part."""
    form, day, basis = asked()
    scope = scope_of(form)
    rows, needs = told_funnel(day, scope, basis), needs_on(day, scope.route)
    shown = money(day, today=clock.today(), basis=basis)
    bars = drawn_bars(funnel_sketch(rows, needs, has_reports=shown.reported_on is not None))
    return page(
        "harkat/reports/way.html", form=form, day=day, today=clock.today(), basis=basis, bases=Basis.choices(),
        asked=kept(form), rows=rows, needs=needs, bars=bars, scope=scope,
        shown=shown, districts=places.kecamatan_choices(),
        routes=Route.choices(),
        **_why(day, scope, basis), is_frozen=day in frozen_days(), without_list=WITHOUT_LIST,
        closing_note=CLOSING_NOTE,
    )  # fmt: skip


@blueprint.get("/orang/<step>")
@allow(*READERS)
def persons(step: str) -> ResponseReturnValue:
    """List the numbers of the persons who reached a step."""
    wanted = _member(Step, step)
    form, day, basis = asked()
    query, sorts = cases.persons_at(wanted, day, scope_of(form), basis)
    return _case_list(query, sorts, title=wanted.label, dated=wanted.label, form=form, is_person=True)


@blueprint.get("/tertahan/<reason>")
@allow(*READERS)
def held(reason: str) -> ResponseReturnValue:
    """List the numbers of those who stand still for a reason that has nothing to do with debts or scores."""
    wanted = _member(Reason, reason)
    form, day, basis = asked()
    query, sorts = cases.persons_held(wanted, day, scope_of(form), basis)
    return _case_list(query, sorts, title=f"Tertahan: {wanted.label}", dated="Terdaftar", form=form, is_person=True)


@blueprint.get("/permohonan/<step>")
@allow(*READERS)
def applications(step: str) -> ResponseReturnValue:
    """List the numbers of the applications that reached a step."""
    wanted = _member(Step, step)
    form, day, basis = asked()
    query, sorts = cases.applications_at(wanted, day, scope_of(form), basis)
    return _case_list(query, sorts, title=f"Permohonan: {wanted.label}", dated=wanted.label, form=form)


def scope_of(form: Form[Any]) -> Scope:
    """Return what a report is narrowed to; nothing where the question cannot be read."""
    return Scope() if form.errors else (form.draft or Question()).scope


def _why(day: date, scope: Scope, basis: Basis) -> dict[str, Any]:
    """Return why people stand still; of a part of the city only what tells on nobody."""
    if scope.is_narrow:
        parts = reasons_by(day, by_district=bool(scope.district), basis=basis)
        part = narrow_reasons(parts, scope.district or scope.route)
        return {"part": part, "counts": [], "stopped": part.stopped}
    counted = reasons(day, basis)
    return {"part": None, "counts": told_reasons(counted), "stopped": sum(counted.values())}


def _short_way(day: date, basis: Basis, *, has_reports: bool) -> dict[str, Any]:
    """Return the way of the whole city for the front page: its steps, and what most people stand still for."""
    rows, why = told_persons(day, basis), _why(day, EVERYBODY, basis)
    standing = sorted(why["counts"], key=lambda count: count.number or 0, reverse=True)
    return {
        "rows": rows,
        "bars": drawn_bars(funnel_sketch(rows, {}, has_reports=has_reports)),
        "reasons": [count for count in standing if count.number][:MAIN_REASONS],
        "stopped": why["stopped"],
        "without_list": WITHOUT_LIST,
    }


def _case_list(
    query: Any,
    sorts: Any,
    *,
    title: str,
    dated: str,
    form: Form[Any],
    is_person: bool = False,
) -> ResponseReturnValue:
    listing = read_listing(sorts, default="nomor", filters=CARRIED)
    if listing.words:
        query = query.where(sorts["nomor"].icontains(listing.words, autoescape=True))
    return page(
        "harkat/reports/cases.html",
        found=paginate(query, listing, tie=sorts["nomor"], scalars=False),
        title=title,
        dated=dated,
        day=asked()[1],
        asked=kept(form),
        is_person=is_person,
        shown=None if is_person else money(asked()[1], today=clock.today(), basis=asked()[2]),
        kecamatan=places.kecamatan_choices(),
    )


def _member(kind: Any, value: str) -> Any:
    """Return the member of an enum that an address names.

    :raises NotFound: when there is none
    """
    try:
        return kind.of(value)
    except ValueError:
        raise NotFound("Halaman laporan ini tidak ada. Kembali ke halaman serapan.") from None


def picture(months: tuple[Month, ...]) -> str:
    """Draw absorption over time as the source of an image: what had gone out before each month, and in it."""
    if not months:
        return ""
    svg = stacked_bars(
        tuple(month.short_label for month in months),
        (
            Layer("Sampai bulan sebelumnya", SO_FAR, tuple(in_millions(month.before) for month in months)),
            Layer("Dicairkan bulan itu", IN_MONTH, tuple(in_millions(month.disbursed) for month in months)),
        ),
        across="Bulan",
        upward="Juta rupiah dicairkan",
    )
    return as_source(svg)


def drawn_bars(plan: FunnelSketch | None) -> dict[str, str]:
    """Draw the bars of the funnel as sources of images, for a sheet of paper and for a phone."""
    if plan is None:
        return {}
    widths = {"wide": False, "narrow": True}
    return {
        name: as_source(lying_bars(plan.names, plan.values, across="Orang", is_narrow=is_narrow))
        for name, is_narrow in widths.items()
    }


def board(key: int, actor: Actor) -> Panel:  # noqa: ARG001 - every start page is asked alike
    """Make the five figures of the start page."""
    today = clock.today()
    return Panel("Serapan dana", "harkat/reports/_board.html", {"shown": money(today), "url": url_for("reports.index")})


def join_panels() -> None:
    """Put the figures on the start pages."""
    for role in READERS:
        panels.add(f"start:{role}", 10, board)
