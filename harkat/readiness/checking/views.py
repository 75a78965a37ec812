"""The page that checks the score: fairness between groups, and calibration once loans have history."""

from itertools import pairwise
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_month
from core.policy.queries import whole_on
from core.web.access import allow
from core.web.answers import page
from harkat.readiness.checking import queries
from harkat.readiness.terms import ARREARS_DAYS, CLOSED_LOANS_NEEDED
from scoring.calibration import bands, gini, kolmogorov_smirnov, stability, stability_words
from scoring.fairness import ready_shares

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
blueprint = Blueprint("score_check", __name__, url_prefix="/kesiapan/periksa")


@blueprint.get("")
@allow(*READERS)
def show() -> ResponseReturnValue:
    """Show how groups of people fare, and whether the score orders people by how they repay."""
    today = clock.today()
    checked = queries.checked_persons(today)
    groups = [(grouping, ready_shares(persons)) for grouping, persons in checked.items()]
    persons = len(next(iter(checked.values())))
    return page("harkat/readiness/check.html", groups=groups, persons=persons, percent=percent, **_calibrated())


def _calibrated() -> dict[str, Any]:
    today = clock.today()
    closed, needed = queries.count_closed_loans(), whole_on(CLOSED_LOANS_NEEDED, today)
    if closed < needed:
        return {"closed": closed, "needed": needed, "bands": None}
    outcomes = queries.outcomes(today)
    months = list(queries.scores_by_month(today).items())
    drift = []
    for (before, old), (after, new) in pairwise(months):
        index = stability(old, new)
        words = None if index is None else stability_words(index)
        drift.append((format_month(before), format_month(after), len(old), len(new), index, words))
    return {
        "closed": closed,
        "needed": needed,
        "bands": bands(outcomes),
        "known": len(outcomes),
        "gini": gini(outcomes),
        "ks": kolmogorov_smirnov(outcomes),
        "drift": drift,
        "arrears_days": whole_on(ARREARS_DAYS, today),
    }


def percent(share: float) -> str:
    """Write a fraction as a whole percentage with its sign where it is a difference."""
    return f"{round(share * 100)}%".replace("-", "−")
