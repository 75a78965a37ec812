"""Which columns each kind of file needs, what banks call them, and where a file's headings stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import RuleBroken
from core.labels import LabeledEnum

NumberedRow = tuple[int, tuple[str, ...]]
HEADING_WITHIN = 20


class FileKind(LabeledEnum):
    """What a bank's file tells."""

    DISBURSEMENTS = ("disbursements", "Pencairan")
    REPAYMENTS = ("repayments", "Pembayaran")
    BALANCES = ("balances", "Saldo akhir bulan")


@dataclass(frozen=True)
class Field:
    """One figure that a row gives; ``words`` are headings that banks use for it."""

    name: str
    label: str
    words: tuple[str, ...]
    required: bool = True


LOAN = Field(
    "loan",
    "Nomor pinjaman (PJ atau rekening di bank)",
    ("nomor pinjaman", "no pinjaman", "no rekening", "rekening pinjaman", "loan"),
)
FEE_COLUMNS = {
    "fee_1": ("biaya meterai", "biaya materai", "meterai", "materai", "bea meterai"),
    "fee_2": ("provisi", "biaya provisi"),
    "fee_3": ("administrasi", "biaya administrasi", "biaya admin", "adm"),
    "fee_4": ("asuransi", "premi asuransi", "premi", "biaya asuransi"),
}
"""Columns that hold one deduction each, under the words that banks head them with."""
FIELDS: dict[FileKind, tuple[Field, ...]] = {
    FileKind.DISBURSEMENTS: (
        Field(
            "account",
            "Nomor rekening pinjaman di bank",
            ("rekening pinjaman", "no rekening", "nomor rekening", "account"),
        ),
        Field("paid_on", "Tanggal cair", ("tanggal cair", "tgl cair", "tanggal pencairan", "tgl realisasi", "tanggal")),
        Field("amount", "Jumlah dicairkan", ("jumlah", "plafon", "nominal", "pokok", "amount")),
        Field(
            "application", "Nomor permohonan (PM)", ("nomor permohonan", "no permohonan", "permohonan"), required=False
        ),
        Field("nik", "NIK peminjam", ("nik", "no ktp", "nomor identitas"), required=False),
        Field("months", "Jangka waktu (bulan)", ("jangka waktu", "tenor", "jw"), required=False),
        Field("part", "Bagian ke (pencairan bertahap)", ("bagian ke", "bagian", "tahap", "termin"), required=False),
        *(
            Field(name, f"Kolom potongan {place} (judulnya menjadi nama potongan)", words, required=False)
            for place, (name, words) in enumerate(FEE_COLUMNS.items(), start=1)
        ),
        Field("fee_name", "Nama potongan, bila di kolom sendiri", ("nama potongan", "jenis potongan"), required=False),
        Field("fee_amount", "Jumlah potongan itu", ("jumlah potongan", "potongan"), required=False),
        Field("net", "Diterima bersih", ("diterima bersih", "bersih", "netto", "jumlah diterima"), required=False),
    ),
    FileKind.REPAYMENTS: (
        LOAN,
        Field("slip", "Nomor bukti bank", ("nomor bukti", "no bukti", "no transaksi", "referensi", "reference", "ref")),
        Field("paid_on", "Tanggal bayar", ("tanggal bayar", "tgl bayar", "tanggal transaksi", "tgl", "tanggal")),
        Field("amount", "Jumlah dibayar", ("jumlah bayar", "jumlah", "nominal", "setoran", "amount")),
        Field("payoff", "Pelunasan (ya bila melunasi)", ("pelunasan", "lunas"), required=False),
    ),
    FileKind.BALANCES: (
        LOAN,
        Field("outstanding", "Sisa pokok (baki debet)", ("baki debet", "sisa pokok", "outstanding", "saldo")),
        Field("days_late", "Hari tunggakan", ("hari tunggakan", "hari tunggak", "jumlah hari tunggakan", "dpd")),
        Field("class", "Kolektibilitas", ("kolektibilitas", "kualitas", "kolek", "kol")),
    ),
}
AMOUNT_FIELD = {FileKind.DISBURSEMENTS: "amount", FileKind.REPAYMENTS: "amount", FileKind.BALANCES: "outstanding"}


class ColumnMissing(RuleBroken):
    """A file without the columns its kind needs."""


def plain(heading: str) -> str:
    """Return a heading as headings are compared: small letters and digits with single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split())


def find_headings(rows: Sequence[NumberedRow], kind: FileKind, saved: Mapping[str, str] | None = None) -> int:
    """Return the place of the row that holds the headings: the one that knows most of the words looked for.

    :raises ColumnMissing: when no row near the top looks like headings
    """
    wanted = {plain(heading) for heading in (saved or {}).values()}
    words = {word for field in FIELDS[kind] for word in field.words} | wanted
    scores = [
        sum(2 if plain(cell) in wanted else plain(cell) in words for cell in cells)
        for _, cells in rows[:HEADING_WITHIN]
    ]
    filled = [
        sum(bool(cell.strip()) and not cell.strip()[0].isdigit() for cell in cells)
        for _, cells in rows[:HEADING_WITHIN]
    ]
    if not scores or max(filled) < 2:
        raise ColumnMissing("Baris judul kolom tidak ditemukan. Pastikan 20 baris pertama memuat nama kolom.")
    return max(range(len(scores)), key=lambda place: (scores[place], filled[place], -place))


def guess(headings: Sequence[str], kind: FileKind, saved: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the heading of every field: as saved for this bank, else by the words banks use; unknown ones are out."""
    by_plain = {plain(heading): heading for heading in headings if heading.strip()}
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        told = plain((saved or {}).get(field.name, ""))
        words = [told] if told else [*field.words, *(key for key in by_plain if key.startswith(field.words))]
        free = (by_plain[word] for word in words if word in by_plain and by_plain[word] not in found.values())
        match = next(free, None)
        if match is not None:
            found[field.name] = match
    return found


def missing(mapping: Mapping[str, str], headings: Sequence[str], kind: FileKind) -> list[str]:
    """Return the labels of needed fields that no heading of the file stands for."""
    known = {plain(heading) for heading in headings}
    return [
        field.label
        for field in FIELDS[kind]
        if (field.required or field.name in mapping) and plain(mapping.get(field.name, "")) not in known
    ]


def cells_by_field(mapping: Mapping[str, str], headings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return a row's cells by the field their heading stands for; absent ones are empty."""
    places = {plain(heading): place for place, heading in reversed(list(enumerate(headings)))}
    found: dict[str, str] = {}
    for name, heading in mapping.items():
        place = places.get(plain(heading))
        found[name] = cells[place].strip() if place is not None and place < len(cells) else ""
    return found
