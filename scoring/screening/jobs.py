"""The nightly clearing of uploaded files whose time is over."""

from datetime import date, datetime

from core.auth.roles import SYSTEM
from core.db import transaction
from core.jobs.registry import Job
from scoring.screening import service
from scoring.screening.intake import service as intake


def destroy_files(business_date: date, now: datetime) -> str:
    """Destroy the content of files kept longer than the rule of the day allows."""
    with transaction():
        count = service.destroy_old_files(today=business_date, now=now, actor=SYSTEM)
    return f"{count} berkas dihapus isinya"


def destroy_left_over(business_date: date, now: datetime) -> str:
    """Destroy what was handed in and finished by nobody in the time the rule of the day gives."""
    with transaction():
        count = intake.destroy_left_over(today=business_date, now=now, actor=SYSTEM)
    return f"{count} berkas yang tidak diselesaikan dihapus"


JOBS = [
    Job("screening.destroy_files", "Menghapus isi berkas pemeriksaan yang habis masanya", destroy_files, hour=3),
    Job("screening.destroy_left_over", "Menghapus berkas yang tidak diselesaikan", destroy_left_over, hour=3),
]
