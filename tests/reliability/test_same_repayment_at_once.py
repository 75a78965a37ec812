"""The same repayment sent twenty times at the same moment is one row and twenty equal answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from flask import Flask

from core.auth.roles import SYSTEM
from core.db import db, retry_lost_races, transaction
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.repayments import queries, service
from harkat.repayments.drafts import RepaymentDraft
from tests import books

SENDERS = 20


def test_one_reference_is_one_repayment(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            loan_id = books.open_loan(books.open_bank(ceiling=100_000_000), on=date(2026, 1, 15)).id
        db.session.remove()
    barrier = Barrier(SENDERS)

    def send(_: int) -> str:
        with app_on_both.app_context():
            barrier.wait(60)
            draft = RepaymentDraft("sama", loan_id, date(2026, 2, 15), 846_937)

            def deed() -> str:
                with transaction():
                    return service.post(draft, actor=SYSTEM, now=books.NOW).number

            try:
                return retry_lost_races(deed)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(SENDERS) as crowd:
        answers = list(crowd.map(send, range(SENDERS)))
    with app_on_both.app_context():
        [row] = queries.repayments_of(loan_id)
        assert answers == [row.number] * SENDERS
        assert loans.loan(loan_id).outstanding == 10_000_000 - 821_937
        assert facility.verify() == []
        db.session.remove()
