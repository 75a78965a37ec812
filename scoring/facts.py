"""Everything a score may look at: named facts, each with its source, its day and how sure it is.

Sex, age, marital state, address, group and the debts of relatives have no name here, so no scorecard can weigh them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from core.labels import LabeledEnum


class Sureness(LabeledEnum):
    """How a fact became known, surest first."""

    DOCUMENT = ("document", "dari dokumen")
    MENTOR = ("mentor", "dilihat petugas atau pendamping")
    SELF_REPORTED = ("self_reported", "keterangan sendiri")


class Unit(LabeledEnum):
    """What a number counts."""

    YES_NO = ("yes_no", "ya atau tidak")
    COUNT = ("count", "banyaknya")
    MONTHS = ("months", "bulan")
    DAYS = ("days", "hari")
    RUPIAH = ("rupiah", "rupiah sebulan")


class FactKind(LabeledEnum):
    """What is known about a person and the business; every value is a whole number."""

    BUSINESS_RUNNING = ("business_running", "Usaha masih berjalan")
    BUSINESS_AGE_MONTHS = ("business_age_months", "Umur usaha")
    BUSINESS_LICENSE = ("business_license", "NIB atau surat keterangan usaha")
    BUSINESS_SEEN = ("business_seen", "Tempat usaha sudah dilihat")
    SELLING_DAYS = ("selling_days", "Hari berjualan sebulan")
    SALES_MONTHLY = ("sales_monthly", "Penjualan sebulan")
    PROFIT_MONTHLY = ("profit_monthly", "Laba sebulan")
    PROFIT_PER_SELLING_DAY = ("profit_per_selling_day", "Laba per hari berjualan")
    CASH_BOOK_PROFIT = ("cash_book_profit", "Laba rata-rata menurut buku kas")
    OTHER_INCOME = ("other_income", "Pendapatan lain sebulan")
    HOUSEHOLD_COST = ("household_cost", "Biaya rumah tangga sebulan")
    TRAINING_COMPLETED = ("training_completed", "Lulus pelatihan BALIKAT")
    BOOKKEEPING_MONTHS = ("bookkeeping_months", "Pembukuan berturut-turut")
    SAVING_MONTHS = ("saving_months", "Menabung berturut-turut")
    MONEY_SEPARATE = ("money_separate", "Uang usaha dipisah dari uang rumah")
    KTP_SEEN = ("ktp_seen", "KTP sudah dilihat")
    FAMILY_CARD_SEEN = ("family_card_seen", "Kartu Keluarga sudah dilihat")
    DEBT_INTERVIEW = ("debt_interview", "Wawancara utang sudah dilakukan")
    IDEB_READ = ("ideb_read", "iDeb SLIK sudah dibaca")
    FINDINGS_WAITING = ("findings_waiting", "Temuan utang yang belum diputuskan")
    OWN_LOAN_DAYS_LATE = ("own_loan_days_late", "Hari menunggak pada pinjaman BANK HARKAT")
    SUBSIDIZED_LOANS = ("subsidized_loans", "Kredit bersubsidi lain yang berjalan")


UNITS: dict[FactKind, Unit] = {
    FactKind.BUSINESS_RUNNING: Unit.YES_NO,
    FactKind.BUSINESS_AGE_MONTHS: Unit.MONTHS,
    FactKind.BUSINESS_LICENSE: Unit.YES_NO,
    FactKind.BUSINESS_SEEN: Unit.YES_NO,
    FactKind.SELLING_DAYS: Unit.DAYS,
    FactKind.SALES_MONTHLY: Unit.RUPIAH,
    FactKind.PROFIT_MONTHLY: Unit.RUPIAH,
    FactKind.PROFIT_PER_SELLING_DAY: Unit.RUPIAH,
    FactKind.CASH_BOOK_PROFIT: Unit.RUPIAH,
    FactKind.OTHER_INCOME: Unit.RUPIAH,
    FactKind.HOUSEHOLD_COST: Unit.RUPIAH,
    FactKind.TRAINING_COMPLETED: Unit.YES_NO,
    FactKind.BOOKKEEPING_MONTHS: Unit.MONTHS,
    FactKind.SAVING_MONTHS: Unit.MONTHS,
    FactKind.MONEY_SEPARATE: Unit.YES_NO,
    FactKind.KTP_SEEN: Unit.YES_NO,
    FactKind.FAMILY_CARD_SEEN: Unit.YES_NO,
    FactKind.DEBT_INTERVIEW: Unit.YES_NO,
    FactKind.IDEB_READ: Unit.YES_NO,
    FactKind.FINDINGS_WAITING: Unit.COUNT,
    FactKind.OWN_LOAN_DAYS_LATE: Unit.DAYS,
    FactKind.SUBSIDIZED_LOANS: Unit.COUNT,
}
_SUREST = {sureness: rank for rank, sureness in enumerate(Sureness)}


@dataclass(frozen=True)
class Fact:
    """One thing known: a whole number (yes is 1), where it comes from, the day it was true, how sure it is."""

    kind: FactKind
    value: int
    source: str
    on: date
    sureness: Sureness


@dataclass(frozen=True)
class DebtFact:
    """One debt still owed. Rupiah; ``quality`` is the worst SLIK class (1 to 5, written off counts as 5).

    ``is_flagged`` says that an officer must see it closed before financing (illegal lender, rentenir, arrears).
    """

    key: str
    lender: str
    installment_monthly: int | None = None
    outstanding: int | None = None
    is_flagged: bool = False
    quality: int | None = None


@dataclass(frozen=True)
class Facts:
    """All that is known about one person; what is not listed is unknown, which is never zero."""

    items: tuple[Fact, ...] = ()
    debts: tuple[DebtFact, ...] = ()
    _by_kind: dict[FactKind, Fact] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep one fact of each kind, whatever the order they came in."""
        by_kind: dict[FactKind, Fact] = {}
        for fact in self.items:
            known = by_kind.get(fact.kind)
            if known is None or _preference(fact) < _preference(known):
                by_kind[fact.kind] = fact
        ordered = {kind: by_kind[kind] for kind in FactKind if kind in by_kind}
        object.__setattr__(self, "_by_kind", ordered)
        object.__setattr__(self, "items", tuple(ordered.values()))
        object.__setattr__(self, "debts", tuple(sorted(self.debts, key=lambda debt: debt.key)))

    def get(self, kind: FactKind) -> Fact | None:
        """Return a fact, or None when it is unknown."""
        return self._by_kind.get(kind)

    def value(self, kind: FactKind) -> int | None:
        """Return a fact's number, or None when it is unknown."""
        fact = self._by_kind.get(kind)
        return None if fact is None else fact.value

    def with_facts(self, facts: Iterable[Fact]) -> "Facts":
        """Return the same facts with some replaced or added."""
        by_kind = dict(self._by_kind)
        by_kind.update((fact.kind, fact) for fact in facts)
        return replace(self, items=tuple(by_kind.values()))

    def without(self, kinds: Iterable[FactKind]) -> "Facts":
        """Return the same facts with some unknown."""
        gone = set(kinds)
        return replace(self, items=tuple(fact for fact in self.items if fact.kind not in gone))

    def without_debts(self, keys: Iterable[str]) -> "Facts":
        """Return the same facts with some debts closed."""
        gone = set(keys)
        return replace(self, debts=tuple(debt for debt in self.debts if debt.key not in gone))

    def with_installments_asked(self, keys: Iterable[str]) -> "Facts":
        """Return the same facts with debts of unknown installment taken to weigh nothing on the month."""
        asked = set(keys)
        debts = (replace(debt, installment_monthly=0) if debt.key in asked else debt for debt in self.debts)
        return replace(self, debts=tuple(debts))


def _preference(fact: Fact) -> tuple[int, int, int, str]:
    """Order facts of one kind: the surest first, then the newest, then the more careful number."""
    return (_SUREST[fact.sureness], -fact.on.toordinal(), fact.value, fact.source)


def weakest(facts: Iterable[Fact | None]) -> Sureness | None:
    """Return the least sure of several facts, leaving out the unknown ones."""
    ranks = [_SUREST[fact.sureness] for fact in facts if fact is not None]
    return tuple(Sureness)[max(ranks)] if ranks else None


@dataclass(frozen=True)
class Contradiction:
    """Facts that cannot all be true; they count as unknown until somebody puts them right."""

    kinds: tuple[FactKind, ...]
    text: str


def contradictions(facts: Facts) -> tuple[Contradiction, ...]:
    """Find facts that contradict each other or the calendar."""
    found: list[Contradiction] = []
    age = facts.value(FactKind.BUSINESS_AGE_MONTHS)
    if age is not None and age < 0:
        found.append(
            Contradiction(
                (FactKind.BUSINESS_AGE_MONTHS,), "Tanggal mulai usaha ada di masa depan. Perbaiki tanggalnya."
            )
        )
    days = facts.value(FactKind.SELLING_DAYS)
    if days is not None and not 0 <= days <= 31:
        found.append(Contradiction((FactKind.SELLING_DAYS,), "Hari berjualan sebulan harus 0 sampai 31."))
    sales = facts.value(FactKind.SALES_MONTHLY)
    for kind, profit in _profits(facts):
        if sales is not None and profit > sales:
            text = f"{kind.label} lebih besar daripada penjualan. Tanyakan lagi kedua angka itu."
            found.append(Contradiction((kind, FactKind.SALES_MONTHLY), text))
    for kind in (FactKind.SALES_MONTHLY, FactKind.HOUSEHOLD_COST, FactKind.OTHER_INCOME):
        amount = facts.value(kind)
        if amount is not None and amount < 0:
            found.append(Contradiction((kind,), f"{kind.label} tidak mungkin kurang dari nol."))
    return tuple(found)


def _profits(facts: Facts) -> list[tuple[FactKind, int]]:
    daily, days = facts.value(FactKind.PROFIT_PER_SELLING_DAY), facts.value(FactKind.SELLING_DAYS)
    stated = [(kind, facts.value(kind)) for kind in (FactKind.PROFIT_MONTHLY, FactKind.CASH_BOOK_PROFIT)]
    profits = [(kind, profit) for kind, profit in stated if profit is not None]
    if daily is not None and days is not None:
        profits.append((FactKind.PROFIT_PER_SELLING_DAY, daily * days))
    return profits
