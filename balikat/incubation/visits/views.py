"""Pages about visits: the route of a day, logging one, one visit with its photo, and the printed papers."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, request, send_file, url_for
from flask.typing import ResponseReturnValue

from balikat.incubation import queries
from balikat.incubation.drafts import Picture
from balikat.incubation.milestones.queries import count_overdue
from balikat.incubation.visits import service
from balikat.incubation.visits.outcomes import VisitOutcome
from balikat.incubation.visits.papers.views import assignment_sheet, visit_sheet
from balikat.incubation.visits.queries import stops_of, visit_for
from balikat.incubation.visits.route import plan_route
from balikat.incubation.visits.schemas import VisitSchema
from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short, parse_date
from core.db import transaction
from core.documents.pdf import to_pdf
from core.errors import DomainError, NotFound
from core.files.evidence import read_photo
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.filters import new_reference
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label
from core.web.menu import MenuItem
from core.web.panels import Task, panels

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.MENTOR)

blueprint = Blueprint("visits", __name__, url_prefix="/kunjungan")
MENU = [
    MenuItem("Kunjungan hari ini", "visits.route", (Role.MENTOR,), order=34),
    MenuItem("Catat kunjungan", "visits.new", (Role.MENTOR,), order=35),
]


@blueprint.get("")
@allow(Role.MENTOR)
def route() -> ResponseReturnValue:
    """Show whom to visit today, by kelurahan, and who comes next."""
    today, stops = clock.today(), stops_of(actor(), clock.today())
    later = sorted((stop for stop in stops if not stop.is_due(today)), key=lambda stop: (stop.due_on, stop.name))
    return page("balikat/incubation/route.html", groups=plan_route(stops, today), later=later, today=today)


@blueprint.get("/catat")
@allow(Role.MENTOR)
def new() -> ResponseReturnValue:
    """Show the form of a visit."""
    chosen = {"tenant_id": request.args.get("binaan", ""), "outcome": VisitOutcome.MET.value}
    return _form_page(empty_form(chosen | {"visited_on": format_date_short(clock.today())}))


@blueprint.post("/catat")
@allow(Role.MENTOR)
def log_visit() -> ResponseReturnValue:
    """Log a visit; the page's own script gets a short answer, so that it can let go of what it kept."""
    form, by_script = read_form(VisitSchema()), request.accept_mimetypes.best == "application/json"
    if form.draft is not None:
        with form.catching():
            photo = _photo()
            with transaction():
                now, today = clock.now(), clock.today()
                visit = service.log_visit(form.draft, photo, actor=actor(), now=now, today=today)
                if by_script:
                    return {"visit": visit.id}
                return moved("visits.show", visit_id=visit.id, flash="Kunjungan tersimpan.")
    if by_script:
        return {"errors": [message for _, message in form.all_errors()]}, 422
    return _form_page(form)


def _photo() -> Picture | None:
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        return None
    try:
        return Picture(*read_photo(sent.read()))
    except DomainError as error:
        error.field = "photo"
        raise


def _form_page(form: Form[Any]) -> ResponseReturnValue:
    form.values.setdefault("reference", new_reference())
    tenants = [(str(row.id), f"{row.name} · {row.business}") for row in queries.active_tenants(actor())]
    return page("balikat/incubation/visit_form.html", form=form, tenants=tenants, outcomes=VisitOutcome.choices())


@blueprint.get("/<int:visit_id>")
@allow(*READERS)
def show(visit_id: int) -> ResponseReturnValue:
    """Show a visit."""
    visit = visit_for(visit_id, actor())
    return page("balikat/incubation/visit.html", visit=visit, tenant=queries.tenant_for(visit.tenant_id, actor()))


@blueprint.get("/<int:visit_id>/foto")
@allow(*READERS)
def photo(visit_id: int) -> ResponseReturnValue:
    """Show the photo of a visit."""
    visit = visit_for(visit_id, actor(), with_photo=True)
    if visit.photo is None:
        raise NotFound("Kunjungan ini tanpa foto.")
    return send_file(BytesIO(visit.photo), visit.photo_type)


@blueprint.get("/<int:visit_id>/laporan.pdf")
@allow(*READERS)
def report(visit_id: int) -> ResponseReturnValue:
    """Print the report of a visit."""
    visit = visit_for(visit_id, actor(), with_photo=True)
    sheet = visit_sheet(visit, queries.tenant_for(visit.tenant_id, actor()))
    return _pdf(to_pdf(sheet, label=print_label()), f"laporan-kunjungan-{visit.id}.pdf")


@blueprint.get("/surat-tugas.pdf")
@allow(Role.MENTOR)
def assignment() -> ResponseReturnValue:
    """Print the letter that sends a mentor out on a day, to the tenants due by then."""
    day = _asked_day()
    groups = plan_route(stops_of(actor(), day), day)
    if not groups:
        raise NotFound("Tidak ada kunjungan yang waktunya tiba pada tanggal itu, jadi tidak ada surat tugas.")
    sheet = assignment_sheet(actor().name, day, groups)
    return _pdf(to_pdf(sheet, label=print_label()), f"surat-tugas-{day:%Y-%m-%d}.pdf")


def _asked_day() -> date:
    typed = request.args.get("tanggal", "")
    return parse_date(typed) if typed else clock.today()


def _pdf(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def mentor_tasks(actor: Actor, today: date) -> list[Task]:
    """Return a mentor's work: visits planned for today, visits due, milestones past their day."""
    stops = stops_of(actor, today)
    planned = [stop for stop in stops if stop.planned_on == today]
    late = [stop for stop in stops if stop.is_due(today) and stop.planned_on != today]
    count, first = count_overdue(actor, today)
    way = url_for("visits.route")
    names = "; ".join(stop.name for stop in planned[:3])
    return [
        Task("Kunjungan yang dijanjikan hari ini", len(planned), way, names, urgent=True),
        Task("Kunjungan yang sudah waktunya", len(late), way, "Urut per kelurahan di halaman kunjungan."),
        Task("Capaian lewat tenggat", count, url_for("tenants.show", tenant_id=first) if first else ""),
    ]


def join_panels() -> None:
    """Put the tasks on the mentor's start page."""
    panels.add_tasks(Role.MENTOR, mentor_tasks)
