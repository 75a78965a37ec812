"""Measures screening over invented statements: precision and recall by file and by lender, and the time it takes."""

import argparse
import gc
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.screening_layouts import HELD_BACK, TUNED
from benchmarks.screening_plots import PLOTS
from benchmarks.screening_sheets import Written
from benchmarks.screening_stories import Story, Teller
from core.files.opening import open_file
from scoring.screening.commands import packaged_registry
from scoring.screening.evidence import read_evidence, screen_evidence
from scoring.screening.normalising import name_letters
from scoring.screening.screening import Screening
from scoring.screening.statement import Statement

TUNED_SEEDS = range(1, 4)
HELD_BACK_SEEDS = range(9_001, 9_004)
RESULTS = Path(__file__).parent / "results" / "screening.json"


@dataclass
class Tally:
    """Counts of right and wrong answers."""

    right: int = 0
    false_alarm: int = 0
    missed: int = 0
    quiet: int = 0
    evidence_right: int = 0
    evidence_all: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Give the share of alarms that were right."""
        return self.right / (self.right + self.false_alarm) if self.right + self.false_alarm else 1.0

    @property
    def recall(self) -> float:
        """Give the share of true debts that were seen."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def show(self) -> dict[str, float | int]:
        """Give the numbers for the results file."""
        return {
            "right": self.right,
            "false_alarms": self.false_alarm,
            "missed": self.missed,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


@dataclass
class Scores:
    """The tallies of one run over files."""

    files: Tally = field(default_factory=Tally)
    lenders: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    complete: int = 0
    read: int = 0
    active_right: int = 0
    active_all: int = 0


def _screen(written: Written, story: Story) -> Screening:
    opened = open_file(f"berkas{written.suffix}", written.content)
    return screen_evidence(read_evidence([opened]), packaged_registry(), name=story.holder)


def score(story: Story, written: Written, screening: Screening, scores: Scores, label: str) -> None:
    """Compare one screening with the truth."""
    scores.read += 1
    scores.complete += bool(screening.complete)
    flagged = bool(screening.flagged)
    _count(scores.files, told=flagged, true=story.flagged, example=f"{label}: file")
    left = list(screening.findings)
    for debt in story.debts:
        names = {name_letters(name if name != "@bank" else written.bank or "Bank") for name in debt.names}
        names |= {name[:cut] for name in names for cut in (10, 12, 16, 18, 20, 24) if len(name) > cut}
        found = next(
            (one for one in left if name_letters(one.lender) in names and one.kind in debt.kinds),
            None,
        )
        kind = debt.kinds[0].value
        if found is None:
            _count(scores.lenders, told=False, true=True, example=f"{label}: missed {debt.names[0]} ({kind})")
            _count(scores.kinds[kind], told=False, true=True, example="")
            continue
        left.remove(found)
        _count(scores.lenders, told=True, true=True, example="")
        _count(scores.kinds[kind], told=True, true=True, example="")
        right = [item.place for item in found.evidence] == sorted(written.lines.get(debt.tag, []))
        scores.lenders.evidence_all += 1
        scores.lenders.evidence_right += right or sorted(
            item.place for item in found.evidence if isinstance(item.place, int)
        ) == sorted(written.lines.get(debt.tag, []))
        if debt.scores_active:
            scores.active_all += 1
            scores.active_right += found.active == debt.active
    for finding in left:
        example = f"{label}: false {finding.lender} ({finding.kind.value}): {finding.evidence[0].text[:90]}"
        _count(scores.lenders, told=True, true=False, example=example)
        _count(scores.kinds[finding.kind.value], told=True, true=False, example="")


def _count(tally: Tally, *, told: bool, true: bool, example: str) -> None:
    if told and true:
        tally.right += 1
    elif told:
        tally.false_alarm += 1
    elif true:
        tally.missed += 1
    else:
        tally.quiet += 1
    if told != true and example:
        tally.examples.append(example)


def run(
    layouts: Mapping[str, Callable[[Story, random.Random], Written]],
    seeds: Sequence[int] | range,
    examples: Counter[str],
) -> Scores:
    """Screen every plot in every layout with every seed."""
    scores = Scores()
    lenders = list(packaged_registry().lenders)
    for seed in seeds:
        for plot in PLOTS:
            for layout, write in layouts.items():
                key = f"{layout}/{plot}/{seed}"
                story = Teller(hash_of(key), lenders).tell(plot, PLOTS[plot])
                written = write(story, random.Random(hash_of(key) + 1))
                try:
                    screening = _screen(written, story)
                except Exception as problem:  # noqa: BLE001 a crash is a result too
                    examples[f"{key}: {type(problem).__name__} {problem}"] += 1
                    continue
                score(story, written, screening, scores, key)
    examples.update(scores.lenders.examples + scores.files.examples)
    return scores


def hash_of(key: str) -> int:
    """Turn a key into a seed, the same on every machine."""
    value = 0
    for sign in key:
        value = (value * 131 + ord(sign)) % 2**31
    return value


def time_screening(lines: int) -> float:
    """Measure the processor seconds to read and screen a statement of that many lines, best of five, caches empty."""
    lenders = list(packaged_registry().lenders)
    teller = Teller(77, lenders)
    story = teller.tell("mixed", PLOTS["mixed"])
    while len(story.movements) < lines:
        # another month of the same trader, other days, names and amounts
        more = teller.tell("clean", PLOTS["clean"]).movements
        story.movements += more[: lines - len(story.movements)]
    content = TUNED["bri_nineteen"](story, random.Random(5)).content
    best = 9.0
    packaged_registry()
    gc.freeze()  # as the command does once its registry is loaded
    for _ in range(5):
        _forget()
        before = time.process_time()
        opened = open_file("waktu.csv", content)
        evidence = read_evidence([opened])
        assert isinstance(evidence, Statement)
        screen_evidence(evidence, packaged_registry())
        best = min(best, time.process_time() - before)
    return best


def time_additions() -> float:
    """Measure the processor seconds of a million additions, best of five: how fast this machine was at the time."""
    best = 9.0
    for _ in range(5):
        before = time.process_time()
        total = 0
        for number in range(1_000_000):
            total += number
        best = min(best, time.process_time() - before)
    return best


def _forget() -> None:
    from scoring.screening import amounts, counterparties, days, normalising

    packaged_registry().search.cache_clear()
    for cached in (
        amounts.read_amount,
        days._read_day,  # noqa: SLF001
        counterparties.counterparty_of,
        normalising.plain_text,
        normalising.plain_words,
        normalising.line_words,
    ):
        cached.cache_clear()


def main() -> None:
    """Run, print the table and keep the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=0, help="print that many wrong answers")
    parser.add_argument("--tuned-only", action="store_true")
    parser.add_argument("--no-time", action="store_true")
    chosen = parser.parse_args()
    results: dict[str, object] = {}
    sets = (
        {"tuned": (TUNED, TUNED_SEEDS)}
        if chosen.tuned_only
        else {
            "tuned": (TUNED, TUNED_SEEDS),
            "held_back_seeds": (TUNED, HELD_BACK_SEEDS),
            "held_back_layouts": (HELD_BACK, HELD_BACK_SEEDS),
        }
    )
    for name, (layouts, seeds) in sets.items():
        examples: Counter[str] = Counter()
        scores = run(layouts, seeds, examples)
        results[name] = _print(name, scores)
        for example in list(examples)[: chosen.examples]:
            print("   ", example)
    if not chosen.no_time:
        results["seconds"] = {str(lines): round(time_screening(lines), 4) for lines in (500, 1_000, 2_000, 4_000)}
        results["seconds_for_a_million_additions"] = round(time_additions(), 4)
        print("detik CPU per jumlah baris:", results["seconds"])
        print("detik CPU untuk sejuta penjumlahan, sebagai ukuran mesin:", results["seconds_for_a_million_additions"])
    if not chosen.tuned_only:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _print(name: str, scores: Scores) -> dict[str, object]:
    shown: dict[str, object] = {
        "files_read": scores.read,
        "complete": scores.complete,
        "files": scores.files.show(),
        "lenders": scores.lenders.show(),
    }
    kinds = {kind: tally.show() for kind, tally in sorted(scores.kinds.items())}
    shown["kinds"] = kinds
    shown["evidence_exact"] = f"{scores.lenders.evidence_right}/{scores.lenders.evidence_all}"
    shown["active_right"] = f"{scores.active_right}/{scores.active_all}"
    print(
        f"\n{name}: {scores.read} berkas, lengkap {scores.complete}, "
        f"bukti tepat {shown['evidence_exact']}, aktif tepat {shown['active_right']}"
    )
    print(f"  {'':22}{'presisi':>9}{'recall':>9}{'F1':>8}{'benar':>7}{'keliru':>7}{'luput':>7}")
    rows = {"berkas": scores.files, "pemberi pinjaman": scores.lenders, **dict(sorted(scores.kinds.items()))}
    for label, tally in rows.items():
        print(
            f"  {label:22}{tally.precision:9.4f}{tally.recall:9.4f}{tally.f1:8.4f}"
            f"{tally.right:7}{tally.false_alarm:7}{tally.missed:7}"
        )
    return shown


if __name__ == "__main__":
    main()
