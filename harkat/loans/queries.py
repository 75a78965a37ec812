"""Asking about running loans."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union
from sqlalchemy.orm import joinedload

from balikat.incubation.queries import is_assigned
from core.auth.roles import Actor, Role
from core.db import count_rows, db, get_or_404
from core.errors import NotFound
from core.groups import queries as groups
from core.money import Rupiah
from core.people.words.queries import MOST, are_many, found_by
from core.people.words.splitting import beginnings_of, running_number
from core.policy.queries import percent_on, value_on, whole_on
from core.web.listing import contains
from harkat.facility import queries as facility
from harkat.facility.terms import LenderType
from harkat.loans import products
from harkat.loans.classification import SCALES, Collectability, Step, read_scale
from harkat.loans.laying_out import Line
from harkat.loans.models import Installment, Loan, LoanShare, Restructuring, ScheduleVersion
from harkat.loans.origins import LoanOrigin
from harkat.loans.paces import Pace, paced
from harkat.loans.stated import STATED_DAYS, ruling_class
from harkat.loans.states import LoanState
from harkat.loans.terms import Grace, Method, Terms
from harkat.loans.words import CONTRACT_TYPE, LENDER_WORDS, ContractType, LenderWords, Wording, wording_of


def terms_on(day: date, *, principal: int, installments: int, pace: Pace | None = None) -> Terms:
    """Return the product's terms on a day for a loan paid out on it; rupiah, and its length in months.

    :param pace: how often it is repaid; as the product says unless told
    """
    terms = Terms(
        method=Method.of(value_on(products.METHOD, day)),
        principal=Rupiah(principal),
        annual_rate=percent_on(products.RATE, day),
        n=installments,
        grace=Grace(principal=whole_on(products.GRACE, day)),
        disbursed_on=day,
    )
    return paced(terms, pace or pace_on(day), months=installments)


def pace_on(day: date) -> Pace:
    """Return how often the product of a day is repaid."""
    return Pace.of(value_on(products.PACE, day))


def contract_on(day: date) -> ContractType:
    """Return what kind of contract the product of a day has."""
    return ContractType.of(value_on(CONTRACT_TYPE, day))


def wording_on(day: date) -> Wording:
    """Return how the product of a day speaks of its schedule."""
    return wording_of(contract_on(day), LenderWords.of(value_on(LENDER_WORDS, day)))


def contract_marks(day: date) -> dict[str, Any]:
    """Return what a loan keeps of the product on the day of its contract."""
    return {
        "contract_type": contract_on(day),
        "cost_words": LenderWords.of(value_on(LENDER_WORDS, day)),
        "pace": pace_on(day),
    }


def is_by_bank(loan: Loan) -> bool:
    """Tell whether the bank made a loan's schedule itself, so that nothing of it is ever computed."""
    return loan.contract_type is not None and loan.contract_type.is_sharia


def wording_of_loan(loan: Loan) -> Wording:
    """Return how a loan's schedule speaks: as it was written down, or by the words of the day it was paid out."""
    words = loan.cost_words or LenderWords.of(value_on(LENDER_WORDS, loan.disbursed_on))
    return wording_of(loan.contract_type or ContractType.CREDIT, words)


def loan(loan_id: int) -> Loan:
    """Return a loan.

    :raises NotFound: when there is none
    """
    return get_or_404(Loan, loan_id, what="Pinjaman")


def loan_for(loan_id: int, actor: Actor) -> Loan:
    """Return a loan that an actor may see.

    :raises NotFound: when there is none, it is another bank's, or no borrower is assigned to the mentor who asks
    """
    row = loan(loan_id)
    if not sees(row, actor):
        raise NotFound("Pinjaman tidak ditemukan.")
    return row


def sees(row: Loan, actor: Actor) -> bool:
    """Tell whether an actor may see a loan: a bank its own, a mentor those of persons and groups assigned to them."""
    if actor.role is Role.BANK:
        return facility.bank_of_organization(actor.organization_id).id == row.bank_id
    if actor.role is Role.MENTOR:
        borrowers = [row.person_id] if row.person_id else [share.person_id for share in shares_of(row.id)]
        group_id = None if row.sub_group_id is None else groups.sub_group(row.sub_group_id).group_id
        return is_assigned(actor, borrowers, group_id)
    return True


def lock(loan_id: int) -> Loan:
    """Return a loan held for this transaction, as it is now.

    :raises NotFound: when there is none
    """
    row = db.session.get(Loan, loan_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound("Pinjaman tidak ditemukan.")
    return row


def loan_of_application(application_id: int) -> Loan | None:
    """Return the loan an application became."""
    return db.session.scalar(select(Loan).where(Loan.application_id == application_id))


def loan_named(bank_id: int, name: str) -> Loan | None:
    """Return a bank's loan by our number or by its account at the bank."""
    words = "".join(name.split()).upper()
    return db.session.scalar(
        select(Loan).where(Loan.bank_id == bank_id, or_(Loan.number == words, Loan.bank_number == words)).limit(1)
    )


def is_running_of_application(application_id: int) -> bool:
    """Tell whether the loan of an application still runs; a loan written off is still owed."""
    row = loan_of_application(application_id)
    return row is not None and row.state is not LoanState.CLOSED


def newest_version(loan_id: int) -> int:
    """Return the number of a loan's newest schedule, 0 where it has none."""
    return db.session.scalar(select(func.max(ScheduleVersion.version)).where(ScheduleVersion.loan_id == loan_id)) or 0


def schedule_version(loan_id: int) -> ScheduleVersion:
    """Return the schedule in force of a loan: the newest that follows from its last restructuring, if it had any."""
    return version_of(loan_id, newest_restructuring(loan_id))


def version_of(loan_id: int, change: Restructuring | None, *, until: date | None = None) -> ScheduleVersion:
    """Return the newest schedule that follows from a restructuring, or the newest before any.

    :param until: the day as of which it is asked; a part paid out later is not in it
    """
    key = None if change is None else change.id
    query = select(ScheduleVersion).where(
        ScheduleVersion.loan_id == loan_id, ScheduleVersion.restructuring_id.is_not_distinct_from(key)
    )
    begun = query.where(ScheduleVersion.valid_from <= until) if until is not None else query
    newest = ScheduleVersion.version.desc()
    return (
        db.session.scalars(begun.order_by(newest).limit(1)).first()
        or db.session.scalars(query.order_by(ScheduleVersion.version).limit(1)).one()
    )


def restructurings_of(loan_id: int) -> list[Restructuring]:
    """Return a loan's restructurings in the order of their days."""
    return list(
        db.session.scalars(
            select(Restructuring).where(Restructuring.loan_id == loan_id).order_by(Restructuring.agreed_on)
        )
    )


def newest_restructuring(loan_id: int) -> Restructuring | None:
    """Return a loan's last restructuring."""
    return db.session.scalar(
        select(Restructuring).where(Restructuring.loan_id == loan_id).order_by(Restructuring.agreed_on.desc()).limit(1)
    )


def begins_on(loan: Loan) -> date:
    """Return the day a loan's own history begins: its payment, or the day of the balance it was taken over with."""
    if loan.origin is not LoanOrigin.TAKEN_OVER:
        return loan.disbursed_on
    query = select(func.min(ScheduleVersion.valid_from)).where(ScheduleVersion.loan_id == loan.id)
    return db.session.scalar(query) or loan.disbursed_on


def schedule_rows(loan_id: int) -> list[Installment]:
    """Return the installments of the schedule in force, oldest first."""
    return rows_of_version(schedule_version(loan_id).id)


def rows_of_version(version_id: int) -> list[Installment]:
    """Return the installments of one version of a schedule, oldest first."""
    return list(
        db.session.scalars(
            select(Installment).where(Installment.schedule_version_id == version_id).order_by(Installment.sequence)
        )
    )


def lines_of_version(version_id: int) -> list[Line]:
    """Return one version of a schedule as plain lines."""
    return [
        Line(row.sequence, row.due_on, row.principal, row.interest, row.balance) for row in rows_of_version(version_id)
    ]


def shares_of(loan_id: int) -> list[LoanShare]:
    """Return the borrowers' shares of a loan, each with its person."""
    return list(
        db.session.scalars(
            select(LoanShare)
            .where(LoanShare.loan_id == loan_id)
            .options(joinedload(LoanShare.person))
            .order_by(LoanShare.id)
        )
    )


def loans_of_person(person_id: int) -> list[Loan]:
    """Return the loans a person has a share in, newest first."""
    shared = select(LoanShare.loan_id).where(LoanShare.person_id == person_id)
    return list(db.session.scalars(select(Loan).where(Loan.id.in_(shared)).order_by(Loan.id.desc())))


def scale_on(lender: LenderType, day: date) -> tuple[Step, ...]:
    """Return a kind of lender's scale of collectability on a day."""
    return read_scale(value_on(SCALES[lender], day))


def ruling_class_of(loan: Loan, own: Collectability, day: date) -> Collectability:
    """Return the class of a loan that counts on a day: its bank's word where that rules, else ours."""
    holds = whole_on(STATED_DAYS, day)
    return ruling_class(own, loan.stated_class, loan.stated_on, day=day, holds=holds)


def loans_query(
    actor: Actor, *, today: date, words: str = "", state: str = "", bank_id: str = "", lateness: str = ""
) -> Select[Loan]:
    """Return the query behind the list of loans an actor may see.

    :param lateness: ``terlambat`` for loans with an installment past its due date, ``lancar`` for the running others
    """
    query = select(Loan)
    own = facility.bank_for(actor)
    if own is not None:
        query = query.where(Loan.bank_id == own.id)
    elif bank_id.isdigit():
        query = query.where(Loan.bank_id == int(bank_id[:9]))
    if state in {member.value for member in LoanState}:
        query = query.where(Loan.state == LoanState.of(state))
    if lateness == "terlambat":
        query = query.where(is_late(today))
    elif lateness == "lancar":
        query = query.where(Loan.state == LoanState.RUNNING, Loan.oldest_due_on >= today)
    if words and are_many():
        return query.where(Loan.id.in_(_searched(words, query)))
    for word in words.split():
        query = query.where(or_(contains(Loan.number, word), contains(Loan.borrower_name, word)))
    return query


def _searched(words: str, query: Select[Loan]) -> CompoundSelect[int]:
    """Return the keys of the loans found among many: by the borrower's words, the sub-group's name, or the number."""
    asked, beginnings = query.whereclause, beginnings_of(words)
    narrowed = () if asked is None else (asked,)
    number = or_(Loan.number == words.upper(), Loan.id == (running_number(words) or 0))
    of_groups = and_(Loan.sub_group_id.is_not(None), *(contains(Loan.borrower_name, word) for word in words.split()))
    parts = [select(Loan.id).where(number), select(Loan.id).where(of_groups, *narrowed).limit(MOST)]
    if beginnings:
        parts.append(found_by(beginnings, Loan.id, Loan.person_id, narrowed))
    return union(*(select(part.subquery().c[0]) for part in parts))


def count_late(actor: Actor, today: date) -> int:
    """Count the loans an actor may see that are late on a day."""
    return count_rows(loans_query(actor, today=today, lateness="terlambat"))


def count_due(actor: Actor, first: date, last: date) -> int:
    """Count the loans an actor may see whose oldest open installment falls due between two days, both included."""
    query = loans_query(actor, today=first, state=LoanState.RUNNING.value)
    return count_rows(query.where(Loan.oldest_due_on.between(first, last)))


def is_late(today: date) -> ColumnElement[bool]:
    """Return the condition that a loan has an installment past its due date."""
    return and_(Loan.oldest_due_on < today, Loan.state == LoanState.RUNNING)
