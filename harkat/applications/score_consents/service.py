"""Writing down who allows the score in the file for the bank."""

from collections.abc import Collection
from datetime import datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.score_consents.models import ScoreConsent
from harkat.applications.score_consents.queries import answers_of, is_asked_on
from harkat.applications.score_consents.terms import TEXT_VERSION
from harkat.applications.steps import service as steps


def answer(application: Application, *, given_by: Collection[int], actor: Actor, now: datetime) -> int:
    """Record each borrower's answer that changed; return how many allow it now. The answers before stay.

    :param given_by: the persons who allow it; the others do not
    :raises Conflict: where the rule of the day asks nobody
    :raises RuleBroken: for somebody without a share
    """
    actor.require(Role.OFFICER, deed="mencatat persetujuan skor")
    steps.lock(application)
    if not is_asked_on(day_of(now)):
        raise Conflict("Aturan hari ini tidak mencantumkan skor dalam berkas bank, jadi tidak perlu ditanyakan.")
    borrowers = queries.share_holders(application.id)
    if not set(given_by) <= set(borrowers):
        raise RuleBroken("Pilih peminjam yang punya bagian dalam permohonan ini.", field="given_by")
    before = answers_of(application.id)
    for person_id in borrowers:
        is_given = person_id in given_by
        if person_id in before and before[person_id].is_given == is_given:
            continue
        db.session.add(
            ScoreConsent(
                application_id=application.id,
                person_id=person_id,
                is_given=is_given,
                text_version=TEXT_VERSION,
                answered_at=now,
                recorded_by_id=actor.id,
            )
        )
    words = f"persetujuan skor dalam berkas bank: {len(set(given_by))} dari {len(borrowers)} peminjam"
    steps.note(application, deed="score_consent", summary=words, actor=actor, now=now)
    return len(set(given_by))
