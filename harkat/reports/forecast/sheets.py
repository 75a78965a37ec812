"""The months ahead, and how often such forecasts came true, as plain tables for files."""

from collections.abc import Sequence

from core.dates import format_date
from harkat.reports.forecast.made import Forecast
from harkat.reports.forecast.returns import ROUNDED
from harkat.reports.tables import FigureTable

NO_BAND = "Data belum cukup untuk perkiraan: baru {loans} pinjaman cair; kisaran baru dihitung mulai {fewest} pinjaman."
NOT_ENOUGH = "Data belum cukup untuk menyebut tanggal habisnya dana."
SHARES_NAMED = ("Separuh dana terpakai", "Seluruh dana terpakai")


def forecast_tables(made: Forecast, facts: Sequence[tuple[str, str]]) -> list[FigureTable]:
    """Lay out the months ahead with what falls due in them, and the trials on past days; rupiah.

    :param facts: the day and how current the banks' figures are
    """
    asked = [
        *facts,
        ("Kelas BALIKAT", made.levers.classes.label),
        ("Terjerat pinjol", made.levers.cleared.label),
        ("Keputusan bank", made.levers.bank.label),
        ("Belajar dari", f"{made.loans} pinjaman"),
        *zip(SHARES_NAMED, (reached.words for reached in made.dates), strict=False),
    ]
    return [_months(made, asked), *([_trials(made)] if made.trials else [])]


def _months(made: Forecast, facts: Sequence[tuple[str, str]]) -> FigureTable:
    columns = [
        ("Bulan", "text", False),
        ("Dalam bulan itu, paling sedikit", "rupiah", False),
        ("Dalam bulan itu, paling banyak", "rupiah", False),
        ("Seluruhnya, paling sedikit", "rupiah", False),
        ("Seluruhnya, tengah", "rupiah", False),
        ("Seluruhnya, paling banyak", "rupiah", False),
        ("Angsuran pokok jatuh tempo", "rupiah", True),
        ("Bunga jatuh tempo", "rupiah", True),
        ("Dapat disalurkan lagi", "rupiah", True),
    ]
    rows = [
        (
            month.label,
            *(month.paid.low, month.paid.high),
            *(month.so_far.low, month.so_far.middle, month.so_far.high),
            *(back.principal, back.interest, back.revolving),
        )
        for month, back in zip(made.months, made.returns, strict=False)
    ]
    notes = [f"Kisaran memuat {made.rules.band_percent} dari 100 masa depan yang dihitung. Perkiraan, bukan janji."]
    if not made.months:
        notes = [NO_BAND.format(loans=made.loans, fewest=made.rules.fewest_for_band)]
    notes.append(made.way_to_half)
    if not made.is_enough:
        notes.append(NOT_ENOUGH)
    if any(back.is_rounded for back in made.returns):
        notes.append(ROUNDED)
    return FigureTable("Perkiraan serapan", columns, rows, facts, notes)


def _trials(made: Forecast) -> FigureTable:
    columns = [
        ("Dibuat per", "text", False),
        ("Kisaran tiga bulan, paling sedikit", "rupiah", False),
        ("Paling banyak", "rupiah", False),
        ("Yang terjadi", "rupiah", False),
        ("Hasil", "text", False),
    ]
    rows = [
        (
            format_date(trial.day), trial.band.low, trial.band.high, trial.happened,
            "masuk kisaran" if trial.is_inside else "di luar kisaran",
        )
        for trial in made.trials
    ]  # fmt: skip
    note = (
        f"{made.inside} dari {len(made.trials)} masuk kisaran; dijanjikan sekitar {made.rules.band_percent} dari 100."
    )
    return FigureTable("Uji ke belakang", columns, rows, (), [note])
