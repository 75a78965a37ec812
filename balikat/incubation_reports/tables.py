"""The tables of the incubation report, as plain values that pages, Excel and print share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.dates import format_date

TEXT, NUMBER, RUPIAH, DATE = "text", "number", "rupiah", "date"


@dataclass(frozen=True)
class PlainTable:
    """A titled table: columns are heading, kind, and whether they are summed."""

    title: str
    columns: Sequence[tuple[str, str, bool]]
    rows: Sequence[Sequence[str | int | date | None]]
    facts: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class StageCount:
    """The running tenants of a stage."""

    stage: str
    running: int
    without_mentor: int


@dataclass(frozen=True)
class MentorCount:
    """A mentor's tenants and visits in the period, and how many visits are due now."""

    name: str
    tenants: int
    met: int
    by_phone: int
    not_met: int
    due: int


@dataclass(frozen=True)
class Ended:
    """A tenant that graduated or stopped in the period."""

    number: str
    name: str
    business: str
    on: date
    reason: str


@dataclass(frozen=True)
class Answered:
    """What the follow-ups of one kind said; sales are rupiah a month."""

    label: str
    asked: int
    answered: int
    running: int
    closed: int
    jobs: int
    sales_average: int | None


@dataclass(frozen=True)
class Report:
    """Everything of the report."""

    first: date
    last: date
    stages: tuple[StageCount, ...]
    mentors: tuple[MentorCount, ...]
    graduated: tuple[Ended, ...]
    dropped: tuple[Ended, ...]
    answers: tuple[Answered, ...]


def tables(report: Report) -> list[PlainTable]:
    """Write the report down as tables, the same everywhere."""
    period = f"{format_date(report.first)} sampai {format_date(report.last)}"
    ended = (("Nomor", TEXT, False), ("Nama", TEXT, False), ("Usaha", TEXT, False), ("Tanggal", DATE, False))
    return [
        PlainTable(
            "Binaan per tahap",
            (("Tahap", TEXT, False), ("Berjalan", NUMBER, True), ("Tanpa pendamping", NUMBER, True)),
            [(row.stage, row.running, row.without_mentor) for row in report.stages],
            (("Keadaan per", format_date(report.last)),),
        ),
        PlainTable(
            "Kunjungan per pendamping",
            (
                ("Pendamping", TEXT, False),
                ("Binaan", NUMBER, True),
                ("Bertemu", NUMBER, True),
                ("Telepon", NUMBER, True),
                ("Tidak bertemu", NUMBER, True),
                ("Sudah waktunya", NUMBER, True),
            ),
            [(row.name, row.tenants, row.met, row.by_phone, row.not_met, row.due) for row in report.mentors],
            (("Masa", period),),
            ("Sudah waktunya: binaan berjalan yang kunjungannya jatuh tempo hari ini atau sebelumnya.",),
        ),
        PlainTable(
            "Lulus inkubasi",
            ended,
            [(row.number, row.name, row.business, row.on) for row in report.graduated],
            (("Masa", period),),
        ),
        PlainTable(
            "Berhenti",
            (*ended, ("Alasan", TEXT, False)),
            [(row.number, row.name, row.business, row.on, row.reason) for row in report.dropped],
            (("Masa", period),),
        ),
        PlainTable(
            "Jawaban tindak lanjut",
            (
                ("Sesudah", TEXT, False),
                ("Ditanya", NUMBER, True),
                ("Menjawab", NUMBER, True),
                ("Berjalan", NUMBER, True),
                ("Tutup", NUMBER, True),
                ("Orang bekerja", NUMBER, True),
                ("Penjualan rata-rata", RUPIAH, False),
            ),
            [
                (row.label, row.asked, row.answered, row.running, row.closed, row.jobs, row.sales_average)
                for row in report.answers
            ],
            (("Jatuh tempo", period),),
            ("Penjualan rata-rata sebulan dari yang menyebut angka.",),
        ),
    ]
