"""Asking what closed flags have proven."""

from collections.abc import Iterable
from datetime import timedelta

from core.dates import day_of
from core.policy.queries import whole_on
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.kinds import FlagClosing
from scoring.screening.models import DebtFinding, DebtFlag
from scoring.screening.terms import SLIK_SHOWS_AFTER_DAYS

LIFTING_OF = {FlagClosing.SETTLED: HoldLifting.SETTLED, FlagClosing.RESTRUCTURED: HoldLifting.RESTRUCTURED}


def proven_by_flags(findings: Iterable[DebtFinding], flags: Iterable[DebtFlag]) -> dict[int, HoldLifting | None]:
    """Return how findings were left behind by a flag closed with proof, until a file read later shows them again.

    An iDeb needs some days to show a settlement; before that an old line proves nothing against it.
    """
    proven: dict[int, HoldLifting | None] = {}
    known = {row.id: row for row in findings}
    for flag in flags:
        finding = known.get(flag.finding_id or 0)
        if finding is None or flag.closed_at is None or flag.closing not in LIFTING_OF:
            continue
        closed_on = day_of(flag.closed_at)
        shown_by = closed_on + timedelta(days=whole_on(SLIK_SHOWS_AFTER_DAYS, closed_on))
        if finding.changed_at <= flag.closed_at and finding.file.as_of <= shown_by:
            proven[finding.id] = LIFTING_OF[flag.closing]
    return proven
