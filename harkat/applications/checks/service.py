"""Recording what was checked, by hand, from a list, or by looking into our own records."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import RuleBroken
from core.people import queries as people
from harkat.applications import queries
from harkat.applications.checks import queries as checks
from harkat.applications.checks.answer_rows import AnswerRow
from harkat.applications.checks.kinds import CheckAnswer, CheckKind, CheckSource
from harkat.applications.checks.models import EligibilityCheck
from harkat.applications.models import Application
from harkat.applications.states import IN_THE_CITY, WrongState
from harkat.applications.steps import service as steps


class ChecksOpen(RuleBroken):
    """A check that must be answered before a recommendation is not."""


def answer(
    application: Application,
    *,
    person_ids: Collection[int],
    kind: CheckKind,
    found: CheckAnswer,
    source: CheckSource,
    checked_on: date,
    actor: Actor,
    now: datetime,
    note: str | None = None,
) -> None:
    """Record one answer for one or several borrowers; the answers before stay.

    :raises RuleBroken: for a day ahead, a finding without words, or somebody without a share
    :raises WrongState: once the file has left the city
    """
    _begin(application, actor)
    if checked_on > day_of(now):
        raise RuleBroken("Tanggal pemeriksaan belum terjadi.", field="checked_on")
    if found is CheckAnswer.FOUND and not note:
        raise RuleBroken("Tulis apa yang ditemukan.", field="note")
    if not person_ids or not set(person_ids) <= set(queries.share_holders(application.id)):
        raise RuleBroken("Pilih peminjam yang punya bagian dalam permohonan ini.", field="person_ids")
    for person_id in person_ids:
        _add(application, person_id, kind, found, source, checked_on, note, actor, now)
    words = f"pemeriksaan “{kind.label}” dijawab untuk {len(set(person_ids))} peminjam"
    steps.note(application, deed="check", summary=words, actor=actor, now=now)


def take_list(application: Application, rows: Sequence[AnswerRow], *, actor: Actor, now: datetime) -> int:
    """Record what a list from Dukcapil says of this application's borrowers; return for how many it said something.

    NIKs of others are passed over. The same list again adds nothing.
    """
    _begin(application, actor)
    today = day_of(now)
    by_nik = {share.person.nik: share.person_id for share in queries.shares_of(application.id) if share.person.nik}
    known = checks.answers_of(application.id, today)
    told = set()
    for row in rows:
        person_id = by_nik.get(row.nik)
        if person_id is None:
            continue
        told.add(person_id)
        before = {item.kind: (item.answer, item.source) for item in known[person_id]}
        for kind, found in row.answers:
            if before.get(kind) != (found, CheckSource.DUKCAPIL):
                _add(application, person_id, kind, found, CheckSource.DUKCAPIL, today, None, actor, now)
    words = f"daftar dari Dukcapil diambil, {len(told)} peminjam terjawab"
    steps.note(application, deed="check_list", summary=words, actor=actor, now=now)
    return len(told)


def look_ourselves(application: Application, *, actor: Actor, now: datetime) -> None:
    """Answer from our own records whether a borrower's NIK, or name and birthday, stands there twice."""
    for share in queries.shares_of(application.id):
        if share.person.nik is None:
            continue
        namesakes = people.namesakes_of(share.person)
        found = CheckAnswer.FOUND if namesakes else CheckAnswer.CLEAR
        note = f"Nama dan tanggal lahir sama dengan {', '.join(namesakes)}" if namesakes else None
        _add(
            application, share.person_id, CheckKind.DOUBLE_NIK, found, CheckSource.SYSTEM, day_of(now), note, actor, now
        )


def check_answered(application: Application, day: date) -> None:
    """Refuse a recommendation while a check that must be answered is not; a finding stops nothing by itself.

    :raises ChecksOpen: naming whom and what
    """
    waiting = checks.open_of(application.id, day)
    if waiting:
        raise ChecksOpen(f"Belum dicek: {', '.join(waiting)}. Isi di “Pemeriksaan kelayakan” pada permohonan ini.")


def _begin(application: Application, actor: Actor) -> None:
    actor.require(Role.OFFICER, deed="mencatat pemeriksaan kelayakan")
    steps.lock(application)
    if application.state not in IN_THE_CITY:
        raise WrongState("Pemeriksaan kelayakan dicatat sebelum berkas dikirim ke bank.")


def _add(
    application: Application,
    person_id: int,
    kind: CheckKind,
    found: CheckAnswer,
    source: CheckSource,
    checked_on: date,
    note: str | None,
    actor: Actor,
    now: datetime,
) -> None:
    db.session.add(
        EligibilityCheck(
            application_id=application.id,
            person_id=person_id,
            kind=kind,
            answer=found,
            source=source,
            checked_on=checked_on,
            note=note,
            recorded_at=now,
            recorded_by_id=actor.id,
        )
    )
    db.session.flush()
