"""Reading a NIK: what is an error, what is only a warning, and what it tells about birth date and sex.

A NIK is given once for life and is not corrected when the birth date or the home changes (PP 40/2019), so everything
but its length and its digits is a warning for the officer, never a reason to refuse.
"""

from dataclasses import dataclass
from datetime import date

from stdnum.exceptions import InvalidComponent
from stdnum.id import nik as standard

from core.dates import age_on, format_date
from core.errors import DomainError
from core.people.kinds import Sex
from core.places.areas import CITY_CODE, CITY_NIK_PREFIX, NEWER_KECAMATAN

LENGTH = 16
DAYS_ADDED_FOR_WOMEN = 40
ADULT_YEARS = 17  # a KTP is given at 17, so nobody at the counter is younger


class NikText(DomainError):
    """Text that cannot be a NIK: letters, or another number of digits."""


@dataclass(frozen=True)
class Reading:
    """What the digits say. ``born_on`` is the latest birth date of an adult that fits the two-digit year."""

    area_code: str
    born_on: date | None
    sex: Sex | None
    serial: str


@dataclass(frozen=True)
class Claims:
    """What the officer typed beside the NIK; None where it is not known."""

    born_on: date | None = None
    sex: Sex | None = None
    kecamatan_code: str | None = None


def parse_nik(text: str) -> str:
    """Return the sixteen digits of a NIK typed with or without spaces, dots and dashes.

    :raises NikText: for letters or another length
    """
    digits = standard.compact(text)
    if not (digits.isascii() and digits.isdigit()):
        raise NikText("NIK hanya berisi angka. Salin 16 angka dari KTP.", field="nik")
    if len(digits) != LENGTH:
        raise NikText(f"NIK harus 16 angka; yang diisi {len(digits)} angka. Periksa lagi di KTP.", field="nik")
    return digits


def looks_like_nik(text: str) -> bool:
    """Tell whether a text is sixteen digits, which must then never be kept in an address or a log."""
    digits = standard.compact(text)
    return digits.isascii() and digits.isdigit() and len(digits) == LENGTH


def read_nik(nik: str, *, today: date) -> Reading:
    """Read the parts of sixteen digits.

    :param today: settles the century of the two-digit year
    """
    day = int(nik[6:8])
    sex = Sex.FEMALE if day > DAYS_ADDED_FOR_WOMEN else Sex.MALE
    born_on = _birth_date(day - DAYS_ADDED_FOR_WOMEN if sex is Sex.FEMALE else day, nik, today)
    return Reading(f"15.71.{nik[4:6]}" if nik.startswith(CITY_NIK_PREFIX) else nik[:6], born_on, sex, nik[12:])


def list_warnings(nik: str, claims: Claims, *, kecamatan: dict[str, str], today: date) -> list[str]:
    """List what does not fit, in words for the officer; an empty list when all fits.

    :param kecamatan: the city's kecamatan names by Kemendagri code
    """
    reading = read_nik(nik, today=today)
    warnings = [*_area_warnings(nik, reading, claims.kecamatan_code, kecamatan)]
    if reading.born_on is None:
        warnings.append("Tanggal lahir di dalam NIK tidak ada di kalender. Cocokkan dengan KTP dan Kartu Keluarga.")
    elif claims.born_on is not None and f"{claims.born_on:%d%m%y}" != f"{reading.born_on:%d%m%y}":
        warnings.append(
            f"Tanggal lahir {format_date(claims.born_on)} berbeda dari NIK ({reading.born_on:%d/%m}/{nik[10:12]}). "
            "Pakai yang tertulis di KTP; NIK memang tidak diubah bila tanggal lahir diperbaiki."
        )
    if reading.born_on is not None and claims.sex is not None and claims.sex is not reading.sex:
        warnings.append(f"Jenis kelamin {claims.sex.label} berbeda dari NIK. Cocokkan dengan KTP.")
    if reading.serial == "0000":
        warnings.append("Empat angka terakhir NIK 0000, padahal nomor urut mulai dari 0001. Baca lagi di KTP.")
    return warnings


def mask_nik(nik: str | None) -> str:
    """Show where a NIK was issued and its last digits, and hide the birth date: ``157102••••••9039``."""
    return "belum ada" if not nik else f"{nik[:6]}••••••{nik[12:]}"


def _birth_date(day: int, nik: str, today: date) -> date | None:
    month, year = int(nik[8:10]), int(nik[10:12])
    found = None
    for century in (1900, 2000):
        try:
            born_on = date(century + year, month, day)
        except ValueError:
            continue
        if found is None or (born_on <= today and age_on(born_on, today) >= ADULT_YEARS):
            found = born_on
    return found


def _area_warnings(nik: str, reading: Reading, home: str | None, kecamatan: dict[str, str]) -> list[str]:
    if not nik.startswith(CITY_NIK_PREFIX):
        place = _issuing_place(nik)
        if place is None:
            return [f"Kode wilayah {nik[:4]} di awal NIK tidak dikenal. Baca lagi empat angka pertama di KTP."]
        return [
            (
                f"NIK pertama kali terbit di {place}, bukan di Kota Jambi. Wajar bagi pendatang; "
                "pastikan alamat di KTP sekarang di Kota Jambi."
            )
        ]
    if reading.area_code not in kecamatan:
        return [f"Kode kecamatan {nik[4:6]} di dalam NIK tidak ada di Kota Jambi. Baca lagi di KTP."]
    if home is None or home == reading.area_code or not home.startswith(CITY_CODE):
        return []
    issued, living = kecamatan[reading.area_code], kecamatan.get(home, "kecamatan lain")
    if home in NEWER_KECAMATAN and reading.area_code not in NEWER_KECAMATAN:
        return [
            (
                f"NIK terbit di Kecamatan {issued}, alamatnya Kecamatan {living}. Wajar: {living} kecamatan baru, "
                "warga lama tetap memakai kode kecamatan induk."
            )
        ]
    return [f"NIK terbit di Kecamatan {issued}, alamatnya Kecamatan {living}. Wajar bila pernah pindah."]


def _issuing_place(nik: str) -> str | None:
    """Return the province of the first four digits; its name, because names of towns differ between lists."""
    from stdnum import numdb

    try:
        standard.validate(f"{nik[:6]}0101900001")
    except InvalidComponent:
        return None
    parts = numdb.get("id/loc").info(nik[:4])
    province = parts[0][1].get("name_id") if parts else None
    town = parts[1][1].get("name_id") if len(parts) > 1 else None
    if province is None:
        return None
    return f"{town.title()}, {province}" if town else province
