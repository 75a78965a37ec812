"""A list from Excel: previewed, taken in, taken in again without doubling, its bad rows given back with reasons."""

import html
import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from balikat.training.models import Cohort, Enrollment
from balikat.training.rosters import views
from core.auth.roles import Role
from core.db import db, transaction
from core.files.opening import open_file
from core.people.models import Person
from tests import factories
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]
HEADINGS = ["No", "Nama", "NIK", "No HP", "Kelurahan"]


def workbook(rows: list[list[object]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["DAFTAR PESERTA"], [], HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def send(browser: FlaskClient, school: School, content: bytes, **values: str) -> TestResponse:
    form = {"consent": "1", "file": (io.BytesIO(content), "peserta.xlsx"), **values}
    return browser.post(f"/angkatan/{school.cohort_id}/impor", data=form, content_type="multipart/form-data")


def hidden_rows(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'name="rows" value="([^"]*)"', page)]


def many(count: int) -> list[list[object]]:
    return [
        [
            n,
            f"Peserta {'abcdefghij'[n // 100]}{'abcdefghij'[n // 10 % 10]}{'abcdefghij'[n % 10]}",
            "",
            f"08124{n:06}",
            "Pasir Putih",
        ]
        for n in range(1, count + 1)
    ]


def test_a_messy_list_is_previewed_and_nothing_is_kept(app: Flask, login: Login, school: School) -> None:
    nik = factories.make_nik()
    rows: list[list[object]] = [
        [1, "Fitri Yani", nik, "081277770001", "Pasir Putih"],
        [2, "Gunawan", "12", "081277770002", "Pasir Putih"],
        [3, "Hasan", "", "81277770003", ""],
    ]
    page = send(login(Role.OFFICER), school, workbook(rows), kelurahan_code=factories.WARD)
    assert page.status_code == 200
    assert "Impor 2 baris" in page.text
    assert "NIK harus 16 angka; di baris ini 2" in page.text
    assert f'<td class="number-tag">{nik}' not in page.text
    with app.app_context():
        assert db.session.scalar(select(func.count(Person.id))) == 4


def test_the_same_list_twice_gives_the_same_people(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    for _ in range(2):
        rows = hidden_rows(send(browser, school, workbook(many(30))).text)[0]
        answer = browser.post(f"/angkatan/{school.cohort_id}/impor/simpan", data={"rows": rows})
        assert answer.status_code == 303
    assert "0 orang baru didaftarkan, 30 orang sudah ada di angkatan ini." in browser.get(answer.location).text
    with app.app_context():
        assert db.session.scalar(select(func.count(Person.id))) == 34
        assert db.session.scalar(select(func.count(Enrollment.id))) == 34
        assert db.session.get_one(Cohort, school.cohort_id).seats_taken == 16


def test_who_is_known_by_nik_is_not_registered_again(app: Flask, login: Login, school: School) -> None:
    nik = factories.make_nik()
    with app.app_context(), transaction():
        known = factories.make_person("Fitri Yani", nik=nik).id
    browser = login(Role.OFFICER)
    rows = hidden_rows(send(browser, school, workbook([[1, "Fitri Y.", nik, "081277770001", "Pasir Putih"]])).text)[0]
    browser.post(f"/angkatan/{school.cohort_id}/impor/simpan", data={"rows": rows})
    with app.app_context():
        assert db.session.scalar(select(Enrollment.id).where(Enrollment.person_id == known)) is not None
        assert db.session.scalar(select(func.count(Person.id))) == 5


def test_bad_rows_come_back_with_their_reasons(login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    page = send(browser, school, workbook([[1, "Gunawan", "12", "081277770002", "Pasir Putih"]])).text
    answer = browser.post(f"/angkatan/{school.cohort_id}/impor/ditolak", data={"rows": hidden_rows(page)[0]})
    cells = [cell for _, row in open_file("x.xlsx", answer.data).tables[0] for cell in row]
    assert "Gunawan" in cells
    assert "NIK harus 16 angka; di baris ini 2 huruf atau angka." in cells


def test_what_is_no_list_is_explained(login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    no_headings = send(browser, school, b"a,b\n1,2\n")
    assert no_headings.status_code == 422
    assert "Baris judul tidak ditemukan" in no_headings.text
    picture = send(browser, school, b"\x89PNG\r\n\x1a\n0000")
    assert "Berkas ini gambar" in picture.text
    unasked = send(browser, school, workbook(many(1)), consent="")
    assert "sudah setuju datanya dicatat" in unasked.text
    missing = browser.post(f"/angkatan/{school.cohort_id}/impor", data={"consent": "1"})
    assert "Pilih berkas Excel atau CSV" in missing.text


def test_rows_that_were_tampered_with_are_refused(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    address = f"/angkatan/{school.cohort_id}/impor/simpan"
    for rows in (
        "",
        "{}",
        "[1]",
        '[{"number": 1}]',
        '[{"name": "x", "problems": [], "remarks": [], "extra": 1}]',
        '[{"number": 1, "name": 7, "problems": [], "remarks": []}]',
    ):
        assert browser.post(address, data={"rows": rows}).status_code == 422, rows
    assert login(Role.TRAINER).post(address, data={"rows": "[]"}).status_code == 403


def test_a_long_list_goes_in_by_parts(
    app: Flask, login: Login, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ROWS_AT_ONCE", 20)
    browser = login(Role.OFFICER)
    address = f"/angkatan/{school.cohort_id}/impor/simpan"
    rows = hidden_rows(send(browser, school, workbook(many(50))).text)[0]
    first = browser.post(address, data={"rows": rows})
    assert "20 dari 50 baris" in first.text
    second = browser.post(address, data={"rows": hidden_rows(first.text)[0], "total": "50"})
    assert "40 dari 50 baris" in second.text
    assert browser.post(address, data={"rows": hidden_rows(second.text)[0], "total": "50"}).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count(Enrollment.id))) == 54
