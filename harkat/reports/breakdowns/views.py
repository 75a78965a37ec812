"""The page that lays the loans out by one thing or two, its file, and the list behind a cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.documents.heat import Tile, heat, lying_bars, tiles
from core.documents.picture import as_source
from core.documents.streamed import csv_pieces, write_xlsx
from core.documents.tables import Cell, Column, Kind, Table
from core.errors import NotFound, RuleBroken
from core.people.kinds import Sex
from core.places import queries as places
from core.web.access import allow
from core.web.answers import page
from core.web.downloads import file_answer, pieces_of_file, streamed_answer
from core.web.forms import Form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from harkat.facility import queries as facility
from harkat.reports.basis import Basis
from harkat.reports.breakdowns.dimensions import BorrowerKind, Dimension, Measure, month_end
from harkat.reports.breakdowns.grid import Grid
from harkat.reports.breakdowns.queries.names import choices_of
from harkat.reports.breakdowns.queries.sums import every_part, grid, loans_in
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.breakdowns.schemas import BreakdownSchema
from harkat.reports.breakdowns.sketch import Sketch, sketch
from harkat.reports.breakdowns.tables import grid_table
from harkat.reports.exports.views import page_file, pictured
from harkat.reports.figures import NOT_REPORTED, Front
from harkat.reports.queries.front import money
from harkat.reports.views import READERS

COLUMNS_ON_PAPER = 8
"""Columns of money that stand side by side on a landscape sheet; a table of more is printed in parts."""

FIELDS = ("baris", "kolom", "ukuran", "bank", "kecamatan", "kelamin", "jenis", "tanggal", "dasar")

PARTS = [
    Column("Nomor orang"),
    Column("Nomor pinjaman"),
    Column("Bank"),
    Column("Tanggal cair", Kind.DATE),
    Column("Kecamatan"),
    Column("Kelurahan"),
    Column("Dicairkan (bagiannya)", Kind.RUPIAH, summed=True),
    Column("Data bank per tanggal", Kind.DATE),
]

blueprint = Blueprint("breakdowns", __name__, url_prefix="/laporan/rincian")
MENU = [MenuItem("Rincian", "breakdowns.index", READERS, order=6)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show a breakdown as a picture and a table."""
    form, question, day = _asked()
    shown, funds = _laid(question, day)
    plan = sketch(shown)
    return page(
        "harkat/reports/breakdowns/index.html", form=form, question=question, grid=shown, day=day, today=clock.today(),
        sketch=plan, picture=drawn(plan), narrow=drawn(plan, is_narrow=True), shown=funds,
        asked=_kept(form), choices=_choices(), measures=list(Measure), month_end=month_end,
        columns_on_paper=COLUMNS_ON_PAPER,
    )  # fmt: skip


@blueprint.get("/tabel.<any(csv, xlsx, pdf):kind>")
@allow(*READERS)
def table(kind: str) -> ResponseReturnValue:
    """Give a breakdown as CSV, Excel or a printed sheet."""
    form, question, day = _asked()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    laid, funds = _laid(question, day)
    shown = grid_table(laid, day, funds)
    made = Table.of(shown)
    if kind == "pdf":
        made = pictured(made, drawn(sketch(laid)), f"Gambar {shown.title}. Angkanya ada di tabel.")
    content = page_file([replace(made, title="")] if kind == "pdf" else [made], kind, shown.title, day)
    return file_answer(content, f"harkat-rincian-{day:%Y-%m-%d}.{kind}")


@blueprint.get("/semua.<any(csv, xlsx):kind>")
@allow(*READERS)
def everything(kind: str) -> ResponseReturnValue:
    """Give every borrower's part of every loan as CSV or Excel, row by row however many there are."""
    form, question, day = _asked()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    rows = _with_bank_day(every_part(question, day), money(day, today=clock.today(), basis=question.basis))
    made = csv_pieces(PARTS, rows) if kind == "csv" else pieces_of_file(partial(write_xlsx, "Pinjaman", PARTS, rows))
    return streamed_answer(made, f"harkat-pinjaman-{day:%Y-%m-%d}.{kind}")


@blueprint.get("/daftar")
@allow(*READERS)
def cases() -> ResponseReturnValue:
    """List the numbers of persons and loans behind a cell."""
    form, question, day = _asked()
    chosen, title = _cell(question, day)
    query, sorts = loans_in(question, day, chosen)
    listing = read_listing(sorts, default="nomor", filters=(*FIELDS, "nilai_baris", "nilai_kolom"))
    if listing.words:
        query = query.where(sorts["nomor"].icontains(listing.words, autoescape=True))
    found = paginate(query, listing, tie=sorts["pinjaman"], scalars=False)
    return page(
        "harkat/reports/breakdowns/cases.html",
        found=found,
        title=title,
        day=day,
        asked=_kept(form),
        shown=money(day, today=clock.today(), basis=question.basis),
    )


def _with_bank_day(rows: Iterator[Sequence[Cell]], shown: Front) -> Iterator[Sequence[Cell]]:
    """Write beside every part how current its bank's figures are."""
    days = {bank.name: bank.reported_on or NOT_REPORTED for bank in shown.banks}
    return ((*row, days[str(row[2])]) for row in rows)


def drawn(plan: Sketch, *, is_narrow: bool = False) -> str:
    """Draw a sketch as the source of an image; empty where there is nothing to show.

    :param is_narrow: for a phone; empty too where the picture cannot be drawn narrower
    """
    if plan.is_empty or (is_narrow and (plan.columns or plan.lines)):
        return ""
    if plan.columns:
        return as_source(heat(plan.rows, plan.columns, plan.values))
    if plan.places:
        drawn_from = zip(plan.places, plan.rows, plan.values, strict=True)
        squares = tuple(Tile(*place, name, *value) for place, name, value in drawn_from)
        return as_source(tiles(squares, wide=80 if is_narrow else 118, tall=48, lines=plan.lines))
    bars = tuple((number / plan.per, words) for number, words in plan.values)
    return as_source(lying_bars(plan.rows, bars, across=plan.title, is_narrow=is_narrow))


def _asked() -> tuple[Form[Any], BreakdownQuestion, Any]:
    form: Form[Any] = read_form(BreakdownSchema(), request.args)
    question, today = form.draft or BreakdownQuestion(), clock.today()
    day = today
    with form.catching():
        day = question.day(today)
    return form, _known_only(form, question), day


def _known_only(form: Form[Any], question: BreakdownQuestion) -> BreakdownQuestion:
    """Leave out a bank or kecamatan that is none, with the error beside its field."""
    choices = _choices()
    for name, values, what in (("bank", "banks", "bank"), ("kecamatan", "districts", "kecamatan")):
        asked = getattr(question, name)
        if asked is not None and str(asked) not in dict(choices[values]):
            form.add_error(f"Pilih {what} dari daftar.", name)
            question = replace(question, **{name: None})
    return question


def _laid(question: BreakdownQuestion, day: date) -> tuple[Grid, Front]:
    """Return a breakdown that knows which banks have not reported, and the money of the day."""
    funds = money(day, today=clock.today(), basis=question.basis)
    silent = frozenset(str(bank.bank_id) for bank in funds.banks if bank.reported_on is None)
    return replace(grid(question, day), silent=silent), funds


def _kept(form: Form[Any]) -> dict[str, str]:
    return {} if form.errors else {name: form.value(name) for name in FIELDS if form.value(name)}


def _cell(question: BreakdownQuestion, day: Any) -> tuple[dict[Dimension, str], str]:
    """Return the values a list is asked for, and its title.

    :raises NotFound: when a value does not exist
    """
    chosen, words = {}, []
    for dimension, name in ((question.rows, "nilai_baris"), (question.columns, "nilai_kolom")):
        key = request.args.get(name, "")
        if dimension is None or not key:
            continue
        known = {"-": "belum dicatat", **dict(choices_of(dimension, day, question.basis))}
        if key not in known:
            raise NotFound("Bagian ini tidak ada. Kembali ke halaman rincian.")
        chosen[dimension] = key
        words.append(known[key])
    return chosen, ", ".join(words) or "Semua pinjaman"


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "dimensions": Dimension.choices(),
        "measures": Measure.choices(),
        "bases": Basis.choices(),
        "banks": [(str(bank.id), bank.name) for bank in facility.banks()],
        "districts": places.kecamatan_choices(),
        "sexes": Sex.choices(),
        "kinds": BorrowerKind.choices(),
    }
