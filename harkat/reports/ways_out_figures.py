"""What may be said of debts in public: counts of 5 and more, and sums that give no closed count away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balikat.debt_exit.kinds import DebtClass
from core.money import format_rupiah
from harkat.reports.debt_counts import ONLY_TODAY
from harkat.reports.suppression import SMALLEST_SHOWN, Count, suppress

CLOSED = "ditutup"


@dataclass(frozen=True)
class ByClass:
    """Persons, each counted once under the heaviest of their debts, and rupiah by the same; closed where small."""

    rows: tuple[tuple[Count[DebtClass], str], ...]
    persons: str
    amount: str


def heaviest(debts: Iterable[tuple[int, DebtClass]]) -> dict[int, DebtClass]:
    """Return for every person the heaviest class of their debts, so that nobody is counted twice."""
    order = list(DebtClass)
    found: dict[int, DebtClass] = {}
    for person_id, debt_class in debts:
        known = found.get(person_id)
        if known is None or order.index(debt_class) < order.index(known):
            found[person_id] = debt_class
    return found


def by_class(classes: Mapping[int, DebtClass], amounts: Mapping[int, int], *, is_past: bool = False) -> ByClass:
    """Lay persons and their rupiah out by class; an amount is told only where its count is, the sum only with all.

    Of a past day no rupiah are told: the sums of two days that follow each other would tell what one person owes.

    :param classes: the class every person is counted under
    :param amounts: rupiah of each of these persons
    """
    counts = dict.fromkeys(DebtClass, 0)
    sums = dict.fromkeys(DebtClass, 0)
    for person_id, debt_class in classes.items():
        counts[debt_class] += 1
        sums[debt_class] += amounts.get(person_id, 0)
    shown = suppress(counts, sensitive=counts)
    is_closed = any(count.number is None for count in shown)
    if is_past:
        return ByClass(tuple((count, ONLY_TODAY) for count in shown), few(len(classes)), ONLY_TODAY)
    rows = tuple((count, CLOSED if count.number is None else format_rupiah(sums[count.key])) for count in shown)
    return ByClass(rows, few(len(classes)), CLOSED if is_closed else format_rupiah(sum(sums.values())))


def few(number: int) -> str:
    """Write a count, or that it is below 5."""
    return "kurang dari 5" if 0 < number < SMALLEST_SHOWN else str(number)


def sum_of_some(amount: int, persons: int) -> str:
    """Write a sum over persons, or close it where they are fewer than 5."""
    return CLOSED if 0 < persons < SMALLEST_SHOWN else format_rupiah(amount)
