"""Pages of the Lembar Wali Kota: the list, one brief, its words, and its files."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import day_of, format_date
from core.db import transaction
from core.documents.pdf import Sheet, Signature, count_pages, to_pdf
from core.documents.tables import Table
from core.documents.workbook import to_xlsx
from core.errors import RuleBroken
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.downloads import file_answer
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label
from core.web.menu import MenuItem
from harkat.reports.briefs import queries, service
from harkat.reports.briefs.content import digest_of, pack
from harkat.reports.briefs.kinds import BriefState
from harkat.reports.briefs.models import MayorBrief
from harkat.reports.briefs.papers import printed_tables, workbook_tables
from harkat.reports.briefs.schemas import BriefDraft, BriefSchema
from harkat.reports.letterhead import CITY, OFFICE, SIGNED_BY
from harkat.reports.reasons import Reason

READERS = (*service.WRITERS, Role.AUDITOR)
CASE_READERS = (Role.HEAD, Role.AUDITOR)
"""Who may open the file itself; the others see its number."""

blueprint = Blueprint("briefs", __name__, url_prefix="/laporan/lembar")
MENU = [MenuItem("Lembar Wali Kota", "briefs.index", READERS, order=7)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the briefs."""
    return page("harkat/reports/briefs/index.html", rows=queries.briefs(), may_write=actor().role in service.WRITERS)


@blueprint.post("/baru")
@allow(*service.WRITERS)
def create() -> ResponseReturnValue:
    """Begin a brief on today's figures."""
    with transaction():
        row = service.start(actor=actor(), now=clock.now(), today=clock.today())
    return moved("briefs.edit", brief_id=row.id, flash="Konsep dibuat. Sunting kalimatnya, periksa, lalu terbitkan.")


@blueprint.get("/<int:brief_id>")
@allow(*READERS)
def show(brief_id: int) -> ResponseReturnValue:
    """Show a brief as it stands."""
    row = queries.brief(brief_id)
    content = queries.content_of(row, today=clock.today())
    return page("harkat/reports/briefs/show.html", row=row, content=content, may_write=actor().role in service.WRITERS)


@blueprint.get("/<int:brief_id>/ubah")
@allow(*service.WRITERS)
def edit(brief_id: int) -> ResponseReturnValue:
    """Show the form with the words of a draft."""
    row = queries.brief(brief_id)
    if row.state is BriefState.ISSUED:
        return moved("briefs.show", brief_id=row.id, flash="Lembar ini sudah terbit dan tidak berubah lagi.")
    return _form(row, empty_form(_typed(row)))


@blueprint.post("/<int:brief_id>/ubah")
@allow(*service.WRITERS)
def revise(brief_id: int) -> ResponseReturnValue:
    """Keep the words of a draft."""
    row, form = queries.brief(brief_id), read_form(BriefSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.brief(brief_id)
            service.revise(row, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("briefs.show", brief_id=brief_id, flash=_saved(form.draft, row))
    return _form(row, form)


@blueprint.get("/<int:brief_id>/terbitkan")
@allow(*service.WRITERS)
def check(brief_id: int) -> ResponseReturnValue:
    """Show what would be frozen, and ask."""
    row = queries.brief(brief_id)
    if row.state is BriefState.ISSUED:
        return moved("briefs.show", brief_id=row.id, flash="Lembar ini sudah terbit dan tidak berubah lagi.")
    content = queries.content_of(row, today=clock.today())
    return page(
        "harkat/reports/briefs/check.html",
        row=row,
        content=content,
        seen=digest_of(pack(content)),
        fits=_fits_a_page(row),
        next_number=queries.next_number(clock.today().year),
    )


@blueprint.post("/<int:brief_id>/terbitkan")
@allow(*service.WRITERS)
def issue(brief_id: int) -> ResponseReturnValue:
    """Number and freeze a draft as it was looked at."""
    if not _fits_a_page(queries.brief(brief_id)):
        raise RuleBroken("Lembar ini lebih dari satu halaman. Pendekkan keterangan atau keputusannya, lalu terbitkan.")
    seen = request.form.get("seen", "")
    with transaction():
        row = service.issue(queries.brief(brief_id), actor=actor(), now=clock.now(), today=clock.today(), seen=seen)
        flash = f"Terbit sebagai {row.number}. Angkanya tidak berubah lagi."
    return moved("briefs.show", brief_id=brief_id, flash=flash)


@blueprint.get("/terlambat")
@allow(*READERS)
def late() -> ResponseReturnValue:
    """List the files past their target today as case numbers with their days."""
    return page(
        "harkat/reports/briefs/late.html",
        held=queries.late_files(clock.today()),
        today=clock.today(),
        may_open=actor().role in CASE_READERS,
    )


@blueprint.post("/<int:brief_id>/buang")
@allow(*service.WRITERS)
def discard(brief_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    with transaction():
        service.discard(queries.brief(brief_id), actor=actor(), now=clock.now())
    return moved("briefs.index", flash="Konsep dibuang.")


@blueprint.get("/<int:brief_id>/lembar.pdf")
@allow(*READERS)
def sheet(brief_id: int) -> ResponseReturnValue:
    """Give a brief as one printed page on the letterhead."""
    row = queries.brief(brief_id)
    return file_answer(to_pdf(_sheet(row), label=print_label()), f"{_name(row)}.pdf")


@blueprint.get("/<int:brief_id>/lembar.xlsx")
@allow(*READERS)
def workbook(brief_id: int) -> ResponseReturnValue:
    """Give the same figures as Excel."""
    row = queries.brief(brief_id)
    tables = workbook_tables(queries.content_of(row, today=clock.today()), row.number or "konsep, belum terbit")
    made = to_xlsx([Table.of(plain) for plain in tables], made_at=row.issued_at or clock.now())
    return file_answer(made, f"{_name(row)}.xlsx")


def _sheet(row: MayorBrief) -> Sheet:
    content = queries.content_of(row, today=clock.today())
    issued_on = day_of(row.issued_at) if row.issued_at else None
    number = f"Nomor {row.number}, terbit {format_date(issued_on)}" if issued_on else "KONSEP, belum diterbitkan"
    place = f"{CITY}, {format_date(issued_on)}" if issued_on else CITY
    return Sheet(
        title="Lembar Wali Kota: BANK HARKAT",
        office=OFFICE,
        subtitle=f"{number}. Keadaan per {format_date(content.day)}.",
        paragraphs=[content.opening, f"{content.as_of}. Dana milik bank mitra. Sumber plafon: {content.source}."],
        tables=[Table.of(plain) for plain in printed_tables(content)],
        signatures=[Signature(f"{place}\n{SIGNED_BY}")],
        footer=f"{row.number or 'Konsep'} · sidik {row.digest[:16]}" if row.digest else "Konsep",
    )


def _fits_a_page(row: MayorBrief) -> bool:
    return count_pages(to_pdf(_sheet(row), label=print_label())) == 1


def _name(row: MayorBrief) -> str:
    return f"lembar-wali-kota-{row.number or 'konsep'}"


def _form(row: MayorBrief, form: Form[Any]) -> ResponseReturnValue:
    content = queries.content_of(row, today=clock.today())
    counts = {key.value: count.words for key, count in queries.counts_on(row.day).items()}
    choices = [(value, f"{label} ({counts.get(value, '0')})") for value, label in Reason.choices()]
    return page(
        "harkat/reports/briefs/edit.html",
        row=row,
        form=form,
        content=content,
        choices=choices,
        earliest=queries.earliest_day(),
        proposed=queries.proposed_decisions(row.day, today=clock.today()),
    )


def _saved(draft: BriefDraft, row: MayorBrief) -> str:
    moved_along = "" if row.opening == draft.opening else " Tanggal pada kalimat pembuka ikut diganti."
    return f"Konsep tersimpan.{moved_along} Periksa, lalu terbitkan."


def _typed(row: MayorBrief) -> dict[str, Any]:
    values: dict[str, Any] = {
        "day": f"{row.day:%d/%m/%Y}", "opening": row.opening, "late_words": row.late_words or ""
    }  # fmt: skip
    for place, (value, words) in enumerate(row.reasons, start=1):
        values |= {f"reason{place}": value, f"words{place}": words}
    return values | {f"decision{place}": words for place, words in enumerate(row.decisions, start=1)}
