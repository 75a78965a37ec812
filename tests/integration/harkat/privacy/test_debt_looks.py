"""The auditor, and nobody else, reads who looked at whose debts, and marks what was unusual as reviewed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import STAFF_ROLES, SYSTEM, Role
from core.db import db, transaction
from core.people.kinds import ConsentPurpose
from core.people.service import record_consent
from harkat.privacy.looks.models import DebtLookReview
from scoring.screening.service import note_view
from tests.factories import NOW, TODAY, account_named, make_person

Login = Callable[..., FlaskClient]
ADDRESS = "/siapa-melihat-utang"
SECRET = "Koperasi Rahasia tunggakan"


@pytest.fixture
def day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A Friday on which one officer looks at a stranger's debts at night, and the other at someone in hand."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with app.app_context(), transaction():
        officer, other = account_named("officer"), account_named("officer2")
        stranger, known = make_person("Siti Aminah"), make_person("Rahma Wati")
        for person, by in ((stranger, SYSTEM), (known, other.as_actor())):
            record_consent(person, ConsentPurpose.SCREENING, is_given=True, actor=by, now=NOW)
        note_view(stranger.id, what=SECRET, actor=officer.as_actor(), now=NOW - timedelta(hours=15))
        note_view(known.id, what=SECRET, actor=other.as_actor(), now=NOW)
        return {"officer": str(officer.id), "stranger": stranger.number, "known": known.number}


def test_the_auditor_sees_who_looked_and_no_word_of_the_debts(app: Flask, login: Login, day: dict[str, str]) -> None:
    text = login(Role.AUDITOR).get(ADDRESS).text
    assert day["stranger"] in text
    assert day["known"] in text
    assert not [word for word in (SECRET, "Siti Aminah", "Rahma Wati") if word in text]
    assert "Pekerjaan apa yang membuat Akun officer melihat utang di luar jam kantor" in text
    assert "Untuk keperluan apa Akun officer melihat utang 1 orang" in text
    assert "Untuk keperluan apa Akun officer2" not in text, "its own consent makes a case"
    assert "Kartu keluarga tidak disimpan" in text
    narrowed = login(Role.AUDITOR).get(f"{ADDRESS}?akun={day['officer']}").text
    assert day["known"] not in narrowed
    assert "Tidak ada yang melihat utang" in login(Role.AUDITOR).get(f"{ADDRESS}?dari=1/3/2026&sampai=2/3/2026").text
    assert login(Role.AUDITOR).get(f"{ADDRESS}?dari=besok&sampai=0001-01-01&akun=x&hal=99").status_code == 200
    for role in set(STAFF_ROLES) - {Role.AUDITOR}:
        assert login(role).get(ADDRESS).status_code == 403


def test_a_question_is_reviewed_once_with_a_note(app: Flask, login: Login, day: dict[str, str]) -> None:
    auditor, address = login(Role.AUDITOR), f"{ADDRESS}/akun/{day['officer']}"
    typed = {"day": "19/11/2026", "kind": "hours", "note": "Lembur\nada surat tugas"}
    assert "Ditinjau" not in auditor.get(f"{address}?hari=2026-11-19").text
    empty = auditor.post(address, data=typed | {"note": " "})
    assert empty.status_code == 422
    assert "Tandai sudah ditinjau" in empty.text
    assert auditor.post(address, data=typed | {"kind": "many"}).status_code == 422
    assert auditor.post(address, data={"day": "x", "kind": "y"}).status_code == 422
    assert login(Role.HEAD).post(address, data=typed).status_code == 403
    assert auditor.post(address, data=typed).status_code == 303
    assert auditor.post(address, data=typed).status_code in (409, 422), "once"
    shown = auditor.get(f"{address}?hari=2026-11-19").text
    assert "oleh Akun auditor: Lembur" in shown
    assert 'value="hours"' not in shown
    assert 'value="no_case"' in shown
    assert "Sudah ditinjau (1)" in auditor.get(ADDRESS).text
    with app.app_context():
        row = db.session.scalars(select(DebtLookReview)).one()
        assert (row.note, row.reviewed_at) == (typed["note"], NOW)
        summary = db.session.scalars(select(AuditEntry.summary).where(AuditEntry.deed == "privacy.review_looks")).one()
        assert "Lembur" not in summary
