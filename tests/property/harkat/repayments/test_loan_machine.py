"""A loan under any sequence of payments, backdated ones, payoffs and reversals.

Claims: what a loan keeps (principal left, oldest due date, closing) and what the facility holds of it always follow
from the postings that stand, replayed from nothing; a refused posting changes nothing; the books verify. Attacked by
a machine that pays any amount on any day since the loan began, pays off, and takes any posting back, at a bank whose
returned money is at once lent again.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from app import create_app
from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import RuleBroken
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.loans.states import LoanState
from harkat.repayments import queries, service
from harkat.repayments.allocation import replay
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from tests import books, conftest, factories
from tests.books import NOW

PAID_OUT = date(2026, 1, 15)
EMPTIED = (
    "repayment_transfer",
    "repayment_allocation",
    "repayment",
    "facility_transfer",
    "installment",
    "schedule_version",
    "loan_share",
    "loan",
    "reservation",
    "application",
    "facility_balance",
    "partner_bank",
)
days = st.integers(0, 300).map(lambda gone: PAID_OUT + timedelta(days=gone))


class OneLoan(RuleBasedStateMachine):
    """A loan of six months and the postings that were accepted."""

    app: Flask
    postings = Bundle("postings")

    def __init__(self) -> None:
        super().__init__()
        self.context = self.app.app_context()
        self.context.push()
        self.count = 0
        with transaction() as session:
            for table in EMPTIED:
                session.execute(db.text(f"DELETE FROM {table}"))
        with transaction():
            self.bank_id = books.open_bank(ceiling=7_000_000, is_revolving=True).id
            loan = books.open_loan(facility.bank(self.bank_id), amount=6_000_000, months=6, on=PAID_OUT)
            self.loan_id = loan.id
        self.standing: set[int] = set()

    def teardown(self) -> None:
        db.session.remove()
        self.context.pop()

    def _post(self, amount: int, on: date, kind: RepaymentKind) -> Any:
        self.count += 1
        draft = RepaymentDraft(f"{self.loan_id}-{self.count}", self.loan_id, on, amount, kind)
        try:
            with transaction():
                key = service.post(draft, actor=SYSTEM, now=NOW).id
        except RuleBroken:
            return multiple()
        self.standing.add(key)
        return key

    @rule(target=postings, amount=st.integers(1, 2_500_000), on=days)
    def pay(self, amount: int, on: date) -> Any:
        return self._post(amount, on, RepaymentKind.INSTALLMENT)

    @rule(target=postings, on=days)
    def pay_off(self, on: date) -> Any:
        asked = queries.payoff_on(loans.loan(self.loan_id), on)
        return self._post(asked, on, RepaymentKind.PAYOFF) if asked else multiple()

    @rule(key=consumes(postings))
    def take_back(self, key: int) -> None:
        self.count += 1
        with transaction():
            row = queries.repayment(key)
            name = f"x-{self.loan_id}-{self.count}"
            service.reverse(row, reference=name, reason="Keliru", actor=SYSTEM, now=NOW)
        self.standing.remove(key)

    @rule(share=st.integers(1, 4))
    def lend_what_is_free(self, share: int) -> None:
        position = facility.position(self.bank_id)
        amount = position.available * share // 4
        if amount and not position.exception:
            with transaction():
                books.lend(self.bank_id, amount)

    @invariant()
    def loan_follows_from_its_postings(self) -> None:
        db.session.rollback()
        db.session.expire_all()
        loan = loans.loan(self.loan_id)
        rows = queries.live_repayments(self.loan_id)
        assert {row.id for row in rows} == self.standing
        dues = queries.dues_of(loans.schedule_rows(self.loan_id))
        wanted = replay(dues, queries.payments_of(rows), disbursed_on=PAID_OUT)
        assert wanted.unused == 0
        paid: dict[int, tuple[int, int]] = {row.id: (0, 0) for row in rows}
        for part in wanted.parts:
            before = paid[part.payment]
            paid[part.payment] = (before[0] + part.interest, before[1] + part.principal)
        kept = queries.paid_by_repayment(self.loan_id)
        assert {key: pair for key, pair in kept.items() if pair != (0, 0)} == {
            key: pair for key, pair in paid.items() if pair != (0, 0)
        }
        assert (loan.outstanding, loan.oldest_due_on) == (wanted.principal_left, wanted.oldest_due_on)
        assert (loan.state is LoanState.CLOSED) == (wanted.left == 0)
        booked = sum(
            row.amount * sign
            for row in facility.transfers_of_loan(self.loan_id)
            for account, sign in ((row.to_account, 1), (row.from_account, -1))
            if account.value in ("outstanding", "exception")
        )
        assert booked == loan.outstanding
        assert facility.verify() == []


def test_a_loan_holds_under_any_sequence(tmp_path: Path) -> None:
    OneLoan.app = create_app(conftest.settings(f"sqlite:///{tmp_path / 'loan.sqlite'}", tmp_path))
    with OneLoan.app.app_context():
        db.create_all()
        factories.lay_ground()
        db.session.remove()
        bare = db.engine.raw_connection()
        bare.cursor().execute("PRAGMA synchronous=OFF")  # nothing here pulls the plug
        bare.close()
    machine = OneLoan.TestCase
    machine.settings = settings(
        max_examples=10, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    try:
        machine("runTest").debug()
    finally:
        with OneLoan.app.app_context():
            db.engine.dispose()
