"""Letting a member leave before the contract: the share goes, the others' stay, the bank decides anew."""

from dataclasses import dataclass
from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import RuleBroken
from core.groups import queries as groups
from core.groups import service as group_service
from core.money import format_rupiah
from harkat.applications import queries
from harkat.applications.contracts.service import release_reservation
from harkat.applications.eligibility import blocking
from harkat.applications.members.addenda import service as events
from harkat.applications.members.kinds import MemberEventKind
from harkat.applications.minutes import service as minutes
from harkat.applications.minutes.kinds import MinutesKind
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.requirements import queries as requirements
from harkat.applications.states import RESERVED, WAITS_FOR_APPLICANT, State, WrongState
from harkat.applications.steps import service as steps

LEAVABLE = frozenset(
    {State.SUBMITTED, State.VERIFIED, State.RECOMMENDED, State.AT_BANK, State.APPROVED, State.ACCEPTED}
)


class TooFewLeft(RuleBroken):
    """Without this member the sub-group is smaller than the rule of the day allows."""


@dataclass(frozen=True)
class Meeting:
    """Where the others agreed to go on: the day, the place, who was there, the form's mark, and a scan."""

    held_on: date
    place: str
    present_ids: tuple[int, ...]
    reference: str
    scan: bytes | None = None


def leave(
    application: Application, *, person_id: int, note: str, actor: Actor, now: datetime, meeting: Meeting | None = None
) -> Application:
    """Take a member out of a sub-group's application before the contract.

    The others keep their shares and sign joint liability again. Where the bank had approved, the money set aside
    becomes free and the smaller request goes back to the bank, because the city changes no decision of the bank.

    :param note: why, for the officer alone; nothing the group sees names it
    :param meeting: what the minutes say of it
    :raises TooFewLeft: when the sub-group would become too small
    :raises WrongState: after the contract, or while the file is a draft that can simply be amended
    """
    actor.require(Role.OFFICER, deed="mencatat anggota keluar")
    steps.lock(application)
    if application.sub_group_id is None or application.state not in LEAVABLE:
        raise WrongState(
            f"Pada status “{application.state.label}” anggota tidak dapat keluar lewat halaman ini. "
            "Draf diubah di halaman ubah; sesudah akad hanya lewat adendum bersama bank."
        )
    rows = queries.shares_of(application.id)
    leaving = next((row for row in rows if row.person_id == person_id), None)
    if leaving is None:
        raise RuleBroken("Pilih anggota yang punya bagian dalam permohonan ini.", field="person_id")
    staying = [row for row in rows if row is not leaving]
    least, _ = groups.size_limits(day_of(now))
    if len(staying) < least:
        raise TooFewLeft(
            f"Tanpa {leaving.person.name} tinggal {len(staying)} anggota, paling sedikit {least}. "
            "Kembalikan permohonan untuk menambah anggota, atau tarik permohonan."
        )
    if meeting is not None:
        _record_meeting(application, rows, leaving, meeting, actor=actor, now=now)
    events.add(
        application, person_id, MemberEventKind.LEFT, meeting.held_on if meeting else day_of(now), actor=actor, now=now
    )
    _leave_sub_group(application.sub_group_id, person_id, actor=actor, now=now)
    if application.remainder_person_id == person_id:
        application.remainder_person_id = staying[0].person_id
    words = f"berlanjut tanpa satu anggota: {format_rupiah(sum(row.requested for row in staying))}"
    db.session.delete(leaving)
    before = {"requested": application.requested, "recommended": application.recommended}
    was_reserved = application.state in RESERVED
    _shrink(application, staying)
    after = {"requested": application.requested, "recommended": application.recommended, "left": person_id}
    if was_reserved:
        _forget_decision(application, staying)
        steps.take(
            application, State.AT_BANK, deed="leave", summary=words, actor=actor, now=now,
            note=f"{leaving.person.name} keluar; bank memutuskan kembali. {note}"[:300], after=after,
        )  # fmt: skip
        release_reservation(application, reason="Anggota keluar sebelum akad", actor=actor, now=now)
        return application
    steps.record(
        application, deed="leave", summary=words, actor=actor, now=now,
        note=f"{leaving.person.name} keluar. {note}"[:300], before=before, after=after,
    )  # fmt: skip
    return application


def go_ahead(application: Application, *, actor: Actor, now: datetime) -> int:
    """Let the ready members borrow first; the others stay in their group and join the next round. Return how many.

    Their shares go with them; nothing that is written down says what they still have to do.

    :raises WrongState: when the file is no draft
    :raises TooFewLeft: when the ready ones are too few for a sub-group
    """
    actor.require(Role.OFFICER, deed="mendahulukan anggota yang siap")
    steps.lock(application)
    if application.sub_group_id is None or application.state not in WAITS_FOR_APPLICANT:
        raise WrongState("Hanya permohonan sub-kelompok yang belum diajukan dapat didahulukan sebagian anggotanya.")
    rows = queries.shares_of(application.id)
    obstacles = requirements.obstacles([row.person_id for row in rows], day_of(now), is_group=True)
    waiting = {obstacle.person_id for obstacle in blocking(obstacles)}
    staying = [row for row in rows if row.person_id not in waiting]
    least, _ = groups.size_limits(day_of(now))
    if not waiting:
        raise RuleBroken("Semua anggota sudah siap. Ajukan permohonannya.")
    if len(staying) < least:
        raise TooFewLeft(
            f"Yang siap {len(staying)} anggota; sub-kelompok paling sedikit {least}. "
            "Selesaikan langkah anggota lain dahulu."
        )
    for row in rows:
        if row.person_id in waiting:
            _leave_sub_group(application.sub_group_id, row.person_id, actor=actor, now=now)
            events.add(application, row.person_id, MemberEventKind.NEXT_ROUND, day_of(now), actor=actor, now=now)
            db.session.delete(row)
    if application.remainder_person_id in waiting:
        application.remainder_person_id = staying[0].person_id
    _shrink(application, staying)
    words = f"{len(staying)} anggota yang siap didahulukan, {len(waiting)} anggota ikut putaran berikutnya"
    steps.record(application, deed="go_ahead", summary=words, actor=actor, now=now, note=words.capitalize())
    return len(waiting)


def _record_meeting(
    application: Application,
    rows: list[ApplicationShare],
    leaving: ApplicationShare,
    meeting: Meeting,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    minutes.record(
        application,
        kind=MinutesKind.LEFT,
        shares={row.person_id: row.requested for row in rows if row is not leaving},
        before={row.person_id: row.requested for row in rows},
        held_on=meeting.held_on,
        place=meeting.place,
        present_ids=meeting.present_ids,
        reference=meeting.reference,
        scan=meeting.scan,
        actor=actor,
        now=now,
    )


def _leave_sub_group(sub_group_id: int, person_id: int, *, actor: Actor, now: datetime) -> None:
    if person_id in {member.person_id for member in groups.sub_group_members(sub_group_id)}:
        sub_group = groups.sub_group(sub_group_id)
        group_service.remove_from_sub_group(sub_group, person_id, actor=actor, now=now, by_holder=True)


def _shrink(application: Application, staying: list[ApplicationShare]) -> None:
    """Let the application ask and advise what the others' shares sum to; less first, so no check is broken midway."""
    if application.recommended is not None:
        application.recommended = sum(row.recommended or 0 for row in staying)
    if application.approved is not None:
        application.approved = None
    application.requested = sum(row.requested for row in staying)


def _forget_decision(application: Application, staying: list[ApplicationShare]) -> None:
    application.approved = application.approved_installments = application.offer_expires_on = None
    application.decided_at = application.decided_by_id = application.accepted_at = None
    for row in staying:
        row.approved = None
