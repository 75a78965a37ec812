"""A bank's month-end class outranks ours on every page, in the history, and in what the reports count."""

from collections.abc import Callable
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.db import db, transaction
from harkat.loans import queries as loans
from harkat.loans.classification import Collectability
from harkat.repayments.quality import queries as quality
from harkat.repayments.statements import queries as statements
from harkat.repayments.statements import service
from harkat.reports.basis import Basis
from harkat.reports.queries.evidence import on
from harkat.reports.queries.lateness import lateness, scales_on
from tests import books
from tests.books import NOW

Login = Callable[..., FlaskClient]
PAID_OUT, MONTH_END = date(2026, 8, 15), date(2026, 10, 31)


def test_the_banks_class_is_shown_first_and_the_difference_beside_it(app: Flask, login: Login) -> None:
    with app.app_context():
        with transaction():
            loan = books.open_loan(books.open_bank(ceiling=100_000_000), on=PAID_OUT)
            row = service.state(
                loan, as_of=MONTH_END, outstanding=10_000_000, days_late=46, collectability=Collectability.DOUBTFUL,
                reference="u1", now=NOW,
            )  # fmt: skip
            assert row is not None
            earlier = date(2026, 9, 30)
            service.state(
                loan, as_of=earlier, outstanding=10_000_000, days_late=15, collectability=Collectability.CURRENT,
                reference="u2", now=NOW,
            )  # fmt: skip
        key = loan.id
        own = Collectability.SPECIAL_MENTION
        assert loans.ruling_class_of(loan, own, MONTH_END) is Collectability.DOUBTFUL
        assert loans.ruling_class_of(loan, own, date(2026, 12, 31)) is own
        turns = quality.history_of(key, statements.of_loan(key), MONTH_END)
        assert [(turn.on, turn.rank, turn.by_bank) for turn in turns] == [(MONTH_END, 4, True), (earlier, 1, True)]
        for basis in Basis:
            counted = lateness(basis)
            day = date(2026, 11, 21)
            asked = on(day) | scales_on(day)
            assert db.session.execute(db.select(counted.c.rank), asked).scalars().all() == [4]
    assert clock.today() >= date(2026, 11, 20)
    page = login("bank").get(f"/pinjaman/{key}").text
    assert "menurut bank per 31 Oktober 2026" in page
    assert "Berbeda dari hitungan kami" in page
    assert Collectability.DOUBTFUL.label in login("officer").get("/pinjaman").text
