"""The way from registered to disbursed as steps that people reach in any order, and how long each takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.labels import LabeledEnum
from core.money import format_number
from harkat.reports.suppression import SMALLEST_SHOWN, Closing


class Step(LabeledEnum):
    """A step of the way; the first six are about persons, the rest about applications."""

    REGISTERED = ("registered", "Terdaftar")
    PAPERS = ("papers", "Berkas lengkap")
    TRAINED = ("trained", "Lulus pelatihan BALIKAT")
    INCUBATED = ("incubated", "Lulus inkubasi")
    CLEAR = ("clear", "Diperiksa, tanpa penanda utang terbuka")
    READY = ("ready", "Siap atau siap bersyarat")
    APPLIED = ("applied", "Mengajukan permohonan")
    RECOMMENDED = ("recommended", "Direkomendasikan kota ke bank")
    APPROVED = ("approved", "Disetujui bank")
    CONTRACTED = ("contracted", "Akad")
    DISBURSED = ("disbursed", "Dicairkan")


OF_PERSONS = (Step.REGISTERED, Step.PAPERS, Step.TRAINED, Step.INCUBATED, Step.CLEAR, Step.READY)
OF_APPLICATIONS = (Step.APPLIED, Step.RECOMMENDED, Step.APPROVED, Step.CONTRACTED, Step.DISBURSED)

OF_BANKS = frozenset({Step.APPROVED, Step.CONTRACTED, Step.DISBURSED})
"""What only a bank can tell; nobody in it means nothing while no bank has reported."""

WITHOUT_LIST = frozenset({Step.CLEAR, Step.READY})
"""About debts and scores: a figure, and no list of cases behind it."""

TIMED_FROM: dict[Step, Step] = {
    Step.PAPERS: Step.REGISTERED,
    Step.TRAINED: Step.REGISTERED,
    Step.INCUBATED: Step.REGISTERED,
    Step.CLEAR: Step.REGISTERED,
    Step.READY: Step.REGISTERED,
    Step.APPLIED: Step.REGISTERED,
    Step.RECOMMENDED: Step.APPLIED,
    Step.APPROVED: Step.RECOMMENDED,
    Step.CONTRACTED: Step.APPROVED,
    Step.DISBURSED: Step.CONTRACTED,
}
"""From which step the days of a step are counted."""


@dataclass(frozen=True)
class Reached:
    """How many reached a step; ``rupiah`` and ``applications`` only from the application on."""

    persons: int
    groups: int
    sub_groups: int
    applications: int | None = None
    rupiah: int | None = None


@dataclass(frozen=True)
class FunnelRow:
    """One step as a page shows it: who reached it, the share of all registered, and the median days.

    ``timed`` is how many had both dates, so that a median of three is not taken for a rule. ``closing`` says why
    nothing of the step may be told; a step about debts or scores tells its groups only where they are not few.
    """

    step: Step
    reached: Reached
    share: Fraction | None
    median_days: Fraction | None
    timed: int
    closing: Closing | None = None

    @property
    def persons_words(self) -> str:
        """The persons as a page shows them: their number, or why it is closed."""
        return format_number(self.reached.persons) if self.closing is None else self.closing.label

    @property
    def group_words(self) -> tuple[str, str]:
        """Groups and sub-groups as a page shows them; of a step about debts or scores not below five."""
        return self._gathered(self.reached.groups), self._gathered(self.reached.sub_groups)

    def is_told(self, *, has_reports: bool) -> bool:
        """Whether the step can be counted at all: nobody there means nothing while no bank has reported."""
        return has_reports or self.step not in OF_BANKS or self.reached.persons > 0

    def _gathered(self, number: int) -> str:
        is_few = self.step in WITHOUT_LIST and 0 < number < SMALLEST_SHOWN
        if self.closing is not None:
            return Closing.PROTECTING.label
        return Closing.SMALL.label if is_few else format_number(number)

    @property
    def timed_from(self) -> Step | None:
        """The step its days are counted from."""
        return TIMED_FROM.get(self.step)

    @property
    def median_words(self) -> str:
        """The median as a page shows it: whole days, or with a half."""
        if self.median_days is None:
            return ""
        return str(self.median_days) if self.median_days.denominator == 1 else f"{self.median_days // 1},5"

    @property
    def has_list(self) -> bool:
        """Whether the figure opens the list of its cases."""
        return self.step not in WITHOUT_LIST and self.closing is None and self.reached.persons > 0


def lay_out(reached: Mapping[Step, Reached], days: Mapping[Step, Mapping[int, int]]) -> list[FunnelRow]:
    """Make the rows of the funnel.

    :param days: for every timed step how many cases took how many days
    """
    registered = reached[Step.REGISTERED].persons
    return [
        FunnelRow(
            step,
            reached[step],
            Fraction(reached[step].persons, registered) if registered else None,
            median(days.get(step, {})),
            sum(days.get(step, {}).values()),
        )
        for step in Step
    ]


def median(counts: Mapping[int, int]) -> Fraction | None:
    """Return the middle value of a distribution given as value to count; the mean of the two middle ones when even."""
    total = sum(counts.values())
    if not total:
        return None
    return Fraction(_nth(counts, (total - 1) // 2) + _nth(counts, total // 2), 2)


def _nth(counts: Mapping[int, int], place: int) -> int:
    """Return the value at a place of the sorted list that the counts stand for, counted from 0."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed > place:
            return value
    raise IndexError(place)
