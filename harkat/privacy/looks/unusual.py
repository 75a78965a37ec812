"""Telling unusual looking from usual looking, and putting it as a question that accuses nobody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.dates import JAKARTA, day_of, format_weekday
from core.labels import LabeledEnum

Key = tuple[int, date, "Unusual"]

SATURDAY = 5
MOST_NUMBERS = 10
"""How many persons' numbers a question names; the rest are counted."""


class Unusual(LabeledEnum):
    """What is unusual about an account's looking on a day."""

    MANY = ("many", "Banyak orang dalam sehari")
    HOURS = ("hours", "Di luar jam kantor")
    NO_CASE = ("no_case", "Orang yang tidak sedang ditanganinya")


@dataclass(frozen=True)
class Look:
    """One look of an account at a person's debts. ``has_case`` is None for those whose duty reaches everybody."""

    at: datetime
    account_id: int
    name: str
    person_id: int
    number: str
    has_case: bool | None


@dataclass(frozen=True)
class Span:
    """The days on which an account had something to do with a person; without ``last`` it goes on."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it, both ends included."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Limits:
    """From how many persons a day is unusual, and the whole hours from and to which the office is open."""

    many: int
    opens: int
    closes: int


@dataclass(frozen=True)
class Finding:
    """One unusual thing of an account on a day, as a question with the numbers behind it."""

    account_id: int
    day: date
    kind: Unusual
    asked: str
    behind: str

    @property
    def key(self) -> "Key":
        """What a review names it by."""
        return self.account_id, self.day, self.kind


def has_case(day: date, spans: Iterable[Span]) -> bool:
    """Tell whether an account had something to do with a person on a day."""
    return any(span.holds(day) for span in spans)


def is_outside_hours(moment: datetime, limits: Limits) -> bool:
    """Tell whether a moment lies outside the office's hours: before, after, or on a Saturday or Sunday in Jakarta."""
    local = moment.astimezone(JAKARTA)
    return local.weekday() >= SATURDAY or not limits.opens <= local.hour < limits.closes


def unusual(looks: Iterable[Look], limits: Mapping[date, Limits]) -> list[Finding]:
    """Return what is unusual, the newest day first, at most one of each kind for an account and a day.

    :param limits: the rules of every day that has a look
    """
    days: dict[tuple[date, int], list[Look]] = {}
    for look in looks:
        days.setdefault((day_of(look.at), look.account_id), []).append(look)
    ordered = sorted(days, key=lambda key: (-key[0].toordinal(), key[1]))
    return [finding for key in ordered for finding in _of_day(key[0], days[key], limits[key[0]])]


def _of_day(day: date, looks: Sequence[Look], limits: Limits) -> list[Finding]:
    persons = {look.person_id for look in looks}
    late = sorted((look for look in looks if is_outside_hours(look.at, limits)), key=lambda look: look.at)
    foreign = [look for look in looks if look.has_case is False]
    found = []
    if len(persons) >= limits.many:
        found.append(_many(day, looks[0], len(persons), limits))
    if late:
        found.append(_late(day, late, limits))
    if foreign:
        found.append(_foreign(day, foreign))
    return found


def _many(day: date, look: Look, persons: int, limits: Limits) -> Finding:
    asked = f"Mengapa {look.name} perlu melihat utang {persons} orang pada {format_weekday(day)}?"
    behind = f"Ditanyakan mulai {limits.many} orang dalam sehari."
    return Finding(look.account_id, day, Unusual.MANY, asked, behind)


def _late(day: date, late: Sequence[Look], limits: Limits) -> Finding:
    asked = f"Pekerjaan apa yang membuat {late[0].name} melihat utang di luar jam kantor pada {format_weekday(day)}?"
    first, last = (f"{look.at.astimezone(JAKARTA):%H.%M}" for look in (late[0], late[-1]))
    when = f"pukul {first}" if first == last else f"antara pukul {first} dan {last}"
    hours = f"Senin sampai Jumat {limits.opens:02}.00 sampai {limits.closes:02}.00"
    behind = f"{len(late)} kali, {when}; jam kantor {hours}. {_numbers(late)}"
    return Finding(late[0].account_id, day, Unusual.HOURS, asked, behind)


def _foreign(day: date, looks: Sequence[Look]) -> Finding:
    persons = {look.person_id for look in looks}
    asked = (
        f"Untuk keperluan apa {looks[0].name} melihat utang {len(persons)} orang "
        f"yang tidak tercatat sedang ditanganinya pada {format_weekday(day)}?"
    )
    return Finding(looks[0].account_id, day, Unusual.NO_CASE, asked, _numbers(looks))


def _numbers(looks: Sequence[Look]) -> str:
    numbers = sorted({look.number for look in looks})
    rest = len(numbers) - MOST_NUMBERS
    return f"Orang: {', '.join(numbers[:MOST_NUMBERS])}{f', dan {rest} lagi' if rest > 0 else ''}."
