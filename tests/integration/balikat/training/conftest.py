"""A small school: one course, a running cohort of the trainer's, five sessions of which the last is today."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from balikat.training import queries
from balikat.training.attendance import Entry, Mark, Marked
from balikat.training.calendar import Rhythm
from balikat.training.cohorts import service as cohorts
from balikat.training.cohorts.queries import session_for
from balikat.training.courses import service as courses
from balikat.training.drafts import CohortDraft, CourseDraft, SessionsDraft
from balikat.training.enrollments import service as enrollments
from balikat.training.marks import service as marks
from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from tests import factories

Login = Callable[..., FlaskClient]
NAMES = ("Ani Lestari", "Budi Santoso", "Citra Dewi", "Dodi Harahap")


@dataclass
class School:
    """Keys of what was set up, and the actors who work there."""

    today: date
    course_id: int
    cohort_id: int
    officer: Actor
    trainer: Actor
    person_ids: dict[str, int] = field(default_factory=dict)
    enrollment_ids: dict[str, int] = field(default_factory=dict)
    session_ids: list[int] = field(default_factory=list)

    @property
    def last_session(self) -> int:
        """The session of today."""
        return self.session_ids[-1]

    def mark(self, session_id: int, letters: str) -> None:
        """Mark the participants by name, one letter each: H, I, S, A, or a dot for none."""
        kinds = {"H": Mark.PRESENT, "I": Mark.EXCUSED, "S": Mark.SICK, "A": Mark.ABSENT}
        session = session_for(session_id, self.officer)
        entries = [
            Entry(key, None, Marked(kinds[letter], session.hours if letter == "H" else 0))
            for key, letter in zip(self.enrollment_ids.values(), letters, strict=True)
            if letter in kinds
        ]
        marks.mark_attendance(
            session, entries, all_present=False, actor=self.officer, now=clock.now(), today=self.today
        )


def build(*, post_test: int | None = None, seats: int = 16) -> School:
    """Set the school up inside a transaction."""
    now, today = clock.now(), clock.today()
    officer = factories.account_named("officer").as_actor()
    trainer = factories.account_named("trainer").as_actor()
    factories.add_account("trainer2", Role.TRAINER)
    course = courses.create_course(
        CourseDraft(
            "Pembukuan usaha", "Keuangan", 20, counts_for_credit=True, share_percent=80, post_test_minimum=post_test
        ),
        actor=officer,
        now=now,
    )
    dates = (today - timedelta(days=10), today + timedelta(days=10))
    cohort = cohorts.create_cohort(
        course, CohortDraft("Angkatan 1", *dates, "Aula Camat", seats, (trainer.id or 0,)), actor=officer, now=now
    )
    pattern = SessionsDraft(today - timedelta(days=4), 5, Rhythm.DAILY, 4, topic="Kas harian", is_mandatory=False)
    sessions = cohorts.plan_sessions(cohort, pattern, actor=officer, now=now)
    people = {name: factories.make_person(name).id for name in NAMES}
    enrollments.enroll_all(cohort, list(people.values()), actor=officer, now=now)
    seated = {row.person.name: row.id for row in queries.enrollments_of(cohort.id)}
    return School(today, course.id, cohort.id, officer, trainer, people, seated, [session.id for session in sessions])


@pytest.fixture
def school(app: Flask) -> School:
    """The school on SQLite."""
    with app.app_context(), transaction():
        return build()


@pytest.fixture
def school_on_both(app_on_both: Flask) -> School:
    """The school, once on SQLite and once on PostgreSQL."""
    with app_on_both.app_context(), transaction():
        return build()
