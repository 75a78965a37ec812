"""Uji petik: drawn by one button, kept with its seed, papers in one archive, names only for who may see them."""

import csv
import io
import zipfile
from hashlib import sha256

import pypdf
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import db, transaction
from core.people.kinds import PaperKind
from core.people.models import PaperScan
from harkat.loans.models import Loan
from tests import factories_reports as make
from tests.conftest import Login
from tests.integration.harkat.reports.test_report_pages import TODAY

NAME = "Zubaidah Rahasiawati"


def scan_papers(app: Flask) -> None:
    with app.app_context(), transaction():
        loan = db.session.scalars(select(Loan)).one()
        loan.borrower_name = NAME
        for kind in (PaperKind.KTP, PaperKind.SLIK):
            db.session.add(
                PaperScan(
                    person_id=loan.person_id, kind=kind, content=b"isi " + kind.value.encode(),
                    media_type="image/jpeg", size=9, uploaded_at=make.noon(TODAY),
                )
            )  # fmt: skip


def test_the_archive_holds_every_paper_and_the_trail_says_who_took_it(small_city: Flask, login: Login) -> None:
    scan_papers(small_city)
    auditor = login("auditor")
    assert auditor.post("/laporan/uji-petik/undi", data={"size": "5", "seed": "benih-uji"}).status_code == 303
    page = auditor.get("/laporan/uji-petik/1").text
    assert "benih-uji" in page
    assert NAME in page
    with zipfile.ZipFile(io.BytesIO(auditor.get("/laporan/uji-petik/1/berkas.zip").data)) as packed:
        names = packed.namelist()
        contents = packed.read("isi.csv").decode()
        folder = names[0].split("/")[0]
        assert {f"{folder}/jadwal-tidak-ada.txt", f"{folder}/angsuran.csv", f"{folder}/catatan-dana.csv"} <= set(names)
        assert any(name.endswith("-ktp.jpg") for name in names)
        lacking = {tuple(row[1:]) for row in csv.reader(io.StringIO(packed.read("kurang.csv").decode()))}
        assert ("Pinjaman", "Jadwal angsuran") in lacking
        assert ("Permohonan", "Berita acara") in lacking
        assert {words for _, words in lacking if words.startswith("Pindaian")} == {
            "Pindaian Kartu Keluarga", "Pindaian NIB atau surat keterangan usaha", "Pindaian Foto tempat usaha",
        }, "the KTP is there, and SLIK is not asked for"  # fmt: skip
        assert not any("slik" in name or "Zubaidah" in name for name in names)
        listed = {row[0]: row[2] for row in list(csv.reader(io.StringIO(contents.lstrip("\ufeff"))))[1:]}
        assert all(sha256(packed.read(name)).hexdigest() == digest for name, digest in listed.items())
        assert set(listed) | {"isi.csv"} == set(names)
    with small_city.app_context():
        deeds = list(db.session.scalars(select(AuditEntry.deed)))
        assert {"reports.draw_sample", "reports.take_sample"} <= set(deeds)
        drawn = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "reports.draw_sample")).one()
        assert drawn.after is not None
        assert drawn.after["seed"] == "benih-uji"


def test_the_department_draws_and_sees_numbers_alone(small_city: Flask, login: Login) -> None:
    scan_papers(small_city)
    economics = login("economics")
    economics.post("/laporan/uji-petik/undi", data={"size": "1"})
    page = economics.get("/laporan/uji-petik/1").text
    assert "PJ-UJI-" in page
    assert NAME not in page
    printed = pypdf.PdfReader(io.BytesIO(economics.get("/laporan/uji-petik/1/daftar.pdf").data))
    assert "Zubaidah" not in printed.pages[0].extract_text()
    assert economics.get("/laporan/uji-petik/1/berkas.zip").status_code == 403
    head = login("head")
    again = pypdf.PdfReader(io.BytesIO(head.get("/laporan/uji-petik/1/daftar.pdf").data))
    assert "Zubaidah" in again.pages[0].extract_text()
    for nonsense in (
        {"size": "0"},
        {"size": "51"},
        {"size": "2", "bank_id": "99"},
        {"size": "2", "last_on": "01/01/2020"},
    ):
        assert economics.post("/laporan/uji-petik/undi", data=nonsense).status_code == 422, nonsense
    assert login("officer").get("/laporan/uji-petik").status_code == 403
