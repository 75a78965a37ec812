"""The reports to take away: an Excel workbook, a CSV of each table, and a printed sheet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.documents.delimited import to_csv
from core.documents.pdf import Sheet, to_pdf
from core.documents.picture import drawn_in
from core.documents.tables import Column, Table
from core.documents.workbook import to_xlsx
from core.errors import RuleBroken
from core.web.access import allow
from core.web.downloads import file_answer
from core.web.installation import print_label
from harkat.reports import tables
from harkat.reports.exports.queries import PAGES, Asked, asked_reasons, asked_way
from harkat.reports.figures import Front
from harkat.reports.funnel_sketch import funnel_sketch
from harkat.reports.letterhead import OFFICE
from harkat.reports.quality.figures import class_lines
from harkat.reports.quality.queries.standing import standing
from harkat.reports.quality.views import class_picture
from harkat.reports.queries.front import front, money
from harkat.reports.queries.funnel import EVERYBODY
from harkat.reports.queries.scopes import needs_on
from harkat.reports.queries.told import told_funnel
from harkat.reports.views import asked, drawn_bars, scope_of
from harkat.reports.views import picture as months_picture

READERS = (Role.ECONOMICS, Role.HEAD, Role.AUDITOR)
BANK_DAY = "Data bank"

blueprint = Blueprint("report_files", __name__, url_prefix="/laporan")

Maker = Callable[[Asked], tables.FigureTable]


def _front(question: Asked) -> Front:
    return front(question.day, today=question.today, basis=question.basis)


TABLES: dict[str, Maker] = {
    "serapan": lambda question: tables.summary_table(_front(question)),
    "bank": lambda question: tables.bank_table(_front(question)),
    "kecamatan": lambda question: tables.area_table(_front(question)),
    "bulan": lambda question: tables.month_table(_front(question)),
    "perjalanan": asked_way,
    "alasan": asked_reasons,
}


@blueprint.get("/<name>.csv")
@allow(*READERS)
def table(name: str) -> ResponseReturnValue:
    """Give one table as CSV."""
    if name not in TABLES:
        abort(404)
    question = _asked()
    made = [Table.of(TABLES[name](question))]
    return file_answer(page_file(made, "csv", name, question.day), f"harkat-{name}-{question.day:%Y-%m-%d}.csv")


@blueprint.get("/serapan.xlsx")
@allow(*READERS)
def workbook() -> ResponseReturnValue:
    """Give every table as a sheet of one workbook."""
    question = _asked()
    made = [Table.of(plain) for plain in _all(question)]
    return file_answer(to_xlsx(made, made_at=clock.now()), f"harkat-serapan-{question.day:%Y-%m-%d}.xlsx")


@blueprint.get("/serapan.pdf")
@allow(*READERS)
def sheet() -> ResponseReturnValue:
    """Give the report as a printed sheet on the city's letterhead."""
    question = _asked()
    made = _with_pictures([Table.of(plain) for plain in _all(question)], question)
    content = page_file(made, "pdf", "Laporan serapan dana BANK HARKAT", question.day, landscape=False)
    return file_answer(content, f"harkat-serapan-{question.day:%Y-%m-%d}.pdf")


@blueprint.get("/unduh/<name>.<any(csv, xlsx, pdf):kind>")
@allow(*READERS)
def download(name: str, kind: str) -> ResponseReturnValue:
    """Give one page as CSV, Excel or a printed sheet."""
    taken = PAGES.get(name) or abort(404)
    question = _asked()
    made = [Table.of(plain) for plain in taken.tables(question)]
    if kind == "pdf":
        made = _with_pictures(made, question)
    return file_answer(
        page_file(made, kind, taken.title, question.day), f"harkat-{name}-{question.day:%Y-%m-%d}.{kind}"
    )


def page_file(made: list[Table], kind: str, title: str, day: date, *, landscape: bool = True) -> bytes:
    """Write a page's tables as ``csv`` (one below the other), ``xlsx`` (a sheet each) or ``pdf``."""
    if kind == "csv":
        parts = [to_csv(dated(table), for_spreadsheet=place == 0) for place, table in enumerate(made)]
        return "\r\n".join(parts).encode()
    if kind == "xlsx":
        return to_xlsx(made, made_at=clock.now())
    return to_pdf(
        Sheet(
            title=title,
            office=OFFICE,
            facts=made[0].facts,
            tables=[replace(table, facts=()) for table in made],
            footer=f"Dicetak dari HARKAT, angka per {day:%d/%m/%Y}",
            landscape=landscape,
        ),
        label=print_label(),
    )


def dated(table: Table) -> Table:
    """Write beside every row how current the banks' figures are, for a file that has no place above its headings."""
    told = dict(table.facts).get(BANK_DAY)
    if told is None or any(column.heading.startswith(BANK_DAY) for column in table.columns):
        return table
    last = [*table.told, told] if table.told else ()
    return replace(
        table, columns=[*table.columns, Column(BANK_DAY)], rows=[[*row, told] for row in table.rows], told=last
    )


def pictured(table: Table, source: str, words: str) -> Table:
    """Put a page's picture above its printed table."""
    return replace(table, picture=drawn_in(source), picture_words=words) if source else table


def _with_pictures(made: list[Table], question: Asked) -> list[Table]:
    """Put the pictures of the pages above the tables that they are drawn from."""
    drawn = {
        "Menurut bulan": (_months, "Diagram batang dana yang dicairkan tiap bulan."),
        "Perjalanan": (_steps, "Diagram batang: banyaknya orang yang sampai di tiap langkah."),
        "Kolektibilitas": (_classes, "Diagram sisa pokok menurut kolektibilitas."),
    }
    return [
        pictured(table, drawn[table.title][0](question), f"{drawn[table.title][1]} Angkanya ada di tabel.")
        if table.title in drawn
        else table
        for table in made
    ]


def _months(question: Asked) -> str:
    return months_picture(_front(question).months)


def _steps(question: Asked) -> str:
    rows = told_funnel(question.day, question.scope, question.basis)
    has_reports = money(question.day, today=question.today, basis=question.basis).reported_on is not None
    plan = funnel_sketch(rows, needs_on(question.day, question.scope.route), has_reports=has_reports)
    return drawn_bars(plan).get("wide", "")


def _classes(question: Asked) -> str:
    return class_picture(class_lines(standing(question.day, question.basis).by_class))


def _asked() -> Asked:
    """Read the question; a file has no place for an error beside a field.

    :raises RuleBroken: when it cannot be read
    """
    form, day, basis = asked()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    return Asked(day, clock.today(), basis, scope_of(form))


def _all(question: Asked) -> list[tables.FigureTable]:
    shown, whole = _front(question), replace(question, scope=EVERYBODY)
    return [
        tables.summary_table(shown),
        tables.bank_table(shown),
        tables.area_table(shown),
        tables.month_table(shown),
        asked_way(whole),
        asked_reasons(whole),
    ]
