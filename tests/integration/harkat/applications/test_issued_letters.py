"""A numbered letter from draft over its signature to taken back: who reads what, and what it never says."""

import io
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from core.db import db, transaction
from harkat.applications import service
from harkat.applications.states import StopReason
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, as_actor, bring_to, the

Login = Callable[..., FlaskClient]
SIGNED = b"%PDF-1.7\n/Type /Sig /ByteRange [0 1 2 3] /Contents <00>\n%%EOF\n"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def words_of(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.data)).pages)


def send(client: FlaskClient, url: str, content: bytes, **values: str) -> int:
    form = {"state": "electronic", "signed_on": "20/11/2026", **values, "file": (io.BytesIO(content), "surat.pdf")}
    return client.post(f"{url}/tanda-tangan", data=form, content_type="multipart/form-data").status_code


def test_a_letter_is_drafted_signed_and_taken_back(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("at_bank", case)
        db.session.remove()
    officer, head, bank = login("officer"), login("head"), login("bank")
    base = f"/permohonan/{key}/surat"
    url = officer.post(base, data={"kind": "recommendation"}).location
    assert url == f"{base}/1"
    draft = words_of(officer, f"{url}/berkas")
    for needed in ("SR-2026-00001", "DRAF", "Layanan ini gratis", "Bank yang memutuskan", "lima juta rupiah"):
        assert needed in draft
    assert bank.get(url).status_code == 404
    assert officer.post(base, data={"kind": "recommendation"}).location == f"/permohonan/{key}"
    assert "sudah ada dengan nomor SR-2026-00001" in officer.get(f"/permohonan/{key}").get_data(as_text=True)
    assert send(officer, url, b"%PDF-1.7 cetakan %%EOF") == 422
    assert send(officer, url, SIGNED, signed_on="21/11/2026") == 422
    assert send(officer, url, SIGNED, state="revoked") == 422
    assert send(officer, url, SIGNED) == 303
    assert send(officer, url, SIGNED, state="wet") == 422
    assert bank.get(f"{url}/berkas").data == SIGNED
    assert login("bank2").get(f"{url}/berkas").status_code == 404
    assert officer.post(f"{url}/cabut", data={"reason": "Salah"}).status_code == 403
    assert head.post(f"{url}/cabut", data={"reason": ""}).status_code == 422
    assert head.post(f"{url}/cabut", data={"reason": "Jumlah keliru"}).status_code == 303
    assert head.post(f"{url}/cabut", data={"reason": "Lagi"}).status_code == 422
    gone = words_of(bank, f"{url}/berkas")
    assert "SURAT DICABUT" in gone
    assert "Jumlah keliru" in gone
    assert officer.post(base, data={"kind": "recommendation"}).location == f"{base}/2"


def test_a_groups_letter_names_no_cause_and_an_outdated_one_is_not_signed(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("at_bank", case, group=True)
        with transaction():
            service.refuse(
                the(key),
                reason=StopReason.SLIK,
                note="Pinjol anggota 3",
                reference="t",
                actor=as_actor("bank"),
                now=NOW,
            )
        db.session.remove()
    officer, base = login("officer"), f"/permohonan/{key}/surat"
    assert officer.post(base, data={"kind": "decision"}).location == f"{base}/1"
    words = words_of(officer, f"{base}/1/berkas").lower()
    assert "belum dapat menyetujui" in words
    for never in ("slik", "pinjol", "anggota 3", "utang"):
        assert never not in words
    with app.app_context():
        with transaction():
            the(key).decided_at = NOW.replace(hour=5)
        db.session.remove()
    assert send(officer, f"{base}/1", SIGNED) == 422
    assert login("bank").get(f"{base}/1").status_code == 404


def test_nothing_to_say_makes_no_letter(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("recommended", case)
        db.session.remove()
    for kind in ("recommendation", "decision", "cinta"):
        answer = login("officer").post(f"/permohonan/{key}/surat", data={"kind": kind})
        assert answer.location == f"/permohonan/{key}"
    assert login("auditor").post(f"/permohonan/{key}/surat", data={"kind": "decision"}).status_code == 403
