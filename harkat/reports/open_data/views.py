"""Pages of the open data: the releases, and their files."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.config import ROOT
from core.dates import format_date, parse_date
from core.db import transaction
from core.documents.delimited import to_csv
from core.documents.tables import Table
from core.documents.workbook import to_xlsx
from core.errors import DomainError, NotFound
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.downloads import file_answer
from core.web.menu import MenuItem
from harkat.reports.open_data import queries, service
from harkat.reports.open_data.models import OpenRelease
from harkat.reports.open_data.rows import bases_in_words, last_quarter_end, release_table, rows_of

READERS = (*service.RELEASERS, Role.AUDITOR)

blueprint = Blueprint("open_data", __name__, url_prefix="/laporan/data-terbuka")
MENU = [MenuItem("Data terbuka", "open_data.index", READERS, order=9)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the releases."""
    rows, due = queries.releases(), last_quarter_end(clock.today())
    return page(
        "harkat/reports/open_data/index.html",
        rows=rows,
        due=due,
        is_due=all(row.day != due for row in rows),
        may_release=actor().role in service.RELEASERS,
        bases={row.day: bases_in_words(row.content) for row in rows},
        newest=rows_of(rows[0].content) if rows else [],
    )


@blueprint.post("/terbitkan")
@allow(*service.RELEASERS)
def give_out() -> ResponseReturnValue:
    """Give the last quarter's sums out."""
    with transaction():
        row = service.give_out(actor=actor(), now=clock.now(), today=clock.today())
        flash = f"Rilis {format_date(row.day)} terbit."
    return moved("open_data.index", flash=flash)


@blueprint.get("/<day>/harkat.<any(csv, xlsx):kind>")
@allow(*READERS)
def download(day: str, kind: str) -> ResponseReturnValue:
    """Give a release as a file."""
    row = _release(day)
    table = Table.of(release_table(row.content, row.day, row.bank_day))
    content = to_csv(table, for_spreadsheet=False).encode() if kind == "csv" else to_xlsx([table], made_at=clock.now())
    return file_answer(content, f"harkat-data-terbuka-{row.day}.{kind}")


@blueprint.get("/keterangan.md")
@allow(*READERS)
def description() -> ResponseReturnValue:
    """Give the description that goes with every release."""
    return file_answer((ROOT / "docs" / "data-terbuka.md").read_bytes(), "harkat-data-terbuka.md")


def _release(text: str) -> OpenRelease:
    try:
        day: date = parse_date(text)
    except DomainError:
        raise NotFound("Rilis ini belum ada. Pilih dari daftar.") from None
    return queries.release(day)
