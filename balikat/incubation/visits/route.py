"""Which tenants are to be visited on a day, in the order of the kelurahan they are in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby


@dataclass(frozen=True)
class Stop:
    """A tenant on the way: where, when last visited and planned, and since when a visit is due."""

    tenant_id: int
    name: str
    business: str
    phone: str
    address: str
    kelurahan: str
    kecamatan: str
    visited_on: date | None
    planned_on: date | None
    due_on: date

    def is_due(self, day: date) -> bool:
        """Tell whether a visit is due on a day or earlier."""
        return self.due_on <= day

    def days_late(self, day: date) -> int:
        """Count the days a visit is late on a day."""
        return max(0, (day - self.due_on).days)


def due_on(*, enrolled_on: date, visited_on: date | None, planned_on: date | None, every_days: int) -> date:
    """Return the day by which the next visit is due: the planned day, else so many days after the last visit.

    A tenant never visited is due a week after being taken in. A plan never puts a visit off beyond the longest gap.
    """
    if visited_on is None:
        latest = enrolled_on + timedelta(days=min(7, every_days))
    else:
        latest = visited_on + timedelta(days=every_days)
    return latest if planned_on is None else min(planned_on, latest)


def plan_route(stops: Iterable[Stop], day: date) -> list[tuple[str, list[Stop]]]:
    """Group the stops due by a day by kelurahan, the kelurahan with the longest wait first."""
    due = sorted((stop for stop in stops if stop.is_due(day)), key=lambda stop: (stop.kecamatan, stop.kelurahan))
    groups = [
        (f"{kelurahan}, Kecamatan {kecamatan}", sorted(found, key=lambda stop: (stop.due_on, stop.name)))
        for (kecamatan, kelurahan), found in groupby(due, key=lambda stop: (stop.kecamatan, stop.kelurahan))
    ]
    return sorted(groups, key=lambda group: (group[1][0].due_on, group[0]))
