"""A synthetic list as an office keeps it: 801 people in 21 groups, merged headings, broken NIKs, text dates."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

FIRST = ["Siti", "Rina", "Dewi", "Yuni", "Nur", "Fitri", "Wati", "Budi", "Agus", "Joko", "Hadi", "Amir", "Dedi"]
LAST = ["Aminah", "Rahayu", "Lestari", "Santoso", "Wijaya", "Harahap", "Nasution", "Putra", "Hidayat", "Siregar"]
GROUPS = [f"Usaha {flower} {place}" for flower in ("Melati", "Mawar", "Anggrek") for place in range(1, 8)]
DAYS = ("12 Maret 2025", "12-03-25", "12/03/2025", "2025-03-12", "12 Mar 2025")


@dataclass(frozen=True)
class OfficeList:
    """The workbook and what is in it."""

    content: bytes
    people: int
    groups: int
    rounded: int
    bad: int


def office_list(*, people: int = 801, groups: int = 21, kelurahan: Sequence[str] = ("Pasir Putih",)) -> OfficeList:
    """Make the list: every tenth NIK is a number that Excel rounded, the last three rows are bad."""
    dice = random.Random(801)
    file = io.BytesIO()
    rounded = 0
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Peserta")
        sheet.merge_range(0, 0, 0, 7, "DAFTAR PESERTA PELATIHAN DAN KELOMPOK USAHA")
        sheet.write_row(2, 0, ["No", "Nama Lengkap"])
        sheet.merge_range(2, 2, 2, 4, "Identitas")
        sheet.write_row(2, 5, ["Kelompok", "Nama Pelatihan", "Tgl Selesai", "JP", "Nilai", "No Sertifikat"])
        sheet.write_row(3, 2, ["NIK", "No. HP", "Kelurahan"])
        sheet.write_row(4, 0, list(range(1, 12)))
        for number in range(1, people + 1):
            name = f"{dice.choice(FIRST)} {dice.choice(LAST)} {'abcdefghijklmnopqrstuvwxyz'[number % 26].upper()}a"
            nik = f"157101{10 + number % 18:02}0{1 + number % 9}{80 + number % 15:02}{number:04}"
            line = number + 4
            sheet.write_row(line, 0, [number, name.upper() if number % 7 == 0 else name])
            if number % 10 == 0:
                rounded += 1
                sheet.write_number(line, 2, float(nik[:15] + "0"))
            else:
                sheet.write_string(line, 2, nik)
            sheet.write(line, 3, 81300000000 + number if number % 3 else f"0813-{number:08}")
            sheet.write(line, 4, kelurahan[number % len(kelurahan)])
            sheet.write(line, 5, GROUPS[number % groups])
            sheet.write_row(line, 6, ["Pembukuan usaha", DAYS[number % 5], 40, 60 + number % 40, f"LAMA/{number}/2025"])
        for place, bad in enumerate((["", "Tanpa HP", "", ""], ["", "Salah Nik", "123", "081300000999"], ["", "7 x"])):
            sheet.write_row(people + 5 + place, 0, [*bad, "", GROUPS[0]][:6])
    return OfficeList(file.getvalue(), people, groups, rounded, 3)
