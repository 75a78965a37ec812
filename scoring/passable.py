"""Whether anybody could pass a scorecard: the best trader that can be imagined is put before it."""

from datetime import date
from typing import Any

from scoring.facts import UNITS, Fact, FactKind, Facts, Sureness, Unit
from scoring.readiness import assess, current_facts
from scoring.scorecard import BadScorecard, Scorecard, read_scorecard
from scoring.status import Readiness

BEST_INCOME_MONTHLY = 166_000_000
"""Two billion rupiah of sales a year make a micro business no longer micro (PP 7/2021, article 35)."""
MOST_MONTHS = 600
_SOME_DAY = date(2026, 1, 1)
_NOTHING = {
    FactKind.HOUSEHOLD_COST,
    FactKind.OTHER_INCOME,
    FactKind.OWN_LOAN_DAYS_LATE,
    FactKind.FINDINGS_WAITING,
    FactKind.SUBSIDIZED_LOANS,
}
_BEST = {Unit.YES_NO: 1, Unit.COUNT: 0, Unit.MONTHS: MOST_MONTHS, Unit.DAYS: 31, Unit.RUPIAH: BEST_INCOME_MONTHLY}


def check_scorecard(table: Any) -> Scorecard:
    """Read a scorecard and check that it is sound and that somebody could be READY by it, a first borrower too.

    :raises BadScorecard: with what is wrong, or which line keeps everybody out
    """
    card = read_scorecard(table)
    if any(days < 0 for days in card.ages_days.values()):
        raise BadScorecard("Umur keterangan tidak boleh kurang dari nol hari.")
    if any(days <= 0 for days in card.step_days.values()):
        raise BadScorecard("Lama setiap langkah harus paling sedikit satu hari.")
    for facts in (best_trader(), best_trader().without([FactKind.OWN_LOAN_DAYS_LATE])):
        result = assess(current_facts(facts, card, today=_SOME_DAY), card, today=_SOME_DAY)
        if result.status is not Readiness.READY:
            reason = result.reasons[0].text if result.reasons else ""
            raise BadScorecard(
                "Tidak ada orang yang bisa “siap” dengan tabel ini, bahkan pedagang terbaik yang baru pertama "
                f"meminjam. Yang menahan: {reason}"
            )
    return card


def best_trader() -> Facts:
    """Return the facts of a trader about whom everything is known, proven, and as good as it can be."""
    return Facts(
        tuple(
            Fact(kind, 0 if kind in _NOTHING else _BEST[UNITS[kind]], "contoh terbaik", _SOME_DAY, Sureness.DOCUMENT)
            for kind in FactKind
            if kind is not FactKind.PROFIT_PER_SELLING_DAY
        )
    )
