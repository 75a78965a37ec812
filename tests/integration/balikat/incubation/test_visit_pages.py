"""Logging visits: once however often sent, only to own tenants, with sound days and numbers; and their papers."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from balikat.incubation.drafts import VisitDraft
from balikat.incubation.models import Visit
from balikat.incubation.visits import service
from balikat.incubation.visits.outcomes import VisitOutcome
from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import db, transaction
from core.files.pdf import read_pdf_lines
from core.web.panels import panels
from tests.integration.balikat.incubation.conftest import Care
from tests.unit.core.files.test_evidence import jpeg

Login = Callable[..., FlaskClient]
AS_SCRIPT = {"Accept": "application/json"}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Visit.id))) or 0


def test_the_same_visit_sent_again_is_one_visit(app: Flask, login: Login, care: Care) -> None:
    mentor = login(Role.MENTOR)
    answers = [mentor.post("/kunjungan/catat", data=care.visit(), headers=AS_SCRIPT) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.get_json()["visit"] for answer in answers}) == 1
    other = care.visit(visited_on=format_date_short(care.today - timedelta(days=1)))
    clash = mentor.post("/kunjungan/catat", data=other, headers=AS_SCRIPT)
    assert clash.status_code == 422
    assert "sudah dipakai" in clash.get_json()["errors"][0]
    assert count(app) == 1


def test_one_reference_is_one_visit_in_the_database_too(app_on_both: Flask, care_on_both: Care) -> None:
    draft = VisitDraft("hp-9", care_on_both.tenant_id, care_on_both.today, VisitOutcome.MET, "Menata kas")
    given = {"actor": care_on_both.mentor, "now": clock.now(), "today": care_on_both.today}
    with app_on_both.app_context(), transaction():
        first = service.log_visit(draft, None, **given).id  # type: ignore[arg-type]
    with app_on_both.app_context(), transaction():
        assert service.log_visit(draft, None, **given).id == first  # type: ignore[arg-type]
    assert count(app_on_both) == 1


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"done": ""}, 422, "Tulis yang dilakukan"),
        ({"sales": "5.000.000", "profit": "6.000.000"}, 422, "Angka sudah ditanyakan lagi"),
        ({"sales": "5.000.000", "profit": "6.000.000", "is_sure": "1"}, 303, ""),
        ({"sales": "900.000.000"}, 422, "sangat besar"),
        ({"sales": "lima juta"}, 422, "Jumlah harus berupa angka"),
        ({"sales": "-1"}, 422, "paling sedikit Rp0"),
        ({"profit": "-200000"}, 303, ""),
        ({"visited_on": "31/12/2099"}, 422, "masa depan"),
        ({"visited_on": "01/01/2020"}, 422, "sebelum orang ini menjadi binaan"),
        ({"next_on": "01/01/2020"}, 422, "harus sesudah kunjungan ini"),
        ({"outcome": "not_met", "done": ""}, 303, ""),
        ({"outcome": "not_met", "sales": "1000"}, 422, "hanya diisi bila bertemu"),
        ({"outcome": "hilang"}, 422, "dari daftar"),
        ({"tenant_id": "99999"}, 404, ""),
    ],
)
def test_what_cannot_be_is_asked_or_refused(
    app: Flask, login: Login, care: Care, change: dict[str, str], status: int, words: str
) -> None:
    answer = login(Role.MENTOR).post("/kunjungan/catat", data=care.visit(**change))
    assert answer.status_code == status
    assert words in answer.text
    assert count(app) == (status == 303)


def test_a_visit_to_somebody_elses_tenant_is_not_found(app: Flask, login: Login, care: Care) -> None:
    mentor = login(Role.MENTOR)
    assert mentor.post("/kunjungan/catat", data=care.visit(tenant_id=str(care.stranger_id))).status_code == 404
    assert login(Role.OFFICER).post("/kunjungan/catat", data=care.visit()).status_code == 403
    assert count(app) == 0


def test_a_photo_goes_with_the_visit_and_into_its_report(login: Login, care: Care) -> None:
    mentor = login(Role.MENTOR)
    bad = mentor.post("/kunjungan/catat", data=care.visit() | {"photo": (io.BytesIO(b"bukan foto"), "f.jpg")})
    assert bad.status_code == 422
    assert "bukan foto yang bisa dibuka" in bad.text
    assert "Menata buku kas" in bad.text
    good = care.visit(sales="5.000.000", profit="1.250.000", next_step="Urus NIB")
    saved = mentor.post("/kunjungan/catat", data=good | {"photo": (io.BytesIO(jpeg()), "f.jpg")})
    path = saved.headers["Location"]
    assert mentor.get(f"{path}/foto").data == jpeg()
    assert login("mentor2").get(f"{path}/foto").status_code == 404
    assert login(Role.AUDITOR).get(path).status_code == 200
    lines = " ".join(read_pdf_lines(mentor.get(f"{path}/laporan.pdf").data))
    assert "Laporan kunjungan" in lines
    assert "1.250.000" in lines
    assert "Urus NIB" in lines


def test_the_route_the_letter_and_the_start_page(app: Flask, login: Login, care: Care) -> None:
    mentor = login(Role.MENTOR)
    route = mentor.get("/kunjungan").text
    assert "Simpang IV Sipin, Kecamatan Telanaipura" in route
    assert "Siti Aminah" in route
    assert "Budi Santoso" not in route
    assert "Kunjungan yang sudah waktunya" in mentor.get("/").text
    lines = " ".join(read_pdf_lines(mentor.get("/kunjungan/surat-tugas.pdf").data))
    assert "Surat tugas" in lines
    assert "Siti Aminah" in lines
    mentor.post("/kunjungan/catat", data=care.visit())
    assert "Tidak ada kunjungan yang waktunya tiba" in mentor.get("/kunjungan").text
    assert mentor.get("/kunjungan/surat-tugas.pdf").status_code == 404
    with app.test_request_context():
        assert [task.count for task in panels.tasks(care.mentor, care.today) if "Kunjungan" in task.title] == []


def test_growth_stands_on_the_page_as_picture_and_table(login: Login, care: Care) -> None:
    mentor = login(Role.MENTOR)
    for number, (days, sales) in enumerate(((10, "4.000.000"), (0, "5.000.000"))):
        day = format_date_short(care.today - timedelta(days=days))
        mentor.post("/kunjungan/catat", data=care.visit(reference=f"hp-{number}", visited_on=day, sales=sales))
    page = mentor.get(f"/binaan/{care.tenant_id}").text
    assert "Penjualan naik 25%" in page
    assert "data:image/svg+xml;base64," in page
    assert "4.000.000" in page
