"""Noting what happens to members, and letting one go by an addendum the bank agrees to."""

from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups import queries as groups
from core.groups import service as group_service
from harkat.applications import queries
from harkat.applications.attachments import service as attachments
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.members.kinds import BY_HAND, RELEASABLE, EventState, MemberEventKind
from harkat.applications.members.models import MemberEvent
from harkat.applications.models import Application
from harkat.applications.states import State, WrongState
from harkat.applications.steps import service as steps


def note(
    application: Application,
    *,
    person_id: int,
    kind: MemberEventKind,
    happened_on: date,
    actor: Actor,
    now: datetime,
    words: str | None = None,
    addendum_number: str | None = None,
    scan: bytes | None = None,
) -> MemberEvent:
    """Write down what happened to a member on a day; an addendum then waits for the bank.

    :raises RuleBroken: for a day ahead, somebody without a share, or an addendum without a number
    :raises WrongState: for an addendum outside a contract
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat peristiwa anggota")
    steps.lock(application)
    if application.sub_group_id is None or person_id not in queries.share_holders(application.id):
        raise RuleBroken("Pilih anggota yang punya bagian dalam permohonan ini.", field="person_id")
    if happened_on > day_of(now):
        raise RuleBroken("Tanggal peristiwa belum terjadi.", field="happened_on")
    is_addendum = kind is MemberEventKind.ADDENDUM
    if is_addendum and application.state not in (State.CONTRACTED, State.DISBURSED):
        raise WrongState("Adendum hanya sesudah akad. Sebelum akad, pakai “Anggota keluar”.")
    if is_addendum and not addendum_number:
        raise RuleBroken("Isi nomor adendum.", field="addendum_number")
    if not is_addendum and kind not in BY_HAND:
        raise RuleBroken("Pilih peristiwa dari daftar.", field="kind")
    kept = attachments.keep(
        scan, application_id=application.id, kind=AttachmentKind.ADDENDUM, actor=actor, now=now, field="scan"
    )
    number = addendum_number if is_addendum else None
    event = add(application, person_id, kind, happened_on, actor=actor, now=now, words=words, addendum_number=number)
    event.state = EventState.ASKED if is_addendum else EventState.NOTED
    event.attachment_id = None if kept is None else kept.id
    steps.note(application, deed="member_event", summary=f"anggota: {kind.label.lower()}", actor=actor, now=now)
    return event


def add(
    application: Application,
    person_id: int,
    kind: MemberEventKind,
    happened_on: date,
    *,
    actor: Actor,
    now: datetime,
    words: str | None = None,
    addendum_number: str | None = None,
) -> MemberEvent:
    """Write the row of a deed that another use case does."""
    assert application.sub_group_id is not None
    event = MemberEvent(
        sub_group_id=application.sub_group_id,
        application_id=application.id,
        person_id=person_id,
        kind=kind,
        happened_on=happened_on,
        note=words,
        addendum_number=addendum_number,
        state=EventState.NOTED,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(event)
    db.session.flush()
    return event


def consent(application: Application, event: MemberEvent, *, actor: Actor, now: datetime) -> MemberEvent:
    """Record the bank's consent to an addendum; the member stays liable until the bank lets go.

    :raises Conflict: when nothing waits for the bank
    """
    _begin(application, actor)
    if event.state is not EventState.ASKED:
        raise Conflict(f"Peristiwa ini berstatus “{event.state.label}”; tidak ada yang menunggu persetujuan.")
    event.state, event.consented_on, event.consented_by_id = EventState.AGREED, day_of(now), actor.id
    steps.note(application, deed="consent_addendum", summary="adendum anggota disetujui bank", actor=actor, now=now)
    return event


def release(application: Application, event: MemberEvent, *, actor: Actor, now: datetime) -> MemberEvent:
    """Record that the bank lets a member go: from this day on the member answers for nothing new; history stays.

    :raises Conflict: before the bank agreed to an addendum, or twice
    :raises WrongState: before the money went out
    """
    _begin(application, actor)
    if application.state is not State.DISBURSED or application.sub_group_id is None:
        raise WrongState(
            "Tanggungan dilepas setelah pinjaman berjalan. Sebelum cair, akad dibatalkan dan dibuat ulang."
        )
    ready = event.state is EventState.AGREED or (event.kind is MemberEventKind.DIED and event.released_on is None)
    if event.kind not in RELEASABLE or not ready:
        raise Conflict("Bank menyetujui adendumnya dahulu, baru melepas tanggungan.")
    event.state, event.released_on, event.released_by_id = EventState.RELEASED, day_of(now), actor.id
    sub_group = groups.sub_group(application.sub_group_id)
    group_service.release_member(sub_group, event.person_id, actor=actor, now=now)
    steps.note(application, deed="release_member", summary="tanggungan satu anggota dilepas bank", actor=actor, now=now)
    return event


def _begin(application: Application, actor: Actor) -> None:
    actor.require(Role.BANK, deed="memutuskan adendum")
    queries.check_own_bank(application, actor)
    steps.lock(application)
