"""What the facility's tests share: a bank with a ceiling, applications, loans, and the deeds on them."""

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import select

from core.auth.models import Organization
from core.auth.roles import SYSTEM, Actor, Role
from core.db import db
from core.groups.models import SubGroupMember
from harkat.applications.models import Application
from harkat.applications.states import State
from harkat.facility import service
from harkat.facility.models import PartnerBank, Reservation
from harkat.facility.terms import LenderType
from harkat.loans import service as loans
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.loans.terms import Method
from tests import factories

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
EXPIRY = date(2026, 12, 20)

_count = itertools.count(1)


def open_bank(
    name: str = "Bank Uji Satu", *, ceiling: int = 0, is_revolving: bool = False, lender: LenderType = LenderType.BANK
) -> PartnerBank:
    """Open the partner bank of an organization that the fixtures made, with a ceiling in rupiah."""
    organization_id = db.session.scalars(select(Organization.id).where(Organization.name == name)).one()
    bank = service.open_bank(
        organization_id=organization_id, name=name, lender_type=lender, is_revolving=is_revolving, actor=SYSTEM, now=NOW
    )
    if ceiling:
        service.set_ceiling(bank, ceiling, reference=f"plafon-{bank.id}", source="Surat uji", actor=SYSTEM, now=NOW)
    return bank


def make_application(bank_id: int, *, amount: int = 10_000_000, state: State = State.DRAFT) -> Application:
    """Add an application of a new person at a bank."""
    number = next(_count)
    application = Application(
        number=f"PM-UJI-{number:05}",
        person_id=factories.make_person(f"Pemohon {number}").id,
        bank_id=bank_id,
        state=state,
        requested=amount,
        installments=12,
        purpose="Modal",
        created_at=NOW,
    )
    db.session.add(application)
    db.session.flush()
    return application


def make_loan(application: Application, amount: int) -> Loan:
    """Add a bare loan, as the facility needs one to point at."""
    loan = Loan(
        number=f"PJ-UJI-{next(_count):05}",
        application_id=application.id,
        bank_id=application.bank_id,
        person_id=application.person_id,
        borrower_name="Pemohon",
        reference=f"loan-{application.id}",
        state=LoanState.RUNNING,
        principal=amount,
        outstanding=amount,
        method=Method.ANNUITY,
        annual_rate=Decimal(3),
        installments=12,
        disbursed_on=TODAY,
        matures_on=date(2027, 11, 20),
        opened_at=NOW,
    )
    db.session.add(loan)
    db.session.flush()
    return loan


def reserve(
    application: Application, amount: int, *, reference: str | None = None, actor: Actor = SYSTEM
) -> Reservation:
    """Set money aside for an application."""
    return service.reserve(
        bank_id=application.bank_id,
        amount=amount,
        application_id=application.id,
        reference=reference or f"setuju-{application.id}-{next(_count)}",
        expires_on=EXPIRY,
        actor=actor,
        now=NOW,
    )


def lend(bank_id: int, amount: int) -> Loan:
    """Approve and pay out, and return the loan."""
    application = make_application(bank_id, amount=amount)
    reservation = reserve(application, amount)
    loan = make_loan(application, amount)
    disburse(reservation, loan, amount)
    return loan


def disburse(reservation: Reservation, loan: Loan, amount: int, *, reference: str | None = None) -> None:
    """Pay out of a reservation."""
    service.disburse(
        reservation=reservation,
        loan_id=loan.id,
        amount=amount,
        occurred_on=TODAY,
        reference=reference or f"cair-{loan.id}",
        actor=SYSTEM,
        now=NOW,
    )


def bank_actor(bank: PartnerBank) -> Actor:
    """Return the officer of a bank."""
    return Actor(id=None, name="Petugas bank uji", role=Role.BANK, organization_id=bank.organization_id)


def open_loan(
    bank: PartnerBank, *, amount: int = 10_000_000, months: int = 12, on: date = TODAY, group: bool = False
) -> Loan:
    """Approve and pay out with a real schedule; to a person, or to a sub-group of five with even shares."""
    application = make_application(bank.id, amount=amount)
    shares = {application.person_id or 0: amount}
    if group:
        _, sub_group = factories.make_group(size=5)
        assert sub_group is not None
        people = db.session.scalars(
            select(SubGroupMember.person_id).where(SubGroupMember.sub_group_id == sub_group.id)
        ).all()
        application.person_id, application.sub_group_id = None, sub_group.id
        shares = dict.fromkeys(people, amount // 5)
    reserve(application, amount)
    return loans.open_loan(
        application_id=application.id,
        bank_id=bank.id,
        person_id=application.person_id,
        sub_group_id=application.sub_group_id,
        shares=shares,
        principal=amount,
        installments=months,
        disbursed_on=on,
        reference=f"buka-{application.id}",
        actor=bank_actor(bank),
        now=NOW,
    )


def application(application_id: int) -> Application:
    """Return an application by key."""
    row = db.session.get(Application, application_id)
    assert row is not None
    return row
