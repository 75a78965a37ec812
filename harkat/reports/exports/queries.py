"""Asking for the tables behind each page that is taken away whole."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from harkat.facility import queries as facility
from harkat.reports.basis import Basis
from harkat.reports.debt_counts import DebtCount, close_small
from harkat.reports.exports.laying_out import comparison_table, debts_table, quality_tables, ways_out_tables
from harkat.reports.quality.banks import Lender, bank_lines
from harkat.reports.quality.comparing import rate_words
from harkat.reports.quality.figures import AGES_ON_BOOK, band_lines, class_lines, cohort_lines, npl_words, sum_words
from harkat.reports.quality.queries.histories import cohorts, comparisons
from harkat.reports.quality.queries.standing import provisions_on, standing
from harkat.reports.queries.front import money
from harkat.reports.queries.funnel import reasons
from harkat.reports.queries.told import told_funnel
from harkat.reports.reasons import SENSITIVE
from harkat.reports.suppression import suppress
from harkat.reports.tables import FigureTable, front_facts, reason_table, way_table
from harkat.reports.ways_out.queries import ways_out
from scoring.screening.economics.queries import held_by_kind


@dataclass(frozen=True)
class TakenPage:
    """A page as it is taken away: its title and its tables for a day; ``today_only`` pages know no past."""

    title: str
    tables: Callable[[date, date, Basis], list[FigureTable]]
    today_only: bool = False


def _way(day: date, today: date, basis: Basis) -> list[FigureTable]:
    counted = reasons(day)
    facts = [*front_facts(money(day, today=today, basis=basis)), ("Cakupan", "seluruh kota, semua jalur")]
    return [
        replace(way_table(told_funnel(day), day), facts=facts),
        reason_table(suppress(counted, sensitive=SENSITIVE), sum(counted.values()), day),
    ]


def _debts(_day: date, today: date, _basis: Basis) -> list[FigureTable]:
    counted = {
        row.kind: DebtCount(len(row.held), row.owed, len(row.owed_by), len(row.got_out)) for row in held_by_kind()
    }
    return [debts_table(close_small(counted), today)]


def _ways_out(_day: date, today: date, _basis: Basis) -> list[FigureTable]:
    found = ways_out()
    return ways_out_tables(
        found.under_way, got_out=found.got_out, dropped=found.dropped, burden_left=found.burden_left, day=today
    )


def _quality(day: date, today: date, basis: Basis) -> list[FigureTable]:
    shown, stands = money(day, today=today, basis=basis), standing(day, basis)
    facts = front_facts(shown)
    kinds = {bank.id: bank.lender_type for bank in facility.banks()}
    lenders = [Lender(bank.bank_id, bank.name, kinds[bank.bank_id], bool(bank.reported_on)) for bank in shown.banks]
    banks, provision = bank_lines(lenders, stands.classes, stands.bad_by_bank, provisions_on(day))
    late, restructured = sum_words(stands.late, overdue=True), sum_words(stands.restructured)
    lost = sum_words(stands.lost)
    figures = [
        ("Bagian NPL (%)", npl_words(stands.bad, stands.owed)),
        ("Pembayaran kembali (%)", rate_words(stands.due, stands.paid, exact=not stands.late.is_small)),
        ("Menunggak", late[0]),
        ("Angsuran tertunggak", late[1]),
        ("Direstrukturisasi", restructured[0]),
        ("Sisa pokok yang direstrukturisasi", restructured[1]),
        ("Dihapus buku", lost[0]),
        ("Belum tertagih sesudah hapus buku", lost[1]),
        ("Cadangan menurut skala", provision),
    ]
    if shown.reported_on is None:
        figures = [("Mutu pinjaman", "belum dilaporkan")]
    ages = [months for months, _ in AGES_ON_BOOK]
    laid = quality_tables(
        facts, figures, class_lines(stands.by_class), band_lines(stands.bands), banks,
        cohort_lines(cohorts(day, basis)), ages,
    )  # fmt: skip
    return laid[:1] if shown.reported_on is None else [*laid, comparison_table(comparisons(day, basis), facts)]


PAGES: dict[str, TakenPage] = {
    "perjalanan": TakenPage("Perjalanan dan alasan", _way),
    "utang": TakenPage("Tertahan utang", _debts, today_only=True),
    "pembinaan": TakenPage("Pembinaan utang", _ways_out, today_only=True),
    "mutu": TakenPage("Mutu pembiayaan", _quality),
}
