"""The office's own list: 801 people in 21 groups, taken in twice with the same result."""

import html
import io
import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from balikat.training import queries
from balikat.training.models import PastTraining
from core.auth.roles import Role
from core.db import db
from core.groups.models import Group, GroupRole, Membership
from core.people.models import Person, UnprovenNik
from tests.integration.balikat.training.conftest import School
from tests.office_list import OfficeList, office_list

Login = Callable[..., FlaskClient]


def fields(page: str) -> list[dict[str, str]]:
    """Return the hidden fields of every form of a page."""
    return [
        {name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}
        for form in re.findall(r"<form.*?</form>", page, re.S)
    ]


def take_in(browser: FlaskClient, made: OfficeList) -> str:
    """Send the list through the pages, part by part, and return the last page."""
    upload = {"consent": "1", "kelurahan_code": "15.71.02.1001", "file": (io.BytesIO(made.content), "daftar.xlsx")}
    page = browser.post("/impor", data=upload, content_type="multipart/form-data").text
    assert f"Impor {made.people} baris" in page
    assert f"Unduh {made.bad} baris bermasalah" in page
    form = next(form for form in fields(page) if "rows" in form)
    for _ in range(20):
        page = browser.post("/impor/simpan", data=form).text
        if "Impor selesai" in page:
            return page
        assert "<progress" in page
        form = next(form for form in fields(page) if "sums" in form)
    raise AssertionError("the list never ends")


def counted() -> dict[str, int]:
    """Count what lists write."""
    keys = {
        "people": Person.id,
        "groups": Group.id,
        "members": Membership.id,
        "past": PastTraining.id,
        "unproven": UnprovenNik.id,
    }
    return {name: db.session.scalar(select(func.count(key))) or 0 for name, key in keys.items()}


def test_801_people_in_21_groups_twice_give_the_same(app: Flask, login: Login, school: School) -> None:
    made = office_list()
    browser = login(Role.OFFICER)
    first = take_in(browser, made)
    assert f"{made.people} orang baru didaftarkan, {made.rounded} di antaranya NIK-nya belum sah, 21 kelompok" in first
    with app.app_context():
        before = counted()
        assert before == {
            "people": 4 + made.people,
            "groups": 21,
            "members": made.people,
            "past": made.people,
            "unproven": made.rounded,
        }
        chairs = select(func.count(Membership.id)).where(Membership.role == GroupRole.CHAIR)
        assert db.session.scalar(chairs) == 21
        row = db.session.scalars(select(PastTraining).order_by(PastTraining.id)).first()
        assert row is not None
        assert (row.course_id, str(row.ended_on), row.hours) == (school.course_id, "2025-03-12", 40)
        completion = queries.completions_of(row.person_id)[0]
        assert (completion.counts_for_credit, completion.certificate_number) == (True, "LAMA/1/2025")
    second = take_in(browser, made)
    assert f"0 orang baru didaftarkan, {made.people} baris tentang orang yang sudah terdaftar." in second
    with app.app_context():
        assert counted() == before


def test_a_row_that_fits_no_group_is_told_and_the_person_stays(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    table = (
        "Nama,No HP,Kelurahan,Kelompok,Pelatihan,Tgl Selesai\n"
        "Fitri Yani,081277770001,Pasir Putih,Melati,,\n"
        "Gina Sari,081277770002,Pasir Putih,Mawar,Menjahit,31 Desember 2099\n"
        "Fitri Yani,081277770001,Pasir Putih,Mawar,Membatik,1 Mei 2024\n"
    )
    upload = {"consent": "1", "file": (io.BytesIO(table.encode()), "daftar.csv")}
    page = browser.post("/impor", data=upload, content_type="multipart/form-data").text
    done = browser.post("/impor/simpan", data=next(form for form in fields(page) if "rows" in form)).text
    assert "Tanggal selesai Menjahit sesudah hari ini." in done
    assert "sudah menjadi anggota kelompok Melati" in done
    assert "Unduh 2 baris yang ditolak" in done
    with app.app_context():
        assert counted()["people"] == 6
        assert counted()["groups"] == 1
