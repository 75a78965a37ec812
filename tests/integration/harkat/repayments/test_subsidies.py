"""A bank's claim of the subsidy from its letter to the payment: off by default, two persons, one claim a month."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.policy.models import Policy
from harkat.repayments import service as repayments
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.subsidies import queries
from harkat.repayments.subsidy import IS_PAID
from tests import books
from tests.books import NOW

Login = Callable[..., FlaskClient]
CLAIM = {"bank_id": "1", "month": "01/10/2026", "claimed": "50.000", "letter": "S-1/2026"}


@pytest.fixture
def loans(app: Flask) -> None:
    """Two loans at one bank, one of them paid on, and one at another."""
    with app.app_context(), transaction():
        bank, other = books.open_bank(ceiling=10**9), books.open_bank("Bank Uji Dua", ceiling=10**9)
        keys = [books.open_loan(place, on=date(2026, 9, 15)).id for place in (bank, bank, other)]
        draft = RepaymentDraft("a", keys[0], date(2026, 10, 15), 846_937)
        repayments.post(draft, actor=SYSTEM, now=NOW)


def switch_on(app: Flask) -> None:
    with app.app_context(), transaction():
        row = Policy(
            key=IS_PAID, value=True, valid_from=date(2026, 10, 1), source="Perwal contoh", created_at=NOW,
        )  # fmt: skip
        db.session.add(row)


def test_a_claim_goes_from_the_banks_letter_to_the_payment(app: Flask, loans: None, login: Login) -> None:
    economics, head, bank = login("economics"), login("head"), login("bank")
    assert "Tidak dibayar" in economics.get("/subsidi").text
    assert "tidak membayar subsidi pada bulan ini" in economics.post("/subsidi", data=CLAIM).text
    switch_on(app)
    for wrong, words in (
        ({"month": "01/11/2026"}, "belum selesai"),
        ({"claimed": "x"}, "Jumlah"),
        ({"letter": ""}, "urat bank"),
    ):
        answer = economics.post("/subsidi", data=CLAIM | wrong)
        assert answer.status_code == 422
        assert words in answer.text
    address = economics.post("/subsidi", data=CLAIM).location
    assert "sudah punya tagihan" in economics.post("/subsidi", data=CLAIM).text
    with app.app_context():
        lines = queries.lines_of_month(1, date(2026, 10, 1))
        principal = 10_000_000 - 821_937
        paid = round((10_000_000 * 14 + principal * 17) * 0.03 / 360)
        assert [(line.days, line.amount) for line in lines] == [(31, paid), (31, 25_833)]
        db.session.remove()
    own = economics.post(f"{address}/periksa", data={"agree": "1"})
    assert "Minta orang lain" in own.text
    assert "Bank menagih jumlah lain" in head.post(f"{address}/periksa", data={"agree": "1"}).text
    assert (
        head.post(
            f"{address}/bayar", data={"budget_account": "5.1", "payment_number": "1", "paid_on": "19/11/2026"}
        ).status_code
        == 422
    )
    assert head.post(f"{address}/periksa", data={"agree": "1", "note": "Dibayar menurut daftar"}).status_code == 303
    paid_form = {"budget_account": "5.1.02", "payment_number": "SP2D-9", "paid_on": "19/11/2026"}
    assert economics.post(f"{address}/bayar", data=paid_form | {"paid_on": "01/01/2027"}).status_code == 422
    assert economics.post(f"{address}/bayar", data=paid_form).status_code == 303
    assert economics.post(f"{address}/bayar", data=paid_form).status_code == 422
    shown = bank.get(address).text
    assert "SP2D-9" in shown
    assert "Pemohon" not in shown
    assert bank.get(f"{address}/lembar.xlsx").data[:2] == b"PK"
    assert login("bank2").get(address).status_code == 404
    assert login("officer").get("/subsidi").status_code == 403


def test_a_rejected_month_is_drawn_up_again_and_a_changed_loan_list_stops_the_check(
    app: Flask, loans: None, login: Login
) -> None:
    switch_on(app)
    economics, head = login("economics"), login("head")
    first = economics.post("/subsidi", data=CLAIM).location
    with app.app_context(), transaction():
        repayments.post(RepaymentDraft("b", 2, date(2026, 10, 20), 846_937), actor=SYSTEM, now=NOW)
    assert "sudah berubah" in head.post(f"{first}/periksa", data={"agree": "1", "note": "x"}).text
    assert "Tulis alasan" in head.post(f"{first}/periksa", data={"reject": "1"}).text
    assert head.post(f"{first}/periksa", data={"reject": "1", "note": "Susun lagi"}).status_code == 303
    again = economics.post("/subsidi", data=CLAIM)
    assert again.status_code == 303
    assert again.location != first
