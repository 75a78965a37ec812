"""What other rooms ask of training, on both databases, and the class page's fixed number of queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from balikat.training import queries
from balikat.training.attendance import Entry, Mark, Marked
from balikat.training.awards import service as awards
from balikat.training.calendar import Rhythm
from balikat.training.cohorts import service as cohorts
from balikat.training.cohorts.queries import cohort_for, session_for
from balikat.training.completion import Completion, Outcome
from balikat.training.courses.queries import counts_by_kecamatan
from balikat.training.drafts import CohortDraft, RuleDraft, SessionsDraft
from balikat.training.enrollments import service as enrollments
from balikat.training.marks import service as marks
from balikat.training.models import CourseRule
from core import clock
from core.auth.roles import Role
from core.db import db, transaction
from tests import factories
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the statements sent to the database."""
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_completions_and_state_of_a_person(app_on_both: Flask, school_on_both: School) -> None:
    school = school_on_both
    ani, dodi = school.person_ids["Ani Lestari"], school.person_ids["Dodi Harahap"]
    with app_on_both.app_context():
        with transaction():
            for session_id in school.session_ids:
                school.mark(session_id, "HHHA")
            cohort = cohort_for(school.cohort_id, school.officer)
            awards.complete_cohort(cohort, actor=school.officer, now=clock.now(), today=school.today)
        assert queries.completions_of(ani) == [
            Completion("Pembukuan usaha", school.today, 20, True, f"BLK-{school.today.year}-00001")
        ]
        assert queries.completions_of(dodi) == []
        with transaction():
            first_on = cohort_for(school.cohort_id, school.officer).starts_on
            for days, counts in ((1, True), (0, False), (-30, False)):  # only the rule of the first day is asked
                draft = RuleDraft(first_on + timedelta(days=days), share_percent=80, counts_for_credit=False)
                rule = CourseRule(course_id=school.course_id, created_at=clock.now(), **vars(draft))
                db.session.add(rule)
                db.session.flush()
                assert queries.completions_of(ani)[0].counts_for_credit is counts
                db.session.delete(rule)
                db.session.flush()
        (state,) = queries.training_state(dodi, school.today)
        assert state.standing.outcome is Outcome.CANNOT_PASS
        assert state.enrollment.cohort.course.name == "Pembukuan usaha"
        assert queries.training_state(999, school.today) == []


def test_counts_by_kecamatan(app_on_both: Flask, school_on_both: School) -> None:
    school = school_on_both
    with app_on_both.app_context():
        with transaction():
            factories.make_person("Fitri", kelurahan_code="15.71.02.1001")
            for session_id in school.session_ids:
                school.mark(session_id, "HHAA")
            cohort = cohort_for(school.cohort_id, school.officer)
            awards.complete_cohort(cohort, actor=school.officer, now=clock.now(), today=school.today)
        rows = {row.name: (row.registered, row.in_training, row.completed) for row in counts_by_kecamatan(school.today)}
        assert rows == {"Telanaipura": (4, 2, 2), "Jambi Selatan": (1, 0, 0)}
        after = counts_by_kecamatan(school.today + timedelta(days=11))
        assert sum(row.in_training for row in after) == 0


def fill_class(school: School, *, people: int, sessions: int) -> int:
    """Make a class of this size with every mark written and return its cohort."""
    now = clock.now()
    draft = CohortDraft(
        "Besar", school.today - timedelta(days=60), school.today, "Aula", people, (school.trainer.id or 0,)
    )
    cohort = cohorts.create_cohort(queries.course(school.course_id), draft, actor=school.officer, now=now)
    pattern = SessionsDraft(draft.starts_on, sessions, Rhythm.DAILY, 4, topic=None, is_mandatory=False)
    made = cohorts.plan_sessions(cohort, pattern, actor=school.officer, now=now)
    keys = [factories.make_person(f"Peserta {number:03}").id for number in range(people)]
    outcome = enrollments.enroll_all(cohort, keys, actor=school.officer, now=now)
    for number, row in enumerate(made):
        session = session_for(row.id, school.officer)
        entries = [
            Entry(seat.id, None, Marked(Mark.ABSENT, 0) if (place + number) % 7 == 0 else Marked(Mark.PRESENT, 4))
            for place, seat in enumerate(outcome.seated)
        ]
        marks.mark_attendance(session, entries, all_present=False, actor=school.officer, now=now, today=school.today)
    return cohort.id


def test_a_class_of_sixty_by_forty_asks_as_often_as_a_small_one(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        big = fill_class(school, people=60, sessions=40)
    browser = login(Role.TRAINER)
    for page in ("/angkatan/{}", "/angkatan/{}/presensi", "/angkatan/{}/nilai"):
        asked = []
        for cohort_id in (school.cohort_id, big):
            with app.app_context(), counted_queries() as statements:
                assert browser.get(page.format(cohort_id)).status_code == 200
            asked.append(len(statements))
        assert asked[0] == asked[1] <= 16, (page, asked)


def test_a_persons_page_shows_their_training(login: Login, school: School) -> None:
    text = login(Role.OFFICER).get(f"/orang/{school.person_ids['Ani Lestari']}").text
    assert "Pelatihan BALIKAT" in text
    assert "Pembukuan usaha" in text
    assert "Masih bisa absen 1 kali." in text


def test_a_participants_page_says_what_is_missing(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        school.mark(school.session_ids[0], "AHHH")
    text = login(Role.TRAINER).get(f"/angkatan/peserta/{school.enrollment_ids['Ani Lestari']}").text
    assert "Yang masih kurang" in text
    assert "Tidak boleh absen lagi." in text
    assert "NIK" not in text
