"""Which decisions a brief asks for: those that answer what holds most people, then who is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.money import format_number
from harkat.reports.briefs.kinds import DECISIONS, REASONS
from harkat.reports.reasons import Reason
from harkat.reports.suppression import SMALLEST_SHOWN, Count

ANSWERS: tuple[tuple[tuple[Reason, ...], str], ...] = (
    ((Reason.PAPERS, Reason.REFUSED_PAPERS), "Menugaskan camat dan lurah membantu warga melengkapi berkas."),
    (
        (Reason.PINJOL, Reason.RENTENIR),
        "Menambah pendamping jalan keluar utang bagi warga yang masih terjerat pinjol atau rentenir.",
    ),
    ((Reason.NOT_TRAINED,), "Menyetujui kelas BALIKAT tambahan bagi yang belum ikut pelatihan."),
    (
        (Reason.ARREARS, Reason.REFUSED_SLIK),
        "Meminta bank mitra menawarkan penataan ulang tunggakan lama sebelum warga mengajukan lagi.",
    ),
    (
        (Reason.CAPACITY, Reason.REFUSED_CAPACITY, Reason.NOT_READY),
        "Menugaskan pendamping BALIKAT menguatkan usaha warga yang kemampuan bayarnya belum cukup.",
    ),
    (
        (Reason.REFUSED_BUSINESS, Reason.REFUSED_OTHER),
        "Meminta bank mitra menulis alasan penolakan dan syarat untuk mengajukan lagi.",
    ),
    ((Reason.LEFT,), "Menugaskan petugas menanyai pemohon yang mundur tentang sebabnya."),
    (
        (Reason.REFUSED_SECOND_FACILITY,),
        "Menugaskan petugas memeriksa kredit bersubsidi lain sebelum berkas dikirim ke bank.",
    ),
    ((Reason.UNKNOWN,), "Menugaskan lurah mendata warga yang hambatannya belum diketahui."),
)
LATE_BANKS = "Meminta bank mitra memutuskan permohonan yang sudah lewat sasaran hari kerja."
SILENT_BANKS = "Meminta bank yang terlambat melapor mengirim datanya pekan ini."
LATE_CITY = "Menugaskan pimpinan menyelesaikan permohonan yang lewat sasaran di petugas."
ALWAYS = (
    "Menugaskan camat dan lurah mengajak pelaku usaha mendaftar.",
    "Meminta bank mitra melaporkan data setiap pekan.",
    "Menetapkan hari pembahasan lembar berikutnya.",
)


@dataclass(frozen=True)
class Proposed:
    """A decision to ask for, and what it answers."""

    words: str
    answers: str


@dataclass(frozen=True)
class Lateness:
    """Files past their target at the banks and in the city's own hands, and banks whose report is late."""

    at_banks: int = 0
    at_city: int = 0
    banks: int = 0


def may_be_named(count: Count[Reason] | None) -> bool:
    """Tell whether a reason holds enough persons, openly, to stand on a brief."""
    return count is not None and count.number is not None and count.number >= SMALLEST_SHOWN


def heaviest(counts: Mapping[Reason, Count[Reason]]) -> list[Reason]:
    """Return at most three reasons by how many persons they hold, none that holds fewer than five; unknown last."""
    named = [count for count in counts.values() if may_be_named(count)]
    ordered = sorted(named, key=lambda count: (count.key is Reason.UNKNOWN, -(count.number or 0)))
    return [count.key for count in ordered][:REASONS]


def propose(counts: Mapping[Reason, Count[Reason]], late: Lateness) -> list[Proposed]:
    """Return three decisions: those answering what holds most persons, then who is late, then what is always asked."""
    weighed = [(sum(held for _, held in named), words, named) for named, words in _answered(counts)]
    weighed.sort(key=lambda found: -found[0])
    found = [Proposed(words, _told(named)) for _, words, named in weighed]
    if late.at_banks:
        held = late.at_banks
        place = sum(1 for weight, _, _ in weighed if weight >= held)
        found.insert(place, Proposed(LATE_BANKS, f"{format_number(held)} permohonan lewat sasaran di bank"))
    if late.banks:
        found.append(Proposed(SILENT_BANKS, f"{format_number(late.banks)} bank terlambat melapor"))
    if late.at_city:
        found.append(Proposed(LATE_CITY, f"{format_number(late.at_city)} permohonan lewat sasaran di kota"))
    found += [Proposed(words, "selalu berguna") for words in ALWAYS]
    return found[:DECISIONS]


def _answered(counts: Mapping[Reason, Count[Reason]]) -> list[tuple[list[tuple[Reason, int]], str]]:
    """Return every answer with the open counts it rests on, where these hold enough persons together."""
    answered = []
    for reasons, words in ANSWERS:
        named = [(reason, counts[reason].number or 0) for reason in reasons if reason in counts]
        named = [(reason, number) for reason, number in named if number]
        if sum(number for _, number in named) >= SMALLEST_SHOWN:
            answered.append((named, words))
    return answered


def _told(named: Sequence[tuple[Reason, int]]) -> str:
    return "; ".join(f"{reason.label}: {format_number(number)} orang" for reason, number in named)
