"""More money than is due, by the borrower's choice or the rule; and a bank's own order of paying."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.auth.roles import SYSTEM
from core.db import transaction
from core.policy import service as policy
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments import queries, service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment
from harkat.repayments.orders.models import BankPayingOrder
from harkat.repayments.paying_orders import SURPLUS_DEFAULT, PayingOrder, SurplusChoice
from harkat.repayments.surplus import queries as surplus
from tests import books
from tests.books import NOW, TODAY

Login = Callable[..., FlaskClient]
PAID_OUT = date(2026, 8, 15)


def lend(app: Flask) -> int:
    """Open a bank with one loan that runs for three months."""
    with app.app_context(), transaction():
        return books.open_loan(books.open_bank(ceiling=100_000_000), on=PAID_OUT).id


def test_the_borrowers_choice_is_asked_for_and_kept(app: Flask, login: Login) -> None:
    key, bank = lend(app), login("bank")
    fields = {"kind": "installment", "amount": "5.000.000", "paid_on": "20/11/2026", "reference": "c1"}
    asked = bank.post(f"/pinjaman/{key}/bayar/periksa", data=fields).text
    assert "Pilihan peminjam" in asked
    posted = bank.post(f"/pinjaman/{key}/bayar", data=fields | {"choice": "advance"}, follow_redirects=True).text
    assert "pilihan peminjam" in posted
    refused = bank.post(f"/pinjaman/{key}/bayar", data=fields | {"reference": "c2", "choice": "close"})
    assert (refused.status_code, "Melunasi hari itu tepat" in refused.text) == (422, True)
    assert "Pilihan peminjam atas uang lebih" in refused.text
    with app.app_context():
        needed = queries.payoff_on(loans.loan(key), TODAY)
    bank.post(f"/pinjaman/{key}/bayar", data=fields | {"reference": "c3", "choice": "close", "amount": str(needed)})
    with app.app_context():
        assert loans.loan(key).state is LoanState.CLOSED
        rows = queries.live_repayments(key)
        assert [row.kind for row in rows] == [RepaymentKind.INSTALLMENT, RepaymentKind.PAYOFF]
        kept = [surplus.decision_on(row.id) for row in rows]
        assert [(row.choice, row.by_rule) for row in kept if row] == [
            (SurplusChoice.ADVANCE, False), (SurplusChoice.CLOSE, False),
        ]  # fmt: skip
        assert kept[0] is not None
        assert kept[0].amount == 5_000_000 - 3 * 846_937


def test_without_a_choice_the_rule_of_the_day_speaks(app: Flask) -> None:
    key = lend(app)
    with app.app_context():
        with transaction():
            post(key, "r1", 3 * 846_937)
            row = post(key, "r2", 100_000)
        kept = surplus.decision_on(row.id)
        assert kept is not None
        assert (kept.choice, kept.by_rule, kept.amount) == (SurplusChoice.ADVANCE, True, 100_000)
        with transaction():
            rule = SurplusChoice.CLOSE.value
            policy.set_value(SURPLUS_DEFAULT, rule, valid_from=TODAY, source="Uji", actor=SYSTEM, now=NOW, today=TODAY)
        with transaction():
            needed = queries.payoff_on(loans.loan(key), TODAY)
            first = post(key, "r3", needed)
            assert post(key, "r3", needed).id == first.id
        assert loans.loan(key).state is LoanState.CLOSED


def test_a_banks_order_holds_from_its_day_and_not_before(app: Flask, login: Login) -> None:
    key = lend(app)
    head, today = login("head"), clock.today()
    tomorrow = today + timedelta(days=1)
    fields = {"bank": "1", "paying_order": "interest", "letter": "S-9/2026"}
    page = "/pinjaman/urutan-pembayaran"
    late = head.post(page, data=fields | {"valid_from": today.isoformat()})
    assert (late.status_code, "paling cepat besok" in late.text, "S-9/2026" in late.text) == (422, True, True)
    assert head.post(page, data=fields | {"valid_from": tomorrow.isoformat()}).status_code == 303
    assert head.post(page, data=fields | {"valid_from": tomorrow.isoformat()}).status_code == 422
    assert login("bank").post(page, data=fields).status_code == 403
    assert "belum berlaku" in login("bank").get(page).text
    with app.app_context():
        with transaction():
            before = post(key, "o1", 50_000)
            after = post(key, "o2", 100_000, on=tomorrow)
        loan = loans.loan(key)
        paid = queries.paid_by_repayment(loan.id)
        interest = sum(row.interest for row in loans.schedule_rows(key) if row.due_on <= tomorrow)
        assert paid[before.id] == (25_000, 25_000)
        assert paid[after.id] == (interest - 25_000, 100_000 - interest + 25_000)
        assert isinstance(loan, Loan)
        row = app.extensions["sqlalchemy"].session.get(BankPayingOrder, 1)
        assert row is not None
        assert row.paying_order is PayingOrder.INTEREST


def post(key: int, reference: str, amount: int, *, on: date = TODAY) -> Repayment:
    """Post money on the loan."""
    draft = RepaymentDraft(reference, key, on, amount)
    return service.post(draft, actor=SYSTEM, now=max(NOW, clock.now() + timedelta(days=2)))
