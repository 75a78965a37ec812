"""Giving codes at the counter, letting their holders in once, and taking what they hand in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from core.audit import service as audit
from core.auth.doors.service import account_for
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.contacts import queries as contacts
from core.dates import day_of
from core.db import db
from core.errors import RuleBroken
from core.groups import queries as groups
from core.people import queries as people
from core.people.kinds import PaperKind
from core.people.models import Person
from core.people.repair.moves import Move
from core.people.scans.service import keep_scan
from core.policy.queries import whole_on
from harkat.applicants import queries
from harkat.applicants.codes import fresh_code, fresh_link
from harkat.applicants.models import Asking, DoorCode, DoorVisit, SentPaper
from harkat.applicants.terms import CODE_MINUTES, VISIT_MINUTES

WRONG = "Nomor atau kode tidak cocok, atau waktunya habis. Periksa lagi, atau minta kode baru kepada petugas."


class WrongCode(RuleBroken):
    """Number and code do not fit, or the code is spent or over; which of these is not said."""


@dataclass(frozen=True)
class GivenCode:
    """What the officer shows once: the code, the link's secret, and until when they open the door."""

    code: str
    link: str
    number: str
    expires_at: datetime


def give_code(
    person: Person, *, group_id: int | None, delegate_id: int | None, actor: Actor, now: datetime
) -> GivenCode:
    """Give a fresh code for a person, or for the group they chair; older ones of the same door stop working.

    :raises RuleBroken: when the person does not chair the group, or the delegate may not act any more
    """
    actor.require(Role.OFFICER, deed="memberi kode pemohon")
    number = person.number
    if group_id is not None:
        chair = groups.chair_of(group_id)
        if chair is None or chair.person_id != person.id:
            raise RuleBroken("Orang ini bukan ketua kelompok itu. Kode kelompok hanya untuk ketuanya.")
        number = groups.group(group_id).number
    acting = {row.id for row in contacts.delegates_of(person.id, day=day_of(now))}
    if delegate_id is not None and (delegate_id not in acting or group_id is not None):
        raise RuleBroken("Surat kuasanya tidak berlaku. Catat kuasa yang baru dahulu.", field="delegate_id")
    db.session.execute(
        update(DoorCode)
        .where(
            DoorCode.person_id == person.id,
            DoorCode.group_id.is_not_distinct_from(group_id),
            DoorCode.used_at.is_(None),
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    given = GivenCode(fresh_code(), fresh_link(), number, now + timedelta(minutes=whole_on(CODE_MINUTES, day_of(now))))
    db.session.add(
        DoorCode(
            person_id=person.id,
            group_id=group_id,
            delegate_id=delegate_id,
            code_digest=queries.code_digest(person.id, group_id, given.code),
            link_digest=queries.link_digest(given.link),
            given_at=now,
            given_by_id=actor.id,
            expires_at=given.expires_at,
        )
    )
    db.session.flush()
    after = {"group_id": group_id, "delegate_id": delegate_id}
    _trail("applicants.give_code", f"Kode pemohon untuk {number} diberikan", person.id, after, actor=actor, now=now)
    return given


def enter(number: str, code: str, *, now: datetime) -> tuple[DoorVisit, Account]:
    """Let in whoever has a receipt's number and the code given with it.

    :raises WrongCode: the same words whatever is wrong
    """
    holder = queries.holder_of(number)
    found = None if holder is None else queries.live_code(*holder, code, now=now)
    if found is None:
        raise WrongCode(WRONG)
    return spend(found, now=now)


def spend(code: DoorCode, *, now: datetime) -> tuple[DoorVisit, Account]:
    """Spend a code and begin its one visit; of two at once one is let in.

    :raises WrongCode: when it was spent meanwhile, is over, or the right to it has ended
    """
    taken = db.session.execute(
        update(DoorCode)
        .where(DoorCode.id == code.id, DoorCode.used_at.is_(None), DoorCode.expires_at > now)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1 or not _still_entitled(code, now):  # type: ignore[attr-defined]
        raise WrongCode(WRONG)
    role = Role.APPLICANT if code.group_id is None else Role.CHAIR
    account = account_for(code.person_id, role, number=people.person(code.person_id).number, now=now)
    visit = DoorVisit(
        code_id=code.id,
        account_id=account.id,
        person_id=code.person_id,
        group_id=code.group_id,
        delegate_id=code.delegate_id,
        began_at=now,
        ends_at=now + timedelta(minutes=whole_on(VISIT_MINUTES, day_of(now))),
    )
    db.session.add(visit)
    db.session.flush()
    words = "Pemohon masuk dengan kode" if code.delegate_id is None else "Kuasa pemohon masuk dengan kode"
    after = {"visit_id": visit.id, "delegate_id": code.delegate_id}
    _trail("applicants.enter", words, code.person_id, after, actor=account.as_actor(), now=now)
    return visit, account


def _still_entitled(code: DoorCode, now: datetime) -> bool:
    if code.group_id is not None:
        chair = groups.chair_of(code.group_id)
        return chair is not None and chair.person_id == code.person_id
    if code.delegate_id is not None:
        return code.delegate_id in {row.id for row in contacts.delegates_of(code.person_id, day=day_of(now))}
    return True


def leave(visit: DoorVisit, *, now: datetime) -> None:
    """End a visit; a kept cookie of it is worth nothing from now on."""
    visit.ended_at = now
    db.session.flush()


def hand_in(person: Person, kind: PaperKind, content: bytes, *, actor: Actor, now: datetime) -> SentPaper:
    """Take a photo of a paper from its owner; an officer still has to look at it.

    :raises core.files.papers.PaperRefused: when it is no photo or PDF, or too large
    """
    actor.require(Role.APPLICANT, deed="mengirim foto berkas")
    keep_scan(person, kind, content, actor=actor, now=now)
    mark = queries.paper_mark(person.id, kind)
    row = db.session.scalar(select(SentPaper).where(SentPaper.person_id == person.id, SentPaper.kind == kind))
    if row is None:
        row = SentPaper(person_id=person.id, kind=kind)
        db.session.add(row)
    row.paper_before, row.sent_at = mark, now
    db.session.flush()
    return row


def _trail(deed: str, words: str, person_id: int, after: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=person_id, summary=words, after=after)


def _move(from_id: int, to_id: int) -> dict[str, Any]:
    """Let codes, visits and questions go over to the person that is kept; photos handed in wait there anew."""
    for model in (DoorCode, DoorVisit, Asking):
        db.session.execute(update(model).where(model.person_id == from_id).values(person_id=to_id))
    db.session.execute(delete(SentPaper).where(SentPaper.person_id == from_id))
    return {}


DOORS = Move(("door_code", "door_visit", "applicant_asking", "sent_paper"), _move)
