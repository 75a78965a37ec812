"""Pages of the frozen month ends: the list, and one month end in three answers."""

from datetime import date
from itertools import groupby

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date, format_moment, parse_date
from core.documents.delimited import to_csv
from core.documents.pdf import Sheet, to_pdf
from core.documents.tables import Table
from core.documents.workbook import to_xlsx
from core.errors import DomainError, NotFound
from core.web.access import allow
from core.web.answers import page
from core.web.downloads import file_answer
from core.web.installation import print_label
from core.web.menu import MenuItem
from harkat.reports.letterhead import OFFICE
from harkat.reports.snapshots import queries
from harkat.reports.snapshots.frozen import comparison_table, digest_of
from harkat.reports.snapshots.models import MonthSnapshot

READERS = (Role.ECONOMICS, Role.HEAD, Role.AUDITOR)

blueprint = Blueprint("snapshots", __name__, url_prefix="/laporan/akhir-bulan")
MENU = [MenuItem("Akhir bulan", "snapshots.index", READERS, order=8)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the frozen month ends."""
    rows = queries.snapshots()
    days = {row.month_end: date.fromisoformat(row.content["bank_day"]) for row in rows if row.content["bank_day"]}
    return page("harkat/reports/snapshots/index.html", rows=rows, bank_days=days)


@blueprint.get("/<day>")
@allow(*READERS)
def show(day: str) -> ResponseReturnValue:
    """Show a month end as frozen, as recorded then, and as corrected since."""
    row = queries.snapshot(_day(day))
    lines = queries.comparison(row, today=clock.today())
    return page(
        "harkat/reports/snapshots/show.html",
        row=row,
        groups=[(subject, list(group)) for subject, group in groupby(lines, key=lambda line: line.subject)],
        facts=_facts(row),
        is_whole=digest_of(row.content) == row.digest,
        changed=sum(line.is_changed for line in lines),
    )


@blueprint.get("/<day>/banding.<any(csv, xlsx, pdf):kind>")
@allow(*READERS)
def download(day: str, kind: str) -> ResponseReturnValue:
    """Give the comparison as a file."""
    row = queries.snapshot(_day(day))
    table = Table.of(comparison_table(queries.comparison(row, today=clock.today()), _facts(row)))
    if kind == "csv":
        content = to_csv(table).encode()
    elif kind == "xlsx":
        content = to_xlsx([table], made_at=clock.now())
    else:
        content = to_pdf(
            Sheet(
                title=f"Akhir bulan {format_date(row.month_end)}",
                office=OFFICE,
                facts=table.facts,
                tables=[Table("", table.columns, table.rows, notes=table.notes)],
                footer=f"Sidik {row.digest[:16]}",
                landscape=True,
            ),
            label=print_label(),
        )
    return file_answer(content, f"akhir-bulan-{row.month_end}.{kind}")


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except DomainError:
        raise NotFound("Akhir bulan ini belum dibekukan. Pilih dari daftar.") from None


def _facts(row: MonthSnapshot) -> list[tuple[str, str]]:
    bank_day = row.content["bank_day"]
    told = f"per tanggal {format_date(date.fromisoformat(bank_day))}" if bank_day else "belum dilaporkan"
    return [
        ("Akhir bulan", format_date(row.month_end)),
        ("Dibekukan", f"{format_moment(row.frozen_at)}, tugas tanggal {format_date(row.business_date)}"),
        ("Data bank saat dibekukan", told),
        ("Sidik", row.digest[:16]),
    ]
