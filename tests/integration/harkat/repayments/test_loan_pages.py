"""The pages on the facility, loans and repayments: who sees them, what they say, and what a form keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from harkat.facility import queries as facility
from harkat.facility import service as facility_service
from harkat.loans import queries as loans
from harkat.repayments import queries
from tests import books
from tests.books import NOW

Login = Callable[..., FlaskClient]
PAID_OUT = date(2026, 1, 15)


@dataclass(frozen=True)
class Case:
    """The keys of two banks' loans."""

    own: int
    foreign: int
    application: int
    person: int
    group_loan: int


@pytest.fixture
def case(app: Flask) -> Case:
    """Two banks with a loan each, and a sub-group's loan at the first."""
    with app.app_context(), transaction():
        facility_service.seed_ceiling_facts(now=NOW)
        bank = books.open_bank(ceiling=80_000_000_000)
        other = books.open_bank("Bank Uji Dua", ceiling=30_000_000_000)
        own = books.open_loan(bank, on=PAID_OUT)
        foreign = books.open_loan(other, on=PAID_OUT)
        group = books.open_loan(bank, amount=20_000_000, group=True)
        assert own.application_id is not None
        assert own.person_id is not None
        return Case(own.id, foreign.id, own.application_id, own.person_id, group.id)


def fields(**values: Any) -> dict[str, Any]:
    """Return a posting as a form sends it."""
    return {"kind": "installment", "amount": "846.937", "paid_on": "15/02/2026", "reference": "r1", **values}


def text(client: FlaskClient, path: str, *, status: int = 200) -> str:
    """Read a page."""
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    return answer.get_data(as_text=True)


DOORS = [
    ("head", "/fasilitas", 200),
    ("economics", "/fasilitas", 200),
    ("auditor", "/fasilitas", 200),
    ("bank", "/fasilitas", 200),
    ("officer", "/fasilitas", 403),
    ("trainer", "/fasilitas", 403),
    ("economics", "/fasilitas/transaksi", 200),
    ("bank", "/fasilitas/transaksi", 200),
    ("bank", "/fasilitas/periksa", 403),
    ("auditor", "/fasilitas/periksa", 200),
    ("officer", "/pinjaman", 200),
    ("economics", "/pinjaman", 403),
    ("trainer", "/pinjaman", 403),
    ("mentor", "/pinjaman", 403),
    ("officer", "/pinjaman/1/bayar", 403),
    ("head", "/pinjaman/1/bayar", 403),
    ("auditor", "/pinjaman/1/bayar", 403),
    ("bank", "/pinjaman/1/bayar", 200),
    ("bank2", "/pinjaman/1/bayar", 404),
    ("bank2", "/pinjaman/1", 404),
    ("bank", "/pinjaman/99", 404),
    ("bank", "/pembayaran/99", 404),
]


def test_who_may_open_what(case: Case, login: Login) -> None:
    opened = [(who, path, login(who).get(path).status_code) for who, path, _ in DOORS]
    assert opened == DOORS


def test_the_facility_page_shows_the_fund_with_its_source_and_each_bank(case: Case, login: Login) -> None:
    shown = text(login("economics"), "/fasilitas")
    for words in (
        "Rp110.000.000.000",
        "Rp111.400.000.000",
        "Juga dilaporkan",
        "Bank Uji Satu",
        "Bank Uji Dua",
        "Rp40.000.000",
        "0,04%",
        "sepucukjambi.id",
    ):
        assert words in shown
    assert "disalurkan ke warga" not in shown


def test_a_bank_sees_its_own_part_only(case: Case, login: Login) -> None:
    shown = text(login("bank"), "/fasilitas")
    assert "Rp80.000.000.000" in shown
    assert "Bank Uji Dua" not in shown
    assert "Rp30.000.000.000" not in text(login("bank"), "/fasilitas/transaksi")
    listed = text(login("bank"), "/pinjaman")
    assert listed.count("PJ-2026-") == 2


def test_the_economics_department_sees_no_name_among_the_transfers(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        name = loans.loan(case.own).borrower_name
    shown = text(login("economics"), "/fasilitas/transaksi")
    assert "Dicairkan" in shown
    assert name not in shown
    assert "Akun" not in shown.split("<main")[1]


def test_transfers_are_searched_and_filtered_on_the_server(case: Case, login: Login) -> None:
    client = login("auditor")
    shown = text(client, "/fasilitas/transaksi?kejadian=disbursed")
    assert shown.count("<td>Dicairkan") == 3
    assert "Tidak ada transaksi yang cocok" in text(client, "/fasilitas/transaksi?q=tidak-ada")
    assert text(client, "/fasilitas/transaksi?urut=jumlah&kejadian=bukan&bank=x")


def test_the_check_of_the_books_says_where_a_hand_changed_them(app: Flask, case: Case, login: Login) -> None:
    assert "Cocok" in text(login("auditor"), "/fasilitas/periksa")
    with app.app_context(), transaction() as session:
        session.execute(db.text("UPDATE facility_transfer SET amount = amount + 1 WHERE sequence = 1 AND bank_id = 1"))
    shown = text(login("auditor"), "/fasilitas/periksa")
    assert "Ada perbedaan" in shown
    assert "chain#1" in shown
    assert "Utuh" in text(login("auditor"), "/fasilitas/rantai/2")
    shown = text(login("bank"), "/fasilitas/rantai/1")
    assert "Putus di transaksi ke-1" in shown
    assert "plafon-1" in shown, "the changed transfer is named"
    assert login("bank2").get("/fasilitas/rantai/1").status_code == 404


def test_a_loans_page_shows_schedule_standing_and_shares(case: Case, login: Login) -> None:
    shown = text(login("officer"), f"/pinjaman/{case.own}")
    for words in ("Rp846.937", "Terlambat", "15/02/2026", "Rp163.244", "Belum ada pembayaran", "Anuitas"):
        assert words in shown
    assert "Catat pembayaran" not in shown
    group = text(login("bank"), f"/pinjaman/{case.group_loan}")
    assert group.count("Rp4.000.000") == 10  # each share in the list of shares and beside its own schedule
    assert "Tanggung renteng" in group
    assert "Catat pembayaran" in group


def test_the_list_finds_late_loans_and_names(case: Case, login: Login) -> None:
    client = login("head")
    assert text(client, "/pinjaman?keadaan=terlambat").count("PJ-2026-") == 2
    assert text(client, "/pinjaman?keadaan=lancar").count("PJ-2026-") == 1
    assert text(client, "/pinjaman?q=Kelompok Melati").count("PJ-2026-") == 1
    assert text(client, "/pinjaman?bank=2&status=running&urut=-sisa").count("PJ-2026-") == 1
    assert "Tidak ada pinjaman yang cocok" in text(client, "/pinjaman?status=closed")


def test_posting_is_checked_before_it_counts_and_confirmed_by_a_number(app: Flask, case: Case, login: Login) -> None:
    client = login("bank")
    checked = client.post(f"/pinjaman/{case.own}/bayar/periksa", data=fields())
    assert checked.status_code == 200
    shown = checked.get_data(as_text=True)
    assert "Rp25.000" in shown
    assert "Rp821.937" in shown
    with app.app_context():
        assert queries.repayments_of(case.own) == []
    answer = client.post(f"/pinjaman/{case.own}/bayar", data=fields())
    assert answer.status_code == 303
    again = client.post(f"/pinjaman/{case.own}/bayar", data=fields())
    assert again.location == answer.location
    assert "BY-2026-" in text(client, answer.location)
    with app.app_context():
        assert len(queries.repayments_of(case.own)) == 1
        assert facility.verify() == []


def test_changing_the_answers_keeps_what_was_typed(case: Case, login: Login) -> None:
    answer = login("bank").post(f"/pinjaman/{case.own}/bayar/periksa", data=fields(change="1", slip="TRX 77"))
    shown = answer.get_data(as_text=True)
    assert 'value="846.937"' in shown
    assert 'value="TRX 77"' in shown
    assert 'value="r1"' in shown


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"amount": "1 juta"}, "Tulis angka lengkap"),
    ({"amount": "abc"}, "harus berupa angka"),
    ({"amount": "0"}, "paling sedikit Rp1"),
    ({"amount": "99.000.000"}, "terlalu banyak"),
    ({"paid_on": "31/02/2026"}, "tidak ada di kalender"),
    ({"paid_on": "01/01/2026"}, "sebelum pencairan"),
    ({"paid_on": "01/01/2090"}, "belum terjadi"),
    ({"kind": "payoff"}, "Pelunasan pada 15 Februari 2026 tepat Rp10.025.000"),
    ({"kind": "reversal"}, "Pembatalan dicatat dari"),
    ({"kind": "hadiah"}, "Pilih jenis pembayaran"),
]


@pytest.mark.parametrize("path", ["/bayar/periksa", "/bayar"])
def test_what_cannot_be_posted_is_explained_and_kept(app: Flask, case: Case, login: Login, path: str) -> None:
    client = login("bank")
    for values, words in REFUSED:
        answer = client.post(f"/pinjaman/{case.own}{path}", data=fields(**values))
        shown = answer.get_data(as_text=True)
        assert answer.status_code == 422, values
        assert words in shown
        assert all(f'value="{typed}"' in shown for name, typed in values.items() if name != "kind")
    with app.app_context():
        assert queries.repayments_of(case.own) == []


def test_a_payment_is_taken_back_with_a_reason_and_both_stay(app: Flask, case: Case, login: Login) -> None:
    client = login("bank")
    shown_at = client.post(f"/pinjaman/{case.own}/bayar", data=fields()).location
    assert "Rp821.937" in text(client, f"{shown_at}/batal")
    assert client.post(f"{shown_at}/batal", data={"reference": "x1"}).status_code == 422
    assert login("bank2").post(f"{shown_at}/batal", data={"reference": "x1", "reason": "Salah"}).status_code == 404
    answer = client.post(f"{shown_at}/batal", data={"reference": "x1", "reason": "Salah rekening"})
    assert "Salah rekening" in text(client, answer.location)
    assert "Dibatalkan" in text(client, shown_at)
    again = client.post(f"{shown_at}/batal", data={"reference": "x2", "reason": "Lagi"})
    assert again.status_code == 422
    assert "sudah dibatalkan" in again.get_data(as_text=True)
    with app.app_context():
        assert loans.loan(case.own).outstanding == 10_000_000
        assert facility.verify() == []


def test_start_pages_and_files_point_to_late_loans(case: Case, login: Login) -> None:
    assert "Pinjaman terlambat" in text(login("bank"), "/")
    assert "Pinjaman terlambat" in text(login("head"), "/")
    assert "Pinjaman terlambat" not in text(login("trainer"), "/")
    assert "PJ-2026-" in text(login("officer"), f"/orang/{case.person}")
    assert "PJ-2026-" in text(login("officer"), f"/permohonan/{case.application}")
