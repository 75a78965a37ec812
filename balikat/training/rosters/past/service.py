"""Writing down trainings of the past, each once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from balikat.training.models import Course, PastTraining
from balikat.training.rosters.reading import PastTraining as ToldTraining
from balikat.training.rosters.sums import Sums
from core.auth.roles import Actor
from core.dates import JAKARTA
from core.db import db
from core.errors import RuleBroken


class TrainingAhead(RuleBroken):
    """A past training lies in the past."""


@dataclass(frozen=True)
class PastBook:
    """Our courses by name in small letters, asked once for a whole list."""

    courses: dict[str, int]

    @classmethod
    def open(cls) -> "PastBook":
        """Ask for the courses."""
        return cls({name.casefold(): key for key, name in db.session.execute(select(Course.id, Course.name))})

    def write(self, told: ToldTraining | None, person_id: int, *, actor: Actor, now: datetime) -> Sums:
        """Write a person's past training unless it is known by its name and day; a later list fills gaps only.

        :raises TrainingAhead: when it ends after today
        """
        if told is None:
            return Sums()
        if told.ended is not None and told.ended > now.astimezone(JAKARTA).date():
            raise TrainingAhead(f"Tanggal selesai {told.course} sesudah hari ini.")
        known = db.session.scalar(
            select(PastTraining).where(
                PastTraining.person_id == person_id,
                func.lower(PastTraining.course_name) == told.course.lower(),
                PastTraining.ended_on.is_(None) if told.ended is None else PastTraining.ended_on == told.ended,
            )
        )
        if known is not None:
            for name, value in (
                ("hours", told.hours),
                ("score", told.score),
                ("certificate_number", told.certificate),
            ):
                if getattr(known, name) is None:
                    setattr(known, name, value)
            return Sums()
        db.session.add(
            PastTraining(
                person_id=person_id,
                course_id=self.courses.get(told.course.casefold()),
                course_name=told.course,
                ended_on=told.ended,
                hours=told.hours,
                score=told.score,
                certificate_number=told.certificate,
                recorded_at=now,
                recorded_by_id=actor.id,
            )
        )
        db.session.flush()
        return Sums(trainings=1)
