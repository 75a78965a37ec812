"""How screening is shown: tones of classes and the words for where a line stands."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.dates import format_date_short
from core.money import format_rate
from scoring.screening.findings import Confidence
from scoring.screening.informal import InformalClass
from scoring.screening.kinds import InterviewSource

CLASS_TONES = {
    InformalClass.ORDINARY: "good",
    InformalClass.CAP_BREACH: "bad",
    InformalClass.RENTENIR: "bad",
    InformalClass.AMBIGUOUS: "warn",
}
CONFIDENCE_TONES = {Confidence.CERTAIN: "bad", Confidence.LIKELY: "warn", Confidence.WEAK: "calm"}


def place_words(line: dict[str, Any]) -> str:
    """Say where in a file a line stands (a line number, or the place inside an iDeb) and of which day it is."""
    place = line["place"]
    words = f"baris {place}" if isinstance(place, int) else _facility_words(str(place))
    return words if line["day"] is None else f"{words}, {format_date_short(date.fromisoformat(line['day']))}"


def _facility_words(path: str) -> str:
    """Say in words which facility a path like ``bagian-2.txt:individual.fasilitas.kreditPembiayan[3]`` means."""
    file, _, inner = path.rpartition(":")
    number = re.search(r"\[(\d+)\]$", inner)
    counted = f"fasilitas ke-{int(number[1]) + 1 if number else 1} di iDeb"
    return f"{counted} ({file})" if file else counted


def rate_words(percent: Decimal | None) -> str:
    """Write a yearly rate with one decimal, or say that it is beyond counting."""
    return "lebih dari yang bisa dihitung" if percent is None else format_rate(percent, decimals=1) + "%"


def daily_words(percent: Decimal | Fraction) -> str:
    """Write a cost a day in percent with three decimals, as the caps have them."""
    exact = Decimal(percent.numerator) / percent.denominator if isinstance(percent, Fraction) else percent
    return format_rate(exact, decimals=3) + "%"


QUESTIONS: tuple[tuple[InterviewSource, str], ...] = (
    (
        InterviewSource.MOBILE_LENDER,
        "Ada yang datang menagih setoran, tiap hari atau tiap minggu?",
    ),
    (InterviewSource.DAILY_COOPERATIVE, "Yang menagih itu ada yang mengaku dari koperasi?"),
    (
        InterviewSource.UNLICENSED_APP,
        "Pernah meminjam lewat HP dari aplikasi yang ditawarkan lewat WA atau iklan?",
    ),
    (InterviewSource.LICENSED_APP, "Ada pinjaman online atau paylater, misalnya belanja sekarang bayar nanti?"),
    (InterviewSource.SUPPLIER, "Ada barang dagangan yang sudah diambil tetapi belum dibayar ke pemasok?"),
    (InterviewSource.ROTATING_SAVINGS, "Ikut arisan? Sudah ditarik, jadi tinggal menyetor?"),
    (InterviewSource.FAMILY, "Ada uang keluarga yang masih harus dikembalikan?"),
    (InterviewSource.FRIEND, "Kalau ke teman atau tetangga, ada?"),
    (InterviewSource.PAWN, "Ada emas atau barang yang sedang digadaikan?"),
    (InterviewSource.VEHICLE, "Motor, HP, atau perabotnya masih dicicil?"),
    (InterviewSource.STATE_MICROFINANCE, "Ikut kelompok Mekaar, atau sedang mengangsur KUR?"),
    (InterviewSource.COOPERATIVE, "Ada pinjaman di koperasi tempat Ibu atau Bapak jadi anggota?"),
    (InterviewSource.BANK, "Masih ada angsuran di bank atau BPR? Pernah macet?"),
)  # the costliest first, in the words of the market; what is asked in person is proof of its own
