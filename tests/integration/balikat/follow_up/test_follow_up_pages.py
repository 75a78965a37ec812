"""Follow-ups: made by the nightly job, answered once by link or by the staff, seen by those who may, and reported."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.follow_up import jobs
from balikat.follow_up.kinds import AnswerDoor, BusinessState
from balikat.follow_up.models import FollowUp
from balikat.incubation.models import Tenant
from balikat.incubation.tenants import service as tenants
from core import clock, links
from core.auth.roles import Role
from core.dates import add_months
from core.db import db, transaction
from core.files.workbook import read_workbook
from core.people import service as people
from core.people.kinds import ConsentPurpose
from core.people.queries import person
from tests.integration.balikat.incubation.conftest import Care, build

Login = Callable[..., FlaskClient]


@dataclass
class Asked:
    """A graduate of three months ago with a follow-up that waits."""

    care: Care
    key: int


@pytest.fixture
def asked(app: Flask) -> Asked:
    """Graduate the mentor's tenant three months ago, and run the night's job."""
    today = clock.today()
    with app.app_context(), transaction():
        care = build()
        purpose, own = ConsentPurpose.REGISTRATION, person(care.person_id)
        people.record_consent(own, purpose, is_given=True, actor=care.officer, now=clock.now())
        tenant = db.session.get(Tenant, care.tenant_id)
        assert tenant is not None
        day = add_months(today, -3)
        for _ in range(2):
            tenants.move_on(tenant, note="uji", actor=care.head, now=clock.now(), today=day)
    with app.app_context():
        assert jobs.make_due(today, clock.now()) == "1 tindak lanjut dibuat"
        assert jobs.make_due(today, clock.now()) == "0 tindak lanjut dibuat"
        row = db.session.scalars(select(FollowUp)).one()
        assert (row.tenant_id, row.months) == (care.tenant_id, 3)
        return Asked(care, row.id)


def link_of(page: str) -> str:
    """Return the path of the link inside the prepared WhatsApp message."""
    found = re.search(r'href="(https://wa\.me/[^"]+)"', page)
    assert found is not None
    message = parse_qs(urlsplit(found[1].replace("&amp;", "&")).query)["text"][0]
    address = re.search(r"https?://\S+", message)
    assert address is not None
    return urlsplit(address[0]).path


def test_the_person_answers_by_the_link_once(app: Flask, client: FlaskClient, login: Login, asked: Asked) -> None:
    mentor = login(Role.MENTOR)
    assert "Tindak lanjut menunggu jawaban" in mentor.get("/").text
    way = link_of(mentor.get("/tindak-lanjut").text)
    shown = client.get(way).text
    for secret in ("Siti", "Warung", "IN-", "HK-"):
        assert secret not in shown
    assert "Tidak bisa dihubungi" not in shown
    assert client.post(way, data={}).status_code == 422
    assert client.post(way, data={"business_state": "unreached"}).status_code == 422
    assert client.post(way, data={"business_state": "closed", "sales_monthly": "5.000.000"}).status_code == 422
    good = {"business_state": "running", "sales_monthly": "5.000.000", "jobs": "2"}
    assert client.post(way, data=good).status_code == 303
    assert "Terima kasih" in client.get(way).text
    again = client.post(way, data=good | {"jobs": "9"})
    assert "sudah dijawab" in again.text
    with app.app_context():
        row = db.session.get(FollowUp, asked.key)
        assert row is not None
        assert (row.business_state, row.sales_monthly, row.jobs, row.door) == (
            BusinessState.RUNNING, 5_000_000, 2, AnswerDoor.LINK,
        )  # fmt: skip
    assert "2 orang bekerja" in mentor.get("/tindak-lanjut?keadaan=answered").text


def test_a_link_that_is_old_broken_or_for_something_else_opens_nothing(
    app: Flask, client: FlaskClient, login: Login, asked: Asked
) -> None:
    way = link_of(login(Role.MENTOR).get("/tindak-lanjut").text)
    assert client.get(way + "x").status_code == 404
    with app.app_context():
        other = links.sign("something-else", asked.key)
    assert client.get(f"/tindak-lanjut/jawab/{other}").status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        late = client.get(way)
        assert late.status_code == 404
        assert "habis masa berlakunya" in late.text


def test_only_the_own_mentor_and_the_officer_fill_in(login: Login, asked: Asked) -> None:
    way = f"/tindak-lanjut/{asked.key}/isi"
    other = login("mentor2")
    assert "Siti Aminah" not in other.get("/tindak-lanjut").text
    assert other.get(way).status_code == 404
    assert login(Role.AUDITOR).get(way).status_code == 403
    assert "wa.me" not in login(Role.AUDITOR).get("/tindak-lanjut").text
    assert login(Role.MENTOR).get(way).status_code == 200
    assert login(Role.OFFICER).post(way, data={"business_state": "unreached"}).status_code == 303


def test_the_report_counts_everything_on_page_excel_and_print(login: Login, asked: Asked) -> None:
    head, mentor = login(Role.HEAD), login(Role.MENTOR)
    mentor.post(f"/tindak-lanjut/{asked.key}/isi", data={"business_state": "running", "jobs": "3"})
    start = f"{date(clock.today().year - 1, 1, 1):%d/%m/%Y}"
    shown = head.get(f"/inkubasi/laporan?dari={start}").text
    for words in ("Siti Aminah", "Sesudah lulus inkubasi, 3 bulan", "Akun mentor2"):
        assert words in shown
    assert list(read_workbook(head.get(f"/inkubasi/laporan/unduh.xlsx?dari={start}").data))
    assert head.get(f"/inkubasi/laporan/unduh.pdf?dari={start}").data.startswith(b"%PDF")
    assert head.get("/inkubasi/laporan?dari=31/12/2099").status_code == 422
    assert head.get("/inkubasi/laporan/unduh.pdf?dari=kemarin").status_code == 422
