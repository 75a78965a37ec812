"""Groups of loans held side by side: how many fell behind, how sure that is, and what may be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.labels import LabeledEnum
from harkat.reports.quality.figures import CLOSED
from harkat.reports.quality.intervals import Interval, difference, wilson
from harkat.reports.shares import share_of, write_share
from harkat.reports.suppression import Count, suppress


class Trait(LabeledEnum):
    """By what loans are held side by side."""

    SEX = ("sex", "Perempuan dan laki-laki")
    TRAINED = ("trained", "Terlatih dan belum")
    INCUBATED = ("incubated", "Diinkubasi dan tidak")


class Side(LabeledEnum):
    """A group of loans; a sub-group's loan is one loan."""

    WOMEN = ("women", "Perempuan")
    MEN = ("men", "Laki-laki")
    MIXED = ("mixed", "Sub-kelompok campuran")
    UNRECORDED = ("unrecorded", "Jenis kelamin belum dicatat")
    TRAINED = ("trained", "Semua peminjamnya lulus pelatihan sebelum cair")
    PARTLY_TRAINED = ("partly_trained", "Sebagian lulus pelatihan")
    UNTRAINED = ("untrained", "Belum ada yang lulus pelatihan")
    INCUBATED = ("incubated", "Ada yang diinkubasi sebelum cair")
    NOT_INCUBATED = ("not_incubated", "Tidak diinkubasi")


SIDES: dict[Trait, tuple[Side, ...]] = {
    Trait.SEX: (Side.WOMEN, Side.MEN, Side.MIXED, Side.UNRECORDED),
    Trait.TRAINED: (Side.TRAINED, Side.UNTRAINED, Side.PARTLY_TRAINED),
    Trait.INCUBATED: (Side.INCUBATED, Side.NOT_INCUBATED),
}
"""The sides of a trait; the first two are the ones a sentence is written about."""


@dataclass(frozen=True)
class Outcome:
    """What became of the loans of a side: how many, how many fell behind, of how many persons; rupiah due and paid."""

    loans: int = 0
    behind: int = 0
    persons_behind: int = 0
    due: int = 0
    paid: int = 0


@dataclass(frozen=True)
class ComparedSide:
    """A side as the page shows it; ``behind`` and the interval are absent where they are closed."""

    side: Side
    loans: int
    behind: int | None
    interval: Interval | None
    closed: str
    repaid: str

    @property
    def behind_words(self) -> str:
        """How many fell behind, or why that is not told."""
        return self.closed if self.behind is None else str(self.behind)

    @property
    def share_words(self) -> str:
        """The share and its interval."""
        return "–" if self.interval is None else percent_words(self.interval.share)

    @property
    def range_words(self) -> str:
        """The interval alone."""
        if self.interval is None:
            return "–"
        return f"{percent_words(self.interval.low)} sampai {percent_words(self.interval.high)}"


@dataclass(frozen=True)
class Comparison:
    """One trait with its sides, and a sentence that does not claim a cause."""

    trait: Trait
    sides: tuple[ComparedSide, ...]
    verdict: str


def compare(trait: Trait, outcomes: dict[Side, Outcome], *, least: int) -> Comparison:
    """Hold the sides of a trait side by side.

    :param least: how many loans each of the first two sides needs before a sentence is written
    """
    counts = {side: outcomes.get(side, Outcome()).persons_behind for side in SIDES[trait]}
    closed = {count.key: count for count in suppress(counts, sensitive=counts) if count.number is None}
    sides = tuple(_side(side, outcomes.get(side, Outcome()), closed.get(side)) for side in SIDES[trait])
    shown = tuple(side for side in sides if side.loans or side.side in SIDES[trait][:2])
    return Comparison(trait, shown, verdict(sides, least=least))


def verdict(sides: Sequence[ComparedSide], *, least: int) -> str:
    """Say in a sentence what the first two sides tell and what they do not."""
    first, second = sides[0], sides[1]
    if min(first.loans, second.loans) < least:
        return (
            f"Data belum cukup: perlu paling sedikit {least} pinjaman yang sudah cukup umur di tiap sisi, sekarang "
            f"{first.loans} dan {second.loans}."
        )
    if first.interval is None or second.interval is None:
        return "Belum dapat dibandingkan: yang menunggak kurang dari 5 orang, jadi angkanya ditutup."
    apart = difference(first.interval, second.interval)
    points = f"{points_words(apart.low)} sampai {points_words(apart.high)} poin persen"
    if apart.holds_zero:
        return f"Tidak terlihat perbedaan: selisihnya antara {points}, jadi bisa nol. Ini bukan bukti keduanya sama."
    which = "lebih sering" if apart.share > 0 else "lebih jarang"
    return (
        f"Sisi pertama {which} menunggak: selisihnya antara {points} (tingkat keyakinan 95%). Ini bukan bukti sebab; "
        "keduanya bisa berbeda dalam hal lain, misalnya usaha, besar pinjaman, atau siapa yang dipilih."
    )


def percent_words(share: float) -> str:
    """Write a share as a percentage with one decimal."""
    return f"{share * 100:.1f}".replace(".", ",") + "%"


def points_words(share: float) -> str:
    """Write a difference in points with its sign."""
    return f"{share * 100:+.1f}".replace(".", ",").replace("-", "−")


def rate_words(due: int, paid: int, *, exact: bool) -> str:
    """Write which share of what fell due was paid; cut to whole percent where few are behind."""
    share = share_of(paid, due)
    if share is None:
        return "–"
    return write_share(share) if exact or share == 1 else f"sekitar {int(share * 100)}%"


def _side(side: Side, outcome: Outcome, closing: Count[Side] | None) -> ComparedSide:
    is_open = closing is None
    return ComparedSide(
        side,
        outcome.loans,
        outcome.behind if is_open else None,
        wilson(outcome.behind, outcome.loans) if is_open and outcome.loans else None,
        "" if closing is None else closing.words,
        rate_words(outcome.due, outcome.paid, exact=True) if is_open else CLOSED,
    )
