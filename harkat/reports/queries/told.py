"""The funnel as it may be told: steps about debts and scores closed where few reached them."""

from datetime import date

from harkat.reports.basis import Basis
from harkat.reports.queries.funnel import EVERYBODY, funnel, reached_by, reached_in
from harkat.reports.quiet_steps import close_quiet
from harkat.reports.routes import Scope
from harkat.reports.steps import FunnelRow, Reached, Step, lay_out


def told_funnel(day: date, scope: Scope = EVERYBODY, basis: Basis = Basis.CORRECTED) -> list[FunnelRow]:
    """Return the rows of the funnel on a day, with what would tell on somebody closed."""
    if not scope.is_narrow:
        return close_quiet(funnel(day, scope, basis), None, "")
    is_crossed = bool(scope.district and scope.route)
    parts = reached_by(day, basis, by_district=bool(scope.district))
    return close_quiet(funnel(day, scope, basis), parts, "" if is_crossed else scope.district or scope.route)


def told_persons(day: date, basis: Basis) -> list[FunnelRow]:
    """Return the steps with persons alone, of the whole city; it asks nothing the table of kecamatan does not."""
    reached = reached_in(day, EVERYBODY, basis)
    return close_quiet(lay_out({step: Reached(reached[step], 0, 0) for step in Step}, {}), None, "")
