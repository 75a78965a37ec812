"""The auditor's page of questions."""

from datetime import timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.policy.queries import whole_on
from core.web.access import allow
from core.web.answers import page
from core.web.menu import MenuItem
from harkat.oversight import queries, questions
from harkat.oversight.terms import FAST_HOURS, SHARE_LEAST, SHARE_PERCENT

blueprint = Blueprint("oversight", __name__, url_prefix="/pertanyaan-audit")
MENU = [MenuItem("Pertanyaan untuk auditor", "oversight.index", (Role.AUDITOR,), order=72)]
PERIODS = (30, 90, 365)


@blueprint.get("")
@allow(Role.AUDITOR)
def index() -> ResponseReturnValue:
    """Show the questions of a period with the numbers behind them."""
    today = clock.today()
    days = next((period for period in PERIODS if request.args.get("hari") == str(period)), PERIODS[1])
    first = today - timedelta(days=days)
    speeds, shares = queries.took(first, today), questions.shares(queries.recommended_by(first, today))
    fast, percent, least = (whole_on(key, today) for key in (FAST_HOURS, SHARE_PERCENT, SHARE_LEAST))
    return page(
        "harkat/oversight/index.html",
        days=days,
        periods=PERIODS,
        departures=questions.about_departures(queries.departed(first, today)),
        speed=questions.about_speed(speeds, fast_hours=fast),
        by_share=questions.about_shares(shares, percent=percent, least=least),
        shares=shares,
        fast=fast,
        percent=percent,
        least=least,
        recommended=len(speeds),
    )
