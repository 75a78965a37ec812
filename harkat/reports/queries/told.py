"""The funnel as it may be told: steps about debts and scores closed where few reached them."""

from datetime import date

from harkat.reports.basis import Basis
from harkat.reports.queries.funnel import EVERYBODY, funnel, reached_by
from harkat.reports.quiet_steps import close_quiet
from harkat.reports.routes import Scope
from harkat.reports.steps import FunnelRow


def told_funnel(day: date, scope: Scope = EVERYBODY, basis: Basis = Basis.CORRECTED) -> list[FunnelRow]:
    """Return the rows of the funnel on a day, with what would tell on somebody closed."""
    if not scope.is_narrow:
        return close_quiet(funnel(day, scope, basis), None, "")
    is_crossed = bool(scope.district and scope.route)
    parts = reached_by(day, basis, by_district=bool(scope.district))
    return close_quiet(funnel(day, scope, basis), parts, "" if is_crossed else scope.district or scope.route)
