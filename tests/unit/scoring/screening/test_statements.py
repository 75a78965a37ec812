"""Statements of many makes: header found, columns named, lines numbered, sums checked."""

import pytest

from core.files.opening import open_file
from scoring.screening.columns import Role
from scoring.screening.evidence import NotEvidence, read_evidence
from scoring.screening.statement import Statement, SumCheck


def read(text: str, name: str = "mutasi.csv") -> Statement:
    evidence = read_evidence([open_file(name, text.encode())])
    assert isinstance(evidence, Statement)
    return evidence


def shown(statement: Statement) -> list[tuple[int, int]]:
    return [(line.number, line.sen // 100) for line in statement.lines]


BCA = """Informasi Rekening - Mutasi Rekening
No. rekening : 0794196116
Nama : M. RIDWAN
Periode : 15/12/2025 - 14/01/2026

Tanggal Transaksi,Keterangan,Cabang,Jumlah,,Saldo
'20/12,TARIKAN ATM 20/12,'0000,"100,000.00",DB,"900,000.00"
'03/01,BUNGA,'0000,"1,000.00",CR,"901,000.00"
PEND,KARTU DEBIT 03/01 TOKO,'0000,"1,000.00",DB,"900,000.00"
Saldo Awal,:,"1,000,000.00"
Mutasi Kredit,:,"1,000.00"
Mutasi Debet,:,"101,000.00"
Saldo Akhir,:,"900,000.00"
"""


def test_bca_takes_years_from_the_period_and_keeps_pending_lines() -> None:
    statement = read(BCA)
    assert shown(statement) == [(7, -100_000), (8, 1_000), (9, -1_000)]
    assert [line.day.year if line.day else None for line in statement.lines] == [2025, 2026, None]
    assert (statement.holder, statement.account, statement.bank) == ("M. RIDWAN", "0794196116", "BCA")
    assert statement.check is SumCheck.AGREES
    assert statement.complete


def test_a_missing_line_is_seen_by_the_sums() -> None:
    lines = BCA.split("\n")
    statement = read("\n".join([*lines[:6], *lines[7:]]))
    assert statement.check is SumCheck.DIFFERS
    assert not statement.complete


def test_an_unreadable_amount_is_an_unread_line() -> None:
    statement = read(BCA.replace('"1,000.00",CR', '"1,0O0.00",CR'))
    assert statement.unread == (8,)
    assert not statement.complete


def test_debit_marked_only_and_text_that_goes_on_below() -> None:
    statement = read(
        """REKENING TAHAPAN
NAMA :,SITI AMINAH
PERIODE :,AGUSTUS 2026
TANGGAL,KETERANGAN,CBG,MUTASI,SALDO
01/08,SALDO AWAL,,,"1,000,000.00"
02/08,TRSF E-BANKING DB,,"250,000.00 DB",
,0208/FTFVA/WS95031 49197/RUPIAHCEPAT,,,
02/08,SETORAN TUNAI,,"100,000.00","850,000.00"
,Bersambung ke halaman berikut,,,
TANGGAL,KETERANGAN,CBG,MUTASI,SALDO
03/08,BIAYA ADM,,"15,000.00 DB","835,000.00"
SALDO AWAL,,"1,000,000.00"
MUTASI CR,,"100,000.00"
MUTASI DB,,"265,000.00"
SALDO AKHIR,,"835,000.00"
"""
    )
    assert shown(statement) == [(6, -250_000), (8, 100_000), (11, -15_000)]
    assert "RUPIAHCEPAT" in statement.lines[0].text
    assert statement.check is SumCheck.AGREES


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_quoted_records_over_lines_count_by_their_first(newline: str) -> None:
    rows = ["Tanggal,Uraian,Debet,Kredit", '01/08/2026,"satu', 'dua",1000,', "02/08/2026,tiga,,2000"]
    assert shown(read(newline.join(rows))) == [(2, -1_000), (4, 2_000)]


def test_letters_d_and_k_and_repeated_headers() -> None:
    header = "Posting Date,Effective Date,Branch,Journal,Transaction Description,Amount,DB/CR,Balance"
    statement = read(
        f"""BNI Direct
{header}
01/08/26 08.59.34,01/08/26,0123,9,SETOR TUNAI,"500,000.00",K,"1,500,000.00"
{header}
02/08/26 08.59.34,02/08/26,0123,9,TARIK TUNAI,"200,000.00",D,"1,300,000.00"
"""
    )
    assert shown(statement) == [(3, 500_000), (5, -200_000)]


def test_credit_before_debit_by_header_and_newest_first() -> None:
    statement = read(
        """Tgl;Uraian;Kredit;Debit;Saldo
3-8-2026;BIAYA;;15.000,00;585.000,00
2-8-2026;SETOR;100.000,00;;600.000,00
1-8-2026;TARIK;;500.000,00;500.000,00
"""
    )
    assert shown(statement) == [(2, -15_000), (3, 100_000), (4, -500_000)]
    assert statement.check is SumCheck.AGREES


def test_signed_amounts_failed_items_and_points() -> None:
    statement = read(
        """Riwayat Transaksi GoPay
Tanggal Transaksi,Detail,Metode,Nominal,Status
01/08/2026 10:00,Top up,GoPay Saldo,Rp500.000,Berhasil
02/08/2026 10:00,Pembayaran A,GoPay Saldo,-Rp46.065,Berhasil
03/08/2026 10:00,Pembayaran B,GoPay Saldo,-Rp99.000,Gagal
04/08/2026 10:00,Pembayaran C,GoPay Coins,2.000 Coins,Berhasil
"""
    )
    assert shown(statement) == [(3, 500_000), (4, -46_065)]
    assert statement.complete


def test_columns_without_a_header_are_inferred() -> None:
    rows = [
        "01/08/2026;SETOR TUNAI BUDI;0,00;500.000,00;1.500.000,00",
        "02/08/2026;TRF KE AGEN GAS;200.000,00;0,00;1.300.000,00",
        "03/08/2026;TRF DARI RINA;0,00;50.000,00;1.350.000,00",
    ]
    statement = read("\n".join(rows))
    assert shown(statement) == [(1, 500_000), (2, -200_000), (3, 50_000)]
    assert statement.columns is not None
    assert statement.columns.confidence <= 0.6


def test_columns_corrected_by_hand_win() -> None:
    opened = open_file("x.csv", b"Tanggal,Keterangan,Masuk,Keluar\n01/08/2026,aneh,1000,\n")
    found = read_evidence([opened])
    assert isinstance(found, Statement)
    assert found.columns is not None
    roles = tuple(
        Role.DEBIT if role is Role.CREDIT else Role.CREDIT if role is Role.DEBIT else role
        for role in found.columns.roles
    )
    turned = read_evidence([opened], type(found.columns)(roles, found.columns.header_index, 1.0))
    assert isinstance(turned, Statement)
    assert shown(turned) == [(2, -1_000)]


def test_unquoted_separators_in_the_text_do_not_shift_the_amounts() -> None:
    statement = read(
        """Tanggal;Uraian;Debet;Kredit;Saldo
1/8/2026;beli gula; kopi; teh;50.000,00;;450.000,00
2/8/2026;beli tepung;20.000,00;;430.000,00
3/8/2026;setor;;70.000,00;500.000,00
"""
    )
    assert shown(statement) == [(2, -50_000), (3, -20_000), (4, 70_000)]
    assert "kopi" in statement.lines[0].text


def test_a_row_cut_before_its_amount_is_unread() -> None:
    statement = read("Tanggal,Uraian,Debet,Kredit,Saldo\n01/08/2026,tarik,1000,,9000\n02/08/2026,belan")
    assert statement.unread == (3,)


@pytest.mark.parametrize("text", ["halo\napa kabar\n", "a,b,c\n1,2,3\n", "<html><body><p>hai</p></body></html>"])
def test_what_is_no_statement_is_refused(text: str) -> None:
    with pytest.raises((NotEvidence, Exception), match=r"[Kk]olom|tabel"):
        read(text)


def test_text_of_a_printed_statement() -> None:
    statement = read(
        """Laporan Mutasi Rekening
wondr by BNI
Nama: RINA SANTOSO
Periode: 1 - 31 Oktober 2025
Saldo Awal 69,040
01 Oct 2025 Transfer
19:27:33 WIB BNI - PT KREDIT PINTAR INDONESIA
+1,000,000 1,069,040
08 Oct 2025 Virtual Account
10:27:33 WIB KREDIT PINTAR - 98812345678
-550,000 519,040
Saldo Akhir 519,040
""",
        "wondr.txt",
    )
    assert shown(statement) == [(6, 1_000_000), (9, -550_000)]
    assert statement.holder == "RINA SANTOSO"
    assert statement.check is SumCheck.AGREES
