"""Pages of the lender registry: search, an entry with its dates, and a form whose changes are seen first."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.documents.delimited import to_csv
from core.documents.tables import Column, Kind, Table
from core.files.limits import LARGEST_FILE, MEGABYTE
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import ROWS_A_PAGE, Page, read_listing
from core.web.menu import MenuItem
from scoring.screening.lenders import Lender, LenderKind
from scoring.screening.normalising import name_letters
from scoring.screening.registry import queries, service
from scoring.screening.registry_form import COLUMNS, form_row, in_force
from scoring.screening.schemas import EndLenderSchema, LenderFormSchema, LenderSchema

READERS = (Role.ADMIN, Role.AUDITOR, Role.OFFICER)
blueprint = Blueprint("lenders", __name__, url_prefix="/pemeriksaan/pemberi-pinjaman")
MENU = [MenuItem("Pemberi pinjaman", "lenders.index", (Role.ADMIN, Role.AUDITOR), order=76)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the lenders by name, kind and whether they count today."""
    listing = read_listing({}, default="nama", filters=("jenis", "masa"))
    found = _chosen(listing.words, listing.filters["jenis"], listing.filters["masa"], clock.today())
    first = (listing.number - 1) * ROWS_A_PAGE
    return page(
        "scoring/screening/lenders.html",
        found=Page(found[first : first + ROWS_A_PAGE], listing, len(found), capped=False),
        kinds=LenderKind.choices(),
        today=clock.today(),
        forms=queries.forms(),
        may_edit=actor().role is Role.ADMIN,
    )


def _chosen(words: str, kind: str, time: str, today: date) -> list[Lender]:
    """Choose by letters of any name, kind and time; the whole list is small enough to look through."""
    letters, lenders = name_letters(words), queries.lenders()
    counting = set(in_force(lenders, today)) if time else set()
    return [
        lender
        for lender in lenders
        if (not kind or lender.kind.value == kind)
        and (not letters or any(letters in name_letters(name) for name in lender.names))
        and (time != "berlaku" or lender in counting)
        and (time != "berakhir" or lender not in counting)
    ]


@blueprint.get("/unduh")
@allow(*READERS)
def download() -> ResponseReturnValue:
    """Hand out the whole list in the form that can be handed in again."""
    table = Table("Pemberi pinjaman", tuple(Column(name, Kind.TEXT) for name in COLUMNS), _rows())
    answer = Response(to_csv(table), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="pemberi-pinjaman.csv"'
    return answer


def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(form_row(lender) for lender in queries.lenders())


@blueprint.get("/tambah")
@allow(Role.ADMIN)
def add() -> ResponseReturnValue:
    """Show the form for a new entry."""
    return _entry_page(None, empty_form())


@blueprint.post("/tambah")
@allow(Role.ADMIN)
def do_add() -> ResponseReturnValue:
    """Add an entry."""
    form = read_form(LenderSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = service.add(form.draft, actor=actor(), now=clock.now())
            return moved("lenders.show", kind=row.kind.value, brand=row.brand, flash="Ditambahkan ke daftar.")
    return _entry_page(None, form)


@blueprint.get("/<kind>/<path:brand>")
@allow(*READERS)
def show(kind: str, brand: str) -> ResponseReturnValue:
    """Show an entry with its dates and source."""
    lender = _lender(kind, brand)
    values = {
        "kind": lender.kind.value,
        "brand": lender.brand,
        "company": lender.company,
        "aliases": "; ".join(lender.aliases),
        "common_word": lender.common_word,
        "cooperative_name": lender.cooperative_name,
        "valid_from": "" if lender.valid_from is None else format_date_short(lender.valid_from),
        "valid_to": "" if lender.valid_to is None else format_date_short(lender.valid_to),
        "source": lender.source,
    }
    return _entry_page(lender, empty_form(values))


@blueprint.post("/<kind>/<path:brand>")
@allow(Role.ADMIN)
def change(kind: str, brand: str) -> ResponseReturnValue:
    """Change or end an entry."""
    lender = _lender(kind, brand)
    ending = "last_day" in request.form
    form: Form[Any] = read_form(EndLenderSchema() if ending else LenderSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            deed = service.end if ending else service.change
            deed(lender, form.draft, actor=actor(), now=clock.now())
            flash = "Diakhiri." if ending else "Perubahan disimpan."
            return moved("lenders.show", kind=kind, brand=lender.brand, flash=flash)
    return _entry_page(lender, form)


def _lender(kind: str, brand: str) -> Lender:
    known = {member.value: member for member in LenderKind}
    return queries.lender(known.get(kind, LenderKind.BANK), brand)


def _entry_page(lender: Lender | None, form: Form[Any]) -> ResponseReturnValue:
    may_edit = actor().role is Role.ADMIN
    kinds = LenderKind.choices()
    return page("scoring/screening/lender.html", lender=lender, form=form, kinds=kinds, may_edit=may_edit)


@blueprint.get("/impor")
@allow(Role.ADMIN)
def hand_in() -> ResponseReturnValue:
    """Show the door for a form."""
    return _hand_in_page(empty_form())


@blueprint.post("/impor")
@allow(Role.ADMIN)
def do_hand_in() -> ResponseReturnValue:
    """Keep a form and show what it would change."""
    form = read_form(LenderFormSchema())
    file = request.files.get("file")
    if form.draft is not None:
        with form.catching(), transaction():
            content = b"" if file is None else file.read(LARGEST_FILE + 1)
            kept = service.hand_in(content, is_whole=form.draft["is_whole"], actor=actor(), now=clock.now())
            return moved("lenders.compare", form_id=kept.id)
    return _hand_in_page(form)


def _hand_in_page(form: Form[Any]) -> ResponseReturnValue:
    return page("scoring/screening/lender_form.html", form=form, columns=COLUMNS, largest=LARGEST_FILE // MEGABYTE)


@blueprint.get("/impor/<int:form_id>")
@allow(Role.ADMIN)
def compare(form_id: int) -> ResponseReturnValue:
    """Show what a form would change."""
    return _compare_page(form_id, empty_form())


@blueprint.post("/impor/<int:form_id>")
@allow(Role.ADMIN)
def do_apply(form_id: int) -> ResponseReturnValue:
    """Apply a form."""
    form = read_form(LenderFormSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            done = service.apply(queries.form(form_id), actor=actor(), now=clock.now(), today=clock.today())
            words = f"Diterapkan: {done.added} baru, {done.changed} berubah, {done.ended} berakhir."
            return moved("lenders.index", flash=words)
    return _compare_page(form_id, form)


def _compare_page(form_id: int, form: Form[Any]) -> ResponseReturnValue:
    kept = queries.form(form_id)
    read, change = service.changes_of(kept, today=clock.today())
    return page("scoring/screening/lender_changes.html", kept=kept, read=read, change=change, form=form, most=50)
