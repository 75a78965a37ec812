"""Pages that take a photo or file of a paper in and show it again."""

from io import BytesIO

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.errors import NotFound
from core.files.papers import ACCEPT, LARGEST_PAPER
from core.people import queries
from core.people.kinds import PaperKind
from core.people.paper_guides import GUIDES
from core.people.scans import service
from core.people.scans.queries import scan_of
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form

blueprint = Blueprint("paper_scans", __name__, url_prefix="/orang/<int:person_id>/berkas/<kind>/foto")


@blueprint.get("/kirim")
@allow(Role.OFFICER)
def new(person_id: int, kind: str) -> ResponseReturnValue:
    """Show the form that takes a photo or file."""
    return _page(person_id, _kind(kind), empty_form())


@blueprint.post("/kirim")
@allow(Role.OFFICER)
def keep(person_id: int, kind: str) -> ResponseReturnValue:
    """Keep a photo or file, and go on to looking at it."""
    form: Form[object] = empty_form()
    upload = request.files.get("file")
    if upload is not None:
        content = upload.read(LARGEST_PAPER + 1)
        upload.close()
        with form.catching(), transaction():
            service.keep_scan(queries.person(person_id), _kind(kind), content, actor=actor(), now=clock.now())
            flash = "Foto tersimpan. Sekarang catat hasil pemeriksaannya."
            return moved("person_file.paper", person_id=person_id, kind=kind, flash=flash)
    if not form.errors:
        form.add_error("Pilih foto atau berkasnya dulu.", "file")
    return _page(person_id, _kind(kind), form)


@blueprint.get("")
@allow(Role.OFFICER, Role.HEAD)
def show(person_id: int, kind: str) -> ResponseReturnValue:
    """Send the photo or file; the trail keeps who opened it."""
    with transaction():
        scan = scan_of(person_id, kind)
        service.note_opening(scan, queries.person(person_id), actor=actor(), now=clock.now())
        content, media_type = scan.content, scan.media_type
    return send_file(BytesIO(content), mimetype=media_type, download_name=f"berkas-{kind}", max_age=0)


def _page(person_id: int, kind: PaperKind, form: Form[object]) -> ResponseReturnValue:
    person = queries.person(person_id)
    return page("core/people/scan.html", person=person, kind=kind, guide=GUIDES[kind], accept=ACCEPT, form=form)


def _kind(value: str) -> PaperKind:
    known = {kind.value: kind for kind in PaperKind}
    if value not in known:
        raise NotFound("Jenis berkas ini tidak dikenal. Pilih dari daftar berkas.")
    return known[value]
