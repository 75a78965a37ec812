"""The work on arrears through its pages: the list, a contact with its result, quiet hours, and peace for mourners."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.db import transaction
from tests import books
from tests.books import NOW

Login = Callable[..., FlaskClient]


def test_a_contact_takes_a_loan_off_the_list_until_its_next_step(
    app: Flask, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with app.app_context(), transaction():
        bank = books.open_bank(ceiling=10**9)
        loans = [books.open_loan(bank, on=date(2026, 9, 30)) for _ in range(2)]
        numbers = [loan.number for loan in loans]
    officer = login("officer")
    listed = officer.get("/penagihan").text
    assert all(number in listed for number in numbers)
    assert "Kunjungi" in listed
    fields = {"step": "visit", "result": "promised", "held_on": "19/11/2026", "hour": "21", "reference": "k1"}
    refused = officer.post("/pinjaman/1/kontak", data={**fields, "promised_on": "25/11/2026"})
    assert refused.status_code == 422
    assert "tidak boleh dihubungi antara pukul 20.00 dan 08.00" in refused.text
    refused = officer.post("/pinjaman/1/kontak", data={**fields, "hour": "9"})
    assert "Isi tanggal janji" in refused.text
    done = officer.post("/pinjaman/1/kontak", data={**fields, "hour": "9", "promised_on": "25/11/2026"})
    assert done.status_code == 303
    assert numbers[0] not in officer.get("/penagihan").text
    mourning = {**fields, "hour": "9", "result": "hardship", "hardship": "death", "reference": "k2"}
    assert officer.post("/pinjaman/2/kontak", data=mourning).status_code == 303
    assert "Tidak ada yang perlu dihubungi" in officer.get("/penagihan").text
    assert "Janji 25 November 2026" in officer.get("/pinjaman/1").text
    assert login("bank").get("/penagihan").status_code == 403
    assert login("trainer").get("/penagihan").status_code == 403
