"""Who is to be asked again, and when: a few months after a course or a graduation, never twice at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from balikat.follow_up.kinds import FollowUpReason
from core.dates import add_months
from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

MONTHS = "follow_up.months"
LINK_DAYS = "follow_up.link_days"
OPEN_DAYS = "follow_up.open_days"
APART_DAYS = 45


@dataclass(frozen=True)
class Finish:
    """That a person finished something on a day; ``key`` is the row that says so."""

    reason: FollowUpReason
    key: int
    person_id: int
    on: date


@dataclass(frozen=True)
class Wanted:
    """A follow-up to make."""

    finish: Finish
    months: int
    due_on: date


def read_months(value: object) -> tuple[int, ...]:
    """Read the rule on when to ask again.

    :raises RuleBroken: unless it is a list of months
    """
    good = isinstance(value, list) and value and all(isinstance(month, int) and 1 <= month <= 36 for month in value)
    if not good or not isinstance(value, list):
        raise RuleBroken("Tulis daftar bulan, contoh [3, 6].")
    return tuple(sorted(set(value)))


def earliest_finish(today: date, *, months: Sequence[int], open_days: int) -> date:
    """Return the first day on which a finish could still lead to a follow-up today."""
    return add_months(today, -max(months)) - timedelta(days=open_days + 3)


def plan(
    finishes: Iterable[Finish],
    known: Iterable[tuple[int, date]],
    *,
    months: Sequence[int],
    open_days: int,
    today: date,
) -> list[Wanted]:
    """Say which follow-ups are to be made on a day.

    One that fell due longer ago than it stays open is not made any more. A person asked within 45 days of another
    due day is not asked twice; graduation comes before a course. Making what is returned and asking again gives none.

    :param known: person and due day of every follow-up there is
    """
    taken: dict[int, list[date]] = {}
    for person_id, due_on in known:
        taken.setdefault(person_id, []).append(due_on)
    wanted = []
    order = sorted(finishes, key=lambda row: (row.reason is FollowUpReason.TRAINING, row.on, row.key))
    for finish in order:
        for month in sorted(months):
            due_on = add_months(finish.on, month)
            if not today - timedelta(days=open_days) <= due_on <= today:
                continue
            near = (abs((due_on - other).days) <= APART_DAYS for other in taken.get(finish.person_id, ()))
            if any(near):
                continue
            taken.setdefault(finish.person_id, []).append(due_on)
            wanted.append(Wanted(finish, month, due_on))
    return wanted


def _days(low: int, high: int, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RuleBroken(f"Isi bilangan bulat dari {low} sampai {high}.")


def check_link_days(value: object) -> None:
    """Refuse a life of links that is none. :raises RuleBroken: outside 1 to 90 days."""
    _days(1, 90, value)


def check_open_days(value: object) -> None:
    """Refuse a time to answer that is none. :raises RuleBroken: outside 7 to 180 days."""
    _days(7, 180, value)


declare(
    [
        Definition(
            MONTHS,
            "Tindak lanjut berapa bulan sesudah pelatihan atau lulus inkubasi",
            "table",
            [3, 6],
            "contoh; pemantauan sesudah inkubasi diharapkan aturan, lamanya belum diterbitkan kota",
            check=read_months,
        ),
        Definition(LINK_DAYS, "Tautan tindak lanjut berlaku (hari)", "whole", 30, "contoh", check=check_link_days),
        Definition(
            OPEN_DAYS, "Tindak lanjut ditunggu paling lama (hari)", "whole", 60, "contoh", check=check_open_days
        ),
    ]
)
