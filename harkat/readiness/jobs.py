"""The nightly look at everybody who was ever assessed: again where facts changed or grew too old."""

from datetime import date, datetime

import structlog
from sqlalchemy import update

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.jobs.registry import Job
from harkat.readiness import queries, service
from harkat.readiness.models import ReassessmentRun

CHUNK = 50

log = structlog.get_logger()


def reassess(business_date: date, now: datetime) -> str:
    """Assess again whoever's facts or scorecard changed; a second run for the same day finds nothing to do.

    Each chunk is one transaction that also writes how far the run came, so a run that was cut off goes on where it
    stopped. Where a chunk fails, its persons are tried one by one and the failures counted.
    """
    _begin(business_date)
    while due := _due(business_date):
        try:
            _look_again(due, business_date, now, last=due[-1])
        except Exception:  # noqa: BLE001 one person's trouble must not keep the others waiting
            _one_by_one(due, business_date, now)
    with transaction() as session:
        run = session.get_one(ReassessmentRun, business_date)
        run.is_done = True
        trouble = f", {run.failed} gagal (lihat catatan sistem)" if run.failed else ""
        return f"{run.looked} orang diperiksa, {run.changed} dinilai ulang{trouble}"


def _begin(business_date: date) -> None:
    """Go on with a run that was cut off, or begin one."""
    with transaction() as session:
        run = session.get(ReassessmentRun, business_date)
        if run is None or run.is_done:
            fresh = ReassessmentRun(business_date=business_date, everybody=queries.count_assessed())
            fresh.after_id = fresh.looked = fresh.changed = fresh.failed = 0
            fresh.is_done = False
            session.merge(fresh)


def _due(business_date: date) -> list[int]:
    run = db.session.get_one(ReassessmentRun, business_date, populate_existing=True)
    due = queries.persons_due(after_id=run.after_id, limit=CHUNK)
    db.session.rollback()
    return due


def _look_again(person_ids: list[int], business_date: date, now: datetime, *, last: int, failed: int = 0) -> None:
    """Assess persons whose facts changed, unless another process has taken them, and write how far the run came."""
    with transaction():
        if not _take(business_date, person_ids[0], last):
            return
        changed = sum(
            service.assess_if_changed(person_id, actor=SYSTEM, now=now, today=business_date) is not None
            for person_id in (person_ids if not failed else [])
        )
        db.session.execute(
            update(ReassessmentRun)
            .where(ReassessmentRun.business_date == business_date)
            .values(
                looked=ReassessmentRun.looked + len(person_ids),
                changed=ReassessmentRun.changed + changed,
                failed=ReassessmentRun.failed + failed,
            )
        )


def _one_by_one(person_ids: list[int], business_date: date, now: datetime) -> None:
    for person_id in person_ids:
        try:
            _look_again([person_id], business_date, now, last=person_id)
        except Exception as problem:
            log.error("reassessment failed", person_id=person_id, exc_info=problem)
            _look_again([person_id], business_date, now, last=person_id, failed=1)


def _take(business_date: date, first: int, last: int) -> bool:
    taken = db.session.execute(
        update(ReassessmentRun)
        .where(ReassessmentRun.business_date == business_date, ReassessmentRun.after_id < first)
        .values(after_id=last)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


JOBS = [Job("readiness.reassess", "Menilai ulang kesiapan", reassess, hour=3)]
