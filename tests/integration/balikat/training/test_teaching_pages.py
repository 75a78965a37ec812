"""Calendar, hours of trainers, sheets to sign, the report and BNSP certificates, through their pages."""

import io
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from balikat.training.models import ClassSession
from core.auth.roles import Role
from core.dates import add_months, format_date_short
from core.db import db, transaction
from core.files.opening import open_file
from tests import factories
from tests.integration.balikat.training.conftest import School
from tests.pictures import photo

Login = Callable[..., FlaskClient]


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_week_shows_its_sessions_and_a_trainer_only_their_own(app: Flask, login: Login, school: School) -> None:
    day = (school.today - timedelta(days=1)).isoformat()
    assert login(Role.OFFICER).get(f"/jadwal?mulai={day}").text.count("week-session") >= 1
    assert "Pembukuan usaha" in login(Role.TRAINER).get(f"/jadwal?mulai={day}").text
    assert "Pembukuan usaha" not in login("trainer2").get(f"/jadwal?mulai={day}").text
    assert login(Role.OFFICER).get("/jadwal?mulai=kemarin").status_code == 200


def test_hours_go_to_the_substitute_and_to_nobody_twice(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        for session_id in school.session_ids[:3]:
            school.mark(session_id, "HHHH")
        db.session.get_one(ClassSession, school.session_ids[0]).trainer_id = factories.account_named("trainer2").id
    span = f"?dari={format_date_short(school.today - timedelta(days=9))}&sampai={format_date_short(school.today)}"
    officer = login(Role.OFFICER)
    rows = open_file("x.xlsx", officer.get(f"/jadwal/jp.xlsx{span}").data).tables[0]
    assert {cells[0]: cells[3:5] for _, cells in rows if cells[0].startswith("Akun")} == {
        "Akun trainer": ("2", "8"),
        "Akun trainer2": ("1", "4"),
    }
    assert "Akun trainer2" in text_of(officer.get(f"/jadwal/jp.pdf{span}").data)
    assert "Akun trainer2" not in login(Role.TRAINER).get(f"/jadwal/jp{span}").text
    assert officer.get("/jadwal/jp?dari=02/11/2026&sampai=01/11/2026").status_code == 422


def test_sheets_are_printed_signed_and_kept(app: Flask, login: Login, school: School) -> None:
    trainer = login(Role.TRAINER)
    session = f"/sesi/{school.last_session}"
    printed = text_of(trainer.get(f"{session}/daftar-hadir.pdf").data)
    for words in ("Daftar hadir", "Ani Lestari", "Tanda tangan", "Akun trainer"):
        assert words in printed
    assert "setelah sesi terlaksana" in trainer.get(f"{session}/berita-acara.pdf").text
    with app.app_context(), transaction():
        school.mark(school.last_session, "HHIA")
    minutes = text_of(trainer.get(f"{session}/berita-acara.pdf").data)
    assert "diikuti 2 dari 4 peserta" in minutes
    values = {"thing": "Uang transpor", "received_on": format_date_short(school.today), "amount": "50.000"}
    receipt = text_of(trainer.post(f"/angkatan/{school.cohort_id}/tanda-terima", data=values).data)
    assert "Rp50.000" in receipt
    assert "200.000" in receipt
    broken = trainer.post(f"{session}/berkas", data={"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n00"), "foto.png")})
    assert "bukan foto yang bisa dibuka" in broken.text
    kept = trainer.post(f"{session}/berkas", data={"file": (io.BytesIO(photo()), "hadir.jpg")}, follow_redirects=True)
    assert "hadir.jpg" in kept.text
    assert "1 lembar" in trainer.get(f"/angkatan/{school.cohort_id}").text
    assert login("trainer2").get(f"{session}/berkas").status_code == 404


def test_the_report_counts_and_names_nobody(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        school.mark(school.session_ids[0], "HHHA")
    span = f"?dari={format_date_short(school.today - timedelta(days=30))}"
    for role in (Role.HEAD, Role.ECONOMICS):
        page = login(role).get(f"/laporan-pelatihan{span}").text
        assert "Telanaipura" in page
        assert "ditutup" in page
        assert "Ani Lestari" not in page
    browser = login(Role.OFFICER)
    assert "Pembukuan usaha" in text_of(browser.get(f"/laporan-pelatihan/pelatihan.pdf{span}").data)
    rows = open_file("x.xlsx", browser.get(f"/laporan-pelatihan/pelatihan.xlsx{span}").data).tables[0]
    assert rows
    assert login(Role.TRAINER).get("/laporan-pelatihan").status_code == 403


def test_a_competence_certificate_holds_three_years_and_is_reminded_of(
    app: Flask, login: Login, school: School
) -> None:
    browser = login(Role.OFFICER)
    person = school.person_ids["Ani Lestari"]
    issued = add_months(school.today, -35)
    values = {"number": "BNSP-1", "scheme": "Roti", "issuer": "LSP Contoh", "issued_on": format_date_short(issued)}
    assert browser.post(f"/orang/{person}/kompetensi", data=values).location == f"/orang/{person}"
    assert format_date_short(add_months(issued, 36)) in browser.get(f"/orang/{person}").text
    assert "sudah tercatat" in browser.post(f"/orang/{person}/kompetensi", data=values).text
    assert "Sertifikat kompetensi segera berakhir" in browser.get("/").text
    renewed = {**values, "number": "BNSP-2", "issued_on": format_date_short(school.today)}
    browser.post(f"/orang/{person}/kompetensi", data=renewed)
    assert "Sertifikat kompetensi segera berakhir" not in browser.get("/").text
    assert "BNSP-1" in browser.get("/sertifikat/kompetensi").text
    assert "BNSP-1" not in browser.get("/sertifikat/kompetensi?keadaan=berakhir").text
