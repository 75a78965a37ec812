"""The expected installments of an application before it is paid out."""

import io
from collections.abc import Callable

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.db import transaction
from harkat.applications import service
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, as_actor, bring_to, the

Login = Callable[..., FlaskClient]


def laid(app: Flask, case: Case, state: str) -> int:
    """Bring an application of five million over twelve months to a state."""
    with app.app_context():
        return bring_to(state, case)


def test_the_page_of_an_application_says_what_it_would_be_repaid_in(app: Flask, case: Case, login: Login) -> None:
    key = laid(app, case, "draft")
    text = login("officer").get(f"/permohonan/{key}").text
    assert "Perkiraan angsuran" in text
    assert "Rp423.468" in text
    assert "diminta pemohon" in text
    assert f"/permohonan/{key}/perkiraan" in text


def test_the_estimate_shows_method_rate_picture_table_and_files(app: Flask, case: Case, login: Login) -> None:
    key = laid(app, case, "draft")
    client = login("officer")
    text = client.get(f"/permohonan/{key}/perkiraan").text
    for words in ("bank yang menentukan", "bunga dihitung dari sisa pinjaman", "3,00%", "423.468", "5.081.6"):
        assert words in text
    pdf = client.get(f"/permohonan/{key}/perkiraan/jadwal.pdf").data
    printed = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    for words in ("PM-2026-", "Siti Aminah", "lima juta rupiah", "bank yang menentukan"):
        assert words in printed
    assert client.get(f"/permohonan/{key}/perkiraan/jadwal.xlsx").data.startswith(b"PK")
    assert len(client.get(f"/permohonan/{key}/perkiraan/jadwal.csv").text.splitlines()) == 13
    assert "Bunga" in client.get(f"/permohonan/{key}/perkiraan/gambar.svg").text


def test_what_the_bank_granted_counts_once_it_has_spoken(app: Flask, case: Case, login: Login) -> None:
    key = laid(app, case, "at_bank")
    assert "direkomendasikan kota" in login("bank").get(f"/permohonan/{key}/perkiraan").text
    with app.app_context(), transaction():
        service.approve(the(key), amount=3_000_000, reference="setuju", actor=as_actor("bank"), now=NOW)
    text = login("bank").get(f"/permohonan/{key}/perkiraan").text
    assert "Rp3.000.000 (disetujui bank)" in text
    assert "254.081" in text


@pytest.mark.parametrize(
    ("username", "status"),
    [
        *((name, 200) for name in ("officer", "head", "auditor", "bank")),
        ("bank2", 404),
        *((name, 403) for name in ("trainer", "mentor", "economics", "admin")),
    ],
)
def test_those_who_may_see_the_application_see_its_estimate(
    app: Flask, case: Case, login: Login, username: str, status: int
) -> None:
    key = laid(app, case, "at_bank")
    client = login(username)
    for door in ("", "/gambar.svg", "/jadwal.pdf", "/jadwal.xlsx", "/jadwal.csv"):
        assert client.get(f"/permohonan/{key}/perkiraan{door}").status_code == status


def test_a_bank_sees_no_estimate_of_what_it_was_not_sent(app: Flask, case: Case, login: Login) -> None:
    key = laid(app, case, "draft")
    assert login("bank").get(f"/permohonan/{key}/perkiraan").status_code == 404


def test_after_the_money_is_paid_out_the_loan_has_the_schedule(app: Flask, case: Case, login: Login) -> None:
    key = laid(app, case, "disbursed")
    client = login("officer")
    answer = client.get(f"/permohonan/{key}/perkiraan")
    assert answer.status_code == 409
    assert "Buka pinjamannya" in answer.text
    assert "perkiraan" not in client.get(f"/permohonan/{key}").text
