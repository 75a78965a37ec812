"""Creating courses and changing what they ask."""

from datetime import date, datetime

from sqlalchemy import select

from balikat.training import queries
from balikat.training.drafts import CourseDraft, RuleDraft
from balikat.training.models import Course, CourseRule
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import db
from core.errors import Conflict, RuleBroken
from core.policy.definitions import BEGINNING


class NameTaken(Conflict):
    """A course of that name exists."""


class PastRule(RuleBroken):
    """A completion rule may change for cohorts to come, not for those that began."""


def create_course(draft: CourseDraft, *, actor: Actor, now: datetime) -> Course:
    """Create a course with the completion rule that holds from the beginning.

    :raises NameTaken: when a course of that name exists
    """
    actor.require(Role.OFFICER, deed="membuat pelatihan")
    if db.session.scalar(select(Course.id).where(Course.name == draft.name)) is not None:
        raise NameTaken(f"Pelatihan “{draft.name}” sudah ada. Pakai nama lain atau buka yang sudah ada.", field="name")
    course = Course(
        name=draft.name,
        theme=draft.theme,
        hours=draft.hours,
        sector=draft.sector,
        kbli_code=draft.kbli_code,
        competence_units=draft.competence_units,
        created_at=now,
        created_by_id=actor.id,
    )
    db.session.add(course)
    db.session.flush()
    rule = RuleDraft(BEGINNING, draft.share_percent, draft.counts_for_credit, draft.post_test_minimum)
    _add_rule(course, rule, actor=actor, now=now)
    audit.record(
        "training.create_course",
        actor=actor,
        now=now,
        subject="course",
        subject_id=course.id,
        summary=f"Pelatihan “{course.name}” ({course.hours} JP) dibuat",
        after=vars(draft),
    )
    return course


def change_rule(course: Course, draft: RuleDraft, *, actor: Actor, now: datetime, today: date) -> CourseRule:
    """Let a course ask something else, or count for credit or not, for cohorts that start on a day or later.

    :raises PastRule: when the day has passed
    """
    actor.require(Role.OFFICER, deed="mengubah syarat kelulusan")
    if draft.valid_from < today:
        raise PastRule(
            "Syarat baru hanya untuk angkatan yang mulai hari ini atau sesudahnya. Ubah tanggalnya.", field="valid_from"
        )
    rules = queries.rules_of([course.id])[course.id]
    before = rules[-1]
    same_day = next((row for row in rules if row.valid_from == draft.valid_from), None)
    if same_day is not None:
        db.session.delete(same_day)  # a change planned for that day has not begun
        db.session.flush()
    row = _add_rule(course, draft, actor=actor, now=now)
    audit.record(
        "training.change_rule",
        actor=actor,
        now=now,
        subject="course",
        subject_id=course.id,
        summary=f"Syarat kelulusan “{course.name}” diubah untuk angkatan mulai {format_date_short(draft.valid_from)}",
        before={name: getattr(before, name) for name in ("share_percent", "post_test_minimum", "counts_for_credit")},
        after=vars(draft),
    )
    return row


def _add_rule(course: Course, draft: RuleDraft, *, actor: Actor, now: datetime) -> CourseRule:
    if draft.post_test_minimum is not None and draft.post_test_minimum > course.score_maximum:
        raise RuleBroken(f"Nilai post-test paling tinggi {course.score_maximum}.", field="post_test_minimum")
    row = CourseRule(course_id=course.id, created_at=now, created_by_id=actor.id, **vars(draft))
    db.session.add(row)
    db.session.flush()
    return row
