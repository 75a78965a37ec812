"""The nightly look at everybody who was ever assessed: again where facts changed or grew too old."""

from datetime import date, datetime

import structlog

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.jobs.registry import Job
from harkat.readiness import queries, service

CHUNK = 20

log = structlog.get_logger()


def reassess(business_date: date, now: datetime) -> str:
    """Assess again whoever's facts or scorecard changed; a second run for the same day finds nothing to do.

    Each chunk is one transaction. Where one fails, its persons are tried one by one and the failures counted.
    """
    looked = changed = last = 0
    failed: list[int] = []
    while due := _due(last):
        try:
            changed += _look_again(due, business_date, now)
        except Exception:  # noqa: BLE001 one person's trouble must not keep the others waiting
            for person_id in due:
                try:
                    changed += _look_again([person_id], business_date, now)
                except Exception as problem:
                    log.error("reassessment failed", person_id=person_id, exc_info=problem)
                    failed.append(person_id)
        looked += len(due)
        last = due[-1]
    trouble = f", {len(failed)} gagal (lihat catatan sistem)" if failed else ""
    return f"{looked} orang diperiksa, {changed} dinilai ulang{trouble}"


def _due(last: int) -> list[int]:
    due = queries.persons_due(after_id=last, limit=CHUNK)
    db.session.rollback()
    return due


def _look_again(person_ids: list[int], business_date: date, now: datetime) -> int:
    with transaction():
        again = [
            service.assess_if_changed(person_id, actor=SYSTEM, now=now, today=business_date) for person_id in person_ids
        ]
    return sum(kept is not None for kept in again)


JOBS = [Job("readiness.reassess", "Menilai ulang kesiapan", reassess, hour=3)]
