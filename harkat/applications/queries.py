"""Asking about applications: what an actor may see, who borrows, what runs, and what the product allows."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import joinedload

from core.auth.roles import Actor, Role
from core.db import db
from core.errors import NotFound
from core.groups import queries as groups
from core.groups.models import SubGroup
from core.people import queries as people
from core.people.models import Person
from harkat.applications.members.joining.models import MemberJoining
from harkat.applications.models import Application, ApplicationShare, ApplicationStep, BankDecision
from harkat.applications.states import ENDED, State
from harkat.facility.models import PartnerBank
from harkat.loans import queries as loans

CITY_READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.SYSTEM)
NOT_HERE = "Permohonan tidak ditemukan. Cari lagi di daftar permohonan."


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an actor may see an application.

    The city's staff and the auditor see all; a bank's officer those its bank was sent; nobody else any.
    """
    if actor.role in CITY_READERS:
        return Application.id.is_not(None)
    if actor.role is Role.BANK:
        own = select(PartnerBank.id).where(PartnerBank.organization_id == actor.organization_id).scalar_subquery()
        return (Application.bank_id == own) & Application.confirmed_at.is_not(None)
    return false()


def application(application_id: int, actor: Actor) -> Application:
    """Return an application this actor may see, with its applicant, bank and shares loaded.

    :raises NotFound: when there is none, or it is another bank's
    """
    query = loaded(select(Application)).where(Application.id == application_id, visible_to(actor))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(NOT_HERE)
    return found


def check_own_bank(application: Application, actor: Actor) -> None:
    """Refuse a bank's officer another bank's application as if it did not exist.

    :raises NotFound: when it is another bank's
    """
    bank = db.session.get(PartnerBank, application.bank_id)
    if bank is None or actor.organization_id is None or bank.organization_id != actor.organization_id:
        raise NotFound(NOT_HERE)


def by_reference(reference: str | None) -> Application | None:
    """Return the application a form has made already, if it was sent before."""
    if reference is None:
        return None
    query = select(Application).join(ApplicationStep).where(ApplicationStep.reference == reference)
    return db.session.scalar(query)


def of_person(person_id: int, actor: Actor) -> list[Application]:
    """Return the applications a person has a share in, the newest first."""
    shared = select(ApplicationShare.application_id).where(ApplicationShare.person_id == person_id)
    query = loaded(select(Application)).where(Application.id.in_(shared), visible_to(actor))
    return list(db.session.scalars(query.order_by(Application.id.desc())))


def of_group(group_id: int, actor: Actor) -> list[Application]:
    """Return the applications of a group's sub-groups, the newest first."""
    query = loaded(select(Application)).join(SubGroup).where(SubGroup.group_id == group_id, visible_to(actor))
    return list(db.session.scalars(query.order_by(Application.id.desc())))


def of_sub_group(sub_group_id: int, actor: Actor) -> list[Application]:
    """Return a sub-group's applications, the newest first."""
    query = loaded(select(Application)).where(Application.sub_group_id == sub_group_id, visible_to(actor))
    return list(db.session.scalars(query.order_by(Application.id.desc())))


def is_free(sub_group_id: int) -> bool:
    """Tell whether no application or loan of a sub-group runs and it is not dissolved."""
    free = sub_groups_free(groups.sub_group(sub_group_id).group_id)
    return sub_group_id in {sub_group.id for sub_group in free}


def sub_groups_free(group_id: int) -> list[SubGroup]:
    """Return a group's sub-groups for which no application runs, and which are not dissolved."""
    running = select(Application.sub_group_id).where(
        Application.sub_group_id.is_not(None), Application.state.not_in(ENDED - {State.DISBURSED})
    )
    query = select(SubGroup).where(
        SubGroup.group_id == group_id, SubGroup.dissolved_on.is_(None), SubGroup.id.not_in(running)
    )
    return list(db.session.scalars(query.order_by(SubGroup.id)))


def in_states(actor: Actor, *states: State) -> Select[Application]:
    """Return the query of the applications that stand in one of the states."""
    return select(Application).where(Application.state.in_(states), visible_to(actor))


def shares_of(application_id: int) -> list[ApplicationShare]:
    """Return the shares of an application with their persons loaded, in the order they were written."""
    query = select(ApplicationShare).where(ApplicationShare.application_id == application_id)
    return list(db.session.scalars(query.options(joinedload(ApplicationShare.person)).order_by(ApplicationShare.id)))


def share_holders(application_id: int) -> dict[int, str]:
    """Return the names of those who have a share in an application, by person."""
    return {share.person_id: share.person.name for share in shares_of(application_id)}


def steps_of(application_id: int) -> list[ApplicationStep]:
    """Return the steps an application has taken, the first one first."""
    query = select(ApplicationStep).where(ApplicationStep.application_id == application_id)
    return list(db.session.scalars(query.order_by(ApplicationStep.id)))


def decisions_of(application_id: int) -> list[BankDecision]:
    """Return every word of the bank on an application, the first one first."""
    query = select(BankDecision).where(BankDecision.application_id == application_id)
    return list(db.session.scalars(query.order_by(BankDecision.id)))


def borrowers_of(person_id: int | None, sub_group_id: int | None) -> dict[int, str]:
    """Return the names of those who would borrow, by person: one, or the members of the sub-group."""
    if sub_group_id is not None:
        return {member.person_id: member.person.name for member in groups.sub_group_members(sub_group_id)}
    assert person_id is not None
    return {person_id: people.person(person_id).name}


def applicant_name(person_id: int | None, sub_group_id: int | None) -> str:
    """Return who would apply: a person's name, or a sub-group's with its group's."""
    if sub_group_id is not None:
        sub_group = groups.sub_group(sub_group_id)
        return f"{sub_group.name}, {sub_group.group.name}"
    assert person_id is not None
    return people.person(person_id).name


@dataclass(frozen=True)
class Running:
    """What still runs for a person: an application under way, or the loan it became."""

    name: str
    number: str
    application_id: int
    is_loan: bool


def running_of(person_id: int) -> Running | None:
    """Return the application or loan that still runs for a person, alone or in a sub-group."""
    query = (
        select(Application.id, Application.number, Application.state, Person.name)
        .join(ApplicationShare, ApplicationShare.application_id == Application.id)
        .join(Person, Person.id == ApplicationShare.person_id)
        .where(ApplicationShare.person_id == person_id, Application.state.not_in(ENDED - {State.DISBURSED}))
        .order_by(Application.id)
    )
    for application_id, number, state, name in db.session.execute(query).all():
        if state is not State.DISBURSED or loan_runs(application_id):
            return Running(name, number, application_id, state is State.DISBURSED)
    return _joined(person_id)


def _joined(person_id: int) -> Running | None:
    """Return the running loan for which a person came to answer by an addendum."""
    query = (
        select(Application.id, Application.number, Person.name)
        .join(MemberJoining, MemberJoining.application_id == Application.id)
        .join(Person, Person.id == MemberJoining.person_id)
        .where(MemberJoining.person_id == person_id, MemberJoining.agreed_on.is_not(None))
    )
    seat = groups.sub_group_of(person_id)
    for application_id, number, name in db.session.execute(query).all():
        if seat is not None and loan_runs(application_id):
            return Running(name, number, application_id, is_loan=True)
    return None


def running_number(person_id: int) -> str | None:
    """Return the number of the application or loan that still runs for a person, alone or in a sub-group."""
    running = running_of(person_id)
    return None if running is None else running.number


def loan_runs(application_id: int) -> bool:
    """Tell whether an application's loan still has principal to be repaid."""
    return loans.is_running_of_application(application_id)


def contract_number_used(application: Application, contract_number: str) -> bool:
    """Tell whether another application at the same bank bears this contract number."""
    query = select(Application.id).where(
        Application.bank_id == application.bank_id,
        Application.contract_number == contract_number,
        Application.id != application.id,
    )
    return db.session.scalar(query.limit(1)) is not None


def forget_advice(application: Application) -> None:
    """Let a returned application begin its way anew: who advised and how much falls away, the steps keep it."""
    application.recommended = application.recommended_by_id = application.recommended_at = None
    application.confirmed_by_id = application.confirmed_at = None
    application.verified_at = None
    for share in shares_of(application.id):
        share.recommended = None


def loaded(query: Select[Application]) -> Select[Application]:
    """Load with each application what a row of a list shows."""
    return query.options(
        joinedload(Application.person),
        joinedload(Application.sub_group).joinedload(SubGroup.group),
        joinedload(Application.bank),
        joinedload(Application.handler),
    )


def numbered_at_bank(number: str, bank_id: int) -> Application | None:
    """Return a bank's application by its number."""
    words = "".join(number.split()).upper()
    return db.session.scalar(select(Application).where(Application.number == words, Application.bank_id == bank_id))


def contracted_of_person(person_id: int, bank_id: int) -> Application | None:
    """Return a person's application at a bank whose contract is signed and whose money has not come."""
    return db.session.scalar(
        select(Application).where(
            Application.person_id == person_id, Application.bank_id == bank_id, Application.state == State.CONTRACTED
        )
    )
