"""The letter that sends a mentor out, and the report of a visit, as sheets to print."""

import base64
from collections.abc import Sequence
from datetime import date

from balikat.incubation.models import Tenant, Visit
from balikat.incubation.visits.route import Stop
from core.dates import format_date, format_moment, format_weekday
from core.documents.pdf import Sheet, Signature
from core.documents.tables import Column, Kind, Table
from core.people.phone import format_phone

OFFICE = ("PEMERINTAH KOTA JAMBI", "BALIKAT, PENDAMPINGAN DAN INKUBASI USAHA")
ORDER = (
    "Yang bertanda tangan di bawah ini menugaskan pendamping tersebut untuk mengunjungi binaan berikut, mendampingi "
    "usahanya, dan melaporkan hasilnya."
)
PHOTO_WIDTH, PHOTO_HEIGHT = 640, 400


def assignment_sheet(mentor: str, day: date, groups: Sequence[tuple[str, Sequence[Stop]]]) -> Sheet:
    """Write the letter that sends a mentor out on a day, with room for the number and each tenant's signature."""
    columns = [
        Column("No.", Kind.NUMBER),
        Column("Binaan dan usaha"),
        Column("Alamat"),
        Column("Nomor HP"),
        Column("Paraf binaan"),
    ]
    stops = [(place, stop) for place, found in groups for stop in found]
    rows = [
        (
            number,
            f"{stop.name}, {stop.business}",
            f"{stop.address}, {place}".removeprefix(", "),
            format_phone(stop.phone),
            "",
        )
        for number, (place, stop) in enumerate(stops, start=1)
    ]
    return Sheet(
        title="Surat tugas",
        subtitle="Nomor: ______________________",
        office=OFFICE,
        facts=[("Nama", mentor), ("Jabatan", "Pendamping"), ("Hari, tanggal", format_weekday(day))],
        paragraphs=[ORDER],
        tables=[Table("Yang dikunjungi", columns, rows)],
        notes=["Pendampingan ini gratis. Bila ada yang meminta uang, laporkan ke 112."],
        signatures=[Signature("Pendamping", mentor), Signature("Pimpinan")],
        footer="Dicetak dari HARKAT",
    )


def visit_sheet(visit: Visit, tenant: Tenant) -> Sheet:
    """Write the report of one visit, with its photo."""
    asked = [("Penjualan sebulan", visit.sales), ("Laba sebulan", visit.profit), ("Nilai stok", visit.stock)]
    rows = [(label, amount) for label, amount in asked if amount is not None]
    return Sheet(
        title="Laporan kunjungan",
        subtitle=f"{tenant.number} · {format_weekday(visit.visited_on)}",
        office=OFFICE,
        facts=[
            ("Binaan", tenant.name),
            ("Usaha", tenant.business),
            ("Tahap", tenant.stage.label),
            ("Pendamping", visit.mentor.name),
            ("Hasil", visit.outcome.label),
            ("Langkah berikutnya", visit.next_step or "–"),
            ("Kunjungan berikutnya", format_date(visit.next_on) if visit.next_on else "–"),
        ],
        paragraphs=[line for line in visit.done.splitlines() if line.strip()],
        tables=[Table("Angka usaha", [Column("Angka"), Column("Rupiah", Kind.RUPIAH)], rows)] if rows else [],
        picture=_photo_svg(visit),
        picture_words=f"Foto kunjungan {format_date(visit.visited_on)}" if visit.photo else "",
        notes=["Angka menurut keterangan binaan, dalam rupiah."] if rows else [],
        signatures=[Signature("Binaan", tenant.name), Signature("Pendamping", visit.mentor.name)],
        footer=f"Dicatat {format_moment(visit.recorded_at)}",
    )


def _photo_svg(visit: Visit) -> str:
    """Set a photo into a drawing of fixed size, which is how a printed sheet takes pictures."""
    if visit.photo is None:
        return ""
    source = f"data:{visit.photo_type};base64,{base64.b64encode(visit.photo).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PHOTO_WIDTH}" height="{PHOTO_HEIGHT}" '
        f'viewBox="0 0 {PHOTO_WIDTH} {PHOTO_HEIGHT}"><image href="{source}" width="{PHOTO_WIDTH}" '
        f'height="{PHOTO_HEIGHT}" preserveAspectRatio="xMidYMid meet"/></svg>'
    )
