"""Reading the office's lists: titles above the headings, noughts and digits lost to Excel, the same person twice."""

import pytest

from balikat.training.rosters.reading import NoHeadings, RosterLine, read_roster

KELURAHAN = {"simpang iv sipin": "15.71.01.1001", "pasir putih": "15.71.02.1001"}
HEADINGS = ("No.", "Nama Lengkap", "N I K", "NIK", "No. HP", "Kelurahan")
NIK = "1571016005850003"


def read(*rows: tuple[str, ...], otherwise: str | None = None) -> list[RosterLine]:
    numbered = [(number, row) for number, row in enumerate([HEADINGS, *rows], start=5)]
    return read_roster([(1, ("DAFTAR PESERTA PELATIHAN",)), (3, ("", "")), *numbered], KELURAHAN, otherwise=otherwise)


def test_headings_are_found_under_titles_and_rows_keep_their_number() -> None:
    (line,) = read(("1", "Siti  Rahayu ", "", NIK, "0812-3456-7890", "PASIR PUTIH"))
    assert line == RosterLine(6, "Siti Rahayu", NIK, "081234567890", "15.71.02.1001", "PASIR PUTIH")


def test_a_list_without_headings_is_refused() -> None:
    with pytest.raises(NoHeadings, match="Beri judul kolom"):
        read_roster([(1, ("Siti", "0812"))], KELURAHAN, otherwise=None)


def test_headings_repeated_on_each_printed_page_and_empty_rows_are_passed_over() -> None:
    assert len(read(("1", "Siti", "", "", "081234567890", "Pasir Putih"), HEADINGS, ("", "", "", "", "", ""))) == 1


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("1", "", "", NIK, "081234567890", "Pasir Putih"), "Nama kosong"),
        (("1", "12345", "", NIK, "081234567890", "Pasir Putih"), "Nama kosong atau berisi angka"),
        (("1", "Siti", "", NIK, "", "Pasir Putih"), "Nomor HP kosong"),
        (("1", "Siti", "", NIK, "0812", "Pasir Putih"), "Nomor HP kosong atau tidak lengkap"),
        (("1", "Siti", "", "157101", "081234567890", "Pasir Putih"), "NIK harus 16 angka; di baris ini 6"),
        (("1", "Siti", "", NIK, "081234567890", "Entah"), "Kelurahan “Entah” tidak dikenal"),
        (("1", "Siti", "", NIK, "081234567890", ""), "Kelurahan kosong"),
    ],
)
def test_what_is_wrong_is_said_beside_the_row(row: tuple[str, ...], problem: str) -> None:
    (line,) = read(row)
    assert problem in " ".join(line.problems)


def test_an_empty_kelurahan_takes_the_chosen_one() -> None:
    (line,) = read(("1", "Siti", "", NIK, "081234567890", ""), otherwise="15.71.01.1001")
    assert (line.kelurahan_code, line.problems) == ("15.71.01.1001", ())


def test_a_phone_that_lost_its_first_nought_gets_it_back() -> None:
    (line,) = read(("1", "Siti", "", NIK, "81234567890", "Pasir Putih"))
    assert (line.phone, line.problems) == ("081234567890", ())


def test_niks_rounded_by_excel_are_left_out_with_a_remark() -> None:
    lines = read(
        ("1", "Siti", "", "1571016005850000", "081234567890", "Pasir Putih"),
        ("2", "Budi", "", "1571012005850010", "081234567891", "Pasir Putih"),
        ("3", "Rina", "", "1571014107900020", "081234567892", "Pasir Putih"),
    )
    assert [line.nik for line in lines] == [None, None, None]
    assert all("hilang di Excel" in line.remarks[0] and not line.problems for line in lines)


def test_one_nik_that_ends_in_nought_among_others_is_kept() -> None:
    lines = read(
        ("1", "Siti", "", "1571016005850010", "081234567890", "Pasir Putih"),
        ("2", "Budi", "", NIK, "081234567891", "Pasir Putih"),
    )
    assert lines[0].nik == "1571016005850010"


def test_a_nik_in_scientific_writing_is_left_out() -> None:
    (line,) = read(("1", "Siti", "", "1,57102E+15", "081234567890", "Pasir Putih"))
    assert (line.nik, line.problems, line.remarks) == (None, (), ("NIK rusak oleh Excel. Lengkapi saat KTP dibawa.",))


def test_the_same_person_twice_keeps_the_first_row() -> None:
    lines = read(
        ("1", "Siti", "", NIK, "081234567890", "Pasir Putih"),
        ("2", "Siti R", "", NIK, "081234567899", "Pasir Putih"),
        ("3", "SITI", "", "", "081234567890", "Pasir Putih"),
        ("4", "Ani", "", "", "081234567890", "Pasir Putih"),
    )
    assert [line.problems for line in lines] == [(), ("Sama dengan baris 6.",), ("Sama dengan baris 6.",), ()]


def test_one_nik_that_ends_in_zero_proves_nothing() -> None:
    lines = read(("1", "Siti", "", "1571016005850070", "081234567890", "Pasir Putih"))
    assert [line.nik for line in lines] == ["1571016005850070"]
