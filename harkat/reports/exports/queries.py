"""Asking for the tables behind each page that is taken away whole."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from core.dates import format_date
from core.money import format_rupiah
from core.places import queries as places
from harkat.facility import queries as facility
from harkat.reports.basis import Basis
from harkat.reports.debts.queries import told_debts
from harkat.reports.exports.laying_out import comparison_table, debts_table, quality_tables, ways_out_tables
from harkat.reports.narrow_reasons import narrow_reasons
from harkat.reports.quality.banks import Lender, bank_lines
from harkat.reports.quality.comparing import rate_words
from harkat.reports.quality.figures import AGES_ON_BOOK, band_lines, class_lines, cohort_lines, npl_words, sum_words
from harkat.reports.quality.queries.histories import cohorts, comparisons
from harkat.reports.quality.queries.standing import provisions_on, standing
from harkat.reports.quality.queries.subsidies import subsidy
from harkat.reports.queries.front import money
from harkat.reports.queries.funnel import EVERYBODY, reasons, reasons_by
from harkat.reports.queries.scopes import needs_on
from harkat.reports.queries.told import told_funnel
from harkat.reports.reasons import told_reasons
from harkat.reports.routes import Route, Scope
from harkat.reports.tables import FigureTable, front_facts, narrow_reason_table, reason_table, way_table
from harkat.reports.ways_out.queries import ways_out


@dataclass(frozen=True)
class Asked:
    """What is asked of a page: the day, seen from today, on which basis, and for which part of the city."""

    day: date
    today: date
    basis: Basis
    scope: Scope = EVERYBODY


@dataclass(frozen=True)
class TakenPage:
    """A page as it is taken away: its title and its tables."""

    title: str
    tables: Callable[[Asked], list[FigureTable]]


def asked_way(asked: Asked) -> FigureTable:
    """Return the funnel of the city or of a part of it."""
    shown = money(asked.day, today=asked.today, basis=asked.basis)
    rows = told_funnel(asked.day, asked.scope, asked.basis)
    laid = way_table(rows, shown, needs_on(asked.day, asked.scope.route))
    return replace(laid, facts=[*front_facts(shown), ("Cakupan", scope_words(asked.scope))])


def asked_reasons(asked: Asked) -> FigureTable:
    """Return why people stand still, in the city or in a part of it."""
    scope = asked.scope
    if scope.is_narrow:
        parts = reasons_by(asked.day, by_district=bool(scope.district), basis=asked.basis)
        part = narrow_reasons(parts, scope.district or scope.route)
        counted_for = Scope(scope.district) if scope.district else scope
        return narrow_reason_table(part, asked.day, scope_words(counted_for))
    counted = reasons(asked.day, asked.basis)
    return reason_table(told_reasons(counted), sum(counted.values()), asked.day)


def scope_words(scope: Scope) -> str:
    """Return what part of the city a table is about."""
    where = dict(places.kecamatan_choices()).get(scope.district, "seluruh kota")
    return f"{where}, {dict(Route.choices()).get(scope.route, 'semua jalur').lower()}"


def _way(asked: Asked) -> list[FigureTable]:
    return [asked_way(asked), asked_reasons(asked)]


def _facts(day: date, today: date, basis: Basis) -> list[tuple[str, str]]:
    """Return the day, and of a past day which rows count for it."""
    return [("Per tanggal", format_date(day)), *([("Dasar", basis.label)] if day < today else [])]


def _debts(asked: Asked) -> list[FigureTable]:
    day, today, basis = asked.day, asked.today, asked.basis
    return [debts_table(told_debts(day, today=today, basis=basis), _facts(day, today, basis))]


def _ways_out(asked: Asked) -> list[FigureTable]:
    day, today, basis = asked.day, asked.today, asked.basis
    found, facts = ways_out(day, today=today, basis=basis), _facts(day, today, basis)
    return ways_out_tables(
        found.under_way, got_out=found.got_out, dropped=found.dropped, burden_left=found.burden_left, facts=facts
    )


def _quality(asked: Asked) -> list[FigureTable]:
    day, today, basis = asked.day, asked.today, asked.basis
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
    figures += _subsidy(day, basis)
    if shown.reported_on is None:
        figures = [("Mutu pinjaman", "belum dilaporkan")]
    ages = [months for months, _ in AGES_ON_BOOK]
    laid = quality_tables(
        facts, figures, class_lines(stands.by_class), band_lines(stands.bands), banks,
        cohort_lines(cohorts(day, basis)), ages,
    )  # fmt: skip
    return laid[:1] if shown.reported_on is None else [*laid, comparison_table(comparisons(day, basis), facts)]


def _subsidy(day: date, basis: Basis) -> list[tuple[str, str]]:
    claims = subsidy(day, basis)
    if not claims.is_shown:
        return []
    return [
        ("Subsidi bunga yang harus dibayar", format_rupiah(claims.due)),
        ("Subsidi bunga, menunggu pemeriksa kedua", format_rupiah(claims.waiting)),
        ("Subsidi bunga, sudah dibayar", format_rupiah(claims.paid)),
    ]


PAGES: dict[str, TakenPage] = {
    "perjalanan": TakenPage("Perjalanan dan alasan", _way),
    "utang": TakenPage("Tertahan utang", _debts),
    "pembinaan": TakenPage("Pembinaan utang", _ways_out),
    "mutu": TakenPage("Mutu pembiayaan", _quality),
}
