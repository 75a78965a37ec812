"""Reading what a bank filled in: each row good, or refused with the reason, whatever the others are."""

from datetime import date

import pytest

from harkat.applications.packages.decision_rows import (
    HEADINGS,
    DecisionRow,
    NoDecisionFile,
    RowRefused,
    check_undecided,
    read_rows,
    to_be_mended,
)
from harkat.applications.states import State, StopReason, Verdict


def table(*rows: list[str]) -> list[tuple[int, list[str]]]:
    lines = [["Isi kolom kuning saja"], [], list(HEADINGS), *rows]
    return [(number, cells) for number, cells in enumerate(lines, start=1) if cells]


def test_good_rows_of_every_kind() -> None:
    rows, faults = read_rows(
        table(
            ["A", "Siti", "Setuju", "4000000", "12"],
            ["B", "Budi", "tolak", "", "", "Catatan SLIK"],
            ["C", "Citra", "Minta dilengkapi"],
            ["D", "Dewi", "", "5000000", "12", "", "AK-1", "2026-11-20 00:00:00", "1234567890", "21/11/2026"],
            ["E", "Eka", "", "5.000.000", "12"],
        )
    )
    assert faults == []
    assert rows[0] == DecisionRow(4, "A", Verdict.APPROVE, 4_000_000, 12)
    assert (rows[1].verdict, rows[1].reason) == (Verdict.REFUSE, StopReason.SLIK)
    assert rows[2].verdict is Verdict.RETURN
    assert (rows[3].contract_on, rows[3].paid_on) == (date(2026, 11, 20), date(2026, 11, 21))
    assert rows[4].is_empty


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["A", "", "Boleh", "1000000"], "“Boleh” tidak dikenal"),
        (["A", "", "Setuju", "satu juta"], "harus berupa angka"),
        (["A", "", "Setuju", ""], "Isi plafon"),
        (["A", "", "Setuju", "0"], "Isi plafon"),
        (["A", "", "Setuju", "1000000", "1,5"], "Tenor harus"),
        (["A", "", "Tolak"], "Pilih alasan"),
        (["A", "", "Setuju", "1000000", "", "Catatan SLIK"], "Alasan hanya untuk"),
        (["A", "", "", "1000000", "12", "Catatan SLIK"], "tanpa keputusan"),
        (["A", "", "", "", "", "", "", "20/11/2026"], "tanpa keputusan"),
        (["A", "", "Tolak", "", "", "Malas"], "“Malas” tidak dikenal"),
        (["", "", "Setuju", "1000000"], "Kunci baris kosong"),
        (["A", "", "", "", "", "", "AK-1", "20/11/2026", ""], "isi nomor akad"),
        (["A", "", "", "", "", "", "AK-1", "31/02/2026", "12345678"], "tidak ada di kalender"),
    ],
)
def test_a_bad_row_says_why_and_the_good_one_stays(cells: list[str], words: str) -> None:
    rows, faults = read_rows(table(cells, ["B", "", "Setuju", "1000000"]))
    assert [row.key for row in rows] == ["B"]
    assert [(fault.line, words in fault.message) for fault in faults] == [(4, True)]


def test_a_key_that_stands_twice_is_refused_both_times() -> None:
    rows, faults = read_rows(table(["A", "", "Setuju", "1"], ["A", "", "Tolak", "", "", "Catatan SLIK"], ["B"]))
    assert [row.key for row in rows] == ["B"]
    assert [fault.line for fault in faults] == [4, 5]


@pytest.mark.parametrize("rows", [[], [(1, ["Nama", "Jumlah"])], [(1, [*HEADINGS[:3], "lain"])]])
def test_another_file_is_not_taken_for_a_decision_file(rows: list[tuple[int, list[str]]]) -> None:
    with pytest.raises(NoDecisionFile, match="Unduh yang baru"):
        read_rows(rows)


@pytest.mark.parametrize("state", State)
def test_only_what_waits_for_the_bank_is_decided_by_a_file(state: State) -> None:
    if state is State.AT_BANK:
        check_undecided(state)
        return
    with pytest.raises(RowRefused, match=r"dikoreksi|Hapus barisnya"):
        check_undecided(state)


def test_refused_rows_come_back_as_they_were_with_the_word_and_nothing_is_lost() -> None:
    bad = ["A", "Siti", "Boleh", "9000000", "12", "Malas", "=1+1", "2026-11-20 00:00:00", "0012", "besok"]
    [row] = to_be_mended(table(["B", "Budi"], bad), {5: "Keputusan tidak dikenal."})
    assert row == [
        "A", "PERBAIKI: Keputusan tidak dikenal. | Siti", "Boleh", 9_000_000, 12, "Malas", "=1+1",
        date(2026, 11, 20), "0012", "besok",
    ]  # fmt: skip
    [again] = to_be_mended([(9, [str(cell) for cell in row])], {9: "Lain."})
    assert again[1] == "PERBAIKI: Lain. | Siti"
