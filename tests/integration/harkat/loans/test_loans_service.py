"""Opening a loan out of a reservation, with its schedule, its shares and the facility's movement."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Actor, Role
from core.db import db, transaction
from core.errors import Conflict, NotAllowed, NotFound, RuleBroken
from core.policy import service as policy
from harkat.applications.models import Application
from harkat.facility import queries as facility
from harkat.loans import products, queries, service
from harkat.loans.models import Loan
from harkat.loans.service import ShareRefused
from harkat.loans.states import LoanState
from tests import books
from tests.books import NOW, TODAY


@pytest.fixture
def book(app: Flask) -> Iterator[Flask]:
    """An app with its context open."""
    with app.app_context():
        yield app


def test_a_loan_has_the_products_schedule_and_moves_the_facility(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000_000_000)
        loan = books.open_loan(bank)
    rows = queries.schedule_rows(loan.id)
    assert [row.payment for row in rows[:-1]] == [846_937] * 11
    assert (len(rows), rows[0].due_on, rows[-1].balance) == (12, date(2026, 12, 20), 0)
    assert sum(row.principal for row in rows) == 10_000_000
    assert queries.schedule_version(loan.id).total_interest == 163_244
    assert loan.number.startswith("PJ-2026-")
    assert (loan.state, loan.outstanding, loan.oldest_due_on) == (LoanState.RUNNING, 10_000_000, date(2026, 12, 20))
    assert facility.position(bank.id).outstanding == 10_000_000
    assert facility.verify() == []
    assert "loans.open" in set(db.session.scalars(db.select(AuditEntry.deed)))
    assert loan.application_id is not None
    assert queries.is_running_of_application(loan.application_id)


def test_a_sub_groups_loan_keeps_each_members_share(book: Flask) -> None:
    with transaction():
        loan = books.open_loan(books.open_bank(ceiling=20_000_000), amount=20_000_000, group=True)
    shares = queries.shares_of(loan.id)
    assert [share.amount for share in shares] == [4_000_000] * 5
    assert "Sub 1" in loan.borrower_name
    assert queries.loans_of_person(shares[0].person_id) == [loan]


def test_opening_twice_with_one_reference_is_one_loan(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=100_000_000)
        application = books.make_application(bank.id)
        books.reserve(application, 10_000_000)
        first = _open(application, "x1")
        assert _open(application, "x1").id == first.id
        with pytest.raises(Conflict, match="sudah punya pinjaman"):
            _open(application, "x2")
    assert facility.position(bank.id).disbursed_total == 10_000_000


def test_the_rules_of_the_day_of_payment_hold(book: Flask) -> None:
    with transaction():
        policy.set_value(products.RATE, "6", valid_from=TODAY, source="Uji", actor=SYSTEM, now=NOW, today=TODAY)
        loan = books.open_loan(books.open_bank(ceiling=100_000_000))
    assert loan.annual_rate == 6
    assert queries.schedule_rows(loan.id)[0].interest == 50_000


def test_what_cannot_be_opened(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=100_000_000)
        application = books.make_application(bank.id)
        with pytest.raises(Conflict, match="Belum ada dana"):
            _open(application, "x1")
        books.reserve(application, 10_000_000)
        with pytest.raises(RuleBroken, match="belum terjadi"):
            _open(application, "x1", on=date(2026, 11, 21))
        with pytest.raises(ShareRefused):
            _open(application, "x1", share=9_999_999)
        with pytest.raises(RuleBroken, match=r"Rp50\.000\.000"):
            _open(application, "x1", principal=50_000_001, share=50_000_001)
        with pytest.raises(NotAllowed):
            _open(application, "x1", actor=Actor(None, "P", Role.OFFICER))
        with pytest.raises(NotFound):
            queries.loan(99)


def test_a_bank_sees_only_its_own_loans(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=100_000_000)
        other = books.open_bank("Bank Uji Dua", ceiling=100_000_000)
        loan = books.open_loan(bank)
    assert queries.loan_for(loan.id, books.bank_actor(bank)).id == loan.id
    with pytest.raises(NotFound):
        queries.loan_for(loan.id, books.bank_actor(other))


def _open(
    application: Application,
    reference: str,
    *,
    on: date = TODAY,
    principal: int = 10_000_000,
    share: int = 10_000_000,
    actor: Actor = SYSTEM,
) -> Loan:
    assert application.person_id is not None
    return service.open_loan(
        application_id=application.id,
        bank_id=application.bank_id,
        person_id=application.person_id,
        sub_group_id=None,
        shares={application.person_id: share},
        principal=principal,
        installments=12,
        disbursed_on=on,
        reference=reference,
        actor=actor,
        now=NOW,
    )
