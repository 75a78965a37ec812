"""Pages on the work on arrears: today's list, and recording what came of a contact."""

from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.contacts.queries import reaches_of
from core.dates import JAKARTA, format_date_short
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels
from harkat.facility import queries as facility
from harkat.facility.views import how_current
from harkat.loans import queries as loans
from harkat.loans.classification import days_late
from harkat.loans.speakers.queries import speakers_of
from harkat.repayments.arrears_steps import ArrearsStep, ContactResult, Hardship
from harkat.repayments.deaths import queries as deaths
from harkat.repayments.reminding import queries, service
from harkat.repayments.reminding.schemas import ContactSchema, TypedContact

blueprint = Blueprint("reminding", __name__)
MENU = [MenuItem("Penagihan", "reminding.index", (Role.OFFICER, Role.HEAD), order=53)]


@blueprint.get("/penagihan")
@allow(Role.OFFICER, Role.HEAD)
def index() -> ResponseReturnValue:
    """List whom to contact today, the longest late first."""
    today = clock.today()
    rows = [(work, days_late(work.loan.oldest_due_on, today)) for work in queries.work_of(today)]
    persons = speakers_of([work.loan for work, _ in rows])
    reaches = reaches_of(persons.values())
    return page(
        "harkat/repayments/arrears.html",
        **how_current([bank.id for bank in facility.banks()]),
        mourned=deaths.open_cases(actor()),
        rows=rows,
        reach={key: reaches[person.id] for key, person in persons.items()},
        may_record=actor().role is Role.OFFICER,
    )


@blueprint.get("/pinjaman/<int:loan_id>/kontak")
@allow(Role.OFFICER)
def new(loan_id: int) -> ResponseReturnValue:
    """Show the form for what came of a contact."""
    loan = loans.loan_for(loan_id, actor())
    if loan.oldest_due_on is None:
        return moved("loans.show", loan_id=loan.id, flash=f"{loan.number} tidak punya angsuran terbuka.")
    due = next((work.next.step for work in queries.work_of(clock.today()) if work.loan.id == loan_id), None)
    opened = {"step": due.value if due else "", "held_on": format_date_short(clock.today())}
    return _form(loan_id, empty_form(opened))


@blueprint.post("/pinjaman/<int:loan_id>/kontak")
@allow(Role.OFFICER)
def create(loan_id: int) -> ResponseReturnValue:
    """Record what came of a contact."""
    form = read_form(ContactSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.contact(_draft(form.draft, loan_id), actor=actor(), now=clock.now())
            return moved("reminding.index", flash="Kontak tercatat.")
    return _form(loan_id, form)


def _form(loan_id: int, form: Form[Any]) -> ResponseReturnValue:
    return page(
        "harkat/repayments/contact.html",
        loan=loans.loan_for(loan_id, actor()),
        form=form,
        steps=ArrearsStep.choices(),
        results=ContactResult.choices(),
        hardships=Hardship.choices(),
    )


def _draft(typed: TypedContact, loan_id: int) -> service.ContactDraft:
    return service.ContactDraft(
        loan_id=loan_id,
        step=typed.step,
        result=typed.result,
        held_at=datetime.combine(typed.held_on, time(typed.hour), JAKARTA),
        reference=typed.reference,
        promised_on=typed.promised_on,
        hardship=typed.hardship,
        note=typed.note,
    )


def loan_panel(loan_id: int, reader: Actor) -> Panel | None:
    """Show the contacts about a loan."""
    rows = queries.contacts_of(loan_id)
    if not rows or reader.role is Role.AUDITOR:
        return None
    return Panel("Kontak dengan peminjam", "harkat/repayments/_contacts.html", {"rows": rows})


def due_tasks(_reader: Actor, today: date) -> list[Task]:
    """Tell how many borrowers are to be contacted today."""
    note = "Ingatkan, telepon, atau kunjungi menurut hari terlambat"
    return [Task("Peminjam perlu dihubungi", len(queries.work_of(today)), url_for("reminding.index"), note)]


def join_panels() -> None:
    """Join a loan's page and the officers' start page."""
    panels.add("loan", 38, loan_panel)
    panels.add_tasks(Role.OFFICER, due_tasks)
