"""Keeping how a person may be reached and who acts for them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, update

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.contacts import queries
from core.contacts.drafts import DelegateDraft, ReachDraft
from core.contacts.kinds import PhoneShared
from core.contacts.models import ContactPreference, Delegate
from core.db import db
from core.errors import RuleBroken
from core.files.evidence import read_evidence_file
from core.people.models import Person
from core.people.repair.moves import Move


def keep_reach(person: Person, draft: ReachDraft, *, actor: Actor, now: datetime, today: date) -> ContactPreference:
    """Keep how a person may be reached; what was kept before is replaced.

    :raises RuleBroken: for one hour without the other, hours the wrong way round, or a day to come
    """
    actor.require(Role.OFFICER, Role.MENTOR, deed="mencatat cara menghubungi")
    if (draft.from_hour is None) != (draft.until_hour is None):
        raise RuleBroken("Isi kedua jamnya, atau kosongkan keduanya.", field="until_hour")
    if draft.from_hour is not None and draft.until_hour is not None and draft.from_hour >= draft.until_hour:
        raise RuleBroken("Jam sampai harus sesudah jam mulai.", field="until_hour")
    if draft.died_on is not None and draft.died_on > today:
        raise RuleBroken("Tanggal meninggal tidak boleh sesudah hari ini.", field="died_on")
    row = queries.preference_of(person.id)
    if row is None:
        row = ContactPreference(person_id=person.id, phone_shared=draft.phone_shared, recorded_at=now)
        db.session.add(row)
    row.safe_phone, row.from_hour, row.until_hour = draft.safe_phone, draft.from_hour, draft.until_hour
    row.phone_shared, row.note, row.died_on = draft.phone_shared, draft.note, draft.died_on
    row.recorded_at, row.recorded_by_id = now, actor.id
    db.session.flush()
    after = {"has_safe_phone": row.safe_phone is not None, "is_shared": row.phone_shared is PhoneShared.SHARED,
             "died_on": row.died_on}  # fmt: skip
    _trail("contacts.keep_reach", f"Cara menghubungi {person.number} dicatat", person, after, actor=actor, now=now)
    return row


def add_delegate(
    person: Person, draft: DelegateDraft, scan: bytes | None, *, actor: Actor, now: datetime, today: date
) -> Delegate:
    """Record who acts for a person, by a paper that was signed; a photo of it may be kept.

    :raises RuleBroken: for a paper signed on a day to come, or one whose time is over
    :raises FileRefused: for a scan that is no photo or PDF
    """
    actor.require(Role.OFFICER, deed="mencatat kuasa")
    if draft.signed_on > today:
        raise RuleBroken("Surat kuasa harus sudah ditandatangani.", field="signed_on")
    if draft.until_on < max(today, draft.signed_on):
        raise RuleBroken("Masa berlakunya sudah lewat. Isi tanggal yang akan datang.", field="until_on")
    content, media_type = (None, None) if scan is None else read_evidence_file(scan)
    row = Delegate(
        person_id=person.id, **vars(draft), scan=content, media_type=media_type, recorded_at=now,
        recorded_by_id=actor.id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    after = {"delegate_id": row.id, "scope": row.scope, "until_on": row.until_on, "has_scan": scan is not None}
    _trail("contacts.add_delegate", f"Kuasa untuk {person.number} dicatat", person, after, actor=actor, now=now)
    return row


def end_delegate(row: Delegate, person: Person, *, actor: Actor, now: datetime, today: date) -> None:
    """End what a delegate may do from today; a second time changes nothing."""
    actor.require(Role.OFFICER, deed="mengakhiri kuasa")
    if row.ended_on is not None:
        return
    row.ended_on, row.ended_by_id = today, actor.id
    after = {"delegate_id": row.id}
    _trail("contacts.end_delegate", f"Kuasa untuk {person.number} diakhiri", person, after, actor=actor, now=now)


def _trail(deed: str, words: str, person: Person, after: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=person.id, summary=words, after=after)


def _move(from_id: int, to_id: int) -> dict[str, Any]:
    """Let delegates go over to the person that is kept; of two ways to be reached the kept person's stands."""
    db.session.execute(update(Delegate).where(Delegate.person_id == from_id).values(person_id=to_id))
    if queries.preference_of(to_id) is None:
        db.session.execute(
            update(ContactPreference).where(ContactPreference.person_id == from_id).values(person_id=to_id)
        )
    else:
        db.session.execute(delete(ContactPreference).where(ContactPreference.person_id == from_id))
    return {}


CONTACTS = Move(("contact_preference", "delegate"), _move)
