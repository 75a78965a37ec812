"""A bank's file from upload to reconciliation: once by content and reference, good rows in, bad rows back."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.db import db, transaction
from core.errors import Conflict
from core.files import limits
from harkat.bank_files import queries, service
from harkat.bank_files.columns import FileKind
from harkat.bank_files.progress import FileState
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.repayments import queries as repayments
from harkat.repayments.statements import queries as statements
from tests import books
from tests.books import NOW
from tests.factories import account_named


class Unread(io.BytesIO):
    """A stream that remembers whether anybody read it."""

    was_read = False

    def read(self, size: int | None = -1, /) -> bytes:
        self.was_read = True
        return super().read(size)


Login = Callable[..., FlaskClient]
PAID_OUT = date(2026, 1, 15)
HEAD = "No Pinjaman;No Transaksi;Tgl Bayar;Jumlah Bayar\n"


@pytest.fixture
def numbers(app: Flask) -> list[str]:
    """The numbers of two loans at one bank and of one at another."""
    with app.app_context(), transaction():
        bank, other = books.open_bank(ceiling=10**9), books.open_bank("Bank Uji Dua", ceiling=10**9)
        return [books.open_loan(place, on=PAID_OUT).number for place in (bank, bank, other)]


def send(client: FlaskClient, content: str, *, kind: str = "repayments", **fields: str) -> TestResponse:
    file = (io.BytesIO(content.encode()), "../../etc/angsuran.csv")
    return client.post("/berkas-bank", data={"kind": kind, "file": file, **fields})


def run(client: FlaskClient, address: str) -> str:
    begun = client.post(f"{address}/mulai")
    assert begun.status_code == 303, begun.text
    client.post(f"{address}/lanjut")
    return client.get(address).text


def test_good_rows_go_in_and_bad_rows_come_back_with_reasons(app: Flask, numbers: list[str], login: Login) -> None:
    bank = login("bank")
    rows = [
        f"{numbers[0]};TF1;15/02/2026;846.937",
        f"{numbers[0]};TF1;15/03/2026;846.937",
        f"{numbers[1]};TF2;16/02/2026;-10",
        f"{numbers[1]};TF3;01/01/2026;100.000",
        f"{numbers[1]};TF4;01/01/2027;100.000",
        f"{numbers[2]};TF5;15/02/2026;100.000",
        f"{numbers[1]};TF6;15/02/2026;99.000.000",
        f"{numbers[1]};TF7;15/02/2026;846.937",
    ]
    content = HEAD + "\n".join(rows)
    address = send(bank, content).location
    assert "Proses 8 baris" not in bank.get(address).text
    assert "../" not in bank.get(address).text
    fields = {"loan": "No Pinjaman", "slip": "No Transaksi", "paid_on": "Tgl Bayar"}
    lacking = bank.post(f"{address}/kolom", data=fields)
    assert lacking.status_code == 422
    assert "Pilih kolom untuk: Jumlah dibayar." in lacking.text
    bank.post(f"{address}/kolom", data=fields | {"amount": "Jumlah Bayar"})
    shown = run(bank, address)
    for words in ("2 tercatat", "6 perlu diperbaiki", "Baris ganda", "lebih dari Rp0", "sebelum pencairan",
                  "belum terjadi", "tidak ada di bank ini", "terlalu banyak"):  # fmt: skip
        assert words in shown, words
    again = send(bank, content)
    assert again.status_code == 422
    assert "sudah diunggah sebagai berkas nomor 1" in again.text
    refused = bank.get(f"{address}/ditolak.xlsx")
    assert refused.data[:2] == b"PK"
    other = send(bank, HEAD + rows[0] + "\n" + rows[7].replace("846.937", "846.936"))
    shown = run(bank, other.location)
    assert "1 sudah ada" in shown
    assert "sudah dipakai BY-" in shown
    assert login("bank2").get(address).status_code == 404
    with app.app_context():
        assert [len(repayments.repayments_of(key)) for key in (1, 2, 3)] == [1, 1, 0]
        assert facility.verify() == []
        db.session.remove()


def test_a_renamed_column_totals_and_a_foreign_file_stop_before_anything_counts(
    app: Flask, numbers: list[str], login: Login
) -> None:
    bank = login("bank")
    good = f"{numbers[0]};A1;15/02/2026;846.937\n"
    first = send(bank, HEAD + good, control_total="846.938").location
    columns = dict(zip(("loan", "slip", "paid_on", "amount"), HEAD.strip().split(";"), strict=True))
    bank.post(f"{first}/kolom", data=columns)
    stopped = bank.post(f"{first}/mulai")
    assert stopped.status_code == 422
    assert "belum ada yang dicatat" in stopped.text
    renamed = send(bank, HEAD.replace("Jumlah Bayar", "Setoran Nasabah") + good).location
    shown = bank.get(renamed).text
    assert "Kolom belum dicocokkan" in shown
    assert "Jumlah dibayar, pada berkas sebelumnya berjudul “Jumlah Bayar”" in shown
    foreign = send(bank, HEAD + f"{numbers[2]};A2;15/02/2026;846.937\n").location
    assert "Siap diproses" in bank.get(foreign).text
    assert "Mungkin berkas bank lain" in run(bank, foreign)
    for content, words in (("", "kosong"), ("a;1\n1;2\n", "judul kolom"), (HEAD, "tanpa baris")):
        answer = send(bank, content)
        assert answer.status_code == 422
        assert words in answer.text
    with app.app_context():
        assert repayments.repayments_of(1) == []
        db.session.remove()


def test_a_file_goes_on_where_a_crash_left_it(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            bank = books.open_bank(ceiling=10**9)
            number = books.open_loan(bank, on=PAID_OUT).number
            actor = account_named("bank").as_actor()

        def crash() -> None:
            with transaction():
                service.go_on(queries.file_for(1, actor), actor=actor, now=NOW, most=4)
                raise ZeroDivisionError

        lines = [(line, (number, f"S{line}", "2026-02-15", "1000")) for line in range(2, 12)]
        rows = [(1, tuple(HEAD.strip().split(";"))), *lines]
        with transaction():
            file = service.take_in(service.FileDraft(FileKind.REPAYMENTS, "a.csv", b"x", rows), actor=actor, now=NOW)
            service.match(file, file.mapping, actor=actor, now=NOW)
            stale = service.Reckoned({"loan": "No Pinjaman"}, None)
            with pytest.raises(Conflict, match="baru saja diubah"):
                service.begin(file, stale, actor=actor, now=NOW)
            service.begin(file, service.reckon(file), actor=actor, now=NOW)
        with transaction():
            service.go_on(queries.file_for(1, actor), actor=actor, now=NOW, most=4)
        with pytest.raises(ZeroDivisionError):
            crash()
        assert queries.file_for(1, actor).applied == 4
        for _ in range(3):
            with transaction():
                service.go_on(queries.file_for(1, actor), actor=actor, now=NOW, most=4)
        file = queries.file_for(1, actor)
        assert (file.state, file.applied, file.handled) == (FileState.DONE, 10, 10)
        assert len(repayments.repayments_of(1)) == 10
        assert facility.verify() == []


def test_balances_are_set_beside_ours_and_differences_settled(app: Flask, numbers: list[str], login: Login) -> None:
    bank, head = login("bank"), login("head")
    heading = "No Rekening;Baki Debet;Hari Tunggakan;Kolektibilitas\n"
    rows = f"{numbers[0]};10.000.000;16;2\n{numbers[1]};9.000.000;0;1\n"
    address = send(bank, heading + rows, kind="balances", as_of="31/03/2026").location
    bank.post(f"{address}/kolom", data={"loan": "No Rekening", "outstanding": "Baki Debet",
                                        "days_late": "Hari Tunggakan", "class": "Kolektibilitas"})  # fmt: skip
    run(bank, address)
    with app.app_context():
        own = repayments.standing_as_of(loans.loan(1), date(2026, 3, 31))
        assert (own.days_late, own.outstanding) == (44, 10_000_000)
        assert statements.count_open(None) == 2
        db.session.remove()
    page = "/rekonsiliasi/1/2026-03-31"
    assert "16 / 44" in head.get(page).text
    assert head.post("/rekonsiliasi/selisih/1", data={"reason": ""}).status_code == 422
    assert head.post("/rekonsiliasi/selisih/1", data={"reason": "Hari libur"}).status_code == 303
    assert "Hari libur" in head.get(page).text
    assert head.get("/rekonsiliasi/selisih/1").status_code == 303
    shown = bank.get("/pinjaman/1").text
    assert "Kolektibilitas menurut bank per tanggal 31 Maret 2026" in shown
    assert "2 Dalam perhatian khusus" in shown
    assert login("bank2").get(page).status_code == 404
    assert "Anggota" not in login("economics").get(page).text


def test_disbursements_without_application_become_exceptions_and_name_the_account(
    app: Flask, numbers: list[str], login: Login
) -> None:
    from tests import factories

    with app.app_context(), transaction():
        nik = factories.make_person().nik
    bank = login("bank")
    heading = "No Rekening;Tanggal Cair;Plafon;No Permohonan;NIK;Tenor\n"
    rows = f"R-1;01/11/2026;5.000.000;;{nik};12\nR-2;01/11/2026;5.000.000;PM-9;;12\nR-3;01/11/2026;1.000;;1571;12\n"
    address = send(bank, heading + rows, kind="disbursements").location
    bank.post(f"{address}/kolom", data={"account": "No Rekening", "paid_on": "Tanggal Cair", "amount": "Plafon",
                                        "application": "No Permohonan", "nik": "NIK", "months": "Tenor"})  # fmt: skip
    shown = run(bank, address)
    assert "1 tercatat" in shown
    assert "Permohonan PM-9 tidak ada" in shown
    assert "Peminjam tidak dikenal" in shown
    repeated = send(bank, heading + rows.split("\n")[0] + "\n", kind="disbursements").location
    assert "1 sudah ada" in run(bank, repeated)
    with app.app_context():
        loan = loans.loan_named(1, "r-1")
        assert loan is not None
        assert facility.exception_of_loan(loan.id) == 5_000_000
        db.session.remove()


def test_a_locked_workbook_and_rows_of_nothing_are_told_clearly(app: Flask, numbers: list[str], login: Login) -> None:
    bank = login("bank")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    answer = bank.post("/berkas-bank", data={"kind": "repayments", "file": (io.BytesIO(locked), "angsuran.xlsx")})
    assert answer.status_code == 422
    assert "terkunci sandi" in answer.text
    rows = (f"{numbers[0]};N1;15/02/2026;0", f"{numbers[0]};;15/02/2026;100", f"{numbers[0]};N3;kemarin;100")
    address = send(bank, HEAD + "\n".join(rows)).location
    bank.post(
        f"{address}/kolom", data=dict(zip(("loan", "slip", "paid_on", "amount"), HEAD.strip().split(";"), strict=True))
    )
    shown = run(bank, address)
    for words in ("3 perlu diperbaiki", "lebih dari Rp0", "nomor bukti bank kosong", "Baris 4"):
        assert words in shown, words


def test_a_file_that_is_too_big_is_refused_before_anybody_reads_it(
    app: Flask, numbers: list[str], login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = login("bank")
    answer = bank.post("/berkas-bank", data={"kind": "repayments", "file": (io.BytesIO(b"x" * 30), "a.csv")})
    monkeypatch.setattr(limits, "LARGEST_FILE", 20)
    big = bank.post("/berkas-bank", data={"kind": "repayments", "file": (Unread(b"x" * 30), "angsuran.csv")})
    assert (answer.status_code, big.status_code) == (422, 422)
    assert "Berkas lebih besar dari" not in answer.text
    assert "Berkas lebih besar dari" in big.text
    body = Unread(b"")
    huge = bank.post(
        "/berkas-bank",
        input_stream=body,
        environ_overrides={"CONTENT_LENGTH": str(200 * limits.MEGABYTE)},
        content_type="multipart/form-data; boundary=x",
    )
    assert huge.status_code == 413
    assert "Satu berkas paling besar 10 MB" in huge.text
    assert not body.was_read
