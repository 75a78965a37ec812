"""The figures as plain tables, the one shape that Excel, CSV and the printed sheet are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.dates import format_date
from harkat.reports.cells import as_cell
from harkat.reports.figures import NOT_RECORDED, NOT_REPORTED, AreaFigures, BankFigures, Front
from harkat.reports.narrow_reasons import NarrowReasons
from harkat.reports.reasons import Reason
from harkat.reports.routes import Need
from harkat.reports.steps import FunnelRow, Step
from harkat.reports.suppression import Count

Cell = str | int | Decimal | date | None
Column = tuple[str, str, bool]

UNPLACED = "Belum dapat dipetakan"
BANKS_MONEY = "Dana milik bank mitra. Disebut dicairkan hanya setelah bank mencatat uangnya keluar."


@dataclass(frozen=True)
class FigureTable:
    """A titled table; a column is its heading, what it holds, and whether it is summed below."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    told: Sequence[Cell] = ()
    """The last row where it is known: sums, and numbers that are no sum of the rows."""
    sums_across: bool = False
    """Whether the last column is the sum of the columns between the first and it."""


def percent(share: Fraction | None) -> Decimal | None:
    """Write a share of one as a percent number with as many as six decimals."""
    if share is None:
        return None
    exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return exact.quantize(Decimal("0.000001")).normalize() + Decimal("0.00")


def front_facts(shown: Front) -> list[tuple[str, str]]:
    """Return what stands above every table of the front page: which day, how current, which source."""
    facts = [("Per tanggal", format_date(shown.day))]
    if shown.is_past:
        facts.append(("Dasar", shown.basis.label))
    reported = NOT_REPORTED if shown.reported_on is None else f"per tanggal {format_date(shown.reported_on)}"
    facts.append(("Data bank", reported))
    if shown.silent_banks:
        facts.append(("Bank yang belum melapor", ", ".join(shown.silent_banks)))
    if shown.in_force:
        facts.append(("Sumber plafon", shown.in_force.source))
    return facts


def summary_table(shown: Front) -> FigureTable:
    """Lay out the figures on top of the front page."""
    total = shown.total
    rows: list[tuple[Cell, Cell]] = [
        ("Plafon program", shown.ceiling or NOT_RECORDED),
        ("Plafon yang disediakan bank", total.ceiling or NOT_RECORDED),
        ("Disetujui, belum cair", _told(shown, total.committed)),
        ("Dicairkan", _told(shown, total.disbursed_total)),
        ("Sisa pokok berjalan", _told(shown, total.outstanding)),
        ("Pokok dibayar kembali", _told(shown, shown.paid_back)),
        ("Tersedia di bank", total.available if total.ceiling else NOT_RECORDED),
    ]
    notes = [BANKS_MONEY, f"Serapan {shown.absorption_words} dari plafon program."]
    notes += [
        f"Juga dilaporkan: {other.amount:,}".replace(",", ".") + f" ({format_date(other.reported_on)}, {other.source})"
        for other in shown.also_reported
    ]
    return FigureTable(
        "Serapan", [("Angka", "text", False), ("Rupiah", "rupiah", False)], rows, front_facts(shown), notes
    )


def _told(shown: Front, number: int) -> Cell:
    """Return what the banks say together, or that none of them has said anything yet."""
    return NOT_REPORTED if shown.reported_on is None else number


def bank_table(shown: Front) -> FigureTable:
    """Lay out the figures by bank; a bank that never reported has no figures of its own."""
    has_reports, has_room = shown.reported_on is not None, shown.total.ceiling > 0
    columns = [
        ("Bank", "text", False),
        ("Plafon", "rupiah", has_room),
        ("Disetujui, belum cair", "rupiah", has_reports),
        ("Dicairkan", "rupiah", has_reports),
        ("Sisa pokok berjalan", "rupiah", has_reports),
        ("Tersedia", "rupiah", has_room),
        ("Data bank per tanggal", "date", False),
    ]
    return FigureTable(
        "Menurut bank", columns, [_bank_row(bank) for bank in shown.banks], front_facts(shown), [BANKS_MONEY]
    )


def _bank_row(bank: BankFigures) -> tuple[Cell, ...]:
    position = bank.position
    if bank.reported_on is None:
        room = (position.ceiling, position.available) if position.ceiling else (NOT_RECORDED, NOT_RECORDED)
        return bank.name, room[0], *[NOT_REPORTED] * 3, room[1], NOT_REPORTED
    return (
        bank.name,
        position.ceiling,
        position.committed,
        position.disbursed_total,
        position.outstanding,
        position.available,
        bank.reported_on,
    )


def area_table(shown: Front) -> FigureTable:
    """Lay out the figures by kecamatan, with what belongs to none so that the sum is what the banks paid."""
    has_reports = shown.reported_on is not None
    columns = [
        ("Kecamatan", "text", False),
        ("Terdaftar", "number", True),
        ("Siap", "number", False),
        ("Mengajukan", "number", True),
        ("Menerima", "number", has_reports),
        ("Dicairkan", "rupiah", has_reports),
    ]
    ready = shown.ready_words
    rows: list[tuple[Cell, ...]] = [
        (area.name, area.registered, as_cell(ready[area.code]), area.applied, *_received(shown, area))
        for area in shown.areas
    ]
    if shown.unplaced:
        rows.append((UNPLACED, 0, 0, 0, 0, shown.unplaced))
    notes = ["Orang, menurut kelurahan tempat tinggal.", f"{READY_NOTE} {CLOSING_NOTE}"]
    told = ("Jumlah", None, as_cell(shown.ready_total), None, None, None)
    return FigureTable("Menurut kecamatan", columns, rows, front_facts(shown), notes, told)


def _received(shown: Front, area: AreaFigures) -> tuple[Cell, Cell]:
    return _told(shown, area.borrowers), _told(shown, area.disbursed)


def month_table(shown: Front) -> FigureTable:
    """Lay out absorption month by month."""
    columns = [
        ("Bulan", "text", False),
        ("Dicairkan", "rupiah", shown.reported_on is not None),
        ("Seluruhnya sampai akhir bulan", "rupiah", False),
        ("Serapan (%)", "percent", False),
    ]
    rows = [(month.label, month.disbursed, month.so_far, percent(month.absorption)) for month in shown.months]
    return FigureTable("Menurut bulan", columns, rows, front_facts(shown), [BANKS_MONEY])


def way_table(rows: Sequence[FunnelRow], shown: Front, needs: Mapping[Step, Need]) -> FigureTable:
    """Lay out the funnel of a day; what only a bank can tell is not told before one has reported."""
    columns = [
        ("Langkah", "text", False),
        ("Diminta?", "text", False),
        ("Orang", "number", False),
        ("Bagian dari terdaftar (%)", "percent", False),
        ("Kelompok", "number", False),
        ("Sub-kelompok", "number", False),
        ("Permohonan", "number", False),
        ("Rupiah", "rupiah", False),
        ("Median hari", "decimal", False),
        ("Dihitung sejak", "text", False),
        ("Banyaknya yang dihitung", "number", False),
    ]
    cells: list[tuple[Cell, ...]] = [
        (row.step.label, needs[row.step].label, NOT_REPORTED, *[None] * (len(columns) - 3))
        if not row.is_told(has_reports=shown.reported_on is not None)
        else (
            row.step.label,
            needs[row.step].label,
            as_cell(row.persons_words),
            percent(row.share) if row.closing is None else None,
            *(as_cell(words) for words in row.group_words),
            row.reached.applications,
            row.reached.rupiah,
            *_took(row),
        )
        for row in rows
    ]
    notes = ["Urutan langkah bebas: orang dapat mengajukan sebelum selesai pelatihan."]
    return FigureTable("Perjalanan", columns, cells, front_facts(shown), notes)


def _took(row: FunnelRow) -> tuple[Cell, Cell, Cell]:
    """Return the median days, the step they are counted from, and how many were counted; absent where closed."""
    origin = row.timed_from.label if row.timed_from else ""
    if row.closing is not None or row.median_days is None:
        return None, origin, row.timed if row.closing is None else None
    days = row.median_days
    whole = days.denominator == 1
    return days.numerator if whole else Decimal(days.numerator) / days.denominator, origin, row.timed


def reason_table(counts: Sequence[Count[Reason]], stopped: int, day: date) -> FigureTable:
    """Lay out why people stand still; closed counts bear words in place of a number."""
    columns = [("Alasan", "text", False), ("Orang", "number", True)]
    rows = [(count.key.label, count.words if count.number is None else count.number) for count in counts]
    notes = [ONCE, CLOSING_NOTE]
    return FigureTable("Mengapa tertahan", columns, rows, _day_fact(day), notes, ("Jumlah tertahan", stopped))


def narrow_reason_table(part: NarrowReasons, day: date, where: str) -> FigureTable:
    """Lay out why people of a part of the city stand still; what is told only together stays so."""
    columns = [("Alasan", "text", False), ("Orang", "number", True)]
    rows: list[tuple[Cell, ...]] = [(reason.label, number) for reason, number in part.told.items()]
    rows += [(label, as_cell(words)) for label, words in part.together]
    told = ("Jumlah tertahan", "ditutup" if part.stopped is None else part.stopped)
    facts = [*_day_fact(day), ("Cakupan", where)]
    return FigureTable("Mengapa tertahan", columns, rows, facts, [ONCE, NARROW_NOTE], told)


def _day_fact(day: date) -> list[tuple[str, str]]:
    return [("Per tanggal", format_date(day))]


ONCE = (
    "Setiap orang dihitung sekali, pada alasan pertama yang cocok dari atas. Bila ada baris yang ditutup, jumlahnya "
    "ditulis sebagai angka."
)
NARROW_NOTE = (
    "Untuk sebagian kota, alasan tentang utang, tunggakan, kemampuan bayar, dan skor hanya disebut bersama, dan "
    "ditutup bila kurang dari 5 orang atau dapat dihitung balik."
)
READY_NOTE = "Jumlah “Siap” adalah angka seluruh kota, bukan jumlah baris, karena baris yang kecil ditutup."


CLOSING_NOTE = (
    "Alasan tentang utang, tunggakan, dan skor ditutup bila kurang dari 5 orang, yang nol pun; alasan lain ikut "
    "ditutup bila perlu supaya selisihnya tidak membuka."
)
