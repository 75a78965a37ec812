"""The explanation letter: read on the page, issued with a number, printed as PDF."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import day_of
from core.db import transaction
from core.documents.pdf import to_pdf
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.installation import print_label
from harkat.readiness import queries
from harkat.readiness.letters import queries as letters
from harkat.readiness.letters import service, wording
from harkat.readiness.views import READERS, explained

blueprint = Blueprint("explanations", __name__, url_prefix="/kesiapan")


@blueprint.get("/orang/<int:person_id>/surat")
@allow(*READERS)
def letter(person_id: int) -> ResponseReturnValue:
    """Show what the letter will say, and those that were issued."""
    newest = queries.latest(person_id)
    if newest is None:
        flash = "Belum ada penilaian. Nilai dulu, lalu cetak suratnya."
        return moved("readiness.show", person_id=person_id, flash=flash)
    issued = letters.letter_of(newest)
    begins = clock.today() if issued is None else day_of(issued.issued_at)
    return page(
        "harkat/readiness/letter.html",
        person=people.person(person_id),
        issued=issued,
        letters=letters.letters_of(person_id),
        wording=wording,
        may_issue=actor().role in (Role.OFFICER, Role.HEAD),
        **explained(newest, from_day=begins),
    )


@blueprint.post("/orang/<int:person_id>/surat")
@allow(Role.OFFICER, Role.HEAD)
def issue(person_id: int) -> ResponseReturnValue:
    """Issue the letter on the newest assessment and open it."""
    newest = queries.latest(person_id)
    if newest is None:
        flash = "Belum ada penilaian. Nilai dulu, lalu cetak suratnya."
        return moved("readiness.show", person_id=person_id, flash=flash)
    key = newest.id
    with transaction():
        row = service.issue(queries.assessment(key), actor=actor(), now=clock.now())
        return moved("explanations.pdf", letter_id=row.id)


@blueprint.get("/surat/<int:letter_id>.pdf")
@allow(*READERS)
def pdf(letter_id: int) -> ResponseReturnValue:
    """Download an issued letter."""
    issued = letters.letter(letter_id)
    headers = {"Content-Disposition": f"inline; filename=penjelasan-{issued.number}.pdf"}
    return Response(to_pdf(letters.sheet(issued), label=print_label()), mimetype="application/pdf", headers=headers)
