"""Pages that tell participants about a session: prepared WhatsApp messages, and e-mail where it is switched on."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from balikat.training.cohorts.queries import session_for
from balikat.training.notices import service
from balikat.training.notices.queries import notices_of, untold_sessions
from balikat.training.notices.schemas import ToldSchema
from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.mail.jobs import deliver
from core.mail.service import is_on
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Task, panels

blueprint = Blueprint("notices", __name__, url_prefix="/sesi/<int:session_id>/kabar")


@blueprint.get("")
@allow(Role.OFFICER, Role.TRAINER)
def show(session_id: int) -> ResponseReturnValue:
    """Show what each participant is told, with the link that opens WhatsApp."""
    return _show(session_id, empty_form())


@blueprint.post("")
@allow(Role.OFFICER, Role.TRAINER)
def told(session_id: int) -> ResponseReturnValue:
    """Record who was told."""
    form = read_form(ToldSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            session, now, today = session_for(session_id, actor()), clock.now(), clock.today()
            count = service.mark_told(session, form.draft["enrollment_ids"], actor=actor(), now=now, today=today)
            return moved("notices.show", session_id=session_id, flash=f"{count} peserta tercatat sudah dikabari.")
    return _show(session_id, form)


@blueprint.post("/surel")
@allow(Role.OFFICER, Role.TRAINER)
def mail(session_id: int) -> ResponseReturnValue:
    """Send an e-mail to everybody who has an address and was not told."""
    now = clock.now()
    with transaction():
        session = session_for(session_id, actor())
        queued = service.mail_participants(session, actor=actor(), now=now, today=clock.today())
    sent = deliver(now)
    words = f"{queued} surel disiapkan, {sent} terkirim." if queued else "Tidak ada surel baru untuk dikirim."
    return moved("notices.show", session_id=session_id, flash=words)


def _show(session_id: int, form: Form[Any]) -> ResponseReturnValue:
    session = session_for(session_id, actor())
    notices = notices_of(session, clock.today())
    return page("balikat/training/notices.html", session=session, notices=notices, form=form, mail_is_on=is_on())


def trainer_tasks(actor: Actor, today: date) -> list[Task]:
    """Return a trainer's sessions of tomorrow of which no participant was reminded yet."""
    untold = untold_sessions(actor, today + timedelta(days=1))
    url = url_for("notices.show", session_id=untold[0]) if untold else ""
    return [Task("Ingatkan peserta sesi besok", len(untold), url, "Pesan WhatsApp-nya sudah disiapkan.")]


def join_panels() -> None:
    """Put the reminders on the trainer's start page."""
    panels.add_tasks(Role.TRAINER, trainer_tasks)
