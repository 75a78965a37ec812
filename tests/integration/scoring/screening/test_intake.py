"""Statements wait for their columns, papers for a second person, pictures for their lines; spouses agree in writing."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from core.jobs.service import run_once
from scoring.screening import queries
from scoring.screening.intake import queries as intake
from scoring.screening.intake.models import WaitingFile
from scoring.screening.jobs import JOBS
from scoring.screening.models import DebtFinding, ScreeningFile, SpouseConsent
from scoring.screening.origins import EvidenceOrigin
from scoring.screening.screening import EvidenceKind
from tests import factories
from tests.factories import NOW, TODAY
from tests.outside import outside
from tests.screening_cases import NIK, count, make_owner, send

Login = Callable[..., FlaskClient]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
CSV = (
    b"Nama;TAUFIK AKBAR\nTanggal;Keterangan;Debit;Kredit\n"
    b"01/09/2026;SETOR TUNAI;;500.000,00\n"
    b"03/09/2026;PENCAIRAN KREDIVO PT FINACCEL;;1.000.000,00\n"
    b"03/10/2026;ANGSURAN KREDIVO PT FINACCEL;600.000,00;\n"
)
COLUMNS = {"column_1": "date", "column_2": "text", "column_3": "debit", "column_4": "credit", "header_line": "2"}


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


# --- columns ------------------------------------------------------------


def test_a_statement_counts_once_its_columns_are_confirmed(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        client = login(Role.OFFICER)
        answer = send(client, person_id, (CSV, "mutasi.csv"))
        assert answer.status_code == 303
        url = answer.headers["Location"]
        assert count(ScreeningFile) == 0
        page = client.get(url).text
        assert "Begini akan terbaca" in page
        assert "3 baris terbaca" in page
        assert "Belum dihitung" in client.get(f"/pemeriksaan/orang/{person_id}").text
        wrong = client.post(url, data={**COLUMNS, "column_1": "text", "column_2": "date"})
        assert wrong.status_code == 422
        assert "Kolom 2 tidak berisi tanggal" in wrong.text
        assert client.post(url, data={**COLUMNS, "column_3": "semua"}).status_code == 422
        looked = client.post(url, data={**COLUMNS, "style": "comma", "look": "1"})
        assert looked.status_code == 200
        assert count(ScreeningFile) == 0
        assert client.post(url, data={**COLUMNS, "style": "comma"}).status_code == 303
        assert [row.source for row in queries.findings_of(person_id)] == [EvidenceKind.STATEMENT]
        assert count(WaitingFile) == 0
        assert client.get(url).status_code == 404


def test_columns_nobody_knows_are_shown_by_hand_and_a_stranger_s_statement_leaves_nothing(
    app: Flask, login: Login
) -> None:
    with app.app_context():
        person_id = make_owner()
        client = login(Role.OFFICER)
        bare = b"x;y;z;w\nhal;01/09/2026;KREDIVO;50.000\nhal;bukan tanggal;KREDIVO;1\n"
        url = send(client, person_id, (bare, "aneh.csv")).headers["Location"]
        assert "Isi tiap kolom" in client.get(url).text
        assert client.post(f"{url}/batal").status_code == 303
        assert count(WaitingFile) == 0
        stranger = send(client, person_id, (CSV.replace(b"TAUFIK AKBAR", b"RINA WATI"), "lain.csv"))
        assert stranger.status_code == 422
        assert "lain.csv" in stranger.text or "milik orang lain" in stranger.text
        assert count(WaitingFile) == count(ScreeningFile) == 0


def test_what_nobody_finishes_is_destroyed(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        send(login(Role.OFFICER), person_id, (CSV, "mutasi.csv"))
        raw = db.session.connection().exec_driver_sql("SELECT content FROM waiting_file").scalar_one()
        assert b"KREDIVO" not in bytes(raw)
        with transaction():
            intake.waiting_of(person_id)[0].made_at = NOW.replace(year=NOW.year - 1)
        run = run_once(next(job for job in JOBS if job.name.endswith("left_over")), business_date=TODAY, now=NOW)
        assert run is not None
        assert count(WaitingFile) == 0


# --- the spouse's account ------------------------------------------------------------


def test_a_spouse_s_account_needs_her_name_and_written_consent(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        client = login(Role.OFFICER)
        file = (CSV.replace(b"TAUFIK AKBAR", b"RINA WATI"), "istri.csv")
        assert "Tulis nama istri" in send(client, person_id, file, owner="spouse").text
        half = {"owner": "spouse", "spouse_name": "Rina Wati"}
        assert "persetujuan tertulis" in send(client, person_id, file, **half).text
        other = send(client, person_id, file, **{**half, "spouse_name": "Dewi", "spouse_agreed_on": "01/09/2026"})
        assert "milik orang lain" in other.text
        assert count(SpouseConsent) == count(WaitingFile) == 0
        answer = send(client, person_id, file, **half, spouse_agreed_on="01/09/2026")
        assert client.post(answer.headers["Location"], data=COLUMNS).status_code == 303
        kept = queries.files_of(person_id)[0]
        assert kept.spouse_consent_id is not None
        assert "rekening istri atau suami" in client.get(f"/pemeriksaan/orang/{person_id}").text
        assert "screening.spouse_consent" in {entry.deed for entry in db.session.scalars(select(AuditEntry))}


# --- pictures ------------------------------------------------------------


def test_a_picture_is_kept_and_the_lines_seen_on_it_are_screened(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        client = login(Role.OFFICER)
        answer = send(client, person_id, (PNG, "foto.pdf"))
        file = queries.files_of(person_id)[0]
        assert answer.headers["Location"].endswith(f"/berkas/{file.id}/baris")
        assert file.origin is EvidenceOrigin.SEEN
        url = answer.headers["Location"]
        assert "Baris 4" in client.get(url).text
        shown = client.get(f"/pemeriksaan/berkas/{file.id}/gambar")
        assert (shown.data, shown.mimetype) == (PNG, "image/png")
        assert "Baris 8" in client.post(url, data={"rows": "4", "more": "1", "text_1": "x"}).text
        assert client.post(url, data={"rows": "4"}).status_code == 422
        assert client.post(url, data={"rows": "4", "text_1": "KREDIVO"}).status_code == 422
        lines = {
            "day_1": "03/09/2026",
            "text_1": "PENCAIRAN KREDIVO PT FINACCEL",
            "money_in_1": "1.000.000",
            "day_2": "03/10/2026",
            "text_2": "ANGSURAN KREDIVO PT FINACCEL",
            "money_out_2": "600.000",
        }
        assert client.post(url, data=lines | {"money_out_1": "5.000"}).status_code == 422
        assert client.post(url, data=lines).status_code == 303
        assert client.post(url, data=lines).status_code == 303, "typing them again replaces them"
        assert len(queries.findings_of(person_id)) == 1
        page = client.get(f"/pemeriksaan/orang/{person_id}").text
        assert "dilihat petugas" in page
        assert "ANGSURAN KREDIVO" in client.get(url).text
        assert login(Role.TRAINER).get(f"/pemeriksaan/berkas/{file.id}/gambar").status_code == 403


# --- papers ------------------------------------------------------------

PAPER = {
    "nik": NIK,
    "asked_on": "01/11/2026",
    "facility_count": "1",
    "lender_1": "PT Bank Rakyat Indonesia (Persero) Tbk",
    "state_1": "00",
    "quality_1": "3",
    "outstanding_1": "2.000.000",
    "days_late_1": "120",
}


def test_a_typed_paper_counts_once_somebody_else_has_compared_it(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        client, other = login(Role.OFFICER), login("officer2")
        url = f"/pemeriksaan/orang/{person_id}/ketik-ideb"
        assert "Fasilitas 3" in client.get(url).text
        assert "Fasilitas 6" in client.post(url, data={**PAPER, "rows": "3", "more": "1"}).text
        assert "bukan NIK orang ini" in client.post(url, data={**PAPER, "nik": "1571020101900001"}).text
        assert "2 fasilitas" in client.post(url, data={**PAPER, "facility_count": "2"}).text
        assert client.post(url, data={**PAPER, "quality_1": "9"}).status_code == 422
        assert client.post(url, data=PAPER).status_code == 303
        assert count(ScreeningFile) == count(DebtFinding) == 0
        row = intake.waiting_of(person_id)[0]
        compare = f"/pemeriksaan/ketikan/{row.id}"
        assert "Anda yang mengetiknya" in client.get(compare).text
        assert "bukan yang mengetiknya" in client.post(compare).text
        assert "menunggu dicocokkan" in other.get("/").text
        assert "menunggu dicocokkan" not in client.get("/").text
        other.post(f"{compare}/kembalikan", data={"note": "Hari tunggakan 12."})
        assert "Hari tunggakan 12." in client.get(f"/pemeriksaan/orang/{person_id}").text
        again = client.post(f"{compare}/batal")
        assert "Bank Rakyat Indonesia" in again.text
        client.post(url, data=PAPER)
        compare = f"/pemeriksaan/ketikan/{intake.waiting_of(person_id)[0].id}"
        assert other.post(compare).status_code == 303
        assert queries.files_of(person_id)[0].origin is EvidenceOrigin.TYPED
        assert len(queries.open_holds(person_id)) == 1
        assert queries.evidence_state(person_id).ideb_on is not None


# --- a bank's code ------------------------------------------------------------

ANSWER = {
    "bank": "Bank Jambi",
    "result": "bad",
    "answered_on": "10/11/2026",
    "reference": "S-12/2026",
    "consent_on": "01/11/2026",
    "basis": "Surat permintaan nomor 5.",
}


def test_a_coded_answer_holds_and_a_clean_one_later_lets_go(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        client = login(Role.OFFICER)
        url = f"/pemeriksaan/orang/{person_id}/jawaban-bank"
        assert client.get(url).status_code == 200
        assert client.post(url, data={**ANSWER, "basis": ""}).status_code == 422
        assert "lebih dulu" in client.post(url, data={**ANSWER, "consent_on": "11/11/2026"}).text
        assert client.post(url, data=ANSWER).status_code == 303
        assert client.post(url, data=ANSWER).status_code == 422, "the same answer twice"
        assert len(queries.open_holds(person_id)) == 1
        assert client.post(url, data={**ANSWER, "result": "clean", "answered_on": "15/11/2026"}).status_code == 303
        assert queries.open_holds(person_id) == []
        page = client.get(f"/pemeriksaan/orang/{person_id}").text
        assert "Surat permintaan nomor 5." in page


def test_a_file_that_is_too_large_comes_back_to_the_same_page_by_its_name(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="besar<b>.csv"\r\n\r\n'
        body = head + b"x" * (25 * 1024 * 1024) + b"\r\n--x--\r\n"
        url = f"/pemeriksaan/orang/{person_id}/unggah"
        answer = login(Role.OFFICER).post(url, data=body, content_type="multipart/form-data; boundary=x")
        assert answer.status_code == 422
        assert "besar&lt;b&gt;.csv: Berkas lebih besar dari 10 MB (berkas ini 25 MB)" in answer.text
        assert f'action="/pemeriksaan/orang/{person_id}/unggah"' in answer.text
        assert count(ScreeningFile) == count(WaitingFile) == 0


def test_a_bomb_a_cut_file_and_names_that_are_markup_or_formulas_leave_nothing(app: Flask, login: Login) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 20_000_000)
    with app.app_context():
        person_id = make_owner()
        client = login(Role.OFFICER)
        files = (
            (packed.getvalue(), "=HYPERLINK(1).xlsx", "mengembang terlalu besar"),
            (b'{"individual": {"fasilitas": {"kreditPembiayan": [{"ljk"', "<script>.txt", "terpotong atau rusak"),
            (CSV.replace(b"TAUFIK AKBAR", b"<b>RINA</b> WATI"), "1571022605949039.csv", "milik orang lain"),
        )
        for content, name, words in files:
            answer = send(client, person_id, (content, name))
            assert answer.status_code == 422
            assert words in answer.text
            assert "<script>.txt" not in answer.text
            assert NIK not in answer.text
            assert f'action="/pemeriksaan/orang/{person_id}/unggah"' in answer.text
        assert count(ScreeningFile) == count(WaitingFile) == 0
