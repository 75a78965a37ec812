"""From a class to certificates: numbers without gaps, refusals with reasons, signatures and the public proof."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from balikat.training import queries
from balikat.training.awards import service
from balikat.training.certificates import CertificateState, NotCompleted
from balikat.training.cohorts.queries import cohort_for
from balikat.training.models import CertifiedCompletion
from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import db, transaction
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]


def finish(school: School, letters: str = "HHHA") -> None:
    """Hold every session with the same marks."""
    for session_id in school.session_ids:
        school.mark(session_id, letters)


def certificates() -> list[CertifiedCompletion]:
    query = select(CertifiedCompletion).order_by(CertifiedCompletion.certificate_number)
    return list(db.session.scalars(query))


def completed(app: Flask, school: School) -> list[tuple[int, str, str]]:
    """Complete the class and return ``(id, number, code)`` of the certificates."""
    with app.app_context(), transaction():
        finish(school)
        cohort = cohort_for(school.cohort_id, school.trainer)
        service.complete_cohort(cohort, actor=school.trainer, now=clock.now(), today=school.today)
        return [(row.id, row.certificate_number, row.proof_code) for row in certificates()]


def test_a_class_is_completed_by_its_trainer(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        finish(school)
    browser = login(Role.TRAINER)
    assert "Nyatakan lulus 3 peserta" in browser.get(f"/angkatan/{school.cohort_id}").text
    answer = browser.post(f"/angkatan/{school.cohort_id}/kelulusan")
    assert answer.status_code == 303
    text = browser.get(answer.location).text
    assert "3 peserta dinyatakan lulus" in text
    assert "1 peserta belum lulus" in text
    with app.app_context():
        year = school.today.year
        assert [row.certificate_number for row in certificates()] == [f"BLK-{year}-0000{n}" for n in (1, 2, 3)]
        assert {row.certificate_state for row in certificates()} == {CertificateState.DRAFT}
        assert [(row.hours_attended, row.hours_total) for row in certificates()] == [(20, 20)] * 3


def test_completing_twice_gives_nobody_a_second_certificate(app: Flask, login: Login, school: School) -> None:
    completed(app, school)
    login(Role.TRAINER).post(f"/angkatan/{school.cohort_id}/kelulusan")
    with app.app_context():
        assert len(certificates()) == 3


def test_sessions_to_come_hold_everybody_back(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        for session_id in school.session_ids[:-1]:
            school.mark(session_id, "HHHH")
    answer = login(Role.TRAINER).post(f"/angkatan/{school.cohort_id}/kelulusan")
    assert answer.status_code == 422
    assert "Masih ada 1 sesi yang belum terlaksana" in answer.text
    with app.app_context():
        assert certificates() == []


def test_a_certificate_before_completion_is_refused_with_reasons(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        finish(school)
    dodi = school.enrollment_ids["Dodi Harahap"]
    answer = login(Role.TRAINER).post(f"/angkatan/{school.cohort_id}/kelulusan/{dodi}")
    assert answer.status_code == 422
    assert "Dodi Harahap belum lulus. Paling banyak bisa hadir 0 JP" in answer.text


def complete_and_fail(school: School) -> None:
    with transaction():
        cohort = cohort_for(school.cohort_id, school.trainer)
        service.complete_cohort(cohort, actor=school.trainer, now=clock.now(), today=school.today)
        raise RuntimeError("gagal di tengah")


def test_a_number_that_was_not_given_leaves_no_gap(app_on_both: Flask, school_on_both: School) -> None:
    school = school_on_both
    with app_on_both.app_context():
        with transaction():
            finish(school)
        with pytest.raises(RuntimeError, match="gagal"):
            complete_and_fail(school)
        with transaction():
            cohort = cohort_for(school.cohort_id, school.trainer)
            ani = school.enrollment_ids["Ani Lestari"]
            service.complete_one(cohort, ani, actor=school.trainer, now=clock.now(), today=school.today)
        with transaction():
            cohort = cohort_for(school.cohort_id, school.trainer)
            service.complete_cohort(cohort, actor=school.trainer, now=clock.now(), today=school.today)
        year = school.today.year
        assert [row.certificate_number for row in certificates()] == [f"BLK-{year}-0000{n}" for n in (1, 2, 3)]


def test_somebody_of_another_class_is_refused(app: Flask, school: School) -> None:
    with app.app_context(), transaction():
        cohort = cohort_for(school.cohort_id, school.trainer)
        with pytest.raises(NotCompleted):
            service.complete_one(cohort, 9999, actor=school.trainer, now=clock.now(), today=school.today)


def test_only_a_signed_certificate_is_proven(app: Flask, login: Login, client: FlaskClient, school: School) -> None:
    certificate_id, number, code = completed(app, school)[0]
    text = client.get(f"/bukti/{code}").text
    assert "belum ditandatangani" in text
    assert "Belum sah" in text
    signed = {
        "state": "signed_by_hand",
        "signed_on": format_date_short(school.today),
        "signed_by": "Drs. Rahmat, Kepala BALIKAT",
    }
    assert login(Role.HEAD).post(f"/sertifikat/{certificate_id}/tanda-tangan", data=signed).status_code == 303
    text = client.get(f"/bukti/{code}").text
    assert "Sertifikat ini sah" in text
    assert number in text
    assert "An• Le•••••" not in text  # a word of three letters shows one
    assert "A•• Le•••••" in text
    assert "Ani" not in text
    again = login(Role.HEAD).post(f"/sertifikat/{certificate_id}/tanda-tangan", data=signed)
    assert "sudah ditandatangani" in again.text


@pytest.mark.parametrize(("days", "state"), [(1, "signed_by_hand"), (-1, "signed_by_hand"), (0, "draft"), (0, "")])
def test_a_signature_has_a_day_and_a_way(app: Flask, login: Login, school: School, days: int, state: str) -> None:
    certificate_id, _, _ = completed(app, school)[0]
    day = format_date_short(school.today + timedelta(days=days))
    answer = login(Role.HEAD).post(
        f"/sertifikat/{certificate_id}/tanda-tangan", data={"state": state, "signed_on": day, "signed_by": "Rahmat"}
    )
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_a_batch_is_signed_at_once(app: Flask, login: Login, school: School) -> None:
    completed(app, school)
    values = {"state": "signed_by_hand", "signed_on": format_date_short(school.today), "signed_by": "Rahmat"}
    browser = login(Role.OFFICER)
    assert "Sertifikat menunggu tanda tangan" in browser.get("/").text
    assert browser.post(f"/angkatan/{school.cohort_id}/sertifikat", data=values).status_code == 303
    again = browser.post(f"/angkatan/{school.cohort_id}/sertifikat", data=values)
    assert "Tidak ada draf sertifikat" in again.text
    with app.app_context():
        assert {row.certificate_state for row in certificates()} == {CertificateState.SIGNED_BY_HAND}
    assert "Sertifikat menunggu tanda tangan" not in browser.get("/").text


def test_a_revoked_certificate_says_so_everywhere(
    app: Flask, login: Login, client: FlaskClient, school: School
) -> None:
    certificate_id, number, code = completed(app, school)[0]
    browser = login(Role.HEAD)
    assert "Isi alasan" in browser.post(f"/sertifikat/{certificate_id}/cabut", data={}).text
    assert browser.post(f"/sertifikat/{certificate_id}/cabut", data={"reason": "Presensi palsu"}).status_code == 303
    assert "sudah dicabut" in browser.post(f"/sertifikat/{certificate_id}/cabut", data={"reason": "Lagi"}).text
    text = client.get(f"/bukti/{code}").text
    assert "Sertifikat ini sudah dicabut" in text
    assert "Presensi palsu" not in text
    with app.app_context():
        ani = school.person_ids["Ani Lestari"]
        assert queries.completions_of(ani) == []
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "training.revoke_certificate")).one()
        assert number in entry.summary


def test_an_unknown_code_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/bukti/tidakada")
    assert answer.status_code == 404
    assert "tidak ditemukan" in answer.text


def test_a_trainer_neither_signs_nor_revokes(app: Flask, login: Login, school: School) -> None:
    certificate_id, _, _ = completed(app, school)[0]
    browser = login(Role.TRAINER)
    assert browser.post(f"/sertifikat/{certificate_id}/tanda-tangan", data={}).status_code == 403
    assert browser.post(f"/sertifikat/{certificate_id}/cabut", data={}).status_code == 403
    assert browser.get(f"/sertifikat/{certificate_id}/cetak").status_code == 200
    assert login("trainer2").get(f"/sertifikat/{certificate_id}").status_code == 404


def test_the_sheet_bears_number_name_and_where_to_check(app: Flask, login: Login, school: School) -> None:
    certificate_id, number, code = completed(app, school)[0]
    text = login(Role.OFFICER).get(f"/sertifikat/{certificate_id}/cetak").text
    for words in (number, "Ani Lestari", "Pembukuan usaha", "20 dari 20 jam pelajaran", f"/bukti/{code}"):
        assert words in text
    batch = login(Role.OFFICER).get(f"/angkatan/{school.cohort_id}/sertifikat/cetak").text
    assert batch.count("<article") == 3


def test_who_completed_does_not_stop(app: Flask, login: Login, school: School) -> None:
    completed(app, school)
    ani = school.enrollment_ids["Ani Lestari"]
    answer = login(Role.OFFICER).post(f"/angkatan/peserta/{ani}/berhenti", data={"reason": "Pindah"})
    assert "sudah lulus" in answer.text


def test_the_pdf_has_a_page_for_everybody(app: Flask, login: Login, school: School) -> None:
    certificate_id, number, _ = completed(app, school)[0]
    browser = login(Role.OFFICER)
    one = browser.get(f"/sertifikat/{certificate_id}/pdf")
    assert one.mimetype == "application/pdf"
    assert f"{number}.pdf" in one.headers["Content-Disposition"]
    assert "Ani Lestari" in PdfReader(io.BytesIO(one.data)).pages[0].extract_text()
    everybody = browser.get(f"/angkatan/{school.cohort_id}/sertifikat/pdf")
    assert len(PdfReader(io.BytesIO(everybody.data)).pages) == 3


def test_a_class_without_certificates_has_no_pdf(login: Login, school: School) -> None:
    answer = login(Role.OFFICER).get(f"/angkatan/{school.cohort_id}/sertifikat/pdf")
    assert answer.status_code == 404
    assert "belum punya sertifikat" in answer.text
