"""A tenant's cash book: weeks written and corrected, and what the score takes from it as self-reported."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.incubation.cash_book.months import BookKeeper, monday_of
from balikat.incubation.models import CashWeek
from core import clock
from core.auth.roles import Role
from core.db import db, transaction
from harkat.readiness import queries as readiness
from scoring.facts import FactKind, Sureness
from scoring.readiness import assess
from tests.integration.balikat.incubation.conftest import Care

Login = Callable[..., FlaskClient]


def week(monday: object, **values: str) -> dict[str, str]:
    return {"monday": str(monday), "money_in": "1.000.000", "money_out": "700.000", "kept_by": "tenant"} | values


def test_a_week_is_written_once_and_corrected(app: Flask, login: Login, care: Care) -> None:
    mentor, monday = login(Role.MENTOR), monday_of(care.today)
    way = f"/binaan/{care.tenant_id}/kas"
    assert "Buku kas masih kosong" in mentor.get(way).text
    assert mentor.post(way, data=week(monday)).status_code == 303
    assert mentor.post(way, data=week(monday, money_in="1.100.000", drawn="100.000")).status_code == 303
    with app.app_context():
        rows = list(db.session.scalars(select(CashWeek)))
        assert [(row.money_in, row.drawn) for row in rows] == [(1_100_000, 100_000)]
    assert 'value="1100000"' in mentor.get(way).text
    for values, words in (
        ({"monday": str(monday + timedelta(days=7))}, "belum dimulai"),
        ({"monday": str(monday - timedelta(days=700))}, "sebelum orang ini menjadi binaan"),
        ({"monday": str(monday + timedelta(days=1))}, "Senin"),
        ({"money_in": ""}, "Isi uang masuk"),
        ({"drawn": "9.000.000"}, "melebihi uang masuk"),
    ):
        answer = mentor.post(way, data=week(monday) | values)
        assert answer.status_code == 422
        assert words in answer.text
    assert login(Role.HEAD).post(way, data=week(monday)).status_code == 403


def test_the_book_feeds_the_score_and_makes_it_no_worse(app: Flask, care: Care) -> None:
    with app.app_context():
        card = readiness.card_on(care.today)
        before = readiness.gather(care.person_id, today=care.today)
        assert before.value(FactKind.BOOKKEEPING_MONTHS) is None
        assert before.value(FactKind.CASH_BOOK_PROFIT) is None
        lower = assess(before, card, today=care.today).score or 0
    with app.app_context(), transaction() as session:
        session.add_all(
            CashWeek(
                tenant_id=care.tenant_id,
                monday=monday_of(care.today) - timedelta(days=7 * back),
                money_in=1_500_000,
                money_out=1_000_000,
                kept_by=BookKeeper.TENANT,
                written_at=clock.now(),
                written_by_name="Akun mentor",
            )
            for back in range(18)
        )
    with app.app_context():
        after = readiness.gather(care.person_id, today=care.today)
        months, profit = after.get(FactKind.BOOKKEEPING_MONTHS), after.get(FactKind.CASH_BOOK_PROFIT)
        assert months is not None
        assert profit is not None
        assert months.value >= 3
        assert 2_000_000 <= profit.value <= 2_500_000
        assert {months.sureness, profit.sureness} == {Sureness.SELF_REPORTED}
        sales = after.get(FactKind.SALES_MONTHLY)
        assert sales is not None
        assert sales.source == "pendaftaran usaha"  # told today, newer than the book
        assert (assess(after, card, today=care.today).score or 0) >= lower
