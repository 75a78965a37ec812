"""A wrong length or a letter is an error; everything else about a NIK is a warning."""

from datetime import date

import pytest

from core.people.kinds import Sex
from core.people.nik import Claims, NikText, list_warnings, looks_like_nik, mask_nik, parse_nik, read_nik
from core.places.service import packaged_areas

TODAY = date(2026, 11, 20)
KECAMATAN = {area.kecamatan_code: area.kecamatan for area in packaged_areas()}
SITI = "1571016005850003"  # woman, 20 May 1985, issued in Telanaipura


def warnings(nik: str, **claims: object) -> list[str]:
    return list_warnings(nik, Claims(**claims), kecamatan=KECAMATAN, today=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["1571 0160 0585 0003", "15.71.01.600585.0003", " 1571016005850003 "])
def test_spaces_dots_and_dashes_are_no_matter(typed: str) -> None:
    assert parse_nik(typed) == SITI


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("157101600585000", "yang diisi 15 angka"),
        ("15710160058500033", "yang diisi 17 angka"),
        ("", "hanya berisi angka"),
        ("157101600585000O", "hanya berisi angka"),
        ("KTP HILANG", "hanya berisi angka"),
    ],
)
def test_another_length_or_a_letter_is_an_error_that_says_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(NikText, match=words) as caught:
        parse_nik(typed)
    assert caught.value.field == "nik"
    assert "KTP" in caught.value.message


def test_birth_date_and_sex_are_read() -> None:
    reading = read_nik(SITI, today=TODAY)
    assert (reading.born_on, reading.sex, reading.area_code) == (date(1985, 5, 20), Sex.FEMALE, "15.71.01")


@pytest.mark.parametrize(("two_digits", "year"), [("09", 2009), ("10", 1910), ("00", 2000), ("26", 1926), ("85", 1985)])
def test_the_century_is_the_latest_in_which_the_person_is_grown_up(two_digits: str, year: int) -> None:
    reading = read_nik(f"1571010101{two_digits}0001", today=TODAY)
    assert reading.born_on == date(year, 1, 1)


def test_a_leap_day_belongs_to_the_century_that_has_it() -> None:
    assert read_nik("1571012902000001", today=TODAY).born_on == date(2000, 2, 29)


def test_all_in_order_gives_no_warning() -> None:
    assert warnings(SITI, born_on=date(1985, 5, 20), sex=Sex.FEMALE, kecamatan_code="15.71.01") == []


def test_another_birth_date_is_a_warning_that_trusts_the_card() -> None:
    (warning,) = warnings(SITI, born_on=date(1985, 5, 21))
    assert "21 Mei 1985" in warning
    assert "20/05/85" in warning
    assert "tidak diubah" in warning


def test_another_sex_is_a_warning() -> None:
    (warning,) = warnings(SITI, sex=Sex.MALE)
    assert "Laki-laki" in warning


@pytest.mark.parametrize("day", ["00", "32", "40", "72", "99"])
def test_a_day_no_calendar_has_is_a_warning(day: str) -> None:
    (warning,) = warnings(f"157101{day}05850003")
    assert "tidak ada di kalender" in warning


def test_serial_0000_is_a_warning() -> None:
    (warning,) = warnings("1571016005850000")
    assert "0000" in warning


def test_a_nik_of_another_town_is_a_warning_that_names_it() -> None:
    (warning,) = warnings("3171016005850003", kecamatan_code="15.71.01")
    assert "Jakarta Selatan" in warning
    assert "Wajar" in warning


def test_an_unknown_area_is_a_warning() -> None:
    (warning,) = warnings("9971016005850003")
    assert "9971" in warning


def test_a_kecamatan_the_city_does_not_have_is_a_warning() -> None:
    (warning,) = warnings("1571126005850003")
    assert "kecamatan 12" in warning


def test_somebody_who_moved_within_the_city_is_told_apart_from_a_newer_kecamatan() -> None:
    (moved,) = warnings(SITI, kecamatan_code="15.71.03")
    assert "pernah pindah" in moved
    (newer,) = warnings(SITI, kecamatan_code="15.71.09")
    assert "Alam Barajo kecamatan baru" in newer
    assert "kode kecamatan induk" in newer


def test_what_is_shown_hides_the_birth_date() -> None:
    assert mask_nik("1571022605949039") == "157102••••••9039"
    assert mask_nik(None) == "belum ada"


@pytest.mark.parametrize(
    ("text", "is_nik"),
    [(SITI, True), ("1571 0160 0585 0003", True), ("Siti", False), ("081234567890", False), ("", False)],
)
def test_sixteen_digits_in_a_search_box_are_recognized(text: str, *, is_nik: bool) -> None:
    assert looks_like_nik(text) is is_nik
