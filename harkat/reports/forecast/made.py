"""A forecast as the page and the files show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.money import format_rupiah
from harkat.reports.forecast.bands import ALL, HALF, MonthAhead, Reaching, Trial, months_ahead, reaching, try_back
from harkat.reports.forecast.histories import Histories
from harkat.reports.forecast.levers import Levers, Reach
from harkat.reports.forecast.outlook import Fund, Futures, Rules, foresee
from harkat.reports.forecast.returns import MonthBack
from harkat.reports.shares import write_share

MONTHS_LOOKED = 60
MONTHS_SHOWN = 18


@dataclass(frozen=True)
class Change:
    """What the levers change by the last month shown: rupiah more (or less) gone out, in the middle future."""

    month: str
    before: int
    after: int


@dataclass(frozen=True)
class Forecast:
    """Everything the page shows; ``months`` and ``dates`` are empty where not enough is known.

    ``loans`` is how many loans it learned from.
    """

    day: date
    rules: Rules
    levers: Levers
    loans: int
    months: Sequence[MonthAhead] = ()
    dates: Sequence[Reaching] = ()
    as_now: Sequence[Reaching] = ()
    change: Change | None = None
    trials: Sequence[Trial] = ()
    returns: Sequence[MonthBack] = ()
    fund: Fund | None = None
    can_clear: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether there are loans enough to name a date."""
        return self.loans >= self.rules.fewest_loans

    @property
    def way_to_half(self) -> str:
        """How far half of the fund is, as a sentence that names no date."""
        if self.fund is None or self.fund.ceiling <= 0:
            return "Separuh dana belum dapat dihitung: besar dana program belum dicatat."
        half = Fraction(self.fund.ceiling, 2)
        gone, rounded = self.fund.gone_out, format_rupiah(round(half))
        if gone >= half:
            return f"Separuh dana, {rounded}, sudah dicairkan."
        words = (
            f"Separuh dana adalah {rounded}. Sampai kini {format_rupiah(gone)} dicairkan, "
            f"{write_share(gone / half)} dari separuh itu"
        )
        if not self.months:
            return f"{words}."
        last = self.months[-1]
        if last.so_far.low >= half:
            return f"{words}; sampai akhir {last.label} separuh itu terlewati, pun menurut batas bawah kisaran."
        if last.so_far.high >= half:
            return f"{words}; sampai akhir {last.label} separuh itu mungkin terlewati, mungkin belum."
        still = "masih jauh" if last.so_far.high * 2 < half else "belum tercapai"
        return (
            f"{words}. Sampai akhir {last.label} perkiraan tengahnya {format_rupiah(last.so_far.middle)} "
            f"({write_share(last.so_far.middle / half)} dari separuh) dan batas atasnya "
            f"{format_rupiah(last.so_far.high)} ({write_share(last.so_far.high / half)}): separuh itu {still}."
        )

    @property
    def inside(self) -> int:
        """How many of the trials came as their band said."""
        return sum(trial.is_inside for trial in self.trials)


def make(
    known: Histories, day: date, *, fund: Fund, rules: Rules, levers: Levers, reach: Reach, returns: Sequence[MonthBack]
) -> Forecast:
    """Make the forecast of a day, with and without the levers moved, and its trials on past days."""

    def futures(moved: Levers) -> Futures | None:
        return foresee(known, day, fund=fund, rules=rules, levers=moved, reach=reach, months=MONTHS_LOOKED)

    made = futures(levers) if known.paid >= max(1, rules.fewest_for_band) else None
    if made is None:
        return Forecast(day, rules, levers, known.paid, fund=fund, returns=returns, can_clear=bool(reach.new_cases))
    still = futures(Levers()) if levers.moved else made
    assert still is not None
    months = months_ahead(made)[:MONTHS_SHOWN]
    before = months_ahead(still)[MONTHS_SHOWN - 1]
    is_enough = known.paid >= rules.fewest_loans
    return Forecast(
        day,
        rules,
        levers,
        known.paid,
        months,
        [reaching(made, share) for share in (HALF, ALL)] if is_enough else [],
        [reaching(still, share) for share in (HALF, ALL)] if is_enough and levers.moved else [],
        Change(before.label, before.so_far.middle, months[-1].so_far.middle) if levers.moved else None,
        try_back(known, day, ceiling=fund.ceiling, rules=rules),
        returns,
        fund,
        bool(reach.new_cases),
    )
