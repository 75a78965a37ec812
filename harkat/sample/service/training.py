"""The sample's courses: cohorts that are over, with certificates, and cohorts that run today."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from balikat.training import queries
from balikat.training.attendance import Entry, Mark, Marked
from balikat.training.awards import service as awards
from balikat.training.calendar import Rhythm
from balikat.training.certificates import CertificateState
from balikat.training.cohorts import service as cohorts
from balikat.training.cohorts.queries import session_for
from balikat.training.completion import AssessmentKind
from balikat.training.courses import service as courses
from balikat.training.drafts import CohortDraft, CourseDraft, ScoreDraft, SessionsDraft, SignatureDraft
from balikat.training.enrollments import service as enrollments
from balikat.training.marks import service as marks
from balikat.training.models import Cohort, Course
from harkat.sample.names import COURSES
from harkat.sample.service.cast import Cast, moment
from harkat.sample.service.people import COMES_FAR
from harkat.sample.story import Fate, Trader

SEATS = 16
HOURS = 4


def teach_everybody(cast: Cast) -> None:
    """Make the courses, run the cohorts that are over, and begin those of today."""
    officer = cast.actors["petugas"]
    taught = [
        courses.create_course(
            CourseDraft(name, theme, count * HOURS, counts_for_credit=credit, share_percent=80, post_test_minimum=60),
            actor=officer,
            now=moment(cast.day(620)),
        )
        for name, theme, count, credit in COURSES
    ]
    everybody = [*cast.story.individuals, *(trader for group in cast.story.groups for trader in group.members)]
    past = [trader for trader in everybody if trader.fate in COMES_FAR or _was_taught(trader)]
    past.sort(key=lambda trader: (trader.fate not in COMES_FAR, trader.registered_on))
    for index, chosen in enumerate(_classes(past)):
        course, sessions = _course(taught, index)
        starts_on = max(
            max(trader.registered_on for trader in chosen) + timedelta(days=6), cast.day(560) + timedelta(index)
        )
        cohort = _open(cast, course, index, starts_on, sessions, chosen)
        _hold(cast, cohort, until=cast.today, absent_every=9)
        _complete(cast, cohort)
    running = [trader for trader in everybody if trader.fate is Fate.IN_TRAINING]
    for index, chosen in enumerate(_classes(running)):
        course, sessions = _course(taught, index)
        cohort = _open(cast, course, 30 + index, cast.day(8 - index % 6), sessions, chosen)
        _hold(cast, cohort, until=cast.day(1), absent_every=5)


def _was_taught(trader: Trader) -> bool:
    """A third of those who are held back have been taught: a course alone does not open the door."""
    return trader.fate in (Fate.PAPERS_MISSING, Fate.PINJOL, Fate.RENTENIR, Fate.THIN_INCOME) and trader.serial % 3 == 0


def _classes(traders: Sequence[Trader]) -> list[list[Trader]]:
    return [list(traders[start : start + SEATS]) for start in range(0, len(traders), SEATS)]


def _course(taught: Sequence[Course], index: int) -> tuple[Course, int]:
    """Return a course and its number of sessions; those that count for credit come round more often."""
    which = (0, 1, 3, 1, 0, 3, 2)[index % 7]
    return taught[which], COURSES[which][2]


def _open(cast: Cast, course: Course, index: int, starts_on: date, sessions: int, chosen: Sequence[Trader]) -> Cohort:
    officer, now = cast.actors["petugas"], moment(starts_on - timedelta(days=5))
    last_on = starts_on + timedelta(days=sessions * 2 + 6)
    trainer_id = cast.actors["pelatih"].id
    assert trainer_id is not None
    draft = CohortDraft(f"Angkatan {index + 1}", starts_on, last_on, "Aula contoh BALIKAT", SEATS, (trainer_id,))
    cohort = cohorts.create_cohort(course, draft, actor=officer, now=now)
    pattern = SessionsDraft(
        starts_on,
        sessions,
        Rhythm.WORKDAYS,
        HOURS,
        None,
        is_mandatory=False,
        starts_at_time=time(8 if index % 2 else 13),
    )
    cohorts.plan_sessions(cohort, pattern, actor=officer, now=now)
    enrollments.enroll_all(cohort, [cast.person_id(trader) for trader in chosen], actor=officer, now=now)
    return cohort


def _hold(cast: Cast, cohort: Cohort, *, until: date, absent_every: int) -> None:
    """Mark every session up to a day; now and then somebody is absent, and the same few more often."""
    trainer = cast.actors["pelatih"]
    keys = [row.id for row in queries.enrollments_of(cohort.id)]
    for number, session in enumerate(queries.sessions_of(cohort.id)):
        if session.held_on > until:
            break
        absent = Marked(Mark.ABSENT, 0)
        entries = [
            Entry(key, None, absent)
            for place, key in enumerate(keys)
            if (place + number) % absent_every == 0 and place % 5 == 0
        ]
        now = moment(session.held_on, 12)
        marks.mark_attendance(
            session_for(session.id, trainer), entries, all_present=True, actor=trainer, now=now, today=session.held_on
        )


def _complete(cast: Cast, cohort: Cohort) -> None:
    """Record the post-test, find who passed and sign their certificates."""
    trainer, day = cast.actors["pelatih"], cohort.ends_on
    rows = queries.enrollments_of(cohort.id)
    scores = [ScoreDraft(row.id, AssessmentKind.POST_TEST, 62 + (row.id * 7) % 37) for row in rows]
    marks.record_scores(cohort, scores, actor=trainer, now=moment(day, 13))
    done = awards.complete_cohort(cohort, actor=trainer, now=moment(day, 15), today=day)
    if done.certificates:
        signature = SignatureDraft(CertificateState.SIGNED_BY_HAND, day + timedelta(days=3), "Kepala BALIKAT (contoh)")
        officer, now = cast.actors["petugas"], moment(day + timedelta(days=3), 11)
        awards.sign(done.certificates, signature, actor=officer, now=now, today=day + timedelta(days=3))
