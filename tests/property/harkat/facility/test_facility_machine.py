"""The facility's books under any sequence of deeds.

Claims: no guarded account ever falls below zero; the accounts of a bank always sum to zero; a deed refused for want
of room changes nothing; the stored balances agree with a plain model kept beside them and with what ``verify``
recomputes. Attacked by a machine that raises and lowers ceilings, approves, releases, pays out in parts, takes
principal back, reverses repayments whose money may have been lent again, and sends references twice, at a revolving
bank and at one that is not.
"""

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, precondition, rule

from app import create_app
from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import Conflict
from harkat.facility import queries, service
from harkat.facility.ledger import HeldByException, NotEnoughRoom
from tests import books, conftest, factories
from tests.books import NOW, TODAY

amounts = st.integers(min_value=1, max_value=1_000)


class Books(RuleBasedStateMachine):
    """One bank's books and a plain model of them."""

    app: Flask
    is_revolving = False

    reservations = Bundle("reservations")
    loans = Bundle("loans")
    repayments = Bundle("repayments")

    def __init__(self) -> None:
        super().__init__()
        self.stack = contextlib.ExitStack()
        self.stack.enter_context(self.app.app_context())
        self.count = itertools.count(1)
        with transaction() as session:
            for table in (
                "facility_day",
                "facility_transfer",
                "loan",
                "reservation",
                "application",
                "facility_balance",
            ):
                session.execute(db.text(f"DELETE FROM {table}"))
            session.execute(db.text("DELETE FROM partner_bank"))
        with transaction():
            self.bank_id = books.open_bank(is_revolving=self.is_revolving).id
        self.model = dict.fromkeys(("ceiling", "available", "committed", "outstanding", "repaid", "exception"), 0)
        self.disbursed = 0
        self.in_exception: dict[int, int] = {}
        self.owed: dict[int, int] = {}

    def teardown(self) -> None:
        db.session.remove()
        self.stack.close()

    def name(self, word: str) -> str:
        return f"{word}-{next(self.count)}"

    @rule(amount=st.integers(min_value=0, max_value=3_000))
    def set_ceiling(self, amount: int) -> None:
        change = amount - self.model["ceiling"]
        allowed = change >= 0 or -change <= self.model["available"]
        with _expecting(None if allowed else NotEnoughRoom), transaction():
            service.set_ceiling(
                queries.bank(self.bank_id), amount, reference=self.name("p"), source="Surat", actor=SYSTEM, now=NOW
            )
        if allowed:
            self.model["ceiling"] += change
            self.model["available"] += change

    @rule(target=reservations, amount=amounts, twice=st.booleans())
    def approve(self, amount: int, twice: bool) -> Any:
        reference = self.name("r")
        refusal: type[Exception] | None = NotEnoughRoom if amount > self.model["available"] else None
        if self.model["exception"]:
            refusal = HeldByException
        with transaction():
            application = books.make_application(self.bank_id)
            application_id = application.id
        made: Any = multiple()
        with _expecting(refusal), transaction():
            for _ in range(1 + twice):
                row = books.reserve(books.application(application_id), amount, reference=reference)
            made = row.id
        if refusal is None:
            self._move("available", "committed", amount)
        return made

    @rule(key=consumes(reservations))
    def release(self, key: int) -> None:
        with transaction():
            row = queries.reservation(key)
            left = row.amount - row.used
            service.release(row, reason="Batal", actor=SYSTEM, now=NOW)
        self._move("committed", "available", left)
        with _expecting(Conflict), transaction():
            service.release(queries.reservation(key), reason="Batal", actor=SYSTEM, now=NOW)

    @rule(target=loans, key=consumes(reservations), share=st.integers(1, 10), twice=st.booleans())
    def pay_out(self, key: int, share: int, twice: bool) -> int:
        """Pay out some of a reservation and let the rest go."""
        with transaction():
            row = queries.reservation(key)
            amount = max(1, row.amount * share // 10)
            rest = row.amount - amount
            loan = books.make_loan(books.application(row.application_id), amount)
            for _ in range(1 + twice):
                books.disburse(row, loan, amount)
            if rest:
                service.release(row, reason="Sisa", actor=SYSTEM, now=NOW)
            loan_id = loan.id
        self._move("committed", "outstanding", amount)
        self._move("committed", "available", rest)
        self.disbursed += amount
        self.owed[loan_id], self.in_exception[loan_id] = amount, 0
        return loan_id

    @rule(target=repayments, loan_id=loans, share=st.integers(1, 10), twice=st.booleans())
    def repay(self, loan_id: int, share: int, twice: bool) -> Any:
        amount = self.owed[loan_id] * share // 10
        if not amount:
            return multiple()
        reference = self.name("b")
        with transaction():
            for _ in range(1 + twice):
                rows = service.principal_repaid(
                    bank_id=self.bank_id,
                    loan_id=loan_id,
                    amount=amount,
                    occurred_on=TODAY,
                    reference=reference,
                    actor=SYSTEM,
                    now=NOW,
                )
            keys = [row.reference for row in rows]
        outside = min(amount, self.in_exception[loan_id])
        self.in_exception[loan_id] -= outside
        self.model["exception"] -= outside
        self._move("outstanding", "available" if self.is_revolving else "repaid", amount - outside)
        self.owed[loan_id] -= amount
        return multiple(*((loan_id, key) for key in keys))

    @rule(paid=consumes(repayments), twice=st.booleans())
    def take_back(self, paid: tuple[int, str], twice: bool) -> None:
        loan_id, reference = paid
        name = self.name("x")
        with transaction():
            transfer = queries.transfer_by_reference(reference)
            assert transfer is not None
            amount, was_outside = transfer.amount, reference.endswith("/pk")
            for _ in range(1 + twice):
                service.reverse(transfer, reference=name, reason="Keliru", actor=SYSTEM, now=NOW)
        self.owed[loan_id] += amount
        if was_outside or (self.is_revolving and self.model["available"] < amount):
            self.model["exception"] += amount
            self.in_exception[loan_id] += amount
        else:
            self._move("available" if self.is_revolving else "repaid", "outstanding", amount)

    @precondition(lambda self: self.model["available"] > 0)
    @rule(target=reservations)
    def approve_all_that_is_left(self) -> Any:
        return self.approve(self.model["available"], twice=False)

    def _move(self, origin: str, target: str, amount: int) -> None:
        self.model[origin] -= amount
        self.model[target] += amount

    @invariant()
    def books_agree(self) -> None:
        db.session.rollback()
        stored = queries.balance(self.bank_id).by_account()
        assert sum(stored.values()) == 0
        position = queries.position(self.bank_id)
        assert {name: getattr(position, name) for name in self.model} == self.model
        assert position.disbursed_total == self.disbursed
        assert min(self.model.values()) >= 0
        assert sum(self.owed.values()) == position.outstanding + position.exception
        assert queries.verify() == []


class RevolvingBooks(Books):
    """The same at a bank whose repaid money may be lent again."""

    is_revolving = True


@contextlib.contextmanager
def _expecting(refusal: type[Exception] | None) -> Iterator[None]:
    with pytest.raises(refusal) if refusal else contextlib.nullcontext():
        yield


@pytest.mark.parametrize("machine", [Books, RevolvingBooks])
def test_books_hold_under_any_sequence(machine: type[Books], tmp_path: Path) -> None:
    machine.app = create_app(conftest.settings(f"sqlite:///{tmp_path / 'machine.sqlite'}", tmp_path))
    with machine.app.app_context():
        db.create_all()
        factories.lay_ground()
        db.session.remove()
        bare = db.engine.raw_connection()
        bare.cursor().execute("PRAGMA synchronous=OFF")  # nothing here pulls the plug
        bare.close()
    machine.TestCase.settings = settings(
        max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    try:
        machine.TestCase("runTest").debug()
    finally:
        with machine.app.app_context():
            db.engine.dispose()
