"""Ending offers that nobody took in time, so that their money is free for others, and telling the officers."""

from datetime import date, datetime

import structlog

from core.auth.roles import SYSTEM
from core.dates import format_date
from core.db import db, transaction
from core.errors import DomainError
from core.jobs.registry import Job
from harkat.applications import queries, service
from harkat.applications.models import Application
from harkat.applications.notices import service as notices

log = structlog.get_logger()


def expire_offers(business_date: date, now: datetime) -> str:
    """End every offer whose last day has passed, each in a transaction of its own; one that fails stops no other."""
    ended, failed = 0, []
    for application_id in queries.expired_offers(business_date):
        try:
            with transaction():
                application = queries.application(application_id, SYSTEM)
                if service.expire(application, today=business_date, actor=SYSTEM, now=now):
                    notices.tell(application, _words(application), now=now)
                    ended += 1
        except DomainError as refusal:
            log.warning("offer not ended", application_id=application_id, reason=refusal.message)
            failed.append(application_id)
    db.session.rollback()
    return f"{ended} tawaran berakhir" + (f", {len(failed)} perlu dilihat petugas" if failed else "")


def _words(application: Application) -> str:
    last_day = application.offer_expires_on
    assert last_day is not None
    return f"Tawaran bank berakhir {format_date(last_day)}; dana yang disisihkan sudah dilepas. Kabari pemohon."


JOBS = [Job("applications.expire_offers", "Akhiri tawaran bank yang lewat waktu", expire_offers, hour=1)]
