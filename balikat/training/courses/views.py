"""Pages about courses: list, form, detail with what they ask, and the counts by kecamatan."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from balikat.training import queries
from balikat.training.cohorts.queries import list_cohorts
from balikat.training.completion import POST_TEST, SHARE
from balikat.training.courses import service
from balikat.training.courses.queries import (
    cohort_count,
    completed_count,
    counts_by_kecamatan,
    list_courses,
    participant_count,
)
from balikat.training.courses.schemas import CourseSchema, RuleSchema
from balikat.training.models import Cohort, Course
from core import clock
from core.auth.roles import Role
from core.db import db, transaction
from core.policy.queries import whole_on
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.keyset import Sortable
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.MENTOR, Role.TRAINER)
COUNTERS = (*READERS, Role.ECONOMICS)

blueprint = Blueprint("courses", __name__, url_prefix="/pelatihan")
MENU = [
    MenuItem("Pelatihan", "courses.index", (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.MENTOR), order=30),
    MenuItem("Rekap pelatihan", "courses.counts", (Role.ECONOMICS, Role.HEAD), order=32),
]


@blueprint.get("")
@allow(*COUNTERS)
def index() -> ResponseReturnValue:
    """List the courses with their counts."""
    sorts: dict[str, Sortable] = {
        "nama": Course.name,
        "jam": Course.hours,
        "angkatan": cohort_count(),
        "peserta": participant_count(),
        "lulus": completed_count(),
    }
    listing = read_listing(sorts, default="nama")
    found = paginate(list_courses(listing.words, clock.today()), listing, tie=Course.id, scalars=False)
    return page("balikat/training/courses.html", found=found)


@blueprint.get("/rekap")
@allow(*COUNTERS)
def counts() -> ResponseReturnValue:
    """Show how many are registered, in training and through, by kecamatan; no names."""
    rows = counts_by_kecamatan(clock.today())
    return page("balikat/training/counts.html", rows=rows, today=clock.today())


@blueprint.get("/baru")
@allow(Role.OFFICER)
def new() -> ResponseReturnValue:
    """Show the form for a course, with the defaults of the day."""
    today = clock.today()
    defaults = {"share_percent": whole_on(SHARE, today), "counts_for_credit": "1"}
    return _form_page(empty_form(defaults))


@blueprint.post("/baru")
@allow(Role.OFFICER)
def create() -> ResponseReturnValue:
    """Create a course."""
    form = read_form(CourseSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            course = service.create_course(form.draft, actor=actor(), now=clock.now())
            return moved("courses.show", course_id=course.id, flash=f"Pelatihan “{course.name}” tersimpan.")
    return _form_page(form)


def _form_page(form: Form[Any]) -> ResponseReturnValue:
    return page("balikat/training/course_form.html", form=form, post_test=whole_on(POST_TEST, clock.today()))


@blueprint.get("/<int:course_id>")
@allow(*READERS)
def show(course_id: int) -> ResponseReturnValue:
    """Show a course, what it asks since when, and its cohorts."""
    rule = queries.rules_of([course_id])[course_id]
    names = ("share_percent", "post_test_minimum", "counts_for_credit")
    values = {name: getattr(rule[-1], name) for name in names} if rule else {}
    return _show(course_id, empty_form(values))


@blueprint.post("/<int:course_id>/syarat")
@allow(Role.OFFICER)
def change_rule(course_id: int) -> ResponseReturnValue:
    """Change what a course asks of cohorts to come."""
    form = read_form(RuleSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            course = queries.course(course_id)
            service.change_rule(course, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("courses.show", course_id=course_id, flash="Syarat kelulusan baru tersimpan.")
    return _show(course_id, form)


def _show(course_id: int, form: Form[Any]) -> ResponseReturnValue:
    course = queries.course(course_id)
    cohorts = list_cohorts("", actor()).where(Cohort.course_id == course_id).order_by(Cohort.starts_on.desc())
    return page(
        "balikat/training/course.html",
        course=course,
        rules=queries.rules_of([course_id])[course_id][::-1],
        cohorts=list(db.session.scalars(cohorts)),
        today=clock.today(),
        form=form,
    )
