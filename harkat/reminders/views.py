"""Pengingat hari ini: the queue, one reminder at a time with its WhatsApp link, and what became of it."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from balikat.follow_up import queries as follow_ups
from balikat.follow_up.dueness import LINK_DAYS
from balikat.follow_up.wording import message as follow_up_message
from core import clock, links
from core.auth.roles import Actor, Role
from core.contacts import queries as contacts
from core.contacts.reach import Reach, whatsapp_link
from core.db import transaction
from core.people.repair.moves import moves
from core.policy.queries import whole_on
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import Choice, FormSchema
from core.web.forms import read_form
from core.web.menu import MenuItem
from core.web.panels import Task, panels
from harkat.reminders import queries, service
from harkat.reminders.kinds import DropReason, ReminderKind, ReminderState, ReminderWay
from harkat.reminders.models import Reminder
from harkat.repayments.reminding.elsewhere import elsewhere

blueprint = Blueprint("reminders", __name__, url_prefix="/pengingat")
SENDERS = (Role.OFFICER, Role.MENTOR)
MENU = [MenuItem("Pengingat hari ini", "reminders.index", SENDERS, order=15)]


class DropSchema(FormSchema):
    """Why a reminder is not sent."""

    reason = Choice("alasan", DropReason)


@blueprint.get("")
@allow(*SENDERS)
def index() -> ResponseReturnValue:
    """Show what can be sent now, what must be looked at, and what has to wait."""
    today, now = clock.today(), clock.now()
    rows = queries.queue_of(actor(), today)
    reaches = contacts.reaches_of(row.person for row in rows)
    why = {row.id: service.why_not_now(reaches[row.person_id], now) for row in rows}
    waiting = [row for row in rows if row.state is ReminderState.WAITING]
    return page(
        "harkat/reminders/index.html",
        unsure=[row for row in rows if row.state is ReminderState.CLAIMED],
        ready=[row for row in waiting if why[row.id] is None],
        later=[row for row in waiting if why[row.id] is not None],
        why=why,
        reaches=reaches,
        sent=queries.sent_on(actor(), today),
        mail=ReminderWay.MAIL,
    )


@blueprint.post("/siapkan")
@allow(*SENDERS)
def prepare() -> ResponseReturnValue:
    """Prepare the reminders of today now, as the morning's job does."""
    with transaction():
        made = service.prepare(now=clock.now(), today=clock.today())
    return moved("reminders.index", flash=f"{made} pengingat baru disiapkan.")


@blueprint.post("/<int:reminder_id>/ambil")
@allow(*SENDERS)
def claim(reminder_id: int) -> ResponseReturnValue:
    """Take a reminder and go on to its message."""
    with transaction():
        _claim(queries.reminder_for(reminder_id, actor()))
    return moved("reminders.show", reminder_id=reminder_id)


def _claim(row: Reminder) -> None:
    service.claim(row, text=_with_link(row, contacts.reach_of(row.person)), actor=actor(), now=clock.now())


def _with_link(row: Reminder, reach: Reach) -> str | None:
    if row.kind is not ReminderKind.FOLLOW_UP or not reach.may_name_business:
        return None
    asked, days = follow_ups.follow_up(row.subject_id), whole_on(LINK_DAYS, clock.today())
    address = url_for("follow_ups.open_link", token=links.sign("follow_up", asked.id), _external=True)
    return follow_up_message(row.person.name, asked.reason, asked.months, address, days=days)


@blueprint.get("/<int:reminder_id>")
@allow(*SENDERS)
def show(reminder_id: int) -> ResponseReturnValue:
    """Show one reminder that was taken: its message, the link that opens WhatsApp, and what became of it."""
    row = queries.reminder_for(reminder_id, actor())
    reach = contacts.reach_of(row.person)
    link = whatsapp_link(reach.phone, row.text) if reach.is_mobile else None
    return page(
        "harkat/reminders/show.html",
        row=row,
        reach=reach,
        link=link,
        is_open=row.state is ReminderState.CLAIMED,
        waits=row.state is ReminderState.WAITING,
        reasons=DropReason.choices(),
        left=queries.count_waiting(actor(), clock.today()),
    )


@blueprint.post("/<int:reminder_id>/terkirim")
@allow(*SENDERS)
def sent(reminder_id: int) -> ResponseReturnValue:
    """Write down that a reminder went out, and take the next one that may go now."""
    with transaction():
        service.mark_sent(queries.reminder_for(reminder_id, actor()), actor=actor(), now=clock.now())
        following = _next()
        if following is None:
            return moved("reminders.index", flash="Tercatat terkirim. Tidak ada lagi yang bisa dikirim sekarang.")
        _claim(following)
        return moved("reminders.show", reminder_id=following.id, flash="Tercatat terkirim. Ini yang berikutnya.")


def _next() -> Reminder | None:
    now = clock.now()
    rows = [row for row in queries.queue_of(actor(), clock.today()) if row.state is ReminderState.WAITING]
    reaches: dict[int, Any] = contacts.reaches_of(row.person for row in rows)
    return next((row for row in rows if service.why_not_now(reaches[row.person_id], now) is None), None)


@blueprint.post("/<int:reminder_id>/kembalikan")
@allow(*SENDERS)
def put_back(reminder_id: int) -> ResponseReturnValue:
    """Let a reminder that had not gone out wait again."""
    with transaction():
        service.put_back(queries.reminder_for(reminder_id, actor()), actor=actor(), now=clock.now())
    return moved("reminders.index", flash="Dikembalikan ke antrean.")


@blueprint.post("/<int:reminder_id>/batal")
@allow(*SENDERS)
def drop(reminder_id: int) -> ResponseReturnValue:
    """Take a reminder out of the queue."""
    form, row = read_form(DropSchema()), queries.reminder_for(reminder_id, actor())
    if form.draft is None:
        return moved("reminders.show", reminder_id=reminder_id, flash="Pilih alasan pengingat ini tidak dikirim.")
    with transaction():
        row = queries.reminder_for(reminder_id, actor())
        service.drop(row, form.draft["reason"], actor=actor(), now=clock.now())
    return moved("reminders.index", flash="Pengingat tidak dikirim; alasannya tercatat.")


def tasks(actor: Actor, today: date) -> list[Task]:
    """Point at reminders that wait, and at those of which nobody knows whether they went out."""
    url = url_for("reminders.index")
    return [
        Task("Pengingat perlu dicek", queries.count_unsure(actor), url, note="Diambil tetapi belum dicatat terkirim."),
        Task("Pengingat hari ini", queries.count_waiting(actor, today), url, note="Pesan WhatsApp-nya sudah siap."),
    ]


def join_panels() -> None:
    """Put the reminders on the start pages of those who send, and let them come along when entries are merged."""
    moves.add(service.REMINDERS)
    elsewhere.add("reminders", queries.installments_in_hand)
    for role in SENDERS:
        panels.add_tasks(role, tasks)
