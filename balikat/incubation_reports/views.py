"""The incubation report on a page, as a workbook, and printed."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from balikat.incubation.visits.papers.views import OFFICE
from balikat.incubation_reports.queries import report_of
from balikat.incubation_reports.schemas import PeriodSchema
from balikat.incubation_reports.tables import Report, tables
from core import clock
from core.auth.roles import Role
from core.documents.pdf import Sheet, to_pdf
from core.documents.tables import Table
from core.documents.workbook import to_xlsx
from core.errors import RuleBroken
from core.web.access import allow
from core.web.answers import page
from core.web.forms import Form, read_form
from core.web.installation import print_label

READERS = (Role.HEAD, Role.OFFICER, Role.AUDITOR)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("incubation_reports", __name__, url_prefix="/inkubasi/laporan")


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show the report of a period."""
    form, first, last = _asked()
    report = report_of(first, last, today=clock.today())
    kept = {} if form.errors else {name: form.value(name) for name in ("dari", "sampai") if form.value(name)}
    made = [Table.of(plain) for plain in tables(report)]
    return page("balikat/incubation_reports/index.html", form=form, report=report, tables=made, kept=kept)


@blueprint.get("/unduh.xlsx")
@allow(*READERS)
def workbook() -> ResponseReturnValue:
    """Give every table as a sheet of one workbook."""
    report = _good_report()
    content = to_xlsx([Table.of(plain) for plain in tables(report)], made_at=clock.now())
    return _file(content, XLSX, f"inkubasi-{report.last:%Y-%m-%d}.xlsx")


@blueprint.get("/unduh.pdf")
@allow(*READERS)
def sheet() -> ResponseReturnValue:
    """Give the report as a printed sheet."""
    report = _good_report()
    made = [Table.of(plain) for plain in tables(report)]
    content = to_pdf(
        Sheet(
            title="Laporan inkubasi usaha",
            office=OFFICE,
            tables=[table for table in made if table.rows],
            notes=[f"{table.title}: tidak ada pada masa ini." for table in made if not table.rows],
            footer=f"Dicetak dari HARKAT, {report.last:%d/%m/%Y}",
        ),
        label=print_label(),
    )
    return _file(content, "application/pdf", f"inkubasi-{report.last:%Y-%m-%d}.pdf")


def _asked() -> tuple[Form[Any], date, date]:
    form, today = read_form(PeriodSchema(), request.args), clock.today()
    asked = form.draft or {}
    last = asked.get("sampai") or today
    first = asked.get("dari") or date(last.year, 1, 1)
    if first > last:
        form.add_error("Tanggal awal sesudah tanggal akhir. Tukar keduanya.", "dari")
        first = date(last.year, 1, 1)
    return form, first, last


def _good_report() -> Report:
    """Read the question; a file has no place for an error beside a field.

    :raises RuleBroken: when it cannot be read
    """
    form, first, last = _asked()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    return report_of(first, last, today=clock.today())


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
