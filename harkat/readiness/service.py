"""Assessing persons, writing down what was seen, and departing from a status with two persons' eyes."""

from datetime import date, datetime, timedelta

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from core.people import queries as people
from harkat.readiness import queries
from harkat.readiness.contradicting import first_contradiction
from harkat.readiness.drafts import DepartureDraft, ObservationDraft
from harkat.readiness.models import ObservedFact, ReadinessAssessment, StatusDeparture
from harkat.readiness.packing import (
    affordable_over_a_year,
    digest_of,
    pack_capacity,
    pack_facts,
    pack_paths,
    pack_reasons,
)
from scoring.facts import Facts
from scoring.readiness import assess as score
from scoring.readiness import current_facts
from scoring.steps import find_paths

ASSESSORS = (Role.OFFICER, Role.HEAD, Role.SYSTEM)
RENEWED_AFTER = timedelta(days=90)


class NothingSeen(RuleBroken):
    """A visit in which nothing was written down."""


class SeenInFuture(RuleBroken):
    """A day that has not come yet."""


class SameStatus(RuleBroken):
    """A departure to the status the person already has."""


class AlreadyProposed(Conflict):
    """A departure that still waits for its second person."""


class OldAssessment(Conflict):
    """A departure from an assessment that is no longer the newest."""


class SameEyes(NotAllowed):
    """One account tried to confirm its own proposal."""


def assess(person_id: int, *, actor: Actor, now: datetime, today: date) -> ReadinessAssessment:
    """Assess a person from the facts known today and keep the assessment."""
    actor.require(*ASSESSORS, deed="menilai kesiapan")
    return _keep(person_id, queries.gather(person_id, today=today), actor=actor, now=now, today=today)


def assess_if_changed(person_id: int, *, actor: Actor, now: datetime, today: date) -> ReadinessAssessment | None:
    """Assess a person again when facts or scorecard have changed, some fact grew too old, or time has passed.

    :returns: the new assessment, or None when nothing had changed
    """
    facts = queries.gather(person_id, today=today)
    card = queries.card_on(today)
    before = queries.latest(person_id)
    digest = digest_of(current_facts(facts, card, today=today), card.fingerprint)
    if before is not None and before.digest == digest and now - before.assessed_at < RENEWED_AFTER:
        return None
    return _keep(person_id, facts, actor=actor, now=now, today=today)


def _keep(person_id: int, facts: Facts, *, actor: Actor, now: datetime, today: date) -> ReadinessAssessment:
    person = people.person(person_id)
    card = queries.card_on(today)
    result = score(facts, card, today=today)
    before = queries.latest(person_id)
    kept = ReadinessAssessment(
        person_id=person_id,
        assessed_at=now,
        assessed_on=today,
        assessed_by_id=actor.id,
        card_version=card.version,
        digest=digest_of(current_facts(facts, card, today=today), card.fingerprint),
        status=result.status,
        computed=result.status,
        score=result.score,
        confidence=result.confidence,
        affordable=affordable_over_a_year(result.largest_loans),
        facts=pack_facts(facts),
        reasons=pack_reasons(result.reasons),
        paths=pack_paths(find_paths(facts, card, today=today)),
        capacity=pack_capacity(result.capacity, result.largest_loans),
    )
    if before is not None and before.status is not before.computed and before.digest == kept.digest:
        kept.status = before.status  # a confirmed departure stands as long as nothing it was about has changed
    db.session.add(kept)
    db.session.flush()
    audit.record(
        "readiness.assess",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person_id,
        summary=f"Menilai kesiapan {person.number}: {kept.status.label}",
        before=None if before is None else {"status": before.status},
        after={"status": kept.status, "card_version": card.version, "assessment_id": kept.id},
    )
    return kept


def observe(person_id: int, draft: ObservationDraft, *, actor: Actor, now: datetime, today: date) -> list[ObservedFact]:
    """Write down what was seen of a business and a household.

    :raises NothingSeen: when nothing was filled in
    :raises SeenInFuture: when the day lies ahead
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat keterangan usaha")
    person = people.person(person_id)
    if draft.observed_on > today:
        raise SeenInFuture("Tanggal dilihat tidak boleh sesudah hari ini.", field="observed_on")
    if not draft.values:
        raise NothingSeen("Isi paling sedikit satu keterangan yang dilihat.")
    wrong = first_contradiction(draft)
    if wrong is not None:
        raise RuleBroken(wrong.text, field=wrong.kind.value)
    rows = [
        ObservedFact(
            person_id=person_id,
            kind=kind,
            value=value,
            sureness=draft.sureness,
            source=f"catatan {actor.name}",
            observed_on=draft.observed_on,
            recorded_at=now,
            recorded_by_id=actor.id,
        )
        for kind, value in draft.values
    ]
    db.session.add_all(rows)
    db.session.flush()
    audit.record(
        "readiness.observe",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person_id,
        summary=f"Mencatat keterangan usaha {person.number}",
        after={"kinds": [kind.value for kind, _ in draft.values], "observed_on": draft.observed_on},
    )
    return rows


def propose_departure(
    assessment: ReadinessAssessment, draft: DepartureDraft, *, actor: Actor, now: datetime
) -> StatusDeparture:
    """Propose another status than the scorecard's, with a reason; nothing changes until a second person confirms.

    :raises OldAssessment: when the person has been assessed again
    :raises SameStatus: when it is the status already
    :raises AlreadyProposed: when one still waits
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mengusulkan perubahan status")
    newest = queries.latest(assessment.person_id)
    if newest is None or newest.id != assessment.id:
        raise OldAssessment("Orang ini sudah dinilai lagi. Buka penilaian terbaru, lalu usulkan dari sana.")
    if draft.status is assessment.status:
        raise SameStatus(f"Statusnya memang sudah “{assessment.status.label}”. Pilih status lain.", field="status")
    if any(row.answered_at is None for row in queries.departures_of(assessment.person_id)):
        raise AlreadyProposed("Masih ada usul yang menunggu pengesahan. Selesaikan usul itu dulu.")
    departure = StatusDeparture(
        person_id=assessment.person_id,
        assessment_id=assessment.id,
        status=draft.status,
        reason=draft.reason,
        proposed_at=now,
        proposed_by_id=actor.id,
    )
    db.session.add(departure)
    db.session.flush()
    _record("readiness.propose_departure", "Mengusulkan perubahan status kesiapan", departure, actor=actor, now=now)
    return departure


def answer_departure(
    departure: StatusDeparture, *, is_confirmed: bool, answer: str | None, actor: Actor, now: datetime
) -> StatusDeparture:
    """Confirm or turn down a proposed departure; never by the one who proposed it.

    :raises SameEyes: when it is the same account
    :raises Conflict: when somebody answered already
    :raises OldAssessment: when a newer assessment has made it pointless
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mengesahkan perubahan status")
    if departure.answered_at is not None:
        raise Conflict("Usul ini sudah dijawab. Muat ulang halaman.")
    if departure.proposed_by_id == actor.id:
        raise SameEyes("Usul Anda sendiri harus disahkan orang lain. Minta petugas lain atau pimpinan.")
    newest = queries.latest(departure.person_id)
    if is_confirmed and (newest is None or newest.id != departure.assessment_id):
        raise OldAssessment(
            "Sesudah diusulkan, orang ini sudah dinilai lagi. Tolak usul ini dan usulkan dari yang baru."
        )
    departure.is_confirmed, departure.answer = is_confirmed, answer
    departure.answered_at, departure.answered_by_id = now, actor.id
    if is_confirmed and newest is not None:
        newest.status = departure.status
    db.session.flush()
    words = "Mengesahkan" if is_confirmed else "Tidak mengesahkan"
    _record("readiness.answer_departure", f"{words} perubahan status kesiapan", departure, actor=actor, now=now)
    return departure


def _record(deed: str, words: str, departure: StatusDeparture, *, actor: Actor, now: datetime) -> None:
    person = people.person(departure.person_id)
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="person",
        subject_id=departure.person_id,
        summary=f"{words} {person.number}: {departure.status.label}",
        after={"status": departure.status, "reason": departure.reason, "is_confirmed": departure.is_confirmed},
    )
