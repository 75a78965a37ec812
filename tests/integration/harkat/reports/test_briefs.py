"""Lembar Wali Kota: figures made by the system, words by a person, frozen once issued, always one page."""

import io
import re
from datetime import date
from decimal import Decimal

import pypdf
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.auth.roles import SYSTEM
from core.db import db, transaction
from harkat.applications.states import State
from harkat.facility.models import PartnerBank
from harkat.loans.laying_out import OpeningBalance
from harkat.loans.opening_drafts import TakeOverDraft
from harkat.loans.openings import service as openings
from harkat.reports.basis import Basis
from harkat.reports.briefs.kinds import LONGEST_DECISION, LONGEST_LATE, LONGEST_OPENING, LONGEST_WORDS
from harkat.reports.briefs.models import MayorBrief
from harkat.reports.queries.borrowers import borrowers_on
from tests import factories
from tests import factories_reports as make
from tests.conftest import Login

DAY = date(2026, 11, 20)
WORDS = {
    "day": "20/11/2026", "opening": "Dana baru sedikit terserap.",
    "reason1": "papers", "words1": "Banyak yang belum punya NIB.",
    "decision1": "Satu", "decision2": "Dua", "decision3": "Tiga",
}  # fmt: skip


def correct(app: Flask, amount: int) -> None:
    """Book a repayment that happened before the brief's day and becomes known only now."""
    with app.app_context(), transaction():
        from harkat.loans.models import Loan

        loan = db.session.query(Loan).one()
        make.repay(loan, amount, date(2026, 10, 1))


def issue(client: FlaskClient, brief_id: int) -> TestResponse:
    """Look at what would be frozen and say yes."""
    asked = client.get(f"/laporan/lembar/{brief_id}/terbitkan").text
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', asked)
    return client.post(f"/laporan/lembar/{brief_id}/terbitkan", data={"seen": found.group(1) if found else ""})


def test_what_is_issued_does_not_change_and_the_next_one_counts_from_it(small_city: Flask, login: Login) -> None:
    client = login("economics")
    assert client.post("/laporan/lembar/baru").status_code == 303
    assert client.post("/laporan/lembar/1/ubah", data=WORDS).status_code == 303
    draft = client.get("/laporan/lembar/1").text
    assert "Berkas belum lengkap: 9 orang" in draft or "Berkas belum lengkap: 8 orang" in draft
    assert "belum dilaporkan: Bank Uji Dua" in draft
    assert "belum melaporkan data" in draft
    assert "Zubaidah" not in draft
    asked = client.get("/laporan/lembar/1/terbitkan").text
    assert "Lembar mendapat nomor LW-2026-001" in asked
    assert "Dana baru sedikit terserap." in asked
    assert client.post("/laporan/lembar/1/terbitkan").status_code == 409
    assert "LW-2026-001" not in client.get("/laporan/lembar").text
    assert issue(client, 1).status_code == 303
    issued = client.get("/laporan/lembar/1").text
    assert "LW-2026-001" in issued
    correct(small_city, 1_000_000)
    after = client.get("/laporan/lembar/1").text
    assert "Rp3.999.998" in after
    assert "Lain" not in after
    assert client.post("/laporan/lembar/1/ubah", data=WORDS | {"opening": "Lain"}).status_code == 422
    assert client.post("/laporan/lembar/1/terbitkan").status_code == 409
    assert client.post("/laporan/lembar/1/buang").status_code == 409
    client.post("/laporan/lembar/baru")
    assert "perubahan −Rp1.000.000" in client.get("/laporan/lembar/2").text
    issue(client, 2)
    assert "LW-2026-002" in client.get("/laporan/lembar").text
    with small_city.app_context():
        assert {row.digest for row in db.session.query(MayorBrief)} != {None}


def test_even_the_longest_words_stay_on_one_page_and_excel_has_the_same_figures(
    small_city: Flask, login: Login
) -> None:
    client = login("economics")
    client.post("/laporan/lembar/baru")
    wide = {
        "opening": "W" * 20 + " panjang" * ((LONGEST_OPENING - 20) // 8),
        "late_words": "Mohon " * (LONGEST_LATE // 6),
        "words1": "Mewah " * (LONGEST_WORDS // 6),
        **{f"decision{n}": "Memutuskan " * (LONGEST_DECISION // 11) for n in (1, 2, 3)},
    }
    assert client.post("/laporan/lembar/1/ubah", data=WORDS | wide).status_code == 303
    issue(client, 1)
    printed = pypdf.PdfReader(io.BytesIO(client.get("/laporan/lembar/1/lembar.pdf").data))
    assert len(printed.pages) == 1
    text = printed.pages[0].extract_text()
    assert "LW-2026-001" in text
    assert "Data bank per tanggal" in text
    assert "BAGIAN PEREKONOMIAN" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/laporan/lembar/1/lembar.xlsx").data))
    rows = {row[0]: row for row in book.get_sheet_by_name("Lima angka").to_python()}
    assert rows["Dicairkan"][2] == 3_999_998
    assert rows["Penerima"][2] == 1
    assert str(book.get_sheet_by_name("Tiga keputusan").to_python()[-1][1]).startswith("Memutuskan")


NONSENSE = (
    ({"day": "31/12/2099"}, "day"),
    ({"day": "kemarin"}, "day"),
    ({"day": "01/01/2020"}, "day"),
    ({"reason2": "papers"}, "reason2"),
    ({"reason2": "rentenir"}, "reason2"),
    ({"words3": "Tanpa alasan"}, "reason3"),
    ({"decision2": "x" * 161}, "decision2"),
    ({"opening": ""}, "opening"),
    ({"reason1": "'; DROP TABLE"}, "reason1"),
)


def test_nonsense_stays_in_the_form_with_its_message(small_city: Flask, login: Login) -> None:
    client = login("economics")
    client.post("/laporan/lembar/baru")
    for nonsense, field in NONSENSE:
        answer = client.post("/laporan/lembar/1/ubah", data=WORDS | nonsense)
        assert answer.status_code == 422, nonsense
        assert f'id="{field}-kesalahan"' in answer.text
        assert "Banyak yang belum punya NIB." in answer.text


def test_a_brief_tells_of_no_day_before_the_last_one_and_its_opening_follows_the_day(
    small_city: Flask, login: Login
) -> None:
    client = login("economics")
    for _ in range(2):
        client.post("/laporan/lembar/baru")
    opening = re.search(r">(Keadaan dana BANK HARKAT per [^<]+)</textarea>", client.get("/laporan/lembar/1/ubah").text)
    assert opening
    moved = client.post("/laporan/lembar/1/ubah", data=WORDS | {"opening": opening.group(1)}, follow_redirects=True)
    assert "Keadaan dana BANK HARKAT per 20 November 2026." in moved.text
    assert "Tanggal pada kalimat pembuka ikut diganti" in moved.text
    client.post("/laporan/lembar/2/ubah", data=WORDS | {"day": "19/11/2026"})
    issue(client, 1)
    assert "terlalu awal: LW-2026-001" in issue(client, 2).text
    early = client.post("/laporan/lembar/2/ubah", data=WORDS | {"day": "19/11/2026"})
    assert "Pilih 20 November 2026 atau sesudahnya" in early.text
    assert "Lembar pertama, belum ada pembanding" in client.get("/laporan/lembar/2").text


def test_who_had_a_loan_taken_over_is_among_those_who_received(small_city: Flask, login: Login) -> None:
    client = login("economics")
    client.post("/laporan/lembar/baru")
    client.post("/laporan/lembar/1/ubah", data=WORDS)
    with small_city.app_context(), transaction():
        assert (borrowers_on(date(2026, 8, 26)), borrowers_on(DAY)) == (0, 1)
        bank_id, person = db.session.scalars(select(PartnerBank.id)).first(), factories.make_person("Sudah Meminjam")
        assert bank_id
        balance = OpeningBalance(date(2026, 10, 31), 4_000_000)
        draft = TakeOverDraft(
            person.id, bank_id, 6_000_000, date(2026, 1, 31), Decimal(3), 8, date(2026, 11, 30), balance, "S-1", "awal"
        )
        openings.take_over(draft, actor=SYSTEM, now=make.noon(date(2026, 11, 2)))
        assert (borrowers_on(date(2026, 10, 30)), borrowers_on(DAY)) == (1, 2)
        assert borrowers_on(date(2026, 11, 1), Basis.KNOWN) == 1
    assert "2 orang" in client.get("/laporan/lembar/1").text


def test_on_a_past_day_files_are_not_said_to_be_in_time(small_city: Flask, login: Login) -> None:
    client = login("economics")
    client.post("/laporan/lembar/baru")
    client.post("/laporan/lembar/1/ubah", data=WORDS | {"day": "19/11/2026"})
    assert "tidak dihitung, hanya diketahui untuk hari ini" in client.get("/laporan/lembar/1").text


def test_late_files_are_listed_by_number_and_opened_only_by_who_may(small_city: Flask, login: Login) -> None:
    with small_city.app_context(), transaction():
        person = factories.make_person("Orang Terlambat")
        sent = {State.DRAFT: date(2026, 7, 1), State.SUBMITTED: date(2026, 7, 2), State.AT_BANK: date(2026, 8, 3)}
        bank_id = db.session.scalars(select(PartnerBank.id).order_by(PartnerBank.id)).first()
        assert bank_id
        number = make.apply(person, [person], bank_id=bank_id, steps=sent).number
    client = login("economics")
    client.post("/laporan/lembar/baru")
    assert f"1 permohonan lewat sasaran, {number} (" in client.get("/laporan/lembar/1").text
    listed = client.get("/laporan/lembar/terlambat").text
    assert f"<strong>{number}</strong>" in listed
    assert "Terlambat</" not in listed
    assert f">{number}</a>" in login("head").get("/laporan/lembar/terlambat").text


def test_the_auditor_reads_and_writes_nothing(small_city: Flask, login: Login) -> None:
    login("head").post("/laporan/lembar/baru")
    auditor = login("auditor")
    assert auditor.get("/laporan/lembar/1").status_code == 200
    assert auditor.post("/laporan/lembar/baru").status_code == 403
    assert auditor.post("/laporan/lembar/1/terbitkan").status_code == 403
    assert login("officer").get("/laporan/lembar").status_code == 403
