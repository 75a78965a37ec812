"""Deeds on milestones: setting them, handing in evidence, accepting, and looking at the evidence."""

from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from balikat.incubation import queries
from balikat.incubation.drafts import Picture
from balikat.incubation.milestones import service
from balikat.incubation.milestones.queries import evidence_for, milestone_for
from balikat.incubation.milestones.schemas import AcceptSchema, DueSchema, MilestoneSchema
from balikat.incubation.tenants.views import READERS, show_page
from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.errors import DomainError, RuleBroken
from core.files.evidence import PDF, read_evidence_file
from core.web.access import actor, allow
from core.web.answers import moved
from core.web.forms import Form, empty_form, read_form

KEEPERS = (Role.OFFICER, Role.MENTOR)

blueprint = Blueprint("milestones", __name__)


@blueprint.post("/binaan/<int:tenant_id>/capaian")
@allow(*KEEPERS)
def add(tenant_id: int) -> ResponseReturnValue:
    """Set another milestone."""
    form = read_form(MilestoneSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            tenant = queries.tenant_for(tenant_id, actor())
            service.add(tenant, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("tenants.show", tenant_id=tenant_id, flash="Capaian ditambahkan.", _anchor="capaian")
    return show_page(tenant_id, form, about="milestone")


@blueprint.post("/capaian/<int:milestone_id>/tenggat")
@allow(*KEEPERS)
def change_due(milestone_id: int) -> ResponseReturnValue:
    """Give a milestone another due date."""
    tenant_id = milestone_for(milestone_id, actor()).tenant_id
    form = read_form(DueSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            milestone, due_on = milestone_for(milestone_id, actor()), form.draft["due_on"]
            service.change_due(milestone, due_on, actor=actor(), now=clock.now(), today=clock.today())
            return moved("tenants.show", tenant_id=tenant_id, flash="Tenggat diubah.", _anchor="capaian")
    return show_page(tenant_id, form, about=f"due-{milestone_id}")


@blueprint.post("/capaian/<int:milestone_id>/bukti")
@allow(*KEEPERS)
def add_evidence(milestone_id: int) -> ResponseReturnValue:
    """Keep a photo or PDF with a milestone."""
    tenant_id, form = milestone_for(milestone_id, actor()).tenant_id, empty_form()
    file = _sent_file(form)
    if file is not None:
        with form.catching(), transaction():
            service.add_evidence(milestone_for(milestone_id, actor()), file, actor=actor(), now=clock.now())
            return moved("tenants.show", tenant_id=tenant_id, flash="Bukti disimpan.", _anchor="capaian")
    return show_page(tenant_id, form, about=f"evidence-{milestone_id}")


def _sent_file(form: Form[Any]) -> Picture | None:
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise RuleBroken("Pilih foto atau PDF yang menjadi bukti.")
        return Picture(*read_evidence_file(sent.read()))
    except DomainError as error:
        form.add_error(error.message)
        return None


@blueprint.post("/capaian/<int:milestone_id>/terima")
@allow(*KEEPERS)
def accept(milestone_id: int) -> ResponseReturnValue:
    """Accept a milestone as reached."""
    tenant_id = milestone_for(milestone_id, actor()).tenant_id
    form = read_form(AcceptSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            milestone, note, now = milestone_for(milestone_id, actor()), form.draft["note"], clock.now()
            service.accept(milestone, note=note, actor=actor(), now=now, today=clock.today())
            return moved("tenants.show", tenant_id=tenant_id, flash="Capaian diterima.", _anchor="capaian")
    return show_page(tenant_id, form, about=f"accept-{milestone_id}")


@blueprint.post("/capaian/<int:milestone_id>/buka")
@allow(*KEEPERS)
def reopen(milestone_id: int) -> ResponseReturnValue:
    """Take an acceptance back."""
    with transaction():
        milestone = service.reopen(milestone_for(milestone_id, actor()), actor=actor(), now=clock.now())
        return moved("tenants.show", tenant_id=milestone.tenant_id, flash="Capaian dibuka lagi.", _anchor="capaian")


@blueprint.get("/capaian/bukti/<int:evidence_id>")
@allow(*READERS)
def evidence(evidence_id: int) -> ResponseReturnValue:
    """Show a photo, or hand out a PDF."""
    found = evidence_for(evidence_id, actor())
    is_pdf = found.media_type == PDF
    name = f"bukti-{found.id}.pdf" if is_pdf else None
    return send_file(BytesIO(found.content), found.media_type, as_attachment=is_pdf, download_name=name)
