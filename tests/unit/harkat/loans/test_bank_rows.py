"""A bank's own schedule is read row by row, checked, and never computed."""

from datetime import date

import pytest

from harkat.loans.bank_rows import (
    BankRow,
    ScheduleFaults,
    as_json,
    as_text,
    check_bank_rows,
    from_json,
    lines_of_bank,
    read_bank_rows,
    schedule_of_bank,
    terms_of_bank,
)
from harkat.loans.bank_tables.queries import rows_sent
from harkat.loans.papers.queries import lines_of_rows

PAID_ON = date(2026, 11, 22)
GOOD = [BankRow(2, date(2026, 12, 22), 2_000_000, 30_000), BankRow(3, date(2027, 1, 22), 3_000_000, 20_000)]


@pytest.mark.parametrize(
    "pasted",
    [
        "Jatuh tempo;Pokok;Margin\n22/12/2026;2.000.000;30.000\n22/01/2027;3.000.000;20.000\nJumlah;5.000.000;50.000",
        "No\tTgl\tAngsuran Pokok\tBagi Hasil\n1\t2026-12-22\tRp2.000.000\t30000\n2\t22-01-2027\t3000000\t20000",
        "Pokok (Rp),Ujrah,Jatuh Tempo,Sisa\n2000000,30000,22/12/2026,3000000\n3000000,20000,22/01/2027,0",
    ],
)
def test_rows_are_found_under_their_headings_in_any_order_and_separator(pasted: str) -> None:
    rows = rows_sent(None, b"", pasted)
    assert [(row.due_on, row.principal, row.margin) for row in rows] == [
        (row.due_on, row.principal, row.margin) for row in GOOD
    ]
    assert [row.line for row in rows] == [2, 3]


def test_every_bad_row_is_named_with_its_line() -> None:
    table = [
        (1, ("Jadwal Bank",)),
        (3, ("Jatuh tempo", "Pokok", "Margin")),
        (4, ("31/02/2027", "1.000.000", "0")),
        (5, ("28/02/2027", "1.000.000,50", "0")),
        (6, ("28/03/2027", "satu juta", "0")),
        (7, ("", "1.000.000", "0")),
        (8, ("28/04/2027", "-5", "0")),
        (9, ("28/05/2027", "1.000.000", "")),
    ]
    with pytest.raises(ScheduleFaults) as caught:
        read_bank_rows(table)
    told = caught.value.faults
    assert [fault.split(":")[0] for fault in told] == ["Baris 4", "Baris 5", "Baris 6", "Baris 7", "Baris 8"]
    assert "tidak ada di kalender" in told[0]
    assert "bukan rupiah bulat" in told[1]


def test_headings_are_asked_for_and_nothing_sent_is_said() -> None:
    with pytest.raises(ScheduleFaults, match="Baris judul tidak ditemukan"):
        rows_sent(None, b"", "22/12/2026;5.000.000;50.000")
    with pytest.raises(ScheduleFaults, match="Unggah berkas"):
        rows_sent(None, b"", "  \n ")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([GOOD[0]], "kurang Rp3.000.000"),
        ([*GOOD, BankRow(4, date(2027, 2, 22), 1, 0)], "lebih Rp1"),
        ([GOOD[1], GOOD[0]], "Baris 2: jatuh tempo 22 Desember 2026 harus sesudah 22 Januari 2027"),
        ([GOOD[0], GOOD[0]], "harus sesudah 22 Desember 2026"),
        ([BankRow(2, PAID_ON, 5_000_000, 0)], "harus sesudah 22 November 2026"),
        ([], "tidak berisi satu angsuran pun"),
    ],
)
def test_rows_must_repay_the_principal_in_order(rows: list[BankRow], words: str) -> None:
    with pytest.raises(ScheduleFaults, match=words):
        check_bank_rows(rows, principal=5_000_000, after=PAID_ON)


def test_many_faults_are_counted_and_not_all_told() -> None:
    rows = [BankRow(line, PAID_ON, 1, 0) for line in range(2, 42)]
    with pytest.raises(ScheduleFaults) as caught:
        check_bank_rows(rows, principal=40, after=PAID_ON)
    assert len(caught.value.faults) == 21
    assert "20 kesalahan lain" in caught.value.faults[-1]


def test_rows_survive_being_kept_and_pasted_again() -> None:
    check_bank_rows(GOOD, principal=5_000_000, after=PAID_ON)
    assert from_json(as_json(GOOD)) == GOOD
    assert rows_sent(None, b"", as_text(GOOD)) == GOOD


def test_the_schedule_is_the_banks_to_the_rupiah_and_names_no_rate() -> None:
    lines = lines_of_bank(GOOD)
    assert [line.balance for line in lines] == [3_000_000, 0]
    schedule = schedule_of_bank(terms_of_bank(lines, starts_on=PAID_ON), lines_of_rows(lines))
    assert schedule.total_interest == 50_000
    assert schedule.effective_rate_annual is None
    assert [row.payment for row in schedule.rows] == [2_030_000, 3_020_000]
