"""Going on at night with banks' files that nobody finished by day."""

from datetime import date, datetime

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.jobs.registry import Job
from harkat.bank_files import queries, service
from harkat.bank_files.progress import FileState


def go_on(_business_date: date, now: datetime) -> str:
    """Carry out what is left of every file that was begun, piece by piece."""
    keys = queries.unfinished()
    db.session.rollback()
    rows = 0
    for file_id in keys:
        running = True
        while running:
            with transaction():
                file = queries.file_for(file_id, SYSTEM)
                before = file.handled
                service.go_on(file, actor=SYSTEM, now=now)
                rows += file.handled - before
                running = file.state is FileState.RUNNING
    return f"{len(keys)} berkas bank dilanjutkan, {rows} baris"


JOBS = [Job("bank_files.go_on", "Lanjutkan berkas bank yang belum selesai", go_on, hour=0)]
