"""Asking the bank to let somebody join, and the bank's word on it."""

from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups import queries as groups
from core.groups import service as group_service
from core.groups.terms import check_size
from harkat.applications import queries
from harkat.applications.attachments import service as attachments
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.members.joining.models import MemberJoining
from harkat.applications.members.joining.queries import joinings_of, who_may_join
from harkat.applications.models import Application
from harkat.applications.states import State, WrongState
from harkat.applications.steps import service as steps


def ask(
    application: Application,
    *,
    person_id: int,
    addendum_number: str,
    signed_on: date,
    is_explained: bool,
    actor: Actor,
    now: datetime,
    scan: bytes | None = None,
) -> MemberJoining:
    """Record that somebody signed an addendum to join; the bank decides, and until then nobody answers for more.

    Who joins answers for what is owed and receives nothing of the loan, so no share and no schedule changes.

    :param is_explained: the officer read out what joint liability means
    :raises WrongState: before the loan runs, when a member simply joins before the contract
    :raises RuleBroken: for somebody who may not join, a day ahead, or words that were not read out
    :raises Conflict: when the addendum's number is used, or the person waits already
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat anggota masuk")
    steps.lock(application)
    sub_group_id = application.sub_group_id
    if sub_group_id is None or application.state is not State.DISBURSED or not queries.loan_runs(application.id):
        raise WrongState("Anggota masuk lewat adendum hanya selama pinjaman berjalan.")
    if not is_explained:
        raise RuleBroken("Bacakan arti tanggung renteng dahulu, lalu centang.", field="is_explained")
    if signed_on > day_of(now):
        raise RuleBroken("Tanggal tanda tangan belum terjadi.", field="signed_on")
    known = joinings_of(application.id)
    if any(row.addendum_number == addendum_number for row in known):
        raise Conflict(f"Adendum {addendum_number} sudah tercatat.", field="addendum_number")
    if any(row.person_id == person_id and row.is_asked for row in known):
        raise Conflict("Orang ini sudah menunggu persetujuan bank.", field="joins_id")
    if person_id not in dict(who_may_join(application)):
        raise RuleBroken("Pilih anggota kelompok yang tidak sedang menanggung pinjaman lain.", field="joins_id")
    _check_room(sub_group_id, day_of(now))
    kept = attachments.keep(
        scan, application_id=application.id, kind=AttachmentKind.ADDENDUM, actor=actor, now=now, field="joins_scan"
    )
    row = MemberJoining(
        application_id=application.id,
        sub_group_id=sub_group_id,
        person_id=person_id,
        addendum_number=addendum_number,
        signed_on=signed_on,
        attachment_id=None if kept is None else kept.id,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    steps.note(application, deed="ask_joining", summary="adendum anggota masuk menunggu bank", actor=actor, now=now)
    return row


def agree(application: Application, row: MemberJoining, *, actor: Actor, now: datetime) -> MemberJoining:
    """Record the bank's consent: from this day on the person answers with the others.

    :raises Conflict: when the bank has spoken already
    :raises SubGroupSize: when the sub-group is full by the rule of the day
    """
    _begin(application, row, actor)
    _check_room(row.sub_group_id, day_of(now))
    row.agreed_on, row.decided_by_id = day_of(now), actor.id
    sub_group = groups.sub_group(row.sub_group_id)
    group_service.join_by_addendum(sub_group, row.person_id, signed_on=row.signed_on, actor=actor, now=now)
    steps.note(application, deed="agree_joining", summary="anggota masuk disetujui bank", actor=actor, now=now)
    return row


def refuse(application: Application, row: MemberJoining, *, actor: Actor, now: datetime) -> MemberJoining:
    """Record that the bank does not let the person join; nothing changes.

    :raises Conflict: when the bank has spoken already
    """
    _begin(application, row, actor)
    row.refused_on, row.decided_by_id = day_of(now), actor.id
    steps.note(application, deed="refuse_joining", summary="anggota masuk tidak disetujui bank", actor=actor, now=now)
    return row


def _begin(application: Application, row: MemberJoining, actor: Actor) -> None:
    actor.require(Role.BANK, deed="memutuskan adendum")
    queries.check_own_bank(application, actor)
    steps.lock(application)
    db.session.refresh(row)
    if not row.is_asked:
        raise Conflict("Bank sudah menjawab adendum ini.")
    if not queries.loan_runs(application.id):
        raise Conflict("Pinjaman ini sudah lunas; tidak ada lagi yang ditanggung.")


def _check_room(sub_group_id: int, day: date) -> None:
    _, most = groups.size_limits(day)
    check_size(len(groups.sub_group_members(sub_group_id)) + 1, least=0, most=most)
