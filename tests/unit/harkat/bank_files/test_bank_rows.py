"""Reading banks' rows: amounts and dates in the ways banks write them, columns by whatever they are called."""

from datetime import date

import pytest

from harkat.bank_files.columns import (
    ColumnMissing,
    FileKind,
    cells_by_field,
    find_headings,
    guess,
    missing,
)
from harkat.bank_files.reading import (
    NAMELESS,
    Balance,
    Fee,
    PaidOut,
    Repaid,
    RowRefused,
    amount_of,
    class_of,
    day_of_cell,
    fee_name,
    read_row,
    reference_of,
)
from harkat.loans.classification import Collectability

TODAY = date(2026, 11, 20)
PAID = {"loan": "PJ-1", "slip": "TF 1", "paid_on": "15/11/2026", "amount": "846.937"}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("1,250,000.00", 1_250_000),
        ("Rp 1.250.000,00", 1_250_000),
        ("IDR 1,250,000", 1_250_000),
        ("1.250.000,-", 1_250_000),
        ("1.250", 1250),
        ("-500", -500),
    ],
)
def test_amounts_as_banks_write_them(text: str, amount: int) -> None:
    assert amount_of(text) == amount


@pytest.mark.parametrize("text", ["", "12,5", "1.25", "1,2500", "satu juta", "1.250.000,50", "9" * 17, "=SUM(A1)"])
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises(RowRefused):
        amount_of(text)


def test_dates_with_and_without_a_time() -> None:
    for text in ("2026-10-31", "31/10/2026", "31-10-2026 00:00:00", "2026-10-31T09:15", "20261031"):
        assert day_of_cell(text) == date(2026, 10, 31)
    for text in ("", "31/13/2026", "Oktober", "10/31/2026"):
        with pytest.raises(RowRefused):
            day_of_cell(text)


def test_classes_in_digits_and_words() -> None:
    assert [class_of(text).rank for text in ("2", "Kol 2", "2 - DPK", "KOL-5", "Dalam Perhatian Khusus", "macet")] == [
        2, 2, 2, 5, 2, 5,
    ]  # fmt: skip
    for text in ("", "6", "0", "bagus"):
        with pytest.raises(RowRefused):
            class_of(text)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount": "0"}, "lebih dari Rp0"),
        ({"amount": "-5"}, "lebih dari Rp0"),
        ({"paid_on": "21/11/2026"}, "belum terjadi"),
        ({"slip": " "}, "nomor bukti bank kosong"),
        ({"loan": ""}, "nomor pinjaman kosong"),
        ({"slip": '=HYPERLINK("x")'}, "berisi rumus"),
        ({"amount": " "}, "Jumlah kosong"),
        ({"slip": "x" * 41}, "40 huruf"),
    ],
)
def test_a_row_that_cannot_be_says_which_cell(change: dict[str, str], words: str) -> None:
    with pytest.raises(RowRefused, match=words):
        read_row(FileKind.REPAYMENTS, PAID | change, today=TODAY)


def test_rows_of_every_kind() -> None:
    row = read_row(FileKind.REPAYMENTS, PAID | {"payoff": "Ya"}, today=TODAY)
    assert row == Repaid("PJ-1", "TF 1", date(2026, 11, 15), 846_937, True)
    assert reference_of(row) == "TF1"
    cells = {"loan": "A", "outstanding": "0", "days_late": "0", "class": "1"}
    assert read_row(FileKind.BALANCES, cells, today=TODAY) == Balance("A", 0, 0, Collectability.CURRENT)
    cells = {"account": "77", "paid_on": "2026-11-01", "amount": "5.000.000", "nik": "'1571 0245", "months": "12"}
    assert read_row(FileKind.DISBURSEMENTS, cells, today=TODAY) == PaidOut(
        "77", date(2026, 11, 1), 5_000_000, "", "15710245", 12
    )


def test_headings_are_found_under_a_letterhead_and_columns_by_their_words() -> None:
    rows = [
        (1, ("PT Bank Contoh", "", "", "")),
        (3, ("Laporan Angsuran Oktober 2026", "", "", "")),
        (5, ("No. Pinjaman", "No. Transaksi", "Tgl. Bayar", "Jumlah Bayar (Rp)")),
        (6, ("PJ-1", "TF1", "15/10/2026", "846.937")),
    ]
    assert find_headings(rows, FileKind.REPAYMENTS) == 2
    headings = rows[2][1]
    mapping = guess(headings, FileKind.REPAYMENTS)
    assert mapping == {
        "loan": "No. Pinjaman", "slip": "No. Transaksi", "paid_on": "Tgl. Bayar", "amount": "Jumlah Bayar (Rp)",
    }  # fmt: skip
    assert missing(mapping, headings, FileKind.REPAYMENTS) == []
    assert cells_by_field(mapping, headings, rows[3][1]) == {
        "loan": "PJ-1", "slip": "TF1", "paid_on": "15/10/2026", "amount": "846.937",
    }  # fmt: skip
    assert cells_by_field(mapping, headings, ("PJ-1",))["amount"] == ""


def test_a_renamed_column_is_named_and_a_file_without_headings_refused() -> None:
    saved = {"loan": "No. Pinjaman", "slip": "Bukti", "paid_on": "Tgl", "amount": "Nilai"}
    headings = ["No. Pinjaman", "Bukti", "Tgl", "Nilai Setoran"]
    assert missing(saved, headings, FileKind.REPAYMENTS) == ["Jumlah dibayar"]
    with pytest.raises(ColumnMissing):
        find_headings([(1, ("1", "2")), (2, ("", "3"))], FileKind.REPAYMENTS)
    with pytest.raises(ColumnMissing):
        find_headings([], FileKind.REPAYMENTS)


def test_deductions_bear_the_name_of_their_column_and_a_gap_to_the_net_bears_none() -> None:
    cells = {"account": "77", "paid_on": "2026-11-01", "amount": "5.000.000", "part": "2", "fee_1": "10.000",
             "fee_2": "-", "fee_3": "50.000", "fee_name": "Premi Asuransi", "fee_amount": "20.000",
             "net": "4.900.000"}  # fmt: skip
    headings = {"fee_1": "Biaya Materai (Rp)", "fee_2": "Provisi", "fee_3": "Administrasi"}
    row = read_row(FileKind.DISBURSEMENTS, cells, today=TODAY, headings=headings)
    assert isinstance(row, PaidOut)
    assert row.fees == (
        Fee("Meterai", 10_000), Fee("Administrasi", 50_000), Fee("Asuransi", 20_000), Fee(NAMELESS, 20_000),
    )  # fmt: skip
    assert reference_of(row) == "77|2"
    assert fee_name("Biaya") == "Biaya"
    for change, words in (({"fee_3": "6.000.000"}, "melebihi yang dicairkan"), ({"net": "5.000.000"}, "melebihi")):
        with pytest.raises(RowRefused, match=words):
            read_row(FileKind.DISBURSEMENTS, cells | change, today=TODAY, headings=headings)
