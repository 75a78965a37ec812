"""The months ahead as a plain table for files."""

from core.dates import format_date
from harkat.reports.forecast.made import Forecast
from harkat.reports.tables import FigureTable

NOT_ENOUGH = "Data belum cukup untuk menyebut tanggal habisnya dana."


def forecast_table(made: Forecast) -> FigureTable:
    """Lay out the months ahead with what falls due in them; rupiah."""
    columns = [
        ("Bulan", "text", False),
        ("Paling sedikit", "rupiah", False),
        ("Tengah", "rupiah", False),
        ("Paling banyak", "rupiah", False),
        ("Seluruhnya, paling sedikit", "rupiah", False),
        ("Seluruhnya, tengah", "rupiah", False),
        ("Seluruhnya, paling banyak", "rupiah", False),
        ("Angsuran pokok jatuh tempo", "rupiah", True),
        ("Bunga jatuh tempo", "rupiah", True),
    ]
    rows = [
        (
            month.label,
            month.paid.low,
            month.paid.middle,
            month.paid.high,
            month.so_far.low,
            month.so_far.middle,
            month.so_far.high,
            back.principal,
            back.interest,
        )
        for month, back in zip(made.months, made.returns, strict=False)
    ]
    facts = [
        ("Dibuat dari keadaan per", format_date(made.day)),
        ("Kelas BALIKAT", made.levers.classes.label),
        ("Terjerat pinjol", made.levers.cleared.label),
        ("Keputusan bank", made.levers.bank.label),
        ("Belajar dari", f"{made.loans} pinjaman"),
    ]
    notes = [f"Kisaran memuat {made.rules.band_percent} dari 100 masa depan yang dihitung."]
    if not made.is_enough:
        notes.append(NOT_ENOUGH)
    return FigureTable("Perkiraan serapan", columns, rows, facts, notes)
