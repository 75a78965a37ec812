"""`harkat jobs`: run the job process, or one job for one date."""

import signal
import threading
from datetime import date, datetime
from types import FrameType

import click
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask, current_app
from flask.cli import with_appcontext

from core import clock
from core.dates import JAKARTA
from core.errors import DomainError
from core.jobs import service
from core.jobs.registry import Job
from core.jobs.registry import jobs as registry

NEVER_SKIPPED = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
"""However late a busy machine comes to a job, it runs: left alone, the scheduler drops what is a second late."""


@click.group()
def jobs() -> None:
    """Pekerjaan terjadwal: tiap tugas sekali untuk tiap tanggal."""


@jobs.command()
@with_appcontext
def run() -> None:
    """Jalankan proses tugas sampai dihentikan."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    scheduler = BackgroundScheduler(timezone=JAKARTA, job_defaults=NEVER_SKIPPED)
    for job in registry.all():
        often = {"trigger": "interval", "minutes": job.every}
        when = {"trigger": "cron", "hour": job.hour} if job.every is None else often
        scheduler.add_job(_run_due, args=(app, job), id=job.name, **when)
        scheduler.add_job(_run_due, args=(app, job), id=f"{job.name}-at-start")
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()
    stopped.wait()
    scheduler.shutdown(wait=True)


def _run_due(app: Flask, job: Job) -> None:
    with app.app_context():
        service.run_due(job, today=clock.today(), now=clock.now())


@jobs.command()
@click.argument("name", required=False)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Tanggal usaha; bawaan: hari ini.")
@with_appcontext
def once(name: str | None, day: datetime | None) -> None:
    """Jalankan satu tugas untuk satu tanggal; diulang pun tidak menggandakan apa pun."""
    if name is None:
        names = "\n".join(f"  {job.name}  {job.label}" for job in registry.all())
        raise click.ClickException(f"Sebut nama tugasnya. Yang ada:\n{names}")
    business_date: date = day.date() if day else clock.today()
    try:
        job = registry.named(name)
    except DomainError as error:
        raise click.ClickException(error.message) from None
    done = service.run_once(job, business_date=business_date, now=clock.now(), again=True)
    if done is None:
        click.echo(f"{name} {business_date}: sedang dikerjakan proses lain.")
    elif done.error:
        raise click.ClickException(f"{name} {business_date}: gagal. {done.error}")
    else:
        click.echo(f"{name} {business_date}: {done.outcome}")
