"""The register of documents: scans kept encrypted, figures pointing to them, old rows saying there is none yet."""

import io

from flask import Flask
from sqlalchemy import select, text

from core.audit.models import AuditEntry
from core.db import db, transaction
from harkat.facility.ceilings import service as ceilings
from harkat.facility.sources.models import SourceLink
from tests import books
from tests import factories_reports as make
from tests.conftest import Login
from tests.integration.harkat.reports.test_report_pages import TODAY

PDF = b"%PDF-1.4\nsurat rahasia bank\n%%EOF\n"
LETTER = {
    "kind": "bank_letter", "number": "12/DIR/2026", "dated_on": "01/11/2026", "issuer": "Bank Uji Satu",
    "subject": "Plafon",
}  # fmt: skip
SPAN = {"bank_id": "1", "first_on": "01/01/2020", "last_on": "31/12/2099"}


def ground(app: Flask) -> None:
    with app.app_context(), transaction():
        ceilings.seed_ceiling_facts(now=make.noon(TODAY))
        books.open_bank(ceiling=60_000_000_000)


def test_figures_point_to_a_document_and_the_rest_says_there_is_none(app_on_both: Flask) -> None:
    from tests.factories import signing_in

    ground(app_on_both)
    client = signing_in(app_on_both)("economics")
    assert "belum ada dokumen" in client.get("/fasilitas").text
    assert "belum ada dokumen" in client.get("/fasilitas/transaksi").text
    file = {"file": (io.BytesIO(PDF), "surat.pdf")}
    assert client.post("/fasilitas/dokumen/baru", data=LETTER | file).status_code == 303
    assert client.post("/fasilitas/dokumen/baru", data=LETTER).status_code == 422
    assert client.post("/fasilitas/dokumen/1/besar-dana", data={"ceiling_fact_id": "1"}).status_code == 303
    assert client.post("/fasilitas/dokumen/1/transaksi", data=SPAN).status_code == 303
    assert client.post("/fasilitas/dokumen/1/transaksi", data=SPAN).status_code == 422, "nothing is left to point"
    assert "12/DIR/2026" in client.get("/fasilitas").text
    assert "belum ada dokumen" not in client.get("/fasilitas/transaksi").text
    assert client.get("/fasilitas/dokumen/1/pindaian").data == PDF
    with app_on_both.app_context():
        kept = db.session.execute(text("SELECT scan FROM source_document")).scalar_one()
        assert b"rahasia" not in bytes(kept)
        deeds = set(db.session.scalars(select(AuditEntry.deed)))
        assert {"facility.register_source", "facility.link_source", "facility.open_source"} <= deeds
        assert len(list(db.session.scalars(select(SourceLink)))) == 2


def test_nonsense_is_refused_and_the_auditor_only_reads(app: Flask, login: Login) -> None:
    ground(app)
    client = login("economics")
    client.post("/fasilitas/dokumen/baru", data=LETTER)
    assert "belum terjadi" in client.post("/fasilitas/dokumen/baru", data=LETTER | {"dated_on": "01/01/2099"}).text
    page = client.post(
        "/fasilitas/dokumen/baru", data=LETTER | {"number": "9", "file": (io.BytesIO(b"MZ"), "surat.pdf")}
    )
    assert page.status_code == 422
    for change in ({"bank_id": "77"}, {"last_on": "31/12/2019"}, {"first_on": "kapan"}):
        assert client.post("/fasilitas/dokumen/1/transaksi", data=SPAN | change).status_code == 422
    assert client.post("/fasilitas/dokumen/1/besar-dana", data={"ceiling_fact_id": "999"}).status_code == 422
    auditor = login("auditor")
    assert auditor.get("/fasilitas/dokumen/1").status_code == 200
    assert auditor.get("/fasilitas/dokumen/1/pindaian").status_code == 404
    assert auditor.post("/fasilitas/dokumen/baru", data=LETTER | {"number": "8"}).status_code == 403
    assert login("bank").get("/fasilitas/dokumen").status_code == 403


def test_entries_without_a_document_are_listed_and_ticked_one_by_one(app: Flask, login: Login) -> None:
    ground(app)
    with app.app_context(), transaction():
        books.open_bank("Bank Uji Dua", ceiling=1_000_000)
    client = login("economics")
    client.post("/fasilitas/dokumen/baru", data=LETTER)
    assert "dokumen=belum" in client.get("/fasilitas/dokumen").text
    missing = client.get("/fasilitas/transaksi?dokumen=belum").text
    assert missing.count('name="transfer_id"') == 2
    assert client.post("/fasilitas/dokumen/tautkan", data={"source_id": "1"}).status_code == 422, "nothing is ticked"
    assert client.post("/fasilitas/dokumen/tautkan", data={"transfer_id": ["1"], "source_id": ""}).status_code == 422
    ticked = {"source_id": "1", "transfer_id": ["2", "999", "x"]}
    assert client.post("/fasilitas/dokumen/tautkan", data=ticked).status_code == 303
    assert client.post("/fasilitas/dokumen/tautkan", data=ticked).status_code == 422, "it has a document by now"
    assert client.get("/fasilitas/transaksi?dokumen=belum").text.count('name="transfer_id"') == 1
    assert "12/DIR/2026" in client.get("/fasilitas/transaksi?dokumen=ada").text
    auditor = login("auditor")
    assert 'name="transfer_id"' not in auditor.get("/fasilitas/transaksi?dokumen=belum").text
    assert auditor.post("/fasilitas/dokumen/tautkan", data=ticked).status_code == 403
