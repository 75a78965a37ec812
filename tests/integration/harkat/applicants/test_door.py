"""The applicant's own door: a code once, slow after failures, nobody else's case, and a chair without reasons."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core import clock
from core.contacts import service as contacts
from core.contacts.drafts import DelegateDraft
from core.contacts.kinds import DelegateScope
from core.contacts.reach import NEVER_IN_MESSAGES
from core.db import db, transaction
from core.people import queries as people
from core.people.models import Paper, PaperKind, Person
from harkat.applicants import queries, service
from harkat.applicants.models import DoorVisit
from harkat.applications.models import Application
from harkat.applications.states import State
from tests import factories
from tests.conftest import Login
from tests.factories import account_named
from tests.integration.harkat.applications.conftest import bring_to, lay_case
from tests.pictures import photo


def given(person_id: int, *, group_id: int | None = None, delegate_id: int | None = None) -> tuple[str, str, str]:
    """Give a code and return number, code and the link's secret."""
    with transaction():
        made = service.give_code(
            people.person(person_id),
            group_id=group_id,
            delegate_id=delegate_id,
            actor=account_named("officer").as_actor(),
            now=clock.now(),
        )
    return made.number, made.code, made.link


def a_person(name: str = "Siti Aminah") -> int:
    with transaction():
        return factories.make_person(name).id


def enter(browser: FlaskClient, number: str, code: str) -> TestResponse:
    return browser.post("/status", data={"number": number, "code": code})


def test_a_code_opens_the_door_once_and_shows_the_next_step(app: Flask) -> None:
    with app.app_context():
        number, code, _ = given(a_person())
    browser = app.test_client()
    answer = enter(browser, number.lower().replace("-", " "), f"{code[:3]} {code[3:]}")
    assert answer.status_code == 303
    shown = browser.get("/saya").get_data(as_text=True)
    assert "Langkah berikutnya" in shown
    assert "Siti Aminah" in shown
    assert "Layanan ini gratis" in shown
    assert NEVER_IN_MESSAGES.search(re.sub(r"<[^>]+>", " ", shown)) is None
    again = enter(app.test_client(), number, code)
    assert again.status_code == 422
    assert code not in again.get_data(as_text=True), "a code is never printed back into a page"


def test_a_cookie_kept_from_a_visit_is_worth_nothing_after_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        number, code, _ = given(a_person())
    browser, thief = app.test_client(), app.test_client()
    enter(browser, number, code)
    cookie = browser.get_cookie("session")
    assert cookie is not None
    assert browser.post("/status/keluar").status_code == 303
    thief.set_cookie("session", cookie.value)
    assert thief.get("/saya").status_code in (302, 303)
    with app.app_context():
        number, code, _ = given(a_person("Budi"))
    idle = app.test_client()
    enter(idle, number, code)
    now = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert idle.get("/saya").headers["Location"] == "/status/habis"


def test_a_code_dies_with_its_minutes_and_with_the_next_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        person_id = a_person()
        number, old, _ = given(person_id)
        _, code, _ = given(person_id)
    if old != code:
        assert enter(app.test_client(), number, old).status_code == 422
    now = clock.now() + timedelta(minutes=21)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert enter(app.test_client(), number, code).status_code == 422


def test_guessing_is_slowed_down_over_workers_and_addresses(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        number, code, _ = given(a_person())
        other, other_code, _ = given(a_person("Budi"))
        wrong = f"{(int(code) + 1) % 10**6:06}"
    for place in range(5):
        browser = app_on_both.test_client()
        answer = browser.post(
            "/status", data={"number": number, "code": wrong}, environ_base={"REMOTE_ADDR": f"10.0.0.{place}"}
        )
        assert answer.status_code == 422
        assert "tidak cocok" in answer.get_data(as_text=True)
    shut = app_on_both.test_client()
    answer = shut.post("/status", data={"number": number, "code": code}, environ_base={"REMOTE_ADDR": "10.9.9.9"})
    assert "Terlalu banyak percobaan" in answer.get_data(as_text=True), "the right code is refused too"
    assert enter(app_on_both.test_client(), other, other_code).status_code == 303


def test_one_code_is_spent_by_one_of_two_who_hold_it(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person_id = a_person()
        _, code, link = given(person_id)
        now = clock.now()
        held = queries.live_code(person_id, None, code, now=now)
        by_link = queries.live_link(link, now=now)
        assert held is not None
        with transaction():
            service.spend(held, now=now)
        with pytest.raises(service.WrongCode), transaction():
            service.spend(by_link, now=now)
        assert db.session.query(DoorVisit).count() == 1


def test_a_foreign_receipt_opens_nothing(app: Flask) -> None:
    with app.app_context():
        number, code, _ = given(a_person())
        foreign, _, _ = given(a_person("Budi"))
    assert enter(app.test_client(), foreign, code).status_code == 422
    assert enter(app.test_client(), "HK-2026-99999", code).status_code == 422
    browser = app.test_client()
    enter(browser, number, code)
    assert browser.get("/saya/sertifikat/1").status_code == 404
    assert browser.get("/saya/berkas/ktp-orang-lain").status_code == 404
    assert browser.get("/kelompok-saya").status_code == 403
    assert browser.get("/orang").status_code == 403


def test_an_account_without_a_visit_sees_nothing(login: Login) -> None:
    assert login("applicant").get("/saya").headers["Location"] == "/status/habis"
    assert login("chair").get("/kelompok-saya").headers["Location"] == "/status/habis"


def test_looking_at_a_link_spends_nothing(app: Flask) -> None:
    with app.app_context():
        _, _, link = given(a_person())
    assert app.test_client().get(f"/status/tautan/{link}").status_code == 200
    browser = app.test_client()
    assert browser.post(f"/status/tautan/{link}").headers["Location"] == "/saya"
    assert app.test_client().post(f"/status/tautan/{link}").status_code == 404


def test_the_officer_sees_the_code_once_and_the_database_never(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = a_person()
    shown = login("officer").post(f"/orang/{person_id}/kode").get_data(as_text=True)
    found = re.search(r"confirmation-number\">(\d{3} \d{3})<", shown)
    assert found is not None
    kept = (app.config["INSTANCE"] / "test.sqlite").read_bytes()
    assert found[1].replace(" ", "").encode() not in kept
    assert login("trainer").post(f"/orang/{person_id}/kode").status_code == 403


def test_a_photo_waits_until_an_officer_has_looked(app: Flask) -> None:
    with app.app_context():
        person_id = a_person()
        number, code, _ = given(person_id)
    browser = app.test_client()
    enter(browser, number, code)
    sent = browser.post("/saya/berkas/ktp", data={"file": (BytesIO(photo()), "ktp.jpg")})
    assert sent.status_code == 303
    assert "menunggu dicek petugas" in browser.get("/saya").get_data(as_text=True)
    refused = browser.post("/saya/berkas/family_card", data={"file": (BytesIO(b"MZ\x90"), "kk.jpg")})
    assert refused.status_code == 422
    with app.app_context(), transaction():
        db.session.add(Paper(person_id=person_id, kind=PaperKind.KTP, seen_on=clock.today(), is_accepted=True))
    assert "sudah sesuai" in browser.get("/saya").get_data(as_text=True)
    over = browser.post("/saya/berkas/ktp", data={"file": (BytesIO(photo()), "ktp.jpg")})
    assert over.status_code == 404, "a paper an officer found right is not replaced from outside"


def test_a_question_is_answered_on_the_page(app: Flask, login: Login) -> None:
    with app.app_context():
        number, code, _ = given(a_person())
    browser = app.test_client()
    enter(browser, number, code)
    words = "Nama saya salah tulis <b>"
    for _ in range(2):
        browser.post("/saya/tanya", data={"kind": "correction", "words": words, "reference": "satu"})
    page = login("officer").get("/dari-pemohon").get_data(as_text=True)
    assert page.count("Pembetulan data, Siti Aminah") == 1
    login("officer").post("/dari-pemohon/1", data={"answer": "Sudah dibetulkan."})
    shown = browser.get("/saya").get_data(as_text=True)
    assert "Sudah dibetulkan." in shown
    assert "salah tulis &lt;b&gt;" in shown


def test_a_delegate_does_what_the_paper_says_and_no_more(app: Flask) -> None:
    today = clock.today()
    with app.app_context():
        person_id = a_person()
        with transaction():
            draft = DelegateDraft("Rina", "anak", DelegateScope.STATUS, today, today)
            person, officer = people.person(person_id), account_named("officer").as_actor()
            row = contacts.add_delegate(person, draft, None, actor=officer, now=clock.now(), today=today)
            delegate_id = row.id
        number, code, _ = given(person_id, delegate_id=delegate_id)
    browser = app.test_client()
    enter(browser, number, code)
    shown = browser.get("/saya").get_data(as_text=True)
    assert "Rina (anak)" in shown
    assert "Kirim foto" not in shown
    assert browser.get("/saya/tanya").status_code == 403
    assert browser.post("/saya/berkas/ktp", data={"file": (BytesIO(photo()), "k.jpg")}).status_code == 403


@pytest.mark.parametrize("state", [State.AT_BANK, State.REFUSED])
def test_a_chair_reads_how_many_and_never_who_or_why(app: Flask, state: State) -> None:
    with app.app_context():
        case = lay_case()
        application_id = bring_to("at_bank", case, group=True)
        with transaction() as session:
            session.get_one(Application, application_id).state = state
        chair_id = case.member_ids[0]
        number, code, _ = given(chair_id, group_id=case.group_id)
        names = [db.session.get_one(Person, key).name for key in case.member_ids]
    browser = app.test_client()
    assert enter(browser, number, code).headers["Location"] == "/kelompok-saya"
    shown = re.sub(r"<[^>]+>", " ", browser.get("/kelompok-saya").get_data(as_text=True))
    assert NEVER_IN_MESSAGES.search(shown) is None
    assert "tolak" not in shown.lower()
    assert not [name for name in names if name in shown]
    assert browser.get("/saya").status_code == 403


def test_a_chair_without_an_application_reads_how_many_have_steps(app: Flask) -> None:
    with app.app_context():
        case = lay_case()
        number, code, _ = given(case.member_ids[0], group_id=case.group_id)
    browser = app.test_client()
    enter(browser, number, code)
    assert "6 anggota masih punya langkah" in browser.get("/kelompok-saya").get_data(as_text=True)
