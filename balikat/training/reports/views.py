"""The report on training: a page, an Excel workbook and a printed sheet of the same tables."""

from datetime import date

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from balikat.training.reports.figures import AgeGroup, Crossed, Line, course_lines, cross, lines_by
from balikat.training.reports.queries import gather
from balikat.training.sheets.views import OFFICE
from balikat.training.teaching.schemas import Span, SpanSchema
from core import clock
from core.auth.roles import Role
from core.dates import format_date, format_date_short
from core.documents.pdf import Sheet, to_pdf
from core.documents.tables import Cell, Column, Kind, Table
from core.documents.workbook import to_xlsx
from core.errors import RuleBroken
from core.people.kinds import Sex
from core.web.access import allow
from core.web.answers import page
from core.web.forms import Form, read_form
from core.web.installation import print_label
from core.web.menu import MenuItem

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.ECONOMICS)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNKNOWN = "belum diketahui"
NOTES = (
    "Angkatan dihitung menurut tanggal mulai. Kehadiran = JP yang dihadiri dari JP sesi yang terlaksana.",
    "Bersertifikat = sertifikat sudah ditandatangani dan tidak dicabut.",
)
CLOSED_NOTE = "Baris berisi 1 sampai 4 orang ditutup, bersama satu baris lain bila perlu, agar tidak ada yang dikenali."

blueprint = Blueprint("training_reports", __name__, url_prefix="/laporan-pelatihan")
MENU = [MenuItem("Laporan pelatihan", "training_reports.show", READERS, order=35)]


@blueprint.get("")
@allow(*READERS)
def show() -> ResponseReturnValue:
    """Show the report of the cohorts that began in some days."""
    form, first, last = _span()
    tables = _tables(first, last) if not form.errors else []
    return page("balikat/training/report.html", form=form, tables=tables, first=first, last=last)


@blueprint.get("/pelatihan.xlsx")
@allow(*READERS)
def workbook() -> ResponseReturnValue:
    """Give the report as a workbook."""
    first, last = _asked()
    return _file(to_xlsx(_tables(first, last), made_at=clock.now()), XLSX, f"pelatihan-{first}-{last}.xlsx")


@blueprint.get("/pelatihan.pdf")
@allow(*READERS)
def sheet() -> ResponseReturnValue:
    """Give the report as a printed sheet."""
    first, last = _asked()
    made = Sheet(
        title="Laporan pelatihan BALIKAT",
        office=OFFICE,
        facts=[("Angkatan yang mulai", f"{format_date(first)} sampai {format_date(last)}")],
        tables=_tables(first, last),
        notes=NOTES,
        footer=f"Dicetak dari HARKAT {format_date_short(clock.today())}",
    )
    return _file(to_pdf(made, label=print_label()), "application/pdf", f"pelatihan-{first}-{last}.pdf")


def _span() -> tuple[Form[Span], date, date]:
    """Read the days asked for; the year so far when none are."""
    today = clock.today()
    asked = {"first": request.args.get("dari", ""), "last": request.args.get("sampai", "")}
    form = read_form(SpanSchema(), MultiDict(asked))
    span = form.draft or Span()
    first, last = span.first or date(today.year, 1, 1), span.last or today
    if last < first:
        form.add_error("Tanggal akhir tidak boleh sebelum tanggal awal.", "last")
    shown = {"first": format_date_short(first), "last": format_date_short(last)}
    form.values = {name: asked[name] or shown[name] for name in shown}
    return form, first, last


def _asked() -> tuple[date, date]:
    form, first, last = _span()
    for _, message in form.all_errors():
        raise RuleBroken(message)
    return first, last


def _tables(first: date, last: date) -> list[Table]:
    found = gather(first, last, clock.today())
    if not found.rooms:
        return []
    ages = [group.label for group in AgeGroup]
    by_age = sorted(lines_by(found.seats, lambda seat: seat.age.label), key=lambda line: ages.index(line.key))
    sexes = [*(sex.label for sex in Sex), UNKNOWN]
    return [
        _course_table(course_lines(found.seats, found.rooms)),
        _line_table("Per kecamatan", "Kecamatan", lines_by(found.seats, lambda seat: seat.kecamatan)),
        _line_table("Per jenis kelamin", "Jenis kelamin", lines_by(found.seats, lambda seat: seat.sex)),
        _line_table("Per kelompok umur", "Umur", by_age),
        _crossed_table(
            "Kecamatan dan jenis kelamin", sexes, cross(found.seats, lambda seat: seat.kecamatan, lambda seat: seat.sex)
        ),
        _crossed_table(
            "Kecamatan dan umur",
            ages,
            cross(found.seats, lambda seat: seat.kecamatan, lambda seat: seat.age.label),
        ),
    ]


def _course_table(lines: list[Line]) -> Table:
    columns = [
        Column("Pelatihan"),
        Column("Angkatan", Kind.NUMBER, summed=True),
        Column("Kursi", Kind.NUMBER, summed=True),
        Column("Peserta", Kind.NUMBER, summed=True),
        Column("Kehadiran %", Kind.NUMBER),
        Column("Lulus", Kind.NUMBER, summed=True),
        Column("Bersertifikat", Kind.NUMBER, summed=True),
        Column("Biaya (Rp)", Kind.RUPIAH, summed=True),
    ]
    rows = [
        (
            line.key,
            line.cohorts,
            line.seats,
            line.participants,
            line.attendance,
            line.passed,
            line.certified,
            line.cost,
        )
        for line in lines
    ]
    return Table("Per pelatihan", columns, rows)


def _line_table(title: str, heading: str, lines: list[Line]) -> Table:
    columns = [
        Column(heading),
        Column("Peserta", Kind.NUMBER, summed=True),
        Column("Kehadiran %", Kind.NUMBER),
        Column("Lulus", Kind.NUMBER, summed=True),
        Column("Bersertifikat", Kind.NUMBER, summed=True),
    ]
    rows = [(line.key, line.participants, line.attendance, line.passed, line.certified) for line in lines]
    return Table(title, columns, rows)


def _crossed_table(title: str, wanted: list[str], rows: list[Crossed]) -> Table:
    names = [name for name in wanted if any(name in row.cells for row in rows)]
    columns = [Column("Kecamatan"), *(Column(name, Kind.NUMBER) for name in names)]
    columns.append(Column("Jumlah", Kind.NUMBER, summed=True))
    cells: list[tuple[Cell, ...]] = [(row.key, *(row.cell(name) for name in names), row.total) for row in rows]
    return Table(title, columns, cells, notes=[CLOSED_NOTE] if any(row.is_closed for row in rows) else [])


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
