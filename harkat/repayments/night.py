"""The class of many running loans on one night, as arrays: N loans at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from harkat.facility.terms import LenderType
from harkat.loans.classification import Collectability, Step

Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]
BEST_AFTER_CHANGE = Collectability.SUBSTANDARD.rank


@dataclass(frozen=True)
class NightLoans:
    """Running loans as the night reads them; every array has N places.

    Days are counted from year 1; ``oldest_due_on`` is 0 where nothing is open. ``owes``: principal is left.
    ``is_open``: to be looked at, so paid out by the day and not looked at by a later night, with all running loans of
    its borrower here. ``late``, ``own`` and ``rank`` are what the night before left, -1, 0 and 0 where it left nothing.
    """

    loan_id: Whole
    borrower: Whole
    bank_id: Whole
    oldest_due_on: Whole
    matures_on: Whole
    owes: Truth
    is_changed: Truth
    is_open: Truth
    late: Whole
    own: Whole
    rank: Whole


@dataclass(frozen=True)
class NightClasses:
    """What a night found: days late, own class and class of N loans, and which of them are new, moved or reclassed."""

    late: Whole
    own: Whole
    rank: Whole
    is_fresh: Truth
    is_moved: Truth
    is_reclassed: Truth


@dataclass(frozen=True)
class EarlyRow:
    """One of the first installments after a restructuring; rupiah. ``settled_on``: the day of its last payment."""

    due_on: date
    left: int
    settled_on: date | None


def without(loans: NightLoans, borrowers: Whole) -> NightLoans:
    """Return the loans with those of some borrowers (ascending) not to be looked at."""
    if not len(borrowers):
        return loans
    places = np.minimum(np.searchsorted(borrowers, loans.borrower), len(borrowers) - 1)
    return replace(loans, is_open=loans.is_open & (borrowers[places] != loans.borrower))


def days_late_of(loans: NightLoans, day: date) -> Whole:
    """Return by how many days each loan's oldest open installment is late; 0 where nothing is open."""
    return np.where(loans.oldest_due_on == 0, 0, np.maximum(day.toordinal() - loans.oldest_due_on, 0))


def ranks_by_days(
    loans: NightLoans,
    late: Whole,
    day: date,
    scales: Mapping[LenderType, Sequence[Step]],
    lenders: Mapping[int, LenderType],
) -> Whole:
    """Return the class, 1 to 5, that the days late and the days since maturity lead to by each lender's scale.

    :param lenders: the kind of lender by bank
    """
    matured = np.where(loans.owes, day.toordinal() - loans.matures_on, 0)
    ranks = np.ones(len(late), dtype=np.int64)
    for lender, scale in scales.items():
        theirs = np.isin(loans.bank_id, [bank_id for bank_id, kind in lenders.items() if kind is lender])
        for step in scale:
            reached = late >= step.days_from
            if step.matured_from is not None and step.matured_from > 0:
                reached = reached | (matured >= step.matured_from)
            ranks[theirs & reached] = step.collectability.rank
    return ranks


def class_night(loans: NightLoans, late: Whole, own: Whole) -> NightClasses:
    """Let each borrower's worst loan at a bank rule the others there, and tell what differs from the night before.

    :param late: days late of each loan on the day
    :param own: the class each loan has by itself on the day
    """
    known_late, known_own = np.where(loans.is_open, late, loans.late), np.where(loans.is_open, own, loans.own)
    rank = np.where(loans.is_open, worst_of_borrower(loans, known_own), loans.rank)
    is_known = loans.rank > 0
    differs = (known_late != loans.late) | (known_own != loans.own) | (rank != loans.rank)
    return NightClasses(
        late=known_late,
        own=known_own,
        rank=rank,
        is_fresh=loans.is_open & ~is_known,
        is_moved=loans.is_open & is_known & differs,
        is_reclassed=loans.is_open & (rank != loans.rank),
    )


def worst_of_borrower(loans: NightLoans, own: Whole) -> Whole:
    """Return for each loan the worst own class among its borrower's loans at the same bank."""
    if not len(own):
        return own
    order = np.lexsort((loans.bank_id, loans.borrower))
    borrower, bank = loans.borrower[order], loans.bank_id[order]
    begins = np.concatenate(([True], (borrower[1:] != borrower[:-1]) | (bank[1:] != bank[:-1])))
    worst = np.maximum.reduceat(own[order], np.flatnonzero(begins))
    spread = np.empty_like(own)
    spread[order] = worst[np.cumsum(begins) - 1]
    return spread


def floor_after_change(before: Collectability, first_rows: Sequence[EarlyRow], *, needed: int) -> int:
    """Return the class a restructured loan is at best in: 1 once enough first installments were paid on time.

    :param first_rows: the first ``needed`` installments on the new schedule, oldest first
    """
    on_time = 0
    for row in first_rows:
        if row.left or row.settled_on is None or row.settled_on > row.due_on:
            break
        on_time += 1
    return 1 if on_time >= needed else min(before.rank, BEST_AFTER_CHANGE)
