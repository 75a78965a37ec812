"""The reports to take away: an Excel workbook, a CSV of each table, and a printed sheet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.documents.delimited import to_csv
from core.documents.pdf import Sheet, to_pdf
from core.documents.tables import Table
from core.documents.workbook import to_xlsx
from core.errors import RuleBroken
from core.web.access import allow
from core.web.downloads import file_answer
from core.web.installation import print_label
from harkat.reports import tables
from harkat.reports.basis import Basis
from harkat.reports.exports.queries import PAGES
from harkat.reports.letterhead import OFFICE
from harkat.reports.queries.front import front, money
from harkat.reports.queries.funnel import reasons
from harkat.reports.queries.told import told_funnel
from harkat.reports.reasons import SENSITIVE
from harkat.reports.suppression import suppress
from harkat.reports.views import asked

READERS = (Role.ECONOMICS, Role.HEAD, Role.AUDITOR)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("report_files", __name__, url_prefix="/laporan")

Maker = Callable[[date, Basis], tables.FigureTable]


def _reasons(day: date, basis: Basis) -> tables.FigureTable:
    counted = reasons(day, basis)
    return tables.reason_table(suppress(counted, sensitive=SENSITIVE), sum(counted.values()), day)


TABLES: dict[str, Maker] = {
    "serapan": lambda day, basis: tables.summary_table(front(day, today=clock.today(), basis=basis)),
    "bank": lambda day, basis: tables.bank_table(front(day, today=clock.today(), basis=basis)),
    "kecamatan": lambda day, basis: tables.area_table(front(day, today=clock.today(), basis=basis)),
    "bulan": lambda day, basis: tables.month_table(front(day, today=clock.today(), basis=basis)),
    "perjalanan": lambda day, basis: tables.way_table(
        told_funnel(day, basis=basis), money(day, today=clock.today(), basis=basis)
    ),
    "alasan": _reasons,
}


@blueprint.get("/<name>.csv")
@allow(*READERS)
def table(name: str) -> ResponseReturnValue:
    """Give one table as CSV."""
    if name not in TABLES:
        abort(404)
    day, basis = _asked()
    text = to_csv(Table.of(TABLES[name](day, basis)))
    return _file(text.encode(), "text/csv; charset=utf-8", f"harkat-{name}-{day:%Y-%m-%d}.csv")


@blueprint.get("/serapan.xlsx")
@allow(*READERS)
def workbook() -> ResponseReturnValue:
    """Give every table as a sheet of one workbook."""
    day, basis = _asked()
    made = [Table.of(plain) for plain in _all(day, basis)]
    return _file(to_xlsx(made, made_at=clock.now()), XLSX, f"harkat-serapan-{day:%Y-%m-%d}.xlsx")


@blueprint.get("/serapan.pdf")
@allow(*READERS)
def sheet() -> ResponseReturnValue:
    """Give the report as a printed sheet on the city's letterhead."""
    day, basis = _asked()
    first, *others = _all(day, basis)
    content = to_pdf(
        Sheet(
            title="Laporan serapan dana BANK HARKAT",
            office=OFFICE,
            facts=first.facts,
            tables=[Table.of(_without_facts(plain)) for plain in (first, *others)],
            footer=f"Dicetak dari HARKAT, angka per {day:%d/%m/%Y}",
        ),
        label=print_label(),
    )
    return _file(content, "application/pdf", f"harkat-serapan-{day:%Y-%m-%d}.pdf")


@blueprint.get("/unduh/<name>.<any(csv, xlsx, pdf):kind>")
@allow(*READERS)
def download(name: str, kind: str) -> ResponseReturnValue:
    """Give one page as CSV, Excel or a printed sheet."""
    taken = PAGES.get(name) or abort(404)
    day, basis = _asked()
    made = [Table.of(plain) for plain in taken.tables(day, clock.today(), basis)]
    return file_answer(page_file(made, kind, taken.title, day), f"harkat-{name}-{day:%Y-%m-%d}.{kind}")


def page_file(made: list[Table], kind: str, title: str, day: date) -> bytes:
    """Write a page's tables as ``csv`` (one below the other), ``xlsx`` (a sheet each) or ``pdf``."""
    if kind == "csv":
        parts = [to_csv(table, for_spreadsheet=place == 0) for place, table in enumerate(made)]
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
            landscape=True,
        ),
        label=print_label(),
    )


def _asked() -> tuple[date, Basis]:
    """Read the question; a file has no place for an error beside a field.

    :raises RuleBroken: when it cannot be read
    """
    form, day, basis = asked()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    return day, basis


def _all(day: date, basis: Basis) -> list[tables.FigureTable]:
    shown = front(day, today=clock.today(), basis=basis)
    return [
        tables.summary_table(shown),
        tables.bank_table(shown),
        tables.area_table(shown),
        tables.month_table(shown),
        tables.way_table(told_funnel(day, basis=basis), shown),
        _reasons(day, basis),
    ]


def _without_facts(plain: tables.FigureTable) -> tables.FigureTable:
    return tables.FigureTable(plain.title, plain.columns, plain.rows, (), plain.notes)


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
