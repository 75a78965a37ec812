"""From drafts to signed certificates: the scan of a wet signature, signed PDFs matched by number, the QR in between."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.training.awards.queries import certificate_for, framed
from balikat.training.papers.models import TrainingPaper
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import db
from core.documents.framed import framed_to_picture
from tests.integration.balikat.training.conftest import School
from tests.integration.balikat.training.test_certificates import certificates, completed
from tests.pictures import photo, qr_in

Login = Callable[..., FlaskClient]


def signed(draft: bytes) -> bytes:
    """Add what a signing application appends to a PDF."""
    start = draft.rindex(b"startxref")
    return draft + b"\n% /ByteRange [0 10 20 30]\n" + draft[start:]


def signed_by(school: School) -> dict[str, Any]:
    return {"signed_on": format_date_short(school.today), "signed_by": "Drs. Rahmat, Kepala BALIKAT"}


def states() -> list[str]:
    return [row.certificate_state.value for row in certificates()]


def test_signed_pdfs_are_matched_by_the_number_inside(app: Flask, login: Login, school: School) -> None:
    ((_, first, code), (_, second, _), *_) = completed(app, school)
    head = login(Role.HEAD)
    batch = f"/angkatan/{school.cohort_id}/sertifikat"
    drafts = zipfile.ZipFile(io.BytesIO(head.get(f"{batch}/draf.zip").data))
    assert drafts.namelist()[:2] == [f"{first}.pdf", f"{second}.pdf"]
    assert "belum ditandatangani" in head.get(f"/bukti/{code}").text
    files = [
        (io.BytesIO(signed(drafts.read(f"{first}.pdf"))), "hasil tte 1.pdf"),
        (io.BytesIO(signed(drafts.read(f"{second}.pdf"))), f"{first}.pdf"),
        (io.BytesIO(drafts.read(f"{second}.pdf")), "lupa.pdf"),
        (io.BytesIO(photo()), "foto.pdf"),
    ]
    answer = head.post(f"{batch}/tte", data={**signed_by(school), "files": files})
    assert "1 sertifikat sekarang ditandatangani elektronik. 3 berkas tidak dipakai" in " ".join(answer.text.split())
    assert f"Nama berkas menyebut {first}, isinya {second}." in answer.text
    assert answer.text.count("tidak memuat tanda tangan elektronik") == 2
    assert "Sertifikat ini sah" in head.get(f"/bukti/{code}").text
    with app.app_context():
        assert states() == ["signed_electronically", "draft", "draft"]
        paper = db.session.scalars(select(TrainingPaper)).one()
        key = paper.id
    assert head.get(f"/berkas-pelatihan/{key}").data == signed(drafts.read(f"{first}.pdf"))
    assert login(Role.TRAINER).get(f"/berkas-pelatihan/{key}").status_code == 200
    assert login("trainer2").get(f"/berkas-pelatihan/{key}").status_code == 404


def test_signed_pdfs_without_words_on_who_signed_change_nothing(app: Flask, login: Login, school: School) -> None:
    completed(app, school)
    address = f"/angkatan/{school.cohort_id}/sertifikat/tte"
    empty = login(Role.OFFICER).post(address, data=signed_by(school))
    assert "Pilih berkas PDF hasil tanda tangan elektronik." in empty.text
    files = [(io.BytesIO(b"%PDF-1.7 BLK-2026-00001 /ByteRange %%EOF"), "BLK-2026-00001.pdf")]
    unsigned = login(Role.OFFICER).post(address, data={"files": files})
    assert unsigned.status_code == 422
    assert "Isi tanggal tanda tangan." in unsigned.text
    assert login(Role.TRAINER).post(address, data={}).status_code == 403
    with app.app_context():
        assert set(states()) == {"draft"}


def test_a_wet_signature_comes_with_its_scan(app: Flask, login: Login, school: School) -> None:
    ((key, _, code), *_) = completed(app, school)
    head = login(Role.HEAD)
    address = f"/sertifikat/{key}"
    values = {**signed_by(school), "state": "signed_by_hand"}
    broken = head.post(f"{address}/tanda-tangan", data={**values, "file": (io.BytesIO(photo()[:60]), "a.jpg")})
    assert "bukan foto yang bisa dibuka" in broken.text
    by_hand = head.post(f"{address}/tanda-tangan", data={**values, "state": "signed_electronically"})
    assert "dicatat dengan mengunggah PDF" in by_hand.text
    assert "belum ditandatangani" in head.get(f"/bukti/{code}").text
    done = head.post(f"{address}/tanda-tangan", data={**values, "file": (io.BytesIO(photo()), "sertifikat.jpg")})
    assert done.status_code == 303
    assert "sertifikat.jpg" in head.get(address).text
    again = head.post(f"{address}/pindaian", data={"file": (io.BytesIO(photo()), "lagi.jpg")})
    assert "sudah tersimpan" in again.text
    assert "Sertifikat ini sah" in head.get(f"/bukti/{code}").text


def test_the_qr_of_the_printed_certificate_leads_to_its_proof(app: Flask, client: FlaskClient, school: School) -> None:
    ((key, _, code), *_) = completed(app, school)
    with app.test_request_context():
        row = certificate_for(key, school.officer)
        read = qr_in(framed_to_picture(framed(row, f"http://localhost/bukti/{code}")))
    assert read == f"http://localhost/bukti/{code}"
    assert client.get(read.removeprefix("http://localhost")).status_code == 200
