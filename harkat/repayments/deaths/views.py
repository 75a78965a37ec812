"""The page on a borrower's death: what is told, the papers of the claim, its answer, and the end."""

from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.errors import NotFound, RuleBroken
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Panel, Task, panels
from harkat.facility.views import how_current
from harkat.loans import queries as loans
from harkat.loans.states import LoanState
from harkat.loans.views import READERS
from harkat.repayments.claims import ClaimGround, ClaimOutcome, ClaimPaper, papers_for
from harkat.repayments.deaths import queries, service
from harkat.repayments.deaths.models import DeathCase
from harkat.repayments.deaths.schemas import DeathSchema, StepSchema, TypedStep

blueprint = Blueprint("deaths", __name__, url_prefix="/pinjaman/<int:loan_id>/meninggal")
WRITERS = (Role.OFFICER, Role.BANK)


@blueprint.get("")
@allow(*READERS)
def show(loan_id: int) -> ResponseReturnValue:
    """Show the deaths on a loan and how their claims stand."""
    return _answer(loan_id, empty_form({"ground": ClaimGround.INSURANCE.value}))


@blueprint.post("")
@allow(*WRITERS)
def report(loan_id: int) -> ResponseReturnValue:
    """Record a death."""
    form = read_form(DeathSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            typed = form.draft
            draft = service.DeathDraft(
                typed.person, typed.died_on, typed.told_by, typed.told_on, typed.ground, typed.ground_name,
                typed.ground_number,
            )  # fmt: skip
            service.report(loan_id, draft, actor=actor(), now=clock.now())
            return moved("deaths.show", loan_id=loan_id, flash="Tercatat. Keluarga tidak diingatkan atau ditagih.")
    return _answer(loan_id, form)


@blueprint.post("/langkah")
@allow(*WRITERS)
def step(loan_id: int) -> ResponseReturnValue:
    """Record a step on a claim."""
    form = read_form(StepSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            words = _take(form.draft, _case(loan_id, form.draft.person))
            return moved("deaths.show", loan_id=loan_id, flash=words)
    return _answer(loan_id, form)


def _case(loan_id: int, person_id: int) -> DeathCase:
    loans.loan_for(loan_id, actor())
    case = queries.case_of(loan_id, person_id)
    if case is None:
        raise NotFound("Kabar ini belum dicatat.")
    return case


def _take(typed: TypedStep, case: DeathCase) -> str:
    who, now = actor(), clock.now()
    if typed.step == "papers":
        known = {paper.value: paper for paper in ClaimPaper}
        papers = [known[value] for value in request.form.getlist("papers") if value in known]
        handed_by = _needed(typed.by, "siapa yang menyerahkan", "by")
        service.hand_in(case, papers, received_on=_day(typed), handed_by=handed_by, actor=who, now=now)
        return "Berkas klaim tercatat."
    if typed.step == "send":
        service.send(case, sent_on=_day(typed), actor=who, now=now)
        return "Klaim tercatat dikirim."
    if typed.step == "answer":
        outcome = typed.outcome
        if outcome is None:
            raise RuleBroken("Pilih jawabannya.", field="outcome")
        service.answer(
            case, answered_on=_day(typed), outcome=outcome, paid_amount=typed.paid_amount, actor=who, now=now
        )
        return "Jawaban klaim tercatat. Uang yang masuk dicatat bank sebagai pembayaran."
    service.end(case, reason=_needed(typed.reason, "bagaimana selesainya", "reason"), actor=who, now=now)
    return "Urusan ini selesai."


def _day(typed: TypedStep) -> date:
    if typed.on is None:
        raise RuleBroken("Isi tanggalnya.", field="on")
    return typed.on


def _needed(text: str | None, noun: str, field: str) -> str:
    if not text:
        raise RuleBroken(f"Isi {noun}.", field=field)
    return text


def _answer(loan_id: int, form: Form[Any]) -> ResponseReturnValue:
    loan = loans.loan_for(loan_id, actor())
    cases = queries.cases_of(loan_id)
    told = {case.person_id for case in cases}
    borrowers = [(row.person_id, row.person.name) for row in loans.shares_of(loan_id) if row.person_id not in told]
    may_write = actor().role in WRITERS
    return page(
        "harkat/repayments/deaths/show.html",
        **how_current([loan.bank_id]),
        loan=loan,
        form=form,
        cases=[(case, papers_for(case.ground), queries.papers_of(case.id)) for case in cases],
        typed_for=str(form.value("person")) if form.value("step") else "",
        borrowers=borrowers,
        grounds=ClaimGround.choices(),
        outcomes=ClaimOutcome.choices(),
        may_write=may_write,
        may_claim=actor().role is Role.BANK,
        may_report=may_write and bool(borrowers) and loan.state is not LoanState.CLOSED,
    )


def death_panel(loan_id: int, reader: Actor) -> Panel | None:
    """Show on a loan that a borrower died, and what the claim still waits for."""
    if reader.role not in READERS:
        return None
    rows = [(case, queries.missing_of(case)) for case in queries.cases_of(loan_id)]
    loan = loans.loan(loan_id)
    if not rows and (reader.role not in WRITERS or loan.state is LoanState.CLOSED):
        return None
    return Panel("Peminjam meninggal", "harkat/repayments/deaths/_panel.html", {"loan": loan, "rows": rows})


def death_tasks(reader: Actor, _today: date) -> list[Task]:
    """Tell how many claims are worked on; with one, lead to it."""
    rows = queries.open_cases(reader)
    url = url_for("deaths.show", loan_id=rows[0][1].id) if rows else url_for("loans.index")
    return [Task("Klaim peminjam meninggal", len(rows), url, "Lengkapi berkasnya; keluarga tidak ditagih")]


def join_panels() -> None:
    """Join a loan's page, and the start pages of those who work on claims."""
    panels.add("loan", 45, death_panel)
    for role in WRITERS:
        panels.add_tasks(role, death_tasks)
