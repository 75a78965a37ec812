"""The queue: the latest first, filters in the address, and one officer to a file."""

import re
from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from tests import factories
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, bring_to, complete_file, the

Login = Callable[..., FlaskClient]


def shown(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/permohonan/antrean{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_the_latest_stands_first_and_filters_hold(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        with transaction():
            other = factories.make_person("Tertunda Lama").id
            complete_file(other)
        fresh, late = bring_to("draft", case), bring_to("submitted", case, person_id=other)
        numbers = (the(fresh).number, the(late).number)
        db.session.remove()
    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        officer = login("officer")
        words = shown(officer)
        assert words.index(numbers[1]) < words.index(numbers[0])
        assert "10 dari 3 hari kerja" in words
        only_late = shown(officer, "?terlambat=1&status=submitted")
        assert numbers[1] in only_late
        assert numbers[0] not in only_late
        assert "Tidak ada permohonan yang cocok" in shown(officer, "?siapa=mine")


def test_one_officer_holds_a_file(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("submitted", case)
        number = the(key).number
        db.session.remove()
    with time_machine.travel(NOW, tick=False):
        first, second, head = login("officer"), login("officer2"), login("head")
        for _ in range(2):
            assert first.post(f"/permohonan/{key}/ambil").status_code == 303
        assert number in shown(first, "?siapa=mine")
        assert number not in shown(first, "?siapa=nobody")
        assert second.post(f"/permohonan/{key}/ambil").status_code == 409
        assert second.post(f"/permohonan/{key}/lepas").status_code == 409
        assert head.post(f"/permohonan/{key}/lepas").status_code == 303
        assert second.post(f"/permohonan/{key}/ambil").status_code == 303
        assert login("bank").get("/permohonan/antrean").status_code == 403


def test_words_order_and_tabs_stay_in_the_address(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        with transaction():
            other = factories.make_person("Zulaikha Batik").id
            complete_file(other)
        small, large = bring_to("at_bank", case), bring_to("draft", case, person_id=other, requested=9_000_000)
        numbers = (the(small).number, the(large).number)
        db.session.remove()
    with time_machine.travel(NOW, tick=False):
        officer = login("officer")
        assert numbers[1] not in shown(officer, "?menunggu=bank")
        assert numbers[0] not in shown(officer, "?q=zulaikha")
        words = shown(officer, "?urut=jumlah")
        assert words.index(numbers[1]) < words.index(numbers[0])
        tabs = officer.get("/permohonan/antrean?q=zulaikha&urut=jumlah").get_data(as_text=True)
        assert 'href="/permohonan/antrean?q=zulaikha&amp;urut=jumlah&amp;menunggu=bank">Di bank <span' in tabs
        assert 'aria-current="page">Semua <span class="tab-count">1<' in tabs
        for nonsense in ("?hal=999&urut=x&siapa=%00&menunggu=y&bank=z", "?hal=-1&q=%25_'"):
            assert officer.get(f"/permohonan/antrean{nonsense}").status_code == 200


def test_after_taking_a_file_the_list_is_as_it_was_filtered(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("submitted", case)
        db.session.remove()
    officer, here = login("officer"), "/permohonan/antrean?siapa=nobody&q=siti"
    assert officer.post(f"/permohonan/{key}/ambil", data={"kembali": here}).location == here
    for elsewhere in ("https://jahat.example", "//jahat.example", "/permohonan/antrean?\\x", "/akun"):
        assert officer.post(f"/permohonan/{key}/ambil", data={"kembali": elsewhere}).location.endswith("?siapa=mine")


def test_a_file_is_handed_over_with_a_word(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("submitted", case)
        second, trainer = (factories.account_named(name).id for name in ("officer2", "trainer"))
        db.session.remove()
    with time_machine.travel(NOW, tick=False):
        officer, url = login("officer"), f"/permohonan/{key}/serahkan"
        for wrong in ("", "999999", str(trainer)):
            answer = officer.post(url, data={"receiver_id": wrong, "words": "Kunjungi Kamis"})
            assert answer.status_code in (404, 422)
        assert officer.post(url, data={"receiver_id": str(second), "words": "Kunjungi Kamis"}).status_code == 303
        assert officer.post(url, data={"receiver_id": str(second), "words": "x"}).status_code == 422
        assert "Kunjungi Kamis" in login("officer2").get(f"/permohonan/{key}").get_data(as_text=True)
        assert login("bank").get(url).status_code == 403


def test_notes_are_for_the_city_alone_and_written_once(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("at_bank", case)
        db.session.remove()
    with time_machine.travel(NOW, tick=False):
        form = {"words": "Suami sedang di luar kota", "reference": "satu"}
        for _ in range(2):
            assert login("officer").post(f"/permohonan/{key}/catatan", data=form).status_code == 303
        assert login("officer").post(f"/permohonan/{key}/catatan", data={"reference": "x"}).status_code == 422
        for who, times in (("head", 1), ("auditor", 1), ("bank", 0)):
            words = login(who).get(f"/permohonan/{key}").get_data(as_text=True)
            assert words.count("Suami sedang di luar kota") == times
        assert login("bank").post(f"/permohonan/{key}/catatan", data=form).status_code == 403
