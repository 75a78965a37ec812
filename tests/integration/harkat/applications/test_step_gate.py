"""A step's page in a wrong state leads to the file and says why; another amount is split anew before it is sent."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.db import db
from harkat.applications.deeds import WHO, Deed, why_not
from harkat.applications.states import State
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, bring_to, the

Login = Callable[..., FlaskClient]
PAGES = {
    "officer": ("kunjungan", "rekomendasi", "kembalikan", "tarik"),
    "head": ("pengesahan", "kembalikan"),
    "bank": ("bank/setujui", "bank/tolak", "bank/lengkapi"),
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def brought(app: Flask, state: str, case: Case, *, group: bool = False) -> int:
    with app.app_context():
        key = bring_to(state, case, group=group)
        db.session.remove()
    return key


@pytest.mark.parametrize("deed", Deed)
def test_a_deed_fits_exactly_the_states_of_its_table(deed: Deed) -> None:
    for state in State:
        assert (why_not(deed, state) is None) == (state in WHO[deed][1])


@pytest.mark.parametrize("who", PAGES)
def test_a_page_in_a_wrong_state_leads_to_the_file(app: Flask, login: Login, case: Case, who: str) -> None:
    key, client = brought(app, "disbursed", case), login(who)
    for page in PAGES[who]:
        answer = client.get(f"/permohonan/{key}/{page}")
        assert (answer.status_code, answer.location) == (303, f"/permohonan/{key}")
    words = client.get(f"/permohonan/{key}").get_data(as_text=True)
    assert "Permohonan ini berstatus “Dicairkan”." in words


def test_a_smaller_amount_is_split_anew_and_nothing_is_recorded(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "at_bank", case, group=True)
    answer = login("bank").post(
        f"/permohonan/{key}/bank/setujui",
        data={"amount": "4.000.001", "installments": "12", "note": "hati-hati", "bagi_ulang": "1"},
    )
    html = answer.get_data(as_text=True)
    shares = [int(text.replace(".", "")) for text in re.findall(r'name="share_\d+" value="([\d.]+)"', html)]
    assert answer.status_code == 200
    assert (len(shares), sum(shares)) == (6, 4_000_001)
    assert max(shares) - min(shares) <= 6
    assert "hati-hati" in html
    with app.app_context():
        assert the(key).state is State.AT_BANK
        db.session.remove()


def test_too_much_to_split_is_said_beside_what_was_typed(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "at_bank", case, group=True)
    answer = login("bank").post(f"/permohonan/{key}/bank/setujui", data={"amount": "99000000", "bagi_ulang": "1"})
    assert answer.status_code == 422
    assert "tidak boleh di atas jumlah permintaan anggota" in answer.get_data(as_text=True)


def test_months_out_of_bounds_name_the_products_bounds(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "at_bank", case)
    data = {"amount": "5000000", "installments": "37", "reference": "r"}
    words = login("bank").post(f"/permohonan/{key}/bank/setujui", data=data).get_data(as_text=True)
    assert "harus antara 3 dan 36" in words
    assert "360" not in words
