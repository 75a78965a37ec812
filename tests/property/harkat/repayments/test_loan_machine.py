"""A loan under any sequence of payments, backdated ones, payoffs, reversals, restructurings and write-offs.

Claims: what a loan keeps (principal left, oldest due date, closing) and what the facility holds of it always follow
from the postings that stand, replayed from nothing; a refused posting changes nothing; the books verify. Attacked by
a machine that pays any amount on any day since the loan began, pays off, restructures, writes off, recovers, and takes
any of it back, at a bank whose returned money is at once lent again; held against a slow loan written apart.
"""

import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from app import create_app
from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import Conflict, RuleBroken
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.loans.changes import InterestTreatment
from harkat.loans.states import LoanState
from harkat.repayments import queries, service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.restructuring import service as restructuring
from harkat.repayments.restructuring.service import RestructuringDraft
from harkat.repayments.write_offs import queries as write_off_queries
from harkat.repayments.write_offs import service as write_offs
from tests import books, conftest, factories
from tests.books import NOW
from tests.loan_model import slow_loan

FULL = os.environ.get("HARKAT_RELIABILITY") == "full"
PAID_OUT = date(2026, 1, 15)
EMPTIED = (
    "slip_use",
    "collection_line",
    "group_collection",
    "loan_part_deduction",
    "loan_part_share",
    "loan_part",
    "surplus_decision",
    "facility_day",
    "write_off",
    "repayment_transfer",
    "repayment_allocation",
    "repayment",
    "facility_transfer",
    "installment",
    "schedule_version",
    "restructuring",
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
        try:
            with transaction():
                row = queries.repayment(key)
                name = f"x-{self.loan_id}-{self.count}"
                service.reverse(row, reference=name, reason="Keliru", actor=SYSTEM, now=NOW)
        except RuleBroken:
            return
        self.standing.remove(key)

    @rule(on=days, months=st.integers(1, 8), rate=st.integers(0, 6), treatment=st.sampled_from(InterestTreatment))
    def restructure(self, on: date, months: int, rate: int, treatment: InterestTreatment) -> None:
        self.count += 1
        draft = RestructuringDraft(
            self.loan_id, on, Decimal(rate), months, 0, treatment, "S-1", "Uji", f"u-{self.loan_id}-{self.count}"
        )
        try:
            with transaction():
                restructuring.restructure(draft, actor=SYSTEM, now=NOW)
        except (RuleBroken, Conflict):
            pass

    @rule(on=days)
    def write_off(self, on: date) -> None:
        self.count += 1
        name = f"h-{self.loan_id}-{self.count}"
        try:
            with transaction():
                write_offs.write_off(
                    self.loan_id, written_off_on=on, letter="S-2", reference=name, actor=SYSTEM, now=NOW
                )
        except (RuleBroken, Conflict):
            pass

    @rule(target=postings, amount=st.integers(1, 2_500_000), on=days)
    def recover(self, amount: int, on: date) -> Any:
        return self._post(amount, on, RepaymentKind.RECOVERY)

    @rule()
    def take_write_off_back(self) -> None:
        self.count += 1
        row = write_off_queries.standing(self.loan_id)
        if row is not None:
            try:
                with transaction():
                    name = f"b-{self.loan_id}-{self.count}"
                    write_offs.take_back(row, reason="Keliru", reference=name, actor=SYSTEM, now=NOW)
            except RuleBroken:
                pass

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
        first = loans.lines_of_version(loans.version_of(loan.id, None).id)
        slow = slow_loan(first, PAID_OUT, queries.changes_of(loan), queries.payments_of(loan, rows))
        assert slow.unused == 0
        paid = slow.paid
        kept = queries.paid_by_repayment(self.loan_id)
        assert {key: pair for key, pair in kept.items() if pair != (0, 0)} == {
            key: pair for key, pair in paid.items() if pair != (0, 0)
        }
        assert (loan.outstanding, loan.oldest_due_on) == (slow.principal, slow.oldest_due_on)
        gone = write_off_queries.standing(self.loan_id)
        assert (loan.state is LoanState.WRITTEN_OFF) == (gone is not None)
        assert (loan.state is LoanState.CLOSED) == (slow.oldest_due_on is None and gone is None)
        booked = sum(
            row.amount * sign
            for row in facility.transfers_of_loan(self.loan_id)
            for account, sign in ((row.to_account, 1), (row.from_account, -1))
            if account.value in ("outstanding", "exception", "written_off")
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
        max_examples=100 if FULL else 8,
        stateful_step_count=25 if FULL else 12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    try:
        machine("runTest").debug()
    finally:
        with OneLoan.app.app_context():
            db.engine.dispose()
