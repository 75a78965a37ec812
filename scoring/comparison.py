"""What another scorecard would change: who would get another status, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scoring.facts import Facts
from scoring.measures import Measure
from scoring.readiness import Assessment, Reason, Tone, assess
from scoring.scorecard import Scorecard
from scoring.status import RANK, Readiness

WHYS_SHOWN = 3


@dataclass(frozen=True)
class Change:
    """One person whose status would change, with the score under both cards (None: nothing weighed is known)."""

    person_id: int
    before: Readiness
    after: Readiness
    score_before: int | None
    score_after: int | None
    why: tuple[str, ...]

    @property
    def is_better(self) -> bool:
        """Tell whether the new status is nearer to ready."""
        return RANK[self.after] < RANK[self.before]


@dataclass(frozen=True)
class Comparison:
    """What two cards say about the same people: how many were looked at, the statuses of each, and the changes."""

    looked_at: int
    before: dict[Readiness, int]
    after: dict[Readiness, int]
    changes: tuple[Change, ...]


def compare(old: Scorecard, new: Scorecard, persons: Iterable[tuple[int, Facts, date]]) -> Comparison:
    """Put the same people before two scorecards; those who would fall furthest come first.

    :param persons: each with the facts known of them and the day from which these are looked at
    """
    before: Counter[Readiness] = Counter()
    after: Counter[Readiness] = Counter()
    changes: list[Change] = []
    for person_id, facts, on in persons:
        was, now = assess(facts, old, today=on), assess(facts, new, today=on)
        before[was.status] += 1
        after[now.status] += 1
        if was.status is not now.status:
            why = why_changed(was, now, old, new)
            changes.append(Change(person_id, was.status, now.status, was.score, now.score, why))
    changes.sort(key=lambda change: (RANK[change.before] - RANK[change.after], change.person_id))
    return Comparison(sum(before.values()), dict(before), dict(after), tuple(changes))


def why_changed(was: Assessment, now: Assessment, old: Scorecard, new: Scorecard) -> tuple[str, ...]:
    """Say in plain words what makes the difference, the most telling first."""
    held_before, held_now = _held(was), _held(now)
    words = [f"Sekarang menahan: {reason.text}" for key, reason in held_now.items() if key not in held_before]
    words += [f"Tidak lagi menahan: {reason.text}" for key, reason in held_before.items() if key not in held_now]
    if was.score != now.score:
        words.append(f"Skor {_score(was)} menjadi {_score(now)}{_moved_most(was, now)}.")
    if was.confidence != now.confidence:
        words.append(f"Keyakinan {was.confidence}% menjadi {now.confidence}%.")
    words += _thresholds(was, now, old, new)
    return tuple(words[:WHYS_SHOWN]) or ("Syarat yang sama kini membawa ke status lain.",)


def _held(result: Assessment) -> dict[Measure, Reason]:
    return {
        reason.measure: reason for reason in result.reasons if reason.tone is Tone.HOLDS and reason.measure is not None
    }


def _score(result: Assessment) -> str:
    return "belum ada" if result.score is None else str(result.score)


def _moved_most(was: Assessment, now: Assessment) -> str:
    """Name the measures whose points moved most; a line that came or went counts with all its points."""
    before = {line.measure: line.earned or 0 for line in was.lines}
    after = {line.measure: line.earned or 0 for line in now.lines}
    moved = {measure: after.get(measure, 0) - before.get(measure, 0) for measure in {*before, *after}}
    telling = sorted((measure for measure in moved if moved[measure]), key=lambda each: (-abs(moved[each]), each.value))
    names = " dan ".join(measure.label for measure in telling[:2])
    return f", terutama karena {names}" if names else ""


def _thresholds(was: Assessment, now: Assessment, old: Scorecard, new: Scorecard) -> list[str]:
    """Name the thresholds that moved past this person."""
    rows = (
        ("siap", was.score, now.score, old.ready_from, new.ready_from),
        ("siap bersyarat", was.score, now.score, old.conditional_from, new.conditional_from),
        ("keyakinan", was.confidence, now.confidence, old.confidence_from, new.confidence_from),
    )
    return [
        f"Ambang {name} {before} menjadi {after}."
        for name, had, has, before, after in rows
        if before != after and ((had or 0) >= before) != ((has or 0) >= after)
    ]


@dataclass(frozen=True)
class Difference:
    """One line in which two tables differ, in words."""

    what: str
    before: str
    after: str


def differences(old: Scorecard, new: Scorecard) -> tuple[Difference, ...]:
    """List the lines in which two scorecards differ, in the order a page shows them."""
    before, after = _lines(old), _lines(new)
    names = [*before, *(name for name in after if name not in before)]
    missing = "tidak ada"
    return tuple(
        Difference(name, before.get(name, missing), after.get(name, missing))
        for name in names
        if before.get(name) != after.get(name)
    )


def _lines(card: Scorecard) -> dict[str, str]:
    rules = card.capacity
    lines = {
        "Ambang siap": str(card.ready_from),
        "Ambang siap bersyarat": str(card.conditional_from),
        "Ambang keyakinan": f"{card.confidence_from}%",
        "Bagian sisa uang untuk angsuran": f"{rules.surplus_share_percent}%",
        "Batas seluruh angsuran terhadap pendapatan": f"{rules.debt_service_limit_percent}%",
        "Penjualan turun (uji berat)": f"{rules.stress_sales_percent}%",
        "Laba turun (uji berat)": f"{rules.stress_profit_percent}%",
        "Suku bunga hitungan": f"{rules.annual_rate_percent}%",
        "Jangka waktu yang dihitung": ", ".join(map(str, rules.terms_months)) + " bulan",
        "Pembulatan pinjaman": str(rules.round_down_to),
        "Sisa angsuran yang dianggap": f"{rules.assumed_months_left} bulan",
    }
    for sureness, percent in card.sureness_percent.items():
        lines[f"Kepastian {sureness.label}"] = f"{percent}%"
    for item in card.items:
        bands = "; ".join(f"{limit}: {percent}%" for limit, percent in item.bands)
        lines[f"Bobot {item.measure.label}"] = f"{item.weight} ({item.part.label}; {bands}; {item.reason})"
    for number, stop in enumerate(card.stops):
        unknown = "tidak menahan" if stop.when_unknown is None else stop.when_unknown.label
        same = sum(other.measure is stop.measure for other in card.stops[:number])
        name = f"Syarat {stop.measure.label}{f' ({same + 1})' if same else ''}"
        lines[name] = f"{stop.limit}; bila tidak: {stop.when_broken.label}; bila belum tahu: {unknown}; {stop.reason}"
    for kind, days in card.ages_days.items():
        lines[f"Umur keterangan {kind.label}"] = f"{days} hari"
    for step, days in card.step_days.items():
        lines[f"Lama langkah {step}"] = f"{days} hari"
    return lines
