"""Pages about teaching: the calendar by week, and the hours each trainer taught."""

from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from balikat.training.sheets.views import OFFICE
from balikat.training.teaching.queries import hours_taught, sessions_between
from balikat.training.teaching.schemas import Span, SpanSchema
from core import clock
from core.auth.roles import Role
from core.dates import format_date, format_date_short
from core.documents.pdf import Sheet, Signature, to_pdf
from core.documents.tables import Column, Kind, Table
from core.documents.workbook import to_xlsx
from core.errors import RuleBroken
from core.web.access import actor, allow
from core.web.answers import page
from core.web.forms import Form, read_form
from core.web.installation import print_label
from core.web.menu import MenuItem

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.MENTOR, Role.TRAINER)
HOUR_READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.TRAINER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WEEK = timedelta(days=7)

blueprint = Blueprint("teaching", __name__, url_prefix="/jadwal")
MENU = [
    MenuItem("Kalender pelatihan", "teaching.week", READERS, order=32),
    MenuItem("JP pelatih", "teaching.hours", HOUR_READERS, order=36),
]


@blueprint.get("")
@allow(*READERS)
def week() -> ResponseReturnValue:
    """Show the sessions of a week, day by day."""
    form = read_form(SpanSchema(), MultiDict({"first": request.args.get("mulai", "")}))
    day = (form.draft.first if form.draft else None) or clock.today()
    monday = day - timedelta(days=day.weekday())
    found = sessions_between(actor(), monday, monday + timedelta(days=6))
    by_day = {key: list(rows) for key, rows in groupby(found, key=lambda row: row.session.held_on)}
    days = [(monday + timedelta(days=place), by_day.get(monday + timedelta(days=place), [])) for place in range(7)]
    return page(
        "balikat/training/week.html",
        days=days,
        before=monday - WEEK,
        after=monday + WEEK,
        today=clock.today(),
        count=len(found),
    )


@blueprint.get("/jp")
@allow(*HOUR_READERS)
def hours() -> ResponseReturnValue:
    """Show the hours each trainer taught in some days."""
    form, first, last = _span()
    rows = hours_taught(actor(), first, last) if not form.errors else []
    return page("balikat/training/hours.html", rows=rows, first=first, last=last, form=form)


def _span() -> tuple[Form[Span], date, date]:
    """Read the days asked for; the month so far when none are."""
    today = clock.today()
    asked = {"first": request.args.get("dari", ""), "last": request.args.get("sampai", "")}
    form = read_form(SpanSchema(), MultiDict(asked))
    span = form.draft or Span()
    first, last = span.first or today.replace(day=1), span.last or today
    if last < first:
        form.add_error("Tanggal akhir tidak boleh sebelum tanggal awal.", "last")
    shown = {"first": format_date_short(first), "last": format_date_short(last)}
    form.values = {name: asked[name] or shown[name] for name in shown}
    return form, first, last


def _table() -> tuple[Table, str]:
    form, first, last = _span()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    taught = hours_taught(actor(), first, last)
    rows = [(row.trainer, row.course, row.cohort, row.sessions, row.hours) for row in taught]
    columns = [
        Column("Pelatih"),
        Column("Pelatihan"),
        Column("Angkatan"),
        Column("Sesi", Kind.NUMBER, summed=True),
        Column("JP", Kind.NUMBER, summed=True),
    ]
    words = f"{format_date(first)} sampai {format_date(last)}"
    note = "1 JP = 45 menit. Dihitung dari sesi yang terlaksana; pelatih pengganti dicatat pada sesinya."
    return Table("Rekap JP per pelatih", columns, rows, facts=[("Masa", words)], notes=[note]), f"jp-{first}-{last}"


@blueprint.get("/jp.xlsx")
@allow(*HOUR_READERS)
def hours_workbook() -> ResponseReturnValue:
    """Give the hours as a workbook."""
    table, name = _table()
    return _file(to_xlsx([table], made_at=clock.now()), XLSX, f"{name}.xlsx")


@blueprint.get("/jp.pdf")
@allow(*HOUR_READERS)
def hours_sheet() -> ResponseReturnValue:
    """Give the hours as a printed sheet."""
    table, name = _table()
    plain = Table("", table.columns, table.rows, notes=table.notes)
    sheet = Sheet(
        title=table.title,
        office=OFFICE,
        facts=table.facts,
        tables=[plain],
        signatures=[Signature("Mengetahui, Kepala BALIKAT")],
    )
    return _file(to_pdf(sheet, label=print_label()), "application/pdf", f"{name}.pdf")


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
