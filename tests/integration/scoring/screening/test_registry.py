"""The lender registry: added, dated and ended by an admin, re-imported after its changes were seen, used by date."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db
from scoring.screening import queries as screening
from scoring.screening.lenders import LenderKind
from scoring.screening.registry import queries
from scoring.screening.registry.models import LenderEntry
from tests import factories
from tests.outside import outside
from tests.screening_cases import count, make_owner, read

Login = Callable[..., FlaskClient]
BASE = "/pemeriksaan/pemberi-pinjaman"
ENTRY = {"kind": "illegal", "brand": "Zamrud Tunai", "source": "Satgas PASTI Oktober 2026", "valid_from": "01/09/2026"}


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


def statement(month: int) -> bytes:
    """Return a statement with a loan of the added lender in a month."""
    rows = f"03/{month:02}/2026;PENCAIRAN ZAMRUD TUNAI;;900.000,00\n17/{month:02}/2026;ZAMRUD TUNAI;1.260.000,00;\n"
    return f"Nama;TAUFIK AKBAR\nTanggal;Keterangan;Debit;Kredit\n{rows}".encode()


def test_an_added_lender_is_found_from_its_first_day_and_until_its_last(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        client = login(Role.ADMIN)
        read(person_id, statement(8), "agustus.csv")
        assert screening.findings_of(person_id) == []
        assert client.post(f"{BASE}/tambah", data={**ENTRY, "source": ""}).status_code == 422
        assert client.post(f"{BASE}/tambah", data={**ENTRY, "valid_to": "01/08/2026"}).status_code == 422
        added = client.post(f"{BASE}/tambah", data=ENTRY)
        assert added.status_code == 303
        assert "sudah ada di daftar" in client.post(f"{BASE}/tambah", data=ENTRY).text
        read(person_id, statement(8).replace(b"900", b"901"), "agustus-lagi.csv")
        assert screening.findings_of(person_id) == [], "not in force yet on the day of the statement"
        read(person_id, statement(10), "oktober.csv")
        assert [row.lender for row in screening.findings_of(person_id)] == ["Zamrud Tunai"]
        url = added.headers["Location"]
        assert "Akhiri" in client.get(url).text
        assert client.post(url, data={"last_day": "01/08/2026", "source": "x"}).status_code == 422
        assert client.post(url, data={"last_day": "15/10/2026", "source": "Dicabut."}).status_code == 303
        other = make_owner("Taufik Akbar", nik="1571022605949047")
        read(other, statement(11), "november.csv")
        assert screening.findings_of(other) == []
        deeds = {entry.deed for entry in db.session.scalars(select(AuditEntry))}
        assert {"screening.add_lender", "screening.end_lender"} <= deeds


def test_the_list_is_handed_out_and_back_without_a_change_and_tells_what_would_change(app: Flask, login: Login) -> None:
    with app.app_context():
        client = login(Role.ADMIN)
        whole = client.get(f"{BASE}/unduh").data
        same = hand_in(client, whole, is_whole="1")
        assert "Tidak ada yang berubah" in same.text
        assert "Baris yang salah" not in same.text
        head, _, rows = whole.decode("utf-8-sig").partition("\r\n")
        pawn = [row for row in rows.split("\r\n") if row.startswith("pawn,")]
        kept = "\r\n".join([head, *pawn[1:], "pawn,Gadai Uji,PT Gadai Uji,,,,2026-01-01,,OJK", ""]).encode()
        bad = hand_in(client, kept + b"pawn,Salah,,,,,01/01/2026,,OJK\r\n")
        assert "contoh 2026-03-31" in bad.text
        assert "tidak ada yang diterapkan" in bad.text
        partial = hand_in(client, kept)
        assert "Gadai Uji" in partial.text
        assert "Berakhir</h2>" not in partial.text
        ending = hand_in(client, kept, is_whole="1")
        assert "Berakhir</h2>" in ending.text
        url = ending.request.path
        assert count(LenderEntry) == 0
        assert client.post(url).status_code == 303
        assert "sudah diterapkan" in client.post(url).text
        assert queries.lender(LenderKind.PAWN, "Gadai Uji").company == "PT Gadai Uji"
        assert count(LenderEntry) == 2
        assert "judul kolom" in hand_in(client, b"a,b\n1,2\n").text


def hand_in(client: FlaskClient, content: bytes, **values: str) -> TestResponse:
    """Hand a form in and follow to its changes."""
    return client.post(
        f"{BASE}/impor",
        data={"file": (io.BytesIO(content), "daftar.csv"), **values},
        content_type="multipart/form-data",
        follow_redirects=True,
    )


def test_others_may_look_and_search_but_not_change(app: Flask, login: Login) -> None:
    client = login(Role.OFFICER)
    found = client.get(f"{BASE}?q=ada+kami").text
    assert "AdaKami" in found
    assert "Tambah nama" not in found
    assert "Pembiayaan Digital" in client.get(f"{BASE}/p2p_licensed/AdaKami").text
    assert "Tidak ada nama yang cocok" in client.get(f"{BASE}?q=zzzzqq").text
    assert client.get(f"{BASE}?masa=berakhir&jenis=p2p_revoked&hal=2").status_code == 200
    assert client.get(f"{BASE}/tambah").status_code == 403
    assert client.get(f"{BASE}/illegal/tidak-ada-nama").status_code == 404
    assert login(Role.TRAINER).get(BASE).status_code == 403
