"""Printed sheets: what stands in them, what never does, who may take them, and the trace it leaves."""

import io
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.people.models import Consent, Person
from core.policy import service as policy
from harkat.applications.signing.papers import SPOUSE_RULE
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import Case, bring_to

Login = Callable[..., FlaskClient]


def text_of(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def group_at_bank(app: Flask, case: Case) -> int:
    with app.app_context():
        key = bring_to("at_bank", case, group=True)
        db.session.remove()
    return key


def test_the_dossier_holds_facts_and_papers_and_leaves_a_trace(
    app: Flask, login: Login, case: Case, group_at_bank: int
) -> None:
    words = text_of(login("bank"), f"/permohonan/{group_at_bank}/berkas.pdf")
    with app.app_context():
        nik = db.session.scalars(select(Person.nik).where(Person.id == case.member_ids[0])).one()
        deed = select(AuditEntry.actor_name).where(AuditEntry.deed == "applications.take_dossier")
        assert db.session.scalars(deed).all() == ["Akun bank"]
        db.session.remove()
    assert nik
    assert nik in words
    assert "Anggota 6" in words
    assert "Usaha berjalan" in words
    assert "Layanan ini gratis." in words
    for never in ("skor", "pinjol", "rentenir", "disetujui"):
        assert never not in words.lower()


def test_without_consent_a_bank_takes_nothing_along(app: Flask, login: Login, case: Case, group_at_bank: int) -> None:
    with app.app_context(), transaction():
        person = Consent.person_id == case.member_ids[2]
        db.session.scalars(select(Consent).where(person)).one().withdrawn_at = NOW
    answer = login("bank").get(f"/permohonan/{group_at_bank}/berkas.pdf")
    assert answer.status_code == 422
    assert "1 peminjam tidak (lagi) mengizinkan" in answer.get_data(as_text=True)
    assert login("officer").get(f"/permohonan/{group_at_bank}/berkas.pdf").status_code == 200


def test_the_way_to_the_recommendation_leads_to_its_numbered_letter(login: Login, group_at_bank: int) -> None:
    officer, url = login("officer"), f"/permohonan/{group_at_bank}"
    early = officer.get(f"{url}/rekomendasi.pdf", follow_redirects=True).get_data(as_text=True)
    assert "Belum ada surat rekomendasi bernomor" in early
    assert officer.post(f"{url}/surat", data={"kind": "recommendation"}).status_code == 303
    answer = officer.get(f"{url}/rekomendasi.pdf", follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "/berkas" in answer.request.path


def test_every_member_has_a_place_to_sign(login: Login, case: Case, group_at_bank: int) -> None:
    words = text_of(login("officer"), f"/permohonan/{group_at_bank}/tanggung-renteng.pdf")
    assert "ikut menanggung sisanya sampai lunas" in words
    for number in range(1, 7):
        assert words.count(f"Anggota {number}") >= 2
    assert "Suami atau istri" not in words
    assert "DRAF. Bagian di bawah belum disetujui bank." in words


def test_husband_or_wife_has_a_place_to_sign_where_the_rule_asks(app: Flask, login: Login, group_at_bank: int) -> None:
    with app.app_context(), transaction():
        policy.set_value(SPOUSE_RULE, True, valid_from=TODAY, source="Surat uji", actor=SYSTEM, now=NOW, today=TODAY)
    with time_machine.travel(NOW, tick=False):
        words = text_of(login("officer"), f"/permohonan/{group_at_bank}/tanggung-renteng.pdf")
    assert words.count("Suami atau istri dari") == 6


def test_another_bank_and_other_roles_get_nothing(login: Login, group_at_bank: int) -> None:
    for name in ("berkas", "rekomendasi", "tanggung-renteng"):
        assert login("bank2").get(f"/permohonan/{group_at_bank}/{name}.pdf").status_code == 404
        assert login("economics").get(f"/permohonan/{group_at_bank}/{name}.pdf").status_code == 403
    assert login("auditor").get(f"/permohonan/{group_at_bank}/berkas.pdf").status_code == 403
