"""Putting together what an applicant, or a chair, sees behind the door."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from balikat.training.models import CertifiedCompletion, ClassSession
from balikat.training.own import queries as training
from core.auth.roles import SYSTEM, Actor, Role
from core.groups import queries as groups
from core.groups.models import Group
from core.honesty.answers.queries import is_used
from core.honesty.codes import AnswerCode
from core.honesty.kinds import Occasion
from core.money import format_rupiah
from core.people.models import Person
from harkat.applicants import queries
from harkat.applicants.papers import PaperLine
from harkat.applicants.wording import PRIVATE_STEP, stands
from harkat.applications import queries as applications
from harkat.applications.states import ENDED, State
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.loans.members.queries import schedule_of
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.readiness import queries as readiness
from harkat.readiness.presenting import PRIVATE, shown_paths
from harkat.readiness.together.queries import counts_for_chair
from harkat.repayments import queries as repayments
from scoring.step import Start

DUES_SHOWN = 3
STEPS_SHOWN = 4
NOT_OURS = {Start.PAPERS}
"""Steps that stand elsewhere on the page."""


@dataclass(frozen=True)
class Case:
    """An application in its applicant's words."""

    number: str
    headline: str
    next_step: str
    is_over: bool


@dataclass(frozen=True)
class Coming:
    """An installment to come; rupiah."""

    due_on: date
    amount: int


@dataclass(frozen=True)
class Dues:
    """What is to be paid on one loan: what fell due and was not paid (a loan of one's own), and the next ones."""

    number: str
    bank: str
    now: int
    coming: tuple[Coming, ...]


@dataclass(frozen=True)
class Standing:
    """Everything on an applicant's page."""

    steps: tuple[str, ...]
    papers: tuple[PaperLine, ...]
    cases: tuple[Case, ...]
    sessions: tuple[ClassSession, ...]
    dues: tuple[Dues, ...]
    certificates: tuple[CertifiedCompletion, ...]
    question: AnswerCode | None


def standing(person: Person, today: date) -> Standing:
    """Return what an applicant sees of their own case."""
    papers = tuple(queries.paper_lines(person.id, today))
    cases = tuple(_case(row.number, row.state) for row in applications.of_person(person.id, SYSTEM))
    sessions = tuple(training.sessions_of(person.id, today))
    certificates = tuple(training.certificates_of(person.id))
    own_loans = loans.loans_of_person(person.id)
    dues = tuple(_own_dues(loan, person.id, today) for loan in own_loans if loan.state is LoanState.RUNNING)
    return Standing(
        steps=_steps(person.id, papers, cases, sessions, dues),
        papers=papers,
        cases=cases,
        sessions=sessions,
        dues=dues,
        certificates=certificates,
        question=_question(person.id, certificates, own_loans),
    )


def _case(number: str, state: State, *, for_chair: bool = False) -> Case:
    headline, next_step = stands(state, for_chair=for_chair)
    return Case(number, headline, next_step, state in ENDED and state is not State.DISBURSED)


def _steps(
    person_id: int,
    papers: tuple[PaperLine, ...],
    cases: tuple[Case, ...],
    sessions: tuple[ClassSession, ...],
    dues: tuple[Dues, ...],
) -> tuple[str, ...]:
    steps = [
        f"Bayar {format_rupiah(row.now)} untuk {row.number} ke {row.bank}. Ada kendala? Bicarakan dengan petugas."
        for row in dues
        if row.now
    ]
    steps += [case.next_step for case in cases[:1] if not case.is_over]
    missing = [line.label for line in papers if line.is_open]
    if missing:
        steps.append(f"Serahkan atau kirim foto: {', '.join(missing)}.")
    if sessions:
        steps.append(f"Ikut pelatihan {sessions[0].cohort.course.name}; jadwalnya di bawah.")
    assessment = readiness.latest(person_id)
    if not cases or cases[0].is_over:
        steps += _toward_ready([] if assessment is None else assessment.paths)
    if not steps:
        steps.append("Tidak ada yang harus Anda lakukan sekarang. Petugas menghubungi bila ada kabar.")
    return tuple(dict.fromkeys(steps))[:STEPS_SHOWN]


def _toward_ready(packed: list[dict[str, Any]]) -> list[str]:
    paths = shown_paths(packed, at_first=STEPS_SHOWN)
    if not paths:
        return []
    return [
        PRIVATE_STEP if step.start in PRIVATE else f"{step.label} (dibantu {step.helper.label})."
        for step in paths[0].steps
        if step.start not in NOT_OURS
    ]


def _own_dues(loan: Loan, person_id: int, today: date) -> Dues:
    rows = schedule_of(loan, person_id).rows
    coming = tuple(Coming(row.due_on, row.payment) for row in rows if row.due_on >= today)[:DUES_SHOWN]
    now = repayments.standing(loan.id, today).due if loan.sub_group_id is None else 0
    return Dues(loan.number, _bank(loan), now, coming)


def _bank(loan: Loan) -> str:
    return facility.bank(loan.bank_id).name


def _question(
    person_id: int, certificates: tuple[CertifiedCompletion, ...], own_loans: list[Loan]
) -> AnswerCode | None:
    shares = [share.id for loan in own_loans for share in loans.shares_of(loan.id) if share.person_id == person_id]
    codes = [
        *(AnswerCode(Occasion.DISBURSED, key) for key in shares),
        *(AnswerCode(Occasion.CERTIFIED, row.id) for row in certificates),
        AnswerCode(Occasion.REGISTERED, person_id),
    ]
    return next((code for code in codes if not is_used(code)), None)


@dataclass(frozen=True)
class SubGroupLine:
    """A sub-group as its chair sees it: how many still have steps, its applications, what falls due; no names."""

    name: str
    members: int
    waiting: int
    cases: tuple[Case, ...]
    dues: tuple[Dues, ...]


def group_lines(group: Group, chair_person_id: int, today: date) -> list[SubGroupLine]:
    """Return what a chair sees of each sub-group."""
    chair = Actor(None, "", Role.CHAIR, person_id=chair_person_id)
    lines = []
    for sub_group, _, _ in groups.sub_groups_of(group.id):
        if sub_group.dissolved_on is not None:
            continue
        members, waiting = counts_for_chair(sub_group, chair)
        found = applications.of_sub_group(sub_group.id, SYSTEM)
        cases = tuple(_case(row.number, row.state, for_chair=True) for row in found)
        running = [loan for row in found if (loan := loans.loan_of_application(row.id)) is not None]
        dues = tuple(_group_dues(loan, today) for loan in running if loan.state is LoanState.RUNNING)
        lines.append(SubGroupLine(sub_group.name, members, waiting, cases, dues))
    return lines


def _group_dues(loan: Loan, today: date) -> Dues:
    rows = [row for row in loans.schedule_rows(loan.id) if row.due_on >= today]
    coming = tuple(Coming(row.due_on, row.principal + row.interest) for row in rows)[:DUES_SHOWN]
    return Dues(loan.number, _bank(loan), 0, coming)
