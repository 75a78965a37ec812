"""Ending offers and files that nobody went on with, telling the officers, and freeing sub-groups that have paid."""

from datetime import date, datetime, timedelta

import structlog

from core.auth.roles import SYSTEM
from core.dates import format_date
from core.db import db, transaction
from core.errors import DomainError
from core.groups import queries as groups
from core.groups import service as group_service
from core.jobs.registry import Job
from core.policy.queries import whole_on
from harkat.applications import queries, service
from harkat.applications.endings import queries as endings
from harkat.applications.models import Application
from harkat.applications.notices import service as notices
from harkat.applications.rules import IDLE_DAYS, RELEASE_DAYS

log = structlog.get_logger()


def expire_offers(business_date: date, now: datetime) -> str:
    """End every offer whose last day has passed, each in a transaction of its own; one that fails stops no other."""
    ended, failed = 0, []
    for application_id in endings.expired_offers(business_date):
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


def expire_idle(business_date: date, now: datetime) -> str:
    """End the files that nobody completed for as long as the rule of the day allows."""
    before = business_date - timedelta(days=whole_on(IDLE_DAYS, business_date))
    ended = 0
    for application_id in endings.waiting_for_applicant():
        with transaction():
            application = queries.application(application_id, SYSTEM)
            ended += service.expire_idle(application, before=before, actor=SYSTEM, now=now)
    db.session.rollback()
    return f"{ended} permohonan yang lama tidak dilengkapi berakhir"


def release_paid_off(business_date: date, now: datetime) -> str:
    """Free the members of sub-groups that paid everything off, a few days after the last payment."""
    last = business_date - timedelta(days=whole_on(RELEASE_DAYS, business_date))
    freed = 0
    for sub_group_id in endings.frozen_sub_groups():
        paid_off = endings.paid_off_on(sub_group_id)
        if paid_off is not None and paid_off <= last:
            with transaction():
                group_service.release(groups.sub_group(sub_group_id), actor=SYSTEM, now=now)
                freed += 1
    db.session.rollback()
    return f"{freed} sub-kelompok yang lunas dilepas dari tanggung renteng"


JOBS = [
    Job("applications.expire_offers", "Akhiri tawaran bank yang lewat waktu", expire_offers, hour=1),
    Job("applications.expire_idle", "Akhiri permohonan yang lama tidak dilengkapi", expire_idle, hour=1),
    Job("applications.release_paid_off", "Lepaskan sub-kelompok yang pinjamannya lunas", release_paid_off, hour=2),
]
