"""A dated scorecard: what is weighed, how much, why, and what stops; read from a table and refused when unsound."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from core.errors import RuleBroken
from core.labels import LabeledEnum
from scoring.capacity import CapacityRules
from scoring.facts import FactKind, Sureness
from scoring.measures import SCALES, Better, Measure
from scoring.status import Readiness

TOTAL_WEIGHT = 100
LONGEST_VERSION = 40


class BadScorecard(RuleBroken):
    """A scorecard that cannot be used; the message says which line and why."""


class Part(LabeledEnum):
    """The parts of a scorecard; there is no collateral because the programme asks for none."""

    CHARACTER = ("character", "Watak")
    CAPACITY = ("capacity", "Kemampuan bayar")
    CAPITAL = ("capital", "Modal sendiri")
    CONDITION = ("condition", "Keadaan usaha")


@dataclass(frozen=True)
class Item:
    """One weighed measure. ``bands`` are (value as good as, percent of the weight), best first; below all is 0."""

    measure: Measure
    part: Part
    weight: int
    bands: tuple[tuple[int, int], ...]
    reason: str

    def percent(self, value: int) -> int:
        """Return which percent of the weight a value earns."""
        reaches = SCALES[self.measure].reaches
        for limit, percent in self.bands:
            if reaches(value, limit):
                return percent
        return 0


@dataclass(frozen=True)
class Stop:
    """A line that keeps a person from READY: the status when it is not reached, and when nobody knows.

    ``when_unknown`` is None where not knowing holds nobody back.
    """

    measure: Measure
    limit: int
    when_broken: Readiness
    when_unknown: Readiness | None
    reason: str


@dataclass(frozen=True)
class Scorecard:
    """One version. Scores and confidence are 0 to 100; ages are days after which a fact counts as unknown.

    ``fingerprint`` tells two tables apart that bear the same version.
    """

    version: str
    fingerprint: str
    ready_from: int
    conditional_from: int
    confidence_from: int
    sureness_percent: dict[Sureness, int]
    ages_days: dict[FactKind, int]
    items: tuple[Item, ...]
    stops: tuple[Stop, ...]
    capacity: CapacityRules
    step_days: dict[str, int]

    def oldest(self, kind: FactKind, today: date) -> date | None:
        """Return the earliest day on which a fact may have been true and still count, or None without a limit."""
        days = self.ages_days.get(kind)
        return None if days is None else date.fromordinal(today.toordinal() - days)

    def target(self, measure: Measure) -> int | None:
        """Return the value of a measure that earns everything and stops nothing, or None when it is not used."""
        limits = [item.bands[0][0] for item in self.items if item.measure is measure]
        limits += [stop.limit for stop in self.stops if stop.measure is measure]
        if not limits:
            return None
        return max(limits) if SCALES[measure].better is Better.MORE else min(limits)


def read_scorecard(table: Any) -> Scorecard:
    """Read a scorecard out of its JSON table and check that it is sound.

    :raises BadScorecard: when a part is missing or of the wrong kind, weights do not add up, bands run the wrong way,
        or nobody could ever pass
    """
    try:
        card = _read(table)
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as error:
        raise BadScorecard(f"Tabel penilaian tidak terbaca: {error}. Periksa nama dan isi setiap baris.") from None
    _check_items(card)
    _check_passable(card)
    return card


def _read(table: Any) -> Scorecard:
    thresholds, capacity = table["thresholds"], table["capacity"]
    return Scorecard(
        version=_version(table["version"]),
        fingerprint=hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest(),
        ready_from=_whole(thresholds["ready"]),
        conditional_from=_whole(thresholds["conditional"]),
        confidence_from=_whole(thresholds["confidence"]),
        sureness_percent={sureness: _whole(table["sureness_percent"][sureness.value]) for sureness in Sureness},
        ages_days={FactKind.of(kind): _whole(days) for kind, days in table["ages_days"].items()},
        items=tuple(_read_item(row) for row in table["items"]),
        stops=tuple(_read_stop(row) for row in table["stops"]),
        capacity=CapacityRules(
            surplus_share_percent=_whole(capacity["surplus_share_percent"]),
            debt_service_limit_percent=_whole(capacity["debt_service_limit_percent"]),
            stress_sales_percent=_whole(capacity["stress_sales_percent"]),
            stress_profit_percent=_whole(capacity["stress_profit_percent"]),
            annual_rate_percent=Decimal(str(capacity["annual_rate_percent"])),
            terms_months=tuple(_whole(months) for months in capacity["terms_months"]),
            round_down_to=_whole(capacity["round_down_to"]),
            assumed_months_left=_whole(capacity["assumed_months_left"]),
        ),
        step_days={str(step): _whole(days) for step, days in table["step_days"].items()},
    )


def _version(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_VERSION:
        message = f"versi harus teks paling panjang {LONGEST_VERSION} huruf"
        raise ValueError(message)
    return value


def _read_item(row: Any) -> Item:
    bands = tuple((_whole(limit), _whole(percent)) for limit, percent in row["bands"])
    return Item(Measure.of(row["measure"]), Part.of(row["part"]), _whole(row["weight"]), bands, str(row["reason"]))


def _read_stop(row: Any) -> Stop:
    unknown = row["when_unknown"]
    return Stop(
        Measure.of(row["measure"]),
        _whole(row["limit"]),
        Readiness.of(row["when_broken"]),
        None if unknown is None else Readiness.of(unknown),
        str(row["reason"]),
    )


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"“{value}” bukan bilangan bulat"
        raise ValueError(message)
    return value


def _check_items(card: Scorecard) -> None:
    total = sum(item.weight for item in card.items)
    if total != TOTAL_WEIGHT:
        raise BadScorecard(f"Jumlah bobot harus {TOTAL_WEIGHT}, sekarang {total}.")
    weighed = [item.measure for item in card.items]
    for item in card.items:
        label = item.measure.label
        if item.weight <= 0:
            raise BadScorecard(f"Bobot “{label}” harus lebih dari nol. Hapus barisnya bila tidak dipakai.")
        if weighed.count(item.measure) > 1:
            raise BadScorecard(f"“{label}” ditimbang dua kali. Sisakan satu baris.")
        if not item.reason.strip():
            raise BadScorecard(f"Tulis alasan bobot “{label}”.")
        _check_bands(item)
    for part in (Part.CHARACTER, Part.CAPACITY):
        if not any(item.part is part for item in card.items):
            raise BadScorecard(f"Bagian “{part.label}” wajib ada dalam penilaian.")


def _check_bands(item: Item) -> None:
    label, more = item.measure.label, SCALES[item.measure].better is Better.MORE
    if not item.bands or item.bands[0][1] != TOTAL_WEIGHT:
        raise BadScorecard(f"Tingkat terbaik “{label}” harus bernilai 100%.")
    for (better, high), (worse, low) in zip(item.bands, item.bands[1:], strict=False):
        if (worse >= better) if more else (worse <= better):
            raise BadScorecard(f"Urutkan tingkat “{label}” dari yang terbaik.")
        if low >= high:
            raise BadScorecard(f"Tingkat “{label}” yang lebih baik harus bernilai lebih besar.")
    if item.bands[-1][1] < 0:
        raise BadScorecard(f"Nilai tingkat “{label}” tidak boleh kurang dari nol.")


def _check_passable(card: Scorecard) -> None:
    """Refuse a card whose limits no person could reach."""
    if not 0 < card.conditional_from <= card.ready_from <= TOTAL_WEIGHT:
        raise BadScorecard(
            "Ambang “siap bersyarat” harus lebih dari nol dan tidak melebihi ambang “siap” (paling 100)."
        )
    if not 0 <= card.confidence_from <= max(card.sureness_percent.values()):
        raise BadScorecard("Ambang keyakinan tidak dapat dicapai siapa pun. Turunkan ambangnya.")
    if not all(0 <= percent <= TOTAL_WEIGHT for percent in card.sureness_percent.values()):
        raise BadScorecard("Tingkat kepastian harus antara 0 dan 100.")
    for item in card.items:
        if not SCALES[item.measure].is_possible(item.bands[0][0]):
            raise BadScorecard(f"Tingkat terbaik “{item.measure.label}” tidak dapat dicapai siapa pun.")
    for stop in card.stops:
        if not SCALES[stop.measure].is_possible(stop.limit):
            raise BadScorecard(f"Syarat “{stop.measure.label}” tidak dapat dicapai siapa pun.")
        if stop.when_broken is Readiness.READY or stop.when_unknown is Readiness.READY:
            raise BadScorecard(f"Syarat “{stop.measure.label}” tidak menahan siapa pun. Hapus barisnya.")
    rules = card.capacity
    if min(rules.terms_months, default=0) <= 0 or rules.round_down_to <= 0 or rules.assumed_months_left <= 0:
        raise BadScorecard("Jangka waktu dan pembulatan pinjaman harus lebih dari nol.")
    percents = (rules.surplus_share_percent, rules.debt_service_limit_percent, rules.stress_profit_percent)
    if not all(0 <= percent <= TOTAL_WEIGHT for percent in percents) or rules.annual_rate_percent < 0:
        raise BadScorecard("Batas kemampuan bayar harus antara 0 dan 100 persen.")
