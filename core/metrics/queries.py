"""Reading the numbers that are watched; sums over tables, so that any process gives the same answer."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import disk_usage

from sqlalchemy import func, select

from core.audit.models import AuditEntry, AuditLink
from core.auth.models import SignInFailure
from core.db import db
from core.jobs.models import JobRun
from core.mail.models import OutgoingMail


@dataclass(frozen=True)
class Gauge:
    """One number: its name without the prefix, what it means, and its value."""

    name: str
    meaning: str
    value: float


def gauges(*, folder: Path, now: datetime) -> list[Gauge]:
    """Return the numbers, in order of name.

    :param folder: where the database or its backups lie, whose free room is told in bytes
    """
    last_job = db.session.scalar(select(func.max(JobRun.finished_at)))
    failed = select(func.count()).select_from(JobRun).where(JobRun.error.is_not(None), JobRun.finished_at.is_(None))
    disk = disk_usage(folder)
    found = [
        Gauge("audit_entries", "Audit entries there are.", _count(AuditEntry.id)),
        Gauge("audit_unsealed", "Audit entries that are not in the chain yet.", _unsealed()),
        Gauge("disk_free_bytes", "Free room where the installation lies.", disk.free),
        Gauge("disk_total_bytes", "Room where the installation lies.", disk.total),
        Gauge(
            "jobs_failed", "Job runs that ended with an error and were not made good.", db.session.scalar(failed) or 0
        ),
        Gauge(
            "jobs_last_finished_seconds_ago", "Seconds since a job last finished; -1 for never.", _ago(last_job, now)
        ),
        Gauge("sign_in_failures", "Failed tries to sign in kept by the brake (one day).", _count(SignInFailure.id)),
    ]
    states = db.session.execute(select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)).all()
    found += [Gauge(f"mail_{state.value}", f"E-mails in state {state.value}.", count) for state, count in states]
    return sorted(found, key=lambda gauge: gauge.name)


def as_text(found: list[Gauge]) -> str:
    """Write numbers in the Prometheus text exposition format 0.0.4."""
    lines = []
    for gauge in found:
        lines += [f"# HELP harkat_{gauge.name} {gauge.meaning}", f"# TYPE harkat_{gauge.name} gauge"]
        lines.append(
            f"harkat_{gauge.name} {gauge.value:g}" if gauge.value < 10**6 else f"harkat_{gauge.name} {gauge.value:.0f}"
        )
    return "\n".join(lines) + "\n"


def _count(column: object) -> int:
    return db.session.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def _unsealed() -> int:
    newest = db.session.scalar(select(func.max(AuditLink.entry_id))) or 0
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.id > newest)) or 0


def _ago(moment: datetime | None, now: datetime) -> float:
    return -1 if moment is None else (now - moment).total_seconds()
