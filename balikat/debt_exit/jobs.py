"""Asking for fresh evidence when it is due, and destroying the pictures of papers whose time is over."""

from datetime import date, datetime

import structlog

from balikat.debt_exit import queries, service
from balikat.debt_exit.keeping.service import ask_evidence
from balikat.debt_exit.papers.service import destroy_old_proofs
from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.jobs.registry import Job
from scoring.screening import queries as screening

CHUNK = 50
DAYS_TO_BRING = 14

log = structlog.get_logger()


def ask_for_evidence(business_date: date, now: datetime) -> str:
    """Put a request on every running plan whose debts went unseen for too long, at most one a month.

    Each plan has a transaction of its own; one that fails stops no other, and a second run finds nothing to do.
    """
    asked, failed, last = 0, 0, 0
    while keys := queries.running_after(last, limit=CHUNK):
        last = keys[-1]
        db.session.rollback()
        for plan_id in keys:
            try:
                asked += _ask(plan_id, business_date, now)
            except Exception as problem:
                log.error("evidence not asked for", plan_id=plan_id, exc_info=problem)
                failed += 1
    db.session.rollback()
    return f"{asked} rencana diminta bukti terbaru" + (f", {failed} gagal (lihat catatan sistem)" if failed else "")


def _ask(plan_id: int, business_date: date, now: datetime) -> bool:
    with transaction():
        plan = queries.plan_for(plan_id, SYSTEM, even_withheld=True)
        if screening.is_withheld(plan.person_id):
            return False
        service.take_up(plan, actor=SYSTEM, now=now, today=business_date)
        return ask_evidence(plan, today=business_date, days_to_bring=DAYS_TO_BRING, actor=SYSTEM, now=now)


def destroy_proofs(business_date: date, now: datetime) -> str:
    """Destroy the pictures kept longer than the rule of the day allows."""
    with transaction():
        count = destroy_old_proofs(today=business_date, now=now, actor=SYSTEM)
    return f"{count} bukti dihapus gambarnya"


JOBS = [
    Job("debt_exit.ask_evidence", "Minta bukti terbaru pembinaan utang", ask_for_evidence, hour=4),
    Job("debt_exit.destroy_proofs", "Hapus gambar bukti pembinaan yang habis masanya", destroy_proofs, hour=4),
]
