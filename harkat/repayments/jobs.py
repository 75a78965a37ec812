"""The night over running loans: days late, class, and the history of its changes."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import numpy as np

from core.db import db, retry_lost_races, transaction
from core.jobs.registry import Job
from harkat.repayments.night import NightLoans, without
from harkat.repayments.quality import queries, service

LOANS_AT_ONCE = 20_000
BORROWERS_AT_ONCE = 1_000
Reading = Callable[[], NightLoans]


def nightly(business_date: date, _now: datetime) -> str:
    """Bring every running loan's days late and class to a day; each piece is one transaction, and may be run again."""
    rules, looked, changed = service.rules_on(business_date), 0, 0

    def piece(read: Reading) -> tuple[int, int]:
        with transaction():
            loans = read()
            moved = service.look_at(loans, rules)
        db.session.expunge_all()
        return int(np.count_nonzero(loans.is_open)), moved

    for read in pieces(business_date):
        seen, moved = retry_lost_races(lambda read=read: piece(read))  # type: ignore[misc]
        looked, changed = looked + seen, changed + moved
    return f"{looked} pinjaman berjalan diperiksa, {changed} kelas berubah"


def pieces(day: date) -> Iterator[Reading]:
    """Yield what reads a night's loans piece by piece: most in the order of their keys, then borrowers with several."""
    several = queries.borrowers_with_several()
    for first in range(1, queries.last_loan() + 1, LOANS_AT_ONCE):
        last = first + LOANS_AT_ONCE - 1
        yield lambda first=first, last=last: without(queries.loans_between(day, first, last), several)  # type: ignore[misc]
    for start in range(0, len(several), BORROWERS_AT_ONCE):
        chosen = several[start : start + BORROWERS_AT_ONCE]
        yield lambda chosen=chosen: queries.loans_of_borrowers(day, chosen)  # type: ignore[misc]


JOBS = [Job("nightly", "Hari tunggakan dan kolektibilitas pinjaman berjalan", nightly, hour=0)]
