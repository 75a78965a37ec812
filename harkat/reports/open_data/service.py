"""Giving a quarter's sums out, once."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import format_date
from core.db import db
from core.errors import Conflict
from core.policy.queries import whole_on
from harkat.reports.open_data import queries
from harkat.reports.open_data.models import OpenRelease
from harkat.reports.open_data.rows import last_quarter_end, publish
from harkat.reports.open_data.terms import RUPIAH_BASE
from harkat.reports.queries.front import money

RELEASERS = (Role.ECONOMICS, Role.HEAD)


def give_out(*, actor: Actor, now: datetime, today: date) -> OpenRelease:
    """Round the sums of the last quarter's end, with regard to every earlier release, and keep them for good.

    :raises Conflict: when that quarter was given out already
    """
    actor.require(*(*RELEASERS, Role.SYSTEM), deed="menerbitkan data terbuka")
    day = last_quarter_end(today)
    earlier = list(reversed(queries.releases()))
    if any(row.day == day for row in earlier):
        raise Conflict(
            f"Rilis {format_date(day)} sudah terbit dan tidak berubah. Rilis berikutnya sesudah triwulan ini."
        )
    row = OpenRelease(
        day=day,
        bank_day=money(day, today=today).reported_on,
        content=publish(
            queries.counted_on(day),
            rupiah_base=whole_on(RUPIAH_BASE, day),
            before=[known.content for known in earlier if known.day < day],
        ),
        released_at=now,
        released_by_id=actor.id,
        released_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "reports.release_open_data",
        actor=actor,
        now=now,
        subject="open_release",
        subject_id=None,
        summary=f"Data terbuka {format_date(day)} diterbitkan",
        after={"day": day, "bases": {name: kept["base"] for name, kept in row.content.items()}},
    )
    return row
