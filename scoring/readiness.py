"""From facts and a scorecard to a status, a score that explains itself, and how much of it is really known."""

from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum
from scoring import wording
from scoring.capacity import Capacity, LargestLoan, largest_loans
from scoring.facts import Contradiction, FactKind, Facts, Sureness, contradictions
from scoring.measures import SCALES, Measure, Measured, measure_all
from scoring.scorecard import Item, Part, Scorecard, Stop
from scoring.status import RANK, Readiness, furthest

__all__ = ["Assessment", "Line", "Readiness", "Reason", "Tone", "assess", "is_ready", "status_of"]

_STOP_EFFECT = 1000


class Tone(LabeledEnum):
    """What a reason does for the person."""

    HOLDS = ("holds", "menahan")
    WEAK = ("weak", "mengurangi")
    UNKNOWN = ("unknown", "belum diketahui")
    GOOD = ("good", "menguatkan")


@dataclass(frozen=True)
class Reason:
    """One sentence, how it weighs (points, or a thousand and more for what holds a person back) and which way."""

    measure: Measure | None
    tone: Tone
    text: str
    effect: int


@dataclass(frozen=True)
class Line:
    """One row of the scorecard as it came out; ``earned`` is in hundredths of a point, None when unknown."""

    measure: Measure
    part: Part
    weight: int
    value: int | None
    earned: int | None
    sureness: Sureness | None


@dataclass(frozen=True)
class Assessment:
    """What a scorecard says about a person on a day. ``score`` (0 to 100) is None when nothing weighed is known."""

    status: Readiness
    score: int | None
    confidence: int
    reasons: tuple[Reason, ...]
    lines: tuple[Line, ...]
    capacity: Capacity | None
    largest_loans: tuple[LargestLoan, ...]
    contradictions: tuple[Contradiction, ...]
    version: str


@dataclass(frozen=True)
class _Outcome:
    status: Readiness
    score: int | None
    confidence: int
    measured: dict[Measure, Measured]
    capacity: Capacity | None
    held: tuple[tuple[Stop, Readiness], ...]
    lines: tuple[Line, ...]


def assess(facts: Facts, card: Scorecard, *, today: date) -> Assessment:
    """Assess a person: status, score, confidence, reasons ranked by effect, and what a household can pay back.

    Unknown, outdated and contradicting facts are left out; they lower the confidence, never the score.
    """
    wrong = contradictions(facts)
    outcome = _weigh(current_facts(facts, card, today=today), card)
    return Assessment(
        status=outcome.status,
        score=outcome.score,
        confidence=outcome.confidence,
        reasons=_reasons(outcome, card, wrong),
        lines=outcome.lines,
        capacity=outcome.capacity,
        largest_loans=() if outcome.capacity is None else largest_loans(outcome.capacity, card.capacity),
        contradictions=wrong,
        version=card.version,
    )


def status_of(facts: Facts, card: Scorecard) -> Readiness:
    """Tell the status alone, for current facts: the same as ``assess`` says, without what explains it."""
    measured, _ = measure_all(facts, card.capacity)
    statuses = [status for stop in card.stops if (status := _holds(stop, measured)) is not None]
    return furthest([*statuses, _by_weight(measured, card)])


def is_ready(facts: Facts, card: Scorecard) -> bool:
    """Tell whether current facts are READY; what the search for steps asks hundreds of times."""
    measured, _ = measure_all(facts, card.capacity)
    for stop in card.stops:
        if _holds(stop, measured) is not None:
            return False
    return _by_weight(measured, card) is Readiness.READY


def _by_weight(measured: dict[Measure, Measured], card: Scorecard) -> Readiness:
    earned = known = sure = 0
    for item in card.items:
        found = measured.get(item.measure)
        if found is not None:
            earned += item.weight * item.percent(found.value)
            known += item.weight
            sure += item.weight * card.sureness_percent[found.sureness]
    return _by_score(earned // known if known else None, sure // 100, card)


def current_facts(facts: Facts, card: Scorecard, *, today: date) -> Facts:
    """Return the facts that still count: not too old, not contradicting each other."""
    gone = left_out(facts, card, today=today)
    return facts.without(gone) if gone else facts


def left_out(facts: Facts, card: Scorecard, *, today: date) -> dict[FactKind, str]:
    """Return the kinds of facts that do not count, each with why."""
    gone = {kind: "tidak cocok dengan keterangan lain" for wrong in contradictions(facts) for kind in wrong.kinds}
    for fact in facts.items:
        oldest = card.oldest(fact.kind, today)
        if oldest is not None and fact.on < oldest:
            gone[fact.kind] = "sudah terlalu lama"
    return gone


def _weigh(facts: Facts, card: Scorecard) -> _Outcome:
    measured, capacity = measure_all(facts, card.capacity)
    lines: list[Line] = []
    earned_sum = known = sure = 0
    for item in card.items:
        line = _weigh_item(item, measured.get(item.measure))
        lines.append(line)
        if line.earned is not None and line.sureness is not None:
            earned_sum += line.earned
            known += item.weight
            sure += item.weight * card.sureness_percent[line.sureness]
    score = earned_sum // known if known else None  # hundredths of points over weight are percent
    confidence = sure // 100
    held = tuple((stop, status) for stop in card.stops if (status := _holds(stop, measured)) is not None)
    statuses = [status for _, status in held]
    statuses.append(_by_score(score, confidence, card))
    return _Outcome(furthest(statuses), score, confidence, measured, capacity, held, tuple(lines))


def _weigh_item(item: Item, known: Measured | None) -> Line:
    if known is None:
        return Line(item.measure, item.part, item.weight, None, None, None)
    earned = item.weight * item.percent(known.value)
    return Line(item.measure, item.part, item.weight, known.value, earned, known.sureness)


def _holds(stop: Stop, measured: dict[Measure, Measured]) -> Readiness | None:
    known = measured.get(stop.measure)
    if known is None:
        return stop.when_unknown
    return None if SCALES[stop.measure].reaches(known.value, stop.limit) else stop.when_broken


def _by_score(score: int | None, confidence: int, card: Scorecard) -> Readiness:
    if score is None or score < card.conditional_from:
        return Readiness.NEEDS_MENTORING
    if score < card.ready_from or confidence < card.confidence_from:
        return Readiness.CONDITIONAL
    return Readiness.READY


def _reasons(outcome: _Outcome, card: Scorecard, wrong: tuple[Contradiction, ...]) -> tuple[Reason, ...]:
    """Put everything in words, the largest effect first; a measure that holds the person back is said once."""
    reasons = [Reason(None, Tone.HOLDS, each.text, _STOP_EFFECT) for each in wrong]
    held: dict[Measure, Reason] = {}
    for stop, status in outcome.held:
        known = outcome.measured.get(stop.measure)
        text = wording.unknown(stop.measure) if known is None else wording.weak(stop.measure, known.value)
        reason = Reason(stop.measure, Tone.HOLDS, text, _STOP_EFFECT * (1 + RANK[status]))
        if stop.measure not in held or held[stop.measure].effect < reason.effect:
            held[stop.measure] = reason
    reasons += held.values()
    reasons += [_line_reason(line) for line in outcome.lines if line.measure not in held]
    score_reason = _confidence_reason(outcome, card)
    if score_reason is not None:
        reasons.append(score_reason)
    order = {tone: rank for rank, tone in enumerate(Tone)}
    return tuple(sorted(reasons, key=lambda reason: (-reason.effect, order[reason.tone], reason.text)))


def _line_reason(line: Line) -> Reason:
    if line.value is None or line.earned is None:
        return Reason(line.measure, Tone.UNKNOWN, wording.unknown(line.measure), line.weight)
    lost = line.weight * 100 - line.earned
    if lost == 0:
        return Reason(line.measure, Tone.GOOD, wording.good(line.measure, line.value), line.weight)
    return Reason(line.measure, Tone.WEAK, wording.weak(line.measure, line.value), -(-lost // 100))


def _confidence_reason(outcome: _Outcome, card: Scorecard) -> Reason | None:
    if outcome.score is None or outcome.confidence >= card.confidence_from:
        return None
    text = "Keterangan yang sudah pasti masih terlalu sedikit untuk menyebut siap. Lengkapi dan tunjukkan buktinya."
    return Reason(None, Tone.HOLDS, text, _STOP_EFFECT)
