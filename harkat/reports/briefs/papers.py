"""A brief as plain tables, for its printed page and for Excel."""

from core.dates import format_date
from harkat.reports.briefs.content import Content
from harkat.reports.tables import Cell, FigureTable

NO_REASON = "belum ada alasan yang menahan 5 orang atau lebih"


def printed_tables(content: Content) -> list[FigureTable]:
    """Lay a brief out as the printed page shows it."""
    figures = [
        (line.label + (f" ({line.note})" if line.note else ""), line.words, line.before_words, line.change_words)
        for line in content.figures
    ]
    beside = [(heading, "rupiah", False) for heading in ("Sekarang", "Lembar lalu", "Perubahan")]
    tables = [
        FigureTable("Lima angka", [("Angka", "text", False), *beside], figures, notes=[content.compared + "."]),
        FigureTable(
            content.reasons_title,
            [("Alasan", "text", False), ("Orang", "number", False)],
            [(f"{line.label}. {line.words}" if line.words else line.label, line.persons) for line in content.reasons]
            or [(NO_REASON, "–")],
        ),
        FigureTable(
            "Tiga keputusan yang diminta",
            [("No.", "number", False), ("Keputusan", "text", False)],
            list(enumerate(content.decisions, start=1)),
        ),
    ]
    return [*tables, _late(content)]


def workbook_tables(content: Content, number: str) -> list[FigureTable]:
    """Lay a brief out for Excel, figures as numbers."""
    facts = [
        ("Lembar", number),
        ("Keadaan per tanggal", format_date(content.day)),
        ("Data bank", content.as_of),
        ("Pembanding", content.compared),
        ("Sumber plafon", content.source),
    ]
    rows: list[tuple[Cell, ...]] = [
        (line.label, line.unit if line.unit == "rupiah" else "orang", line.value, line.before, line.change, line.note)
        for line in content.figures
    ]
    columns = [
        ("Angka", "text", False),
        ("Satuan", "text", False),
        ("Sekarang", "number", False),
        ("Lembar lalu", "number", False),
        ("Perubahan", "number", False),
        ("Keterangan", "text", False),
    ]
    _, reasons, decisions, late = printed_tables(content)
    counted = [
        (line.label, int(line.persons.replace(".", "")) if line.persons.replace(".", "").isdigit() else line.persons,
         line.words)
        for line in content.reasons
    ]  # fmt: skip
    three = [("Siapa", "text", False), ("Apa", "text", False), ("Sejak atau lamanya", "text", False)]
    told_late = [(line.who, line.what, line.since) for line in content.late]
    told = [("Alasan", "text", False), ("Orang", "number", False), ("Keterangan", "text", False)]
    return [
        FigureTable("Lima angka", columns, rows, facts, ["Angka kosong: bank belum melaporkan."]),
        FigureTable("Tiga alasan", told, counted, facts[:3], reasons.notes),
        FigureTable("Tiga keputusan", decisions.columns, decisions.rows, facts[:3]),
        FigureTable("Yang terlambat", three, told_late, facts[:3], late.notes),
    ]


def _late(content: Content) -> FigureTable:
    columns = [("Siapa", "text", False), ("Apa, dan sejak kapan", "text", False)]
    rows = [(line.who, f"{line.what}, {line.since}") for line in content.late]
    notes = [content.late_words] if content.late_words else []
    return FigureTable("Yang terlambat", columns, rows or [("–", "tidak ada yang terlambat")], notes=notes)
