"""The list of persons: search, sort, filters, who may see it, and that a NIK stays out of addresses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from core.auth.roles import Role
from core.db import db, transaction
from core.people.kinds import PaperKind
from core.people.models import Business, Paper, Person
from tests import factories

Login = Callable[..., FlaskClient]
NIK = "1571016005850003"


@contextmanager
def counting_questions(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def fill(app: Flask, count: int = 3) -> None:
    with app.app_context(), transaction():
        for index in range(count):
            factories.make_person(
                f"Orang {index:02}",
                number=f"HK-LIST-{count}{chr(97 + index // 26)}{chr(97 + index % 26)}",
                phone=f"08120000{index:04}",
                registered_at=factories.NOW + timedelta(minutes=index),
                kelurahan_code=factories.WARD if index % 2 == 0 else "15.71.02.1001",
            )


def test_words_search_name_number_and_phone(app: Flask, login: Login) -> None:
    fill(app)
    client = login(Role.OFFICER)
    for words in ("orang 01", "01 orang", "00000001", "+6281200000001"):
        page = client.get("/orang", query_string={"q": words}).text
        assert "Orang 01" in page
        assert "Orang 02" not in page
    assert "Tidak ada yang cocok" in client.get("/orang?q=%25").text


def test_the_list_filters_by_kecamatan_and_sorts(app: Flask, login: Login) -> None:
    fill(app)
    client = login(Role.OFFICER)
    page = client.get("/orang?kecamatan=15.71.02").text
    assert "Orang 01" in page
    assert "Orang 00" not in page
    up, down = client.get("/orang?urut=nama").text, client.get("/orang?urut=-nama").text
    assert up.index("Orang 00") < up.index("Orang 02")
    assert down.index("Orang 00") > down.index("Orang 02")


def test_the_list_finds_unfinished_files(app: Flask, login: Login) -> None:
    fill(app, 2)
    with app.app_context(), transaction() as session:
        person = session.query(Person).filter_by(name="Orang 00").one()
        session.add(Paper(person_id=person.id, kind=PaperKind.KTP, seen_on=factories.TODAY))
        session.add(Business(person_id=person.id, name="Warung", created_at=factories.NOW))
    page = login(Role.OFFICER).get("/orang?keadaan=belum").text
    assert "Orang 01" in page
    assert "Orang 00" not in page


def test_a_nik_is_looked_up_by_a_posted_form_and_never_stands_in_an_address(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person(nik=NIK).id
    client = login(Role.OFFICER)
    found = client.post("/orang/cari", data={"q": "1571 0160 0585 0003"})
    assert found.location == f"/orang/{person_id}"
    unknown = client.post("/orang/cari", data={"q": "1571016005850009"})
    assert "1571" not in unknown.location
    assert "NIK ini belum terdaftar" in client.get(unknown.location).text
    pasted = client.get("/orang", query_string={"q": NIK})
    assert pasted.status_code == 303
    assert NIK not in pasted.location
    assert NIK not in client.get(pasted.location).text


def test_a_whole_number_or_phone_goes_straight_to_the_person(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        person = factories.make_person(phone="081234567890")
        person_id, number = person.id, person.number
    client = login(Role.HEAD)
    assert client.post("/orang/cari", data={"q": number.lower()}).location == f"/orang/{person_id}"
    assert client.post("/orang/cari", data={"q": "+62 812-3456-7890"}).location == f"/orang/{person_id}"
    kept = client.post("/orang/cari", data={"q": "siti", "kecamatan": "15.71.01"}).location
    assert kept in ("/orang?q=siti&kecamatan=15.71.01", "/orang?kecamatan=15.71.01&q=siti")


def test_a_phone_shared_by_two_is_not_guessed(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        factories.make_person("Suami", phone="081234567890")
        factories.make_person("Istri", phone="081234567890")
    client = login(Role.OFFICER)
    page = client.get(client.post("/orang/cari", data={"q": "081234567890"}).location).text
    assert "Suami" in page
    assert "Istri" in page


def test_the_number_of_questions_does_not_grow_with_the_rows(app: Flask, login: Login) -> None:
    client = login(Role.OFFICER)
    fill(app, 2)
    with counting_questions(app) as few:
        client.get("/orang")
    fill(app, 25)
    with counting_questions(app) as many:
        client.get("/orang")
    assert len(many) == len(few) <= 8


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.AUDITOR])
def test_readers_see_list_and_person_with_a_masked_nik(app: Flask, login: Login, role: Role) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person(nik=NIK).id
    client = login(role)
    pages = client.get("/orang").text + client.get(f"/orang/{person_id}").text
    assert "157101••••••0003" in pages
    assert NIK not in pages
    assert ("Ubah data" in pages) is (role is Role.OFFICER)


@pytest.mark.parametrize("role", [Role.BANK, Role.ECONOMICS, Role.TRAINER, Role.MENTOR, Role.ADMIN])
def test_others_do_not_enter(app: Flask, login: Login, role: Role) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person().id
    client = login(role)
    for path in ("/orang", f"/orang/{person_id}", f"/orang/{person_id}/ubah", f"/orang/{person_id}/lembar"):
        assert client.get(path).status_code == 403
    assert client.post("/orang/cari", data={"q": "a"}).status_code == 403


def test_somebody_who_is_not_there_is_404(login: Login) -> None:
    client = login(Role.OFFICER)
    for path in ("/orang/999", "/orang/999/ubah", "/orang/999/lembar", "/orang/999/usaha/tambah"):
        assert client.get(path).status_code == 404
