"""Taking and answering requests about one's own entries, holding, limiting and erasing them, and recording breaches."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import JAKARTA
from core.db import db
from core.drafts.models import FormDraft
from core.errors import Conflict, NotFound, RuleBroken
from core.mail.models import OutgoingMail
from core.numbers import number_for
from core.people import queries as people
from core.people.models import Person, ProcessingLimit
from harkat.privacy import queries
from harkat.privacy.keeping import Kept, Term
from harkat.privacy.kinds import HOURS, BreachState, Fate, RequestKind
from harkat.privacy.models import Breach, DataRequest, Erasure, LegalHold

ERASED_NAME = "Data dihapus"


class WrongNumber(RuleBroken):
    """The number typed to confirm is not the person's."""


class StillHeld(Conflict):
    """A legal hold forbids erasing."""


@dataclass(frozen=True)
class BreachDraft:
    """A breach as it was typed."""

    found_at: datetime
    happened: str
    affected: str
    persons: int
    done: str


def receive(person: Person, kind: RequestKind, words: str, *, actor: Actor, now: datetime) -> DataRequest:
    """Record what a person asks; a limit on the use of their entries works from this moment."""
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat permintaan atas data pribadi")
    row = DataRequest(
        number=f"baru-{secrets.token_hex(6)}",
        person_id=person.id,
        kind=kind,
        words=words,
        received_at=now,
        due_at=now + timedelta(hours=HOURS),
        received_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    row.number = number_for("DP", now.astimezone(JAKARTA).date(), row.id)
    if kind is RequestKind.LIMIT and people.limit_of(person.id) is None:
        db.session.add(ProcessingLimit(person_id=person.id, began_at=now))
    _record("privacy.receive", f"{row.number}: {person.number} meminta {kind.label.lower()}", person.id, actor, now)
    return row


def answer(row: DataRequest, words: str, *, actor: Actor, now: datetime) -> DataRequest:
    """Close a request with what was done or why it cannot be done.

    :raises Conflict: when it was answered before
    """
    actor.require(Role.OFFICER, Role.HEAD, Role.SYSTEM, deed="menjawab permintaan atas data pribadi")
    if row.answered_at is not None:
        raise Conflict("Permintaan ini sudah dijawab. Muat ulang halamannya.")
    row.answer, row.answered_at, row.answered_by_id = words, now, actor.id
    late = " (lewat 3 x 24 jam)" if now > row.due_at else ""
    _record("privacy.answer", f"{row.number} dijawab{late}", row.person_id, actor, now)
    return row


def lift_limit(person: Person, *, actor: Actor, now: datetime) -> None:
    """Let the use of a person's entries go on, because the person asked for it.

    :raises NotFound: when there is no limit
    """
    actor.require(Role.OFFICER, deed="mencabut pembatasan")
    limit = people.limit_of(person.id)
    if limit is None:
        raise NotFound("Tidak ada pembatasan yang berlaku.")
    limit.lifted_at = now
    _record("privacy.lift_limit", f"Pembatasan data {person.number} dicabut", person.id, actor, now)


def hold(person: Person, reason: str, *, actor: Actor, now: datetime) -> LegalHold:
    """Forbid erasing a person while a reason in law asks for the entries."""
    actor.require(Role.HEAD, Role.SYSTEM, deed="menahan penghapusan")
    row = LegalHold(person_id=person.id, reason=reason, placed_at=now, placed_by_id=actor.id)
    db.session.add(row)
    db.session.flush()
    _record("privacy.hold", f"Penghapusan data {person.number} ditahan", person.id, actor, now)
    return row


def release(hold_id: int, person: Person, *, actor: Actor, now: datetime) -> None:
    """End a legal hold.

    :raises NotFound: when it is none of the person's
    """
    actor.require(Role.HEAD, deed="melepas penahanan")
    row = next((row for row in queries.holds_of(person.id) if row.id == hold_id), None)
    if row is None:
        raise NotFound("Penahanan ini tidak ada atau sudah dilepas.")
    row.lifted_at = now
    _record("privacy.release", f"Penahanan data {person.number} dilepas", person.id, actor, now)


def erase(person: Person, *, typed_number: str, reason: str, actor: Actor, now: datetime) -> Erasure:
    """Erase what is no longer needed of a person; what a rule or the books still need stays and is named.

    Without financing papers to keep, the person's own row loses everything but its number.

    :raises WrongNumber: when the number typed is not the person's
    :raises StillHeld: while a legal hold is in force
    """
    actor.require(Role.HEAD, deed="menghapus data pribadi")
    if typed_number.strip().upper() != person.number:
        raise WrongNumber(f"Tulis nomor orangnya, {person.number}, untuk memastikan.", field="number")
    if queries.holds_of(person.id):
        raise StillHeld("Penghapusan ditahan karena alasan hukum. Lepaskan dulu penahanannya.")
    today = now.astimezone(JAKARTA).date()
    found = {standing.kept.table: standing for standing in queries.standings(person.id, today)}
    is_complete = not queries.financing_reasons(person.id, today)
    _forget_messages(person)
    for kept in queries.children_first():
        if kept.table in found:
            _carry_out(kept, found[kept.table].fate, person.id, is_complete=is_complete)
    if is_complete:
        _strip(person)
    db.session.flush()
    db.session.expire_all()
    row = Erasure(
        person_id=person.id,
        reason=reason,
        outcome=[
            {"label": item.kept.label, "rows": item.rows, "fate": item.fate.value, "why": item.why}
            for item in found.values()
        ],
        is_complete=is_complete,
        done_at=now,
        done_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    words = "dimusnahkan" if is_complete else "dihapus sebagian, berkas pembiayaan ditahan"
    _record("privacy.erase", f"Data {person.number} {words}", person.id, actor, now)
    return row


def _carry_out(kept: Kept, fate: Fate, person_id: int, *, is_complete: bool) -> None:
    table, condition = queries.table_of(kept), queries.about(kept, person_id)
    if fate is Fate.ERASED:
        db.session.execute(delete(table).where(condition))
    elif fate is Fate.EMPTIED or (kept.term is Term.BOOKS and kept.blank and is_complete):
        db.session.execute(update(table).where(condition).values(**kept.blank))


def _strip(person: Person) -> None:
    person.name, person.phone = ERASED_NAME, ""
    person.nik = person.nik_index = person.nik_warnings = None
    person.email = person.born_on = person.sex = person.address = person.rt = person.need = None
    person.household_cost_monthly = person.other_income_monthly = None
    person.version += 1


def _forget_messages(person: Person) -> None:
    db.session.execute(delete(FormDraft).where(FormDraft.form_key.in_([f"people.edit:{person.id}"])))
    if person.email:
        mails = db.session.scalars(select(OutgoingMail)).all()
        gone = [mail.id for mail in mails if mail.recipient.lower() == person.email.lower()]
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.id.in_(gone)))


def record_breach(draft: BreachDraft, *, actor: Actor, now: datetime) -> Breach:
    """Record a breach; the persons and the authority are told within 3 x 24 hours of its being found.

    :raises RuleBroken: for a moment ahead
    """
    actor.require(Role.HEAD, Role.ADMIN, deed="mencatat kegagalan pelindungan data")
    if draft.found_at > now:
        raise RuleBroken("Waktu diketahui tidak boleh di depan.", field="found_on")
    row = Breach(
        number=f"baru-{secrets.token_hex(6)}",
        state=BreachState.OPEN,
        found_at=draft.found_at,
        due_at=draft.found_at + timedelta(hours=HOURS),
        happened=draft.happened,
        affected=draft.affected,
        persons=draft.persons,
        done=draft.done,
        recorded_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    row.number = number_for("KP", now.astimezone(JAKARTA).date(), row.id)
    _record("privacy.breach", f"{row.number} dicatat", None, actor, now, subject="breach")
    return row


def told(row: Breach, *, actor: Actor, now: datetime) -> None:
    """Record that the persons and the authority were told."""
    actor.require(Role.HEAD, Role.ADMIN, deed="mencatat pemberitahuan")
    if row.told_at is not None:
        raise Conflict("Pemberitahuan ini sudah dicatat.")
    row.told_at, row.state = now, BreachState.TOLD
    _record("privacy.told", f"{row.number} diberitahukan", None, actor, now, subject="breach")


def note_copy(person: Person, *, actor: Actor, now: datetime) -> None:
    """Record that somebody took a copy of everything held about a person."""
    actor.require(Role.OFFICER, Role.HEAD, deed="mengambil salinan data pribadi")
    _record("privacy.copy", f"Salinan data {person.number} diambil", person.id, actor, now)


def _record(
    deed: str, summary: str, subject_id: int | None, actor: Actor, now: datetime, *, subject: str = "person"
) -> None:
    audit.record(deed, actor=actor, now=now, subject=subject, subject_id=subject_id, summary=summary)
