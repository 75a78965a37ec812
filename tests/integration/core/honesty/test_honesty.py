"""Complaints without a name, answers without a trace, and who may read them."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import db
from core.honesty.codes import AnswerCode, UnknownCode, answer_code, read_answer_code
from core.honesty.kinds import Occasion
from core.honesty.models import Complaint, MoneyQuestionAnswer
from tests.conftest import Login

COMPLAINT = {"kind": "money", "words": "Diminta Rp50.000 <i>di loket</i>", "reference": "a-mark"}


def complain(app: Flask, **changes: str) -> tuple[str, str]:
    shown = app.test_client().post("/lapor", data=COMPLAINT | changes).get_data(as_text=True)
    number, code = re.findall(r"confirmation-number\">([^<]+)<", shown)
    return number, code


def test_a_complaint_without_a_name_is_followed_with_number_and_code(app: Flask, login: Login) -> None:
    number, code = complain(app)
    assert complain(app) == (number, code), "the same form sent twice is one complaint, with the same code"
    wrong = app.test_client().post("/lapor/ikuti", data={"number": number, "code": "AAAAAAAA"})
    assert wrong.status_code == 422
    auditor = login("auditor")
    shown = auditor.get("/pengaduan/1").get_data(as_text=True)
    assert "tidak menyebut diri" in shown
    assert "&lt;i&gt;di loket" in shown
    auditor.post("/pengaduan/1/catatan", data={"words": "Rahasia auditor"})
    auditor.post("/pengaduan/1/catatan", data={"words": "Sedang ditelusuri", "is_shown": "1"})
    closed = {"outcome": "proven", "answer": "Uang dikembalikan."}
    assert auditor.post("/pengaduan/1/selesai", data=closed).status_code == 303
    assert auditor.post("/pengaduan/1/selesai", data=closed).status_code == 422
    spoken = f" {code[:4].lower()}-{code[4:]} "
    told = app.test_client().post("/lapor/ikuti", data={"number": number.lower(), "code": spoken})
    words = told.get_data(as_text=True)
    assert "Uang dikembalikan." in words
    assert "Sedang ditelusuri" in words
    assert "Rahasia auditor" not in words


@pytest.mark.parametrize("role", ["officer", "head", "bank", "trainer", "mentor", "economics", "admin", "applicant"])
def test_only_the_auditor_reads_complaints(app: Flask, login: Login, role: str) -> None:
    assert login(role).get("/pengaduan").status_code == 403
    assert login(role).get("/pengaduan/1").status_code == 403


def test_neither_the_trail_nor_the_database_can_be_read_for_what_was_said(app: Flask) -> None:
    number, code = complain(app, words="Nama oknum: Pak Contoh", reference="b-mark")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "honesty.receive")).one()
        assert entry.actor_name == "Sistem"
        assert "Contoh" not in f"{entry.summary}{entry.after}"
        assert db.session.scalars(select(Complaint)).one().number == number
        db.session.remove()
    kept = (app.config["INSTANCE"] / "test.sqlite").read_bytes()
    assert b"Pak Contoh" not in kept
    assert code.encode() not in kept


def test_writing_and_guessing_are_slowed_down_for_everybody(app_on_both: Flask) -> None:
    browser = app_on_both.test_client()
    for place in range(10):
        assert browser.post("/lapor", data=COMPLAINT | {"reference": f"mark-{place}"}).status_code == 200
    late = app_on_both.test_client().post("/lapor", data=COMPLAINT | {"reference": "mark-11"})
    assert "Terlalu banyak percobaan" in late.get_data(as_text=True)
    with app_on_both.app_context():
        assert db.session.query(Complaint).count() == 10
    for _ in range(5):
        browser.post("/lapor/ikuti", data={"number": "ADU-2026-00001", "code": "AAAAAAAA"})
    shut = browser.post("/lapor/ikuti", data={"number": "ADU-2026-00001", "code": "BBBBBBBB"})
    assert "Terlalu banyak percobaan" in shut.get_data(as_text=True)


def test_a_paper_answers_once_and_nobody_can_tell_whose_it_was(app: Flask) -> None:
    with app.app_context():
        code = answer_code(Occasion.CERTIFIED, 12)
    browser = app.test_client()
    typed = code.lower().replace("-", " ")
    assert browser.post("/lapor/jawab", data={"code": typed}).headers["Location"] == f"/lapor/jawab/{code}"
    no_words = browser.post(f"/lapor/jawab/{code}", data={"answer": "yes"})
    assert no_words.status_code == 422
    told = browser.post(f"/lapor/jawab/{code}", data={"answer": "yes", "words": "Diminta uang rokok"})
    assert "Pengaduan diterima" in told.get_data(as_text=True)
    again = browser.post(f"/lapor/jawab/{code}", data={"answer": "no"})
    assert again.status_code == 422
    with app.app_context():
        row = db.session.scalars(select(MoneyQuestionAnswer)).one()
        assert row.person_id is None
        assert row.complaint_id is not None


def test_a_code_we_did_not_print_opens_nothing(app: Flask) -> None:
    with app.app_context():
        code = answer_code(Occasion.REGISTERED, 12)
        assert read_answer_code(code) == AnswerCode(Occasion.REGISTERED, 12)
        other = answer_code(Occasion.REGISTERED, 13)
        for forged in (f"S{code[1:]}", code.replace("-12-", "-13-"), "", "D-12-AAAAAA", f"{code}2", other[:-1] + "?"):
            with pytest.raises(UnknownCode):
                read_answer_code(forged)
    assert app.test_client().get("/lapor/jawab/D-12-AAAAAA").status_code == 422
