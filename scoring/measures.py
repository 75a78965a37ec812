"""What a scorecard may weigh, in which direction it is better, and how each is read from the facts."""

from dataclasses import dataclass

from core.labels import LabeledEnum
from scoring.capacity import Capacity, CapacityRules, measure_capacity
from scoring.facts import FactKind, Facts, Sureness


class Measure(LabeledEnum):
    """Something a scorecard can weigh or stop at; anything that has no name here cannot be used."""

    BUSINESS_RUNNING = ("business_running", "Usaha berjalan")
    BUSINESS_AGE_MONTHS = ("business_age_months", "Umur usaha")
    BUSINESS_LICENSE = ("business_license", "NIB atau surat keterangan usaha")
    BUSINESS_SEEN = ("business_seen", "Tempat usaha dilihat petugas")
    SELLING_DAYS = ("selling_days", "Hari berjualan")
    TRAINING_COMPLETED = ("training_completed", "Pelatihan BALIKAT")
    BOOKKEEPING_MONTHS = ("bookkeeping_months", "Pembukuan")
    SAVING_MONTHS = ("saving_months", "Tabungan")
    MONEY_SEPARATE = ("money_separate", "Uang usaha terpisah")
    KTP_SEEN = ("ktp_seen", "KTP")
    FAMILY_CARD_SEEN = ("family_card_seen", "Kartu Keluarga")
    FINDINGS_WAITING = ("findings_waiting", "Temuan utang menunggu keputusan")
    OWN_LOAN_DAYS_LATE = ("own_loan_days_late", "Angsuran BANK HARKAT")
    SUBSIDIZED_LOANS = ("subsidized_loans", "Kredit bersubsidi lain")
    DEBT_FLAGS = ("debt_flags", "Penanda utang")
    WORST_QUALITY = ("worst_quality", "Catatan kredit SLIK")
    INSTALLMENT_ROOM = ("installment_room", "Ruang angsuran baru")
    DEBT_SERVICE_PERCENT = ("debt_service_percent", "Beban angsuran")
    STRESS_ROOM = ("stress_room", "Ruang angsuran bila penjualan turun")


class Better(LabeledEnum):
    """Which way a measure gets better."""

    MORE = ("more", "makin besar makin baik")
    LESS = ("less", "makin kecil makin baik")


@dataclass(frozen=True)
class Scale:
    """The direction and the possible values of a measure."""

    better: Better
    lowest: int
    highest: int | None

    def reaches(self, value: int, limit: int) -> bool:
        """Tell whether a value is as good as a limit."""
        return value >= limit if self.better is Better.MORE else value <= limit

    def is_possible(self, limit: int) -> bool:
        """Tell whether anybody could be as good as a limit."""
        if self.better is Better.MORE:
            return self.highest is None or limit <= self.highest
        return limit >= self.lowest


_YES_NO = Scale(Better.MORE, 0, 1)
_MORE = Scale(Better.MORE, 0, None)
_LESS = Scale(Better.LESS, 0, None)
SCALES: dict[Measure, Scale] = {
    Measure.BUSINESS_RUNNING: _YES_NO,
    Measure.BUSINESS_AGE_MONTHS: _MORE,
    Measure.BUSINESS_LICENSE: _YES_NO,
    Measure.BUSINESS_SEEN: _YES_NO,
    Measure.SELLING_DAYS: Scale(Better.MORE, 0, 31),
    Measure.TRAINING_COMPLETED: _YES_NO,
    Measure.BOOKKEEPING_MONTHS: _MORE,
    Measure.SAVING_MONTHS: _MORE,
    Measure.MONEY_SEPARATE: _YES_NO,
    Measure.KTP_SEEN: _YES_NO,
    Measure.FAMILY_CARD_SEEN: _YES_NO,
    Measure.FINDINGS_WAITING: _LESS,
    Measure.OWN_LOAN_DAYS_LATE: _LESS,
    Measure.SUBSIDIZED_LOANS: _LESS,
    Measure.DEBT_FLAGS: _LESS,
    Measure.WORST_QUALITY: Scale(Better.LESS, 1, 5),
    Measure.INSTALLMENT_ROOM: _MORE,
    Measure.DEBT_SERVICE_PERCENT: _LESS,
    Measure.STRESS_ROOM: _MORE,
}
READ_DIRECTLY: tuple[tuple[Measure, FactKind], ...] = tuple(
    (measure, FactKind.of(measure.value)) for measure in Measure if measure.value in {kind.value for kind in FactKind}
)


@dataclass(frozen=True)
class Measured:
    """A known measure and how sure it is."""

    value: int
    sureness: Sureness


def measure_all(facts: Facts, rules: CapacityRules) -> tuple[dict[Measure, Measured], Capacity | None]:
    """Read every measure that is known, and the household's capacity with them."""
    measured: dict[Measure, Measured] = {}
    for measure, kind in READ_DIRECTLY:
        fact = facts.get(kind)
        if fact is not None:
            measured[measure] = Measured(fact.value, fact.sureness)
    _measure_debts(facts, measured)
    capacity = measure_capacity(facts, rules)
    if capacity is not None:
        measured[Measure.INSTALLMENT_ROOM] = Measured(capacity.room, capacity.sureness)
        measured[Measure.DEBT_SERVICE_PERCENT] = Measured(capacity.debt_service_percent, capacity.sureness)
        measured[Measure.STRESS_ROOM] = Measured(capacity.stress_room, capacity.sureness)
    return measured, capacity


def _measure_debts(facts: Facts, measured: dict[Measure, Measured]) -> None:
    """Read flags and the worst SLIK class; without an interview no flag is no proof, without an iDeb neither."""
    flags = sum(debt.is_flagged for debt in facts.debts)
    interview, ideb = facts.get(FactKind.DEBT_INTERVIEW), facts.get(FactKind.IDEB_READ)
    if flags or (interview is not None and interview.value):
        sureness = interview.sureness if interview is not None else Sureness.DOCUMENT
        measured[Measure.DEBT_FLAGS] = Measured(flags, sureness)
    worst = max((debt.quality for debt in facts.debts if debt.quality is not None), default=1)
    if worst > 1 or (ideb is not None and ideb.value):
        measured[Measure.WORST_QUALITY] = Measured(worst, Sureness.DOCUMENT)
