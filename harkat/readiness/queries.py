"""Asking how ready a person is, and gathering the facts that say it."""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from sqlalchemy import Select, String, cast, exists, false, func, select
from sqlalchemy.orm import aliased, joinedload

from balikat.incubation import queries as incubation
from balikat.training import queries as training
from core.auth.models import Account
from core.dates import count_days, day_of
from core.db import db
from core.errors import NotFound
from core.kept.answers import kept_rows
from core.people import queries as people
from core.people.models import PaperKind, Person
from core.people.words.queries import are_many, found_by
from core.people.words.splitting import beginnings_of
from core.policy.queries import value_on
from harkat.loans import queries as loans
from harkat.loans.states import LoanState
from harkat.readiness.gathering import BookKept, BusinessTold, PaperSeen, book_facts, business_facts, paper_facts
from harkat.readiness.models import ObservedFact, ReadinessAssessment, ReassessmentRun, StatusDeparture
from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness
from scoring.first_scorecard import SCORECARD_KEY
from scoring.scorecard import Scorecard, read_scorecard
from scoring.screening import queries as screening
from scoring.status import Readiness

PAPER_FACTS = {
    PaperKind.KTP: FactKind.KTP_SEEN,
    PaperKind.FAMILY_CARD: FactKind.FAMILY_CARD_SEEN,
    PaperKind.BUSINESS_LICENSE: FactKind.BUSINESS_LICENSE,
    PaperKind.BUSINESS_PHOTO: FactKind.BUSINESS_SEEN,
}


def latest(person_id: int) -> ReadinessAssessment | None:
    """Return a person's newest assessment, or None when there is none."""
    query = select(ReadinessAssessment).where(ReadinessAssessment.person_id == person_id)
    return db.session.scalar(query.order_by(ReadinessAssessment.id.desc()).limit(1))


def latest_of(person_ids: Iterable[int]) -> dict[int, ReadinessAssessment]:
    """Return the newest assessment of each of several persons who have one."""
    newest = (
        select(func.max(ReadinessAssessment.id))
        .where(ReadinessAssessment.person_id.in_(list(person_ids)))
        .group_by(ReadinessAssessment.person_id)
    )
    rows = db.session.scalars(select(ReadinessAssessment).where(ReadinessAssessment.id.in_(newest)))
    return {row.person_id: row for row in rows}


def history(person_id: int) -> list[ReadinessAssessment]:
    """Return all assessments of a person, the newest first."""
    query = select(ReadinessAssessment).where(ReadinessAssessment.person_id == person_id)
    return list(db.session.scalars(query.order_by(ReadinessAssessment.id.desc())))


def assessment(assessment_id: int) -> ReadinessAssessment:
    """Return an assessment.

    :raises NotFound: when there is none
    """
    found = db.session.get(ReadinessAssessment, assessment_id)
    if found is None:
        raise NotFound("Penilaian ini tidak ditemukan.")
    return found


def departure(departure_id: int) -> StatusDeparture:
    """Return a proposed departure from a status.

    :raises NotFound: when there is none
    """
    found = db.session.get(StatusDeparture, departure_id)
    if found is None:
        raise NotFound("Usul perubahan status tidak ditemukan.")
    return found


def departures_of(person_id: int) -> list[StatusDeparture]:
    """Return every departure proposed for a person, the newest first."""
    query = select(StatusDeparture).where(StatusDeparture.person_id == person_id)
    return list(db.session.scalars(query.order_by(StatusDeparture.id.desc())))


def open_departures() -> list[StatusDeparture]:
    """Return the departures that wait for a second person, the oldest first."""
    query = select(StatusDeparture).where(StatusDeparture.answered_at.is_(None)).order_by(StatusDeparture.id)
    return list(db.session.scalars(query))


def account_name(account_id: int | None) -> str:
    """Return the name behind an account's key, or what stands for the night's job."""
    found = None if account_id is None else db.session.get(Account, account_id)
    return "sistem" if found is None else found.name


def newest_assessments(*, words: str = "", status: str = "") -> Select[ReadinessAssessment]:
    """Return the query of the list: each person's newest assessment, the person loaded."""
    newer = aliased(ReadinessAssessment)
    is_newest = ~exists().where(newer.person_id == ReadinessAssessment.person_id, newer.id > ReadinessAssessment.id)
    query = select(ReadinessAssessment).options(joinedload(ReadinessAssessment.person)).where(is_newest)
    if status in {member.value for member in Readiness}:
        query = query.where(ReadinessAssessment.status == Readiness.of(status))
    if words and are_many():
        narrowed = () if query.whereclause is None else (query.whereclause,)
        key, person_id = ReadinessAssessment.id, ReadinessAssessment.person_id
        beginnings = beginnings_of(words)
        return query.where(key.in_(found_by(beginnings, key, person_id, narrowed)) if beginnings else false())
    if words:
        query = query.join(ReadinessAssessment.person)
    for word in words.split():
        query = query.where(Person.name.icontains(word, autoescape=True))
    return query


def count_by_status() -> dict[Readiness, int]:
    """Count persons by the status of their newest assessment."""
    newest = select(func.max(ReadinessAssessment.id)).group_by(ReadinessAssessment.person_id)
    status = cast(ReadinessAssessment.status, String)
    query = select(status, func.count()).where(ReadinessAssessment.id.in_(newest)).group_by(status)
    rows = kept_rows("readiness.by_status", {}, lambda: db.session.execute(query))
    return {Readiness.of(value): count for value, count in rows}


def card_on(day: date) -> Scorecard:
    """Return the scorecard in force on a day."""
    return _read_card(json.dumps(value_on(SCORECARD_KEY, day), sort_keys=True))


@lru_cache(maxsize=8)
def _read_card(text: str) -> Scorecard:
    return read_scorecard(json.loads(text))


def gather(person_id: int, *, today: date) -> Facts:
    """Gather everything the score may look at about a person, as it is known today.

    What was read about debts is left out once the person has taken back the consent to read it.
    """
    person = people.person(person_id)
    may_read_debts = not screening.is_withheld(person_id)
    items = [
        *business_facts(_businesses(person_id), today=today),
        *paper_facts(_papers(person_id), today=today),
        *_household(person),
        *_training(person_id, today),
        *(_screening(person_id, today) if may_read_debts else ()),
        *_observed(person_id),
    ]
    items += book_facts(_book(person_id, today), items)
    debts = [
        DebtFact(debt.key, debt.lender, debt.installment_monthly, debt.outstanding, debt.is_flagged, debt.quality)
        for debt in (screening.known_debts(person_id) if may_read_debts else ())
    ]
    late, own = _own_loans(person_id, today)
    return Facts((*items, *late), (*debts, *own))


def _own_loans(person_id: int, today: date) -> tuple[list[Fact], list[DebtFact]]:
    """Return how the person's own loans are paid, and what they take a month; a group's arrears are not a person's.

    A loan that an iDeb read later already shows is not counted twice.
    """
    read_on = screening.evidence_state(person_id).ideb_on
    late: list[int] = []
    debts: list[DebtFact] = []
    for loan in loans.loans_of_person(person_id):
        if loan.person_id == person_id:
            late.append(0 if loan.oldest_due_on is None else max(0, count_days(loan.oldest_due_on, today)))
        if loan.state is not LoanState.RUNNING or (read_on is not None and read_on > loan.disbursed_on):
            continue
        share = next(share.amount for share in loans.shares_of(loan.id) if share.person_id == person_id)
        heaviest = max((row.payment for row in loans.schedule_rows(loan.id) if row.due_on >= today), default=0)
        installment, outstanding = (-(-amount * share // loan.principal) for amount in (heaviest, loan.outstanding))
        debts.append(DebtFact(f"loan-{loan.id}", f"BANK HARKAT {loan.number}", installment, outstanding))
    source = "angsuran BANK HARKAT"
    facts = [Fact(FactKind.OWN_LOAN_DAYS_LATE, max(late), source, today, Sureness.DOCUMENT)] if late else []
    return facts, debts


def _businesses(person_id: int) -> list[BusinessTold]:
    return [
        BusinessTold(
            started_on=business.started_on,
            sales=business.sales_monthly,
            profit=business.profit_monthly,
            selling_days=business.selling_days_monthly,
            has_license_number=bool(business.nib),
            told_on=day_of(business.created_at),
        )
        for business in people.businesses_of(person_id)
    ]


def _book(person_id: int, today: date) -> BookKept | None:
    run = incubation.bookkeeping_months(person_id, today)
    if run is None:
        return None
    income = incubation.cash_book_income(person_id, today)
    if income is None:
        return BookKept(run.months, run.until)
    return BookKept(run.months, run.until, income.sales, income.profit)


def _papers(person_id: int) -> list[PaperSeen]:
    return [
        PaperSeen(PAPER_FACTS[paper.kind], paper.seen_on, paper.expires_on)
        for paper in people.papers_of(person_id)
        if paper.kind in PAPER_FACTS
    ]


def _household(person: Person) -> list[Fact]:
    told = (
        (FactKind.HOUSEHOLD_COST, person.household_cost_monthly),
        (FactKind.OTHER_INCOME, person.other_income_monthly),
    )
    on = day_of(person.registered_at)
    return [Fact(kind, value, "pendaftaran", on, Sureness.SELF_REPORTED) for kind, value in told if value is not None]


def _training(person_id: int, today: date) -> list[Fact]:
    completed = [course for course in training.completions_of(person_id) if course.counts_for_credit]
    if not completed:
        return [Fact(FactKind.TRAINING_COMPLETED, 0, "daftar hadir BALIKAT", today, Sureness.DOCUMENT)]
    newest = completed[0]
    source = f"sertifikat {newest.certificate_number}"
    return [Fact(FactKind.TRAINING_COMPLETED, 1, source, newest.completed_on, Sureness.DOCUMENT)]


def _screening(person_id: int, today: date) -> list[Fact]:
    state = screening.evidence_state(person_id)
    facts = []
    if state.ideb_on is not None:
        facts.append(Fact(FactKind.IDEB_READ, 1, "iDeb SLIK", state.ideb_on, Sureness.DOCUMENT))
    if state.interview_on is not None:
        facts.append(Fact(FactKind.DEBT_INTERVIEW, 1, "wawancara utang", state.interview_on, Sureness.MENTOR))
    waiting = len(screening.unanswered_findings(person_id))
    facts.append(Fact(FactKind.FINDINGS_WAITING, waiting, "pemeriksaan utang", today, Sureness.DOCUMENT))
    return facts


def _observed(person_id: int) -> list[Fact]:
    query = select(ObservedFact).where(ObservedFact.person_id == person_id).order_by(ObservedFact.id.desc())
    newest: dict[FactKind, Fact] = {}
    for row in db.session.scalars(query):
        newest.setdefault(row.kind, Fact(row.kind, row.value, row.source, row.observed_on, row.sureness))
    return list(newest.values())


def observed(person_id: int) -> list[ObservedFact]:
    """Return what officers and mentors wrote down about a person, the newest first."""
    query = select(ObservedFact).where(ObservedFact.person_id == person_id).order_by(ObservedFact.id.desc())
    return list(db.session.scalars(query))


def count_assessed() -> int:
    """Count everybody who was ever assessed."""
    return db.session.scalar(select(func.count(ReadinessAssessment.person_id.distinct()))) or 0


def running_reassessment() -> ReassessmentRun | None:
    """Return the look at everybody that is under way or was cut off, or None."""
    query = select(ReassessmentRun).where(ReassessmentRun.is_done.is_(False))
    return db.session.scalar(query.order_by(ReassessmentRun.business_date.desc()).limit(1))


def persons_due(*, after_id: int, limit: int) -> list[int]:
    """Return persons who were ever assessed, by key from a key on, for the job that looks again."""
    query = (
        select(ReadinessAssessment.person_id)
        .where(ReadinessAssessment.person_id > after_id)
        .distinct()
        .order_by(ReadinessAssessment.person_id)
        .limit(limit)
    )
    return list(db.session.scalars(query))
