"""Milestones: evidence, acceptance by the mentor, and a commitment that only the officer answers."""

import io
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from balikat.incubation.milestones.kinds import MilestoneKind, MilestoneState
from balikat.incubation.models import Milestone, MilestoneEvidence
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import db
from tests.integration.balikat.incubation.conftest import Care
from tests.unit.core.files.test_evidence import jpeg

Login = Callable[..., FlaskClient]
WHOLE_PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"


def keys(app: Flask, tenant_id: int) -> dict[MilestoneKind, int]:
    with app.app_context():
        return {
            row.kind: row.id for row in db.session.scalars(select(Milestone).where(Milestone.tenant_id == tenant_id))
        }


def send(client: FlaskClient, milestone_id: int, content: bytes, name: str = "bukti.jpg") -> int:
    answer = client.post(f"/capaian/{milestone_id}/bukti", data={"file": (io.BytesIO(content), name)})
    return answer.status_code


def test_a_milestone_is_accepted_by_the_mentor_with_evidence(app: Flask, login: Login, care: Care) -> None:
    mentor, officer = login(Role.MENTOR), login(Role.OFFICER)
    key = keys(app, care.tenant_id)[MilestoneKind.BUSINESS_MODEL]
    early = mentor.post(f"/capaian/{key}/terima")
    assert early.status_code == 422
    assert "Belum ada bukti" in early.text
    fake = mentor.post(f"/capaian/{key}/bukti", data={"file": (io.BytesIO(b"<html>bukan foto</html>"), "foto.jpg")})
    assert fake.status_code == 422
    assert "bukan keduanya" in fake.text
    assert "Pilih foto atau PDF" in mentor.post(f"/capaian/{key}/bukti").text
    assert [send(mentor, key, jpeg()), send(mentor, key, jpeg()), send(officer, key, WHOLE_PDF, "x.pdf")] == [303] * 3
    with app.app_context():
        files = list(db.session.scalars(select(MilestoneEvidence).order_by(MilestoneEvidence.id)))
        assert [row.media_type for row in files] == ["image/jpeg", "application/pdf"]
        stored = db.session.scalar(text("SELECT content FROM milestone_evidence ORDER BY id LIMIT 1"))
        assert b"JFIF" not in bytes(stored)
        photo_id, pdf_id = (row.id for row in files)
    shown = mentor.get(f"/capaian/bukti/{photo_id}")
    assert (shown.mimetype, shown.data) == ("image/jpeg", jpeg())
    assert "attachment" in mentor.get(f"/capaian/bukti/{pdf_id}").headers["Content-Disposition"]
    assert login("mentor2").get(f"/capaian/bukti/{photo_id}").status_code == 404
    assert officer.post(f"/capaian/{key}/terima").status_code == 403
    assert mentor.post(f"/capaian/{key}/terima").status_code == 303
    assert mentor.post(f"/capaian/{key}/terima").status_code == 422
    with app.app_context():
        row = db.session.get(Milestone, key)
        assert row is not None
        assert (row.state, row.accepted_on) == (MilestoneState.ACCEPTED, care.today)
    assert mentor.post(f"/capaian/{key}/buka").status_code == 303


def test_the_commitment_is_the_officers_plain_yes_or_not_yet(app: Flask, login: Login, care: Care) -> None:
    mentor, officer, head = login(Role.MENTOR), login(Role.OFFICER), login(Role.HEAD)
    officer.post(f"/binaan/{care.tenant_id}/tahap", data={"note": "Usaha lama"})
    key = keys(app, care.tenant_id)[MilestoneKind.FINANCIAL_COMMITMENT]
    assert mentor.post(f"/capaian/{key}/terima").status_code == 403
    assert head.post(f"/capaian/{key}/terima").status_code == 403
    assert send(mentor, key, jpeg()) == 422
    assert officer.post(f"/capaian/{key}/terima", data={"note": "cicilan pinjol lunas"}).status_code == 303
    page = mentor.get(f"/binaan/{care.tenant_id}").text
    assert "pinjol" not in page
    assert "Tetapkan" not in page
    assert mentor.post(f"/capaian/{key}/buka").status_code == 403
    assert officer.post(f"/capaian/{key}/buka").status_code == 303


def test_bookkeeping_is_accepted_when_the_book_says_so(app: Flask, login: Login, care: Care) -> None:
    mentor = login(Role.MENTOR)
    login(Role.OFFICER).post(f"/binaan/{care.tenant_id}/tahap", data={"note": "Usaha lama"})
    key = keys(app, care.tenant_id)[MilestoneKind.BOOKKEEPING]
    assert "baru lengkap 0 bulan berturut-turut, perlu 3" in mentor.post(f"/capaian/{key}/terima").text


def test_more_milestones_with_an_owner_and_a_day(app: Flask, login: Login, care: Care) -> None:
    mentor, day = login(Role.MENTOR), format_date_short(care.today)
    given = {"title": "Kemasan baru", "owner": "tenant", "due_on": day}
    assert mentor.post(f"/binaan/{care.tenant_id}/capaian", data=given).status_code == 303
    late = mentor.post(f"/binaan/{care.tenant_id}/capaian", data=given | {"due_on": "01/01/2020"})
    assert "Tenggat harus hari ini" in late.text
    key = keys(app, care.tenant_id)[MilestoneKind.OTHER]
    assert mentor.post(f"/capaian/{key}/tenggat", data={"due_on": "31/12/2020"}).status_code == 422
    assert mentor.post(f"/capaian/{key}/tenggat", data={"due_on": "31/12/2030"}).status_code == 303
    assert "Capaian lewat tenggat" in mentor.get("/").text  # the business model canvas was due ten days ago
