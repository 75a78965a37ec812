"""Typing a cohort's attendance in one grid, and taking it out of Excel: nobody's marks are erased."""

import html
import io
import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from balikat.training.models import AssessmentScore, Attendance
from core.auth.roles import Role
from core.db import db, transaction
from core.files.opening import open_file
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]


def marks_of(app: Flask) -> dict[tuple[int, int], str]:
    with app.app_context():
        rows = db.session.scalars(select(Attendance))
        return {(row.session_id, row.enrollment_id): f"{row.mark.value}:{row.hours_present}" for row in rows}


def shown(page: str) -> dict[str, str]:
    """Return every field of the grid as the page opens with it."""
    hidden = re.findall(r'type="hidden" name="(was-\d+)" value="([^"]*)"', page)
    cells = re.findall(r'name="(s\d+-\d+)"[^>]*? value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in [*hidden, *cells]}


def test_many_sessions_are_saved_at_once(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    address = f"/angkatan/{school.cohort_id}/presensi/isi"
    form = shown(browser.get(address).text)
    assert len(form) == 4 + 20
    ani, budi = school.enrollment_ids["Ani Lestari"], school.enrollment_ids["Budi Santoso"]
    first, second = school.session_ids[:2]
    changed = {f"s{first}-{ani}": "h", f"s{second}-{ani}": "2", f"s{first}-{budi}": "S"}
    assert browser.post(address, data=form | changed).status_code == 303
    wanted = {(first, ani): "present:4", (second, ani): "present:2", (first, budi): "sick:0"}
    assert marks_of(app) == wanted
    assert "Tidak ada yang berubah" in browser.post(address, data=form | changed, follow_redirects=True).text
    assert marks_of(app) == wanted


def test_another_trainers_mark_stands_and_is_shown(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    address = f"/angkatan/{school.cohort_id}/presensi/isi"
    old = shown(browser.get(address).text)
    ani, budi = school.enrollment_ids["Ani Lestari"], school.enrollment_ids["Budi Santoso"]
    first = school.session_ids[0]
    with app.app_context(), transaction():
        school.mark(first, "A...")
    answer = browser.post(address, data=old | {f"s{first}-{ani}": "H", f"s{first}-{budi}": "H"})
    assert answer.status_code == 409
    assert "1 tanda sudah diisi orang lain" in answer.text
    assert marks_of(app) == {(first, ani): "absent:0", (first, budi): "present:4"}


def test_a_wrong_cell_saves_nothing_and_keeps_what_was_typed(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    address = f"/angkatan/{school.cohort_id}/presensi/isi"
    form = shown(browser.get(address).text)
    ani, budi = school.enrollment_ids["Ani Lestari"], school.enrollment_ids["Budi Santoso"]
    first = school.session_ids[0]
    answer = browser.post(address, data=form | {f"s{first}-{ani}": "9", f"s{first}-{budi}": "H"})
    assert answer.status_code == 422
    assert "9 JP melebihi lama sesi" in answer.text
    assert shown(answer.text)[f"s{first}-{budi}"] == "H"
    assert marks_of(app) == {}
    with app.app_context(), transaction():
        school.mark(first, "H...")
    form = shown(browser.get(address).text)
    emptied = browser.post(address, data=form | {f"s{first}-{ani}": ""})
    assert "tanda tidak bisa dihapus" in emptied.text


def test_a_list_from_excel_is_previewed_then_saved(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    address = f"/angkatan/{school.cohort_id}/presensi/impor"
    given = open_file("x.xlsx", browser.get(f"{address}/contoh.xlsx").data).tables[0]
    headings = next(cells for _, cells in given if "Nama" in cells)
    assert [cell for cell in headings if cell][:2] == ["Nomor", "Nama"]
    lines = ["Nama," + ",".join(headings[2:4]) + ",Post-test", "Ani Lestari,H,3,88", "Budi Santoso,A,x,", "Zaki,H,H,1"]
    upload = {"file": (io.BytesIO("\n".join(lines).encode()), "presensi.csv")}
    page = browser.post(address, data=upload).text
    assert "Simpan 1 baris" in page
    assert "Bukan peserta angkatan ini." in page
    assert marks_of(app) == {}
    good, bad = (html.unescape(found) for found in re.findall(r'name="rows" value="([^"]*)"', page))
    answer = browser.post(f"{address}/simpan", data={"rows": good})
    assert "2 presensi dan 1 nilai tersimpan." in browser.get(answer.location).text
    again = browser.post(f"{address}/simpan", data={"rows": good}, follow_redirects=True)
    assert "0 presensi dan 0 nilai tersimpan." in again.text
    assert len(marks_of(app)) == 2
    with app.app_context():
        assert db.session.scalar(select(func.count(AssessmentScore.id))) == 1
    refused = open_file("x.xlsx", browser.post(f"{address}/ditolak", data={"rows": bad}).data).tables[0]
    assert any("Zaki" in cells for _, cells in refused)
    for rows in ("", "[1]", '[[1,[[1,"","present:9"]],{}]]', '[[999,[[1,"","present:4"]],{}]]'):
        assert browser.post(f"{address}/simpan", data={"rows": rows}).status_code == 422, rows
    assert login("trainer2").get(address).status_code == 404
