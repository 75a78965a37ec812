"""How long an application has waited, in working days, at whom, and against which target."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from harkat.applications.states import ENDED, State

FRIDAY = 4
NO_TARGET = -1_000_000
AT_THE_BANK = frozenset({State.AT_BANK, State.CONTRACTED})
AT_THE_APPLICANT = frozenset({State.DRAFT, State.RETURNED, State.APPROVED, State.ACCEPTED})


@dataclass(frozen=True)
class Waited:
    """Working days spent in the city, at the bank and with the applicant, and in the step that is now."""

    city: int
    bank: int
    applicant: int
    step: int
    target: int | None

    @property
    def is_late(self) -> bool:
        """Tell whether this step takes longer than its target."""
        return self.target is not None and self.step > self.target

    @property
    def beyond(self) -> int:
        """Working days past the target; negative before it, and least where there is none."""
        return self.step - self.target if self.target is not None else NO_TARGET


def working_days(start: date, end: date, holidays: Collection[date]) -> int:
    """Count Mondays to Fridays that are no holidays, from the day after the start through the end."""
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(1 for day in days if day.weekday() <= FRIDAY and day not in holidays)


def waited(
    entries: Sequence[tuple[State, date]], *, today: date, holidays: Collection[date], targets: Mapping[str, int]
) -> Waited:
    """Split the time since the first entry by who was waited for; a step repeated begins anew.

    :param entries: the states in order with the day each began; of a state entered again at once the first counts
    :param targets: working days allowed in a state, by the state's value
    """
    spans: list[tuple[State, date]] = []
    for state, day in entries:
        if not spans or spans[-1][0] is not state:
            spans.append((state, day))
    city = bank = applicant = step = 0
    for place, (state, began) in enumerate(spans):
        if state in ENDED:
            break
        ended = spans[place + 1][1] if place + 1 < len(spans) else today
        step = working_days(began, ended, holidays)
        if state in AT_THE_BANK:
            bank += step
        elif state in AT_THE_APPLICANT:
            applicant += step
        else:
            city += step
    current = spans[-1][0] if spans else State.DRAFT
    if current in ENDED:
        step = 0
    return Waited(city, bank, applicant, step, targets.get(current.value) if current not in ENDED else None)
