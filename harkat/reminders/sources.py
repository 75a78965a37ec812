"""One reminder as its source tells of it."""

from dataclasses import dataclass
from datetime import date

from harkat.reminders.kinds import ReminderKind


@dataclass(frozen=True)
class Wanted:
    """Somebody to be reminded of something on a day; of no use after ``until_on``."""

    kind: ReminderKind
    person_id: int
    subject_id: int
    about_on: date
    until_on: date
    hour: str = ""
    place: str = ""

    @property
    def occasion(self) -> str:
        """Name the reminder so that it exists once."""
        return f"{self.kind}:{self.person_id}:{self.subject_id}:{self.about_on}"
