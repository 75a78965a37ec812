"""Posting and reversing repayments, with the loan, the facility and the audit trail following."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Actor, Role
from core.bulk import add_rows
from core.db import db, transaction
from core.errors import Conflict, NotAllowed, NotFound, RuleBroken
from core.labels import LabeledEnum
from harkat.facility import queries as facility
from harkat.facility.ledger import ReferenceUsed
from harkat.facility.models import FacilityTransfer
from harkat.loans import queries as loans
from harkat.loans.classification import Collectability
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments import queries, service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment, RepaymentAllocation
from harkat.repayments.service import PayoffRefused, TooMuch
from tests import books
from tests.books import NOW, TODAY

PAID_OUT = date(2026, 1, 15)
MONTHLY = 846_937


@pytest.fixture
def book(app_on_both: Flask) -> Iterator[Flask]:
    """An app with its context open, on both databases."""
    with app_on_both.app_context():
        yield app_on_both


@pytest.fixture
def loan(book: Flask) -> Loan:
    """A loan of ten million over twelve months, paid out in January by a bank that may not lend again."""
    with transaction():
        return books.open_loan(books.open_bank(ceiling=100_000_000), on=PAID_OUT)


def post(
    loan: Loan,
    amount: int,
    on: date,
    *,
    reference: str | None = None,
    kind: RepaymentKind = RepaymentKind.INSTALLMENT,
    actor: Actor = SYSTEM,
) -> Repayment:
    draft = RepaymentDraft(reference or f"{on}-{amount}", loan.id, on, amount, kind)
    return service.post(draft, actor=actor, now=NOW)


def reverse(row: Repayment, reference: str | None = None) -> Repayment:
    return service.reverse(row, reference=reference or f"batal-{row.id}", reason="Salah", actor=SYSTEM, now=NOW)


def test_an_installment_pays_interest_first_and_moves_the_facility(loan: Loan) -> None:
    with transaction():
        row = post(loan, MONTHLY, date(2026, 2, 15))
    assert row.number.startswith("BY-2026-")
    assert queries.paid_by_repayment(loan.id) == {row.id: (25_000, 821_937)}
    assert loans.loan(loan.id).outstanding == 10_000_000 - 821_937
    assert loans.loan(loan.id).oldest_due_on == date(2026, 3, 15)
    position = facility.position(loan.bank_id)
    assert (position.outstanding, position.repaid) == (9_178_063, 821_937)
    assert facility.verify() == []
    assert "repayments.post" in set(db.session.scalars(select(AuditEntry.deed)))


def test_the_same_posting_twice_is_one_and_another_amount_is_refused(loan: Loan) -> None:
    with transaction():
        first = post(loan, MONTHLY, date(2026, 2, 15), reference="b1")
        assert post(loan, MONTHLY, date(2026, 2, 15), reference="b1").id == first.id
        with pytest.raises(ReferenceUsed):
            post(loan, MONTHLY + 1, date(2026, 2, 15), reference="b1")
    assert db.session.scalar(select(func.count()).select_from(Repayment)) == 1


@pytest.mark.parametrize(
    ("amount", "on", "words"),
    [
        (0, date(2026, 2, 15), "lebih dari Rp0"),
        (-5, date(2026, 2, 15), "lebih dari Rp0"),
        (5, date(2026, 11, 21), "belum terjadi"),
        (5, date(2026, 1, 14), r"sebelum pencairan \(15 Januari 2026\)"),
    ],
)
def test_postings_that_cannot_be(loan: Loan, amount: int, on: date, words: str) -> None:
    with transaction(), pytest.raises(RuleBroken, match=words):
        post(loan, amount, on)
    assert queries.repayments_of(loan.id) == []


def test_more_than_the_schedule_asks_for_is_refused_with_the_amount(loan: Loan) -> None:
    with pytest.raises(TooMuch, match=r"tinggal Rp10\.163\.244; Rp1 terlalu banyak"), transaction():
        post(loan, 10_163_245, TODAY)
    assert queries.repayments_of(loan.id) == []
    assert facility.position(loan.bank_id).repaid == 0


def test_paying_the_whole_schedule_closes_the_loan_and_a_reversal_opens_it_again(loan: Loan) -> None:
    with transaction():
        row = post(loan, 10_163_244, date(2026, 5, 1))
    stored = loans.loan(loan.id)
    assert (stored.state, stored.closed_on, stored.outstanding) == (LoanState.CLOSED, date(2026, 5, 1), 0)
    with pytest.raises(TooMuch, match="sudah lunas"), transaction():
        post(loan, 1, TODAY)
    with transaction():
        reverse(queries.repayment(row.id))
    stored = loans.loan(loan.id)
    assert (stored.state, stored.closed_on, stored.outstanding) == (LoanState.RUNNING, None, 10_000_000)
    assert facility.position(loan.bank_id).outstanding == 10_000_000
    assert facility.verify() == []


def test_reversing_an_earlier_payment_lets_the_later_one_pay_the_older_installment(loan: Loan) -> None:
    with transaction():
        first = post(loan, MONTHLY, date(2026, 2, 15))
        second = post(loan, MONTHLY, date(2026, 3, 15))
        assert queries.paid_by_repayment(loan.id)[second.id] == (22_945, 823_992)
        reverse(first)
    paid = queries.paid_by_repayment(loan.id)
    assert (paid[first.id], paid[second.id]) == ((0, 0), (25_000, 821_937))
    assert loans.loan(loan.id).outstanding == 10_000_000 - 821_937
    assert facility.position(loan.bank_id).repaid == 821_937
    assert facility.verify() == []


def test_entering_late_what_was_paid_early_gives_the_same_as_entering_in_order(loan: Loan) -> None:
    with transaction():
        march = post(loan, 900_000, date(2026, 3, 15))
        february = post(loan, 700_000, date(2026, 2, 15))
    paid = queries.paid_by_repayment(loan.id)
    assert (paid[february.id], paid[march.id]) == ((25_000, 675_000), (22_945, 877_055))
    assert facility.position(loan.bank_id).repaid == 675_000 + 877_055
    assert facility.verify() == []
    shifted = db.session.scalars(select(RepaymentAllocation).where(RepaymentAllocation.cause_id == february.id)).all()
    assert {row.repayment_id for row in shifted} == {february.id, march.id}


def test_a_reversal_happens_once_and_says_why(loan: Loan) -> None:
    with transaction():
        row = post(loan, MONTHLY, date(2026, 2, 15))
        undone = reverse(row, "x1")
        assert reverse(row, "x1").id == undone.id
        with pytest.raises(Conflict, match="sudah dibatalkan"):
            reverse(row, "x2")
        with pytest.raises(RuleBroken, match="tidak dapat dibatalkan"):
            reverse(undone)
        other = post(loan, 5, date(2026, 2, 16))
        with pytest.raises(RuleBroken, match="alasan"):
            service.reverse(other, reference="x3", reason=" ", actor=SYSTEM, now=NOW)
    assert (undone.reason, undone.reverses_id) == ("Salah", row.id)


def test_an_early_payoff_must_be_exact_and_waives_the_interest_ahead(loan: Loan) -> None:
    with transaction():
        post(loan, MONTHLY, date(2026, 2, 15))
        needed = queries.payoff_on(loan, date(2026, 3, 1))
        assert needed == 9_178_063 + 11_473  # half of March's 22,945, by 14 of 28 days
        with pytest.raises(PayoffRefused, match=r"tepat Rp9\.189\.536"):
            post(loan, needed - 1, date(2026, 3, 1), kind=RepaymentKind.PAYOFF)
        with pytest.raises(PayoffRefused, match="Sudah ada pembayaran sesudah"):
            post(loan, needed, date(2026, 2, 1), kind=RepaymentKind.PAYOFF)
        post(loan, needed, date(2026, 3, 1), kind=RepaymentKind.PAYOFF)
        with pytest.raises(PayoffRefused, match="sudah lunas"):
            post(loan, 1, date(2026, 3, 2), kind=RepaymentKind.PAYOFF)
    assert loans.loan(loan.id).state is LoanState.CLOSED
    assert facility.position(loan.bank_id).outstanding == 0
    with pytest.raises(TooMuch, match="Batalkan pelunasannya"), transaction():
        post(loan, 10, date(2026, 2, 20))
    assert facility.verify() == []


def test_reversing_what_came_before_a_payoff_opens_the_loan_again(loan: Loan) -> None:
    with transaction():
        first = post(loan, MONTHLY, date(2026, 2, 15))
        post(loan, queries.payoff_on(loan, date(2026, 3, 1)), date(2026, 3, 1), kind=RepaymentKind.PAYOFF)
        reverse(first)
    stored = loans.loan(loan.id)
    assert stored.state is LoanState.RUNNING
    assert stored.outstanding == facility.position(loan.bank_id).outstanding > 0
    assert facility.verify() == []


def test_a_reversal_of_money_lent_again_stands_as_an_exception_until_it_is_paid(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=10_000_000, is_revolving=True)
        loan = books.open_loan(bank, on=PAID_OUT)
        row = post(loan, MONTHLY, date(2026, 2, 15))
        books.open_loan(bank, amount=821_937, on=date(2026, 3, 1))
        reverse(row)
    position = facility.position(bank.id)
    assert (position.exception, position.available) == (821_937, 0)
    assert loans.loan(loan.id).outstanding == 10_000_000
    assert facility.exception_of_loan(loan.id) == 821_937
    with transaction():
        post(loan, MONTHLY + 22_945 + 1_000, date(2026, 2, 16))
    assert facility.exception_of_loan(loan.id) == 0
    assert facility.position(bank.id).available == 1_000
    assert facility.verify() == []


def test_only_the_loans_own_bank_posts(loan: Loan) -> None:
    bank = facility.bank(loan.bank_id)
    with transaction():
        stranger = books.bank_actor(books.open_bank("Bank Uji Dua"))
        with pytest.raises(NotFound):
            post(loan, 5, TODAY, actor=stranger)
        with pytest.raises(NotAllowed):
            post(loan, 5, TODAY, actor=Actor(None, "P", Role.OFFICER))
        row = post(loan, 5, TODAY, actor=books.bank_actor(bank))
        with pytest.raises(NotFound):
            service.reverse(row, reference="x", reason="x", actor=stranger, now=NOW)
    assert row.posted_by_name == "Petugas bank uji"


def test_standing_says_what_is_late_and_the_lenders_class(loan: Loan) -> None:
    with transaction():
        post(loan, MONTHLY, date(2026, 2, 15))
        post(loan, 22_945, date(2026, 3, 15))
    found = queries.standing(loan.id, date(2026, 4, 15))
    assert (found.outstanding, found.days_late) == (9_178_063, 31)
    assert found.overdue == MONTHLY - 22_945
    assert found.due == 2 * MONTHLY - 22_945
    assert found.collectability is Collectability.SPECIAL_MENTION
    assert queries.standing(loan.id, date(2026, 3, 15)).collectability is Collectability.CURRENT


def test_a_posting_needs_the_same_number_of_queries_however_many_came_before(loan: Loan) -> None:
    counted: list[str] = []

    def count(*call: object) -> None:
        counted.append(str(call[2]))

    with transaction():
        post(loan, 25_000, date(2026, 2, 1))
    db.event.listen(db.engine, "before_cursor_execute", count)
    try:
        with transaction():
            post(loan, 10_001, date(2026, 2, 2))
        few = len(counted)
        with transaction():
            for number in range(20):
                post(loan, 100, date(2026, 2, 3), reference=f"n{number}")
        counted.clear()
        with transaction():
            post(loan, 10_002, date(2026, 2, 4))
    finally:
        db.event.remove(db.engine, "before_cursor_execute", count)
    assert len(counted) == few
    assert db.session.scalar(select(func.count()).select_from(FacilityTransfer))


def test_posting_asks_the_database_as_often_in_a_large_portfolio_as_in_a_small_one(app: Flask) -> None:
    with app.app_context():
        with transaction():
            bank = books.open_bank(ceiling=10**9)
            keys = [books.open_loan(bank, on=date(2026, 1, 15)).id for _ in range(10)]
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))

        def count(number: int) -> int:
            asked.clear()
            with transaction():
                service.post(
                    RepaymentDraft(f"n{number}", keys[number], date(2026, 2, 15), MONTHLY), actor=SYSTEM, now=NOW
                )
            return len(asked)

        count(0)  # the first of a process also looks up what is then remembered
        small = count(1)
        with transaction():
            fill(loans.loan(keys[0]), 990)
        assert db.session.scalar(select(func.count()).select_from(Loan)) == 1_000
        assert count(2) == small


def fill(like: Loan, count: int) -> None:
    """Add loans like one, straight into the table."""
    keys = list(range(10_000, 10_000 + count))
    names = [column.name for column in Loan.__table__.columns]
    fresh: dict[str, list[Any]] = {
        "id": keys,
        "number": [f"PJ-{key}" for key in keys],
        "reference": [f"isi-{key}" for key in keys],
        "application_id": [None] * count,
        "opened_at": ["2026-01-15 03:00:00.000000"] * count,
        "annual_rate": ["3"] * count,
    }
    same = {name: getattr(like, name) for name in names if name not in fresh}
    words = {name: value.value if isinstance(value, LabeledEnum) else value for name, value in same.items()}
    add_rows(Loan, {**fresh, **{name: [value] * count for name, value in words.items()}})
