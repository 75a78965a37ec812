"""The page that shows the economics department how many are held by which kind of debt, and how many got out."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.web.access import allow
from core.web.answers import page
from harkat.reports.debt_counts import DebtCount, close_small
from harkat.reports.views import READERS
from scoring.screening.economics.queries import held_by_kind

blueprint = Blueprint("report_debts", __name__, url_prefix="/laporan")


@blueprint.get("/utang")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show the counts as they stand now; no list of cases stands behind any."""
    counted = {
        row.kind: DebtCount(len(row.held), row.owed, len(row.owed_by), len(row.got_out)) for row in held_by_kind()
    }
    return page("harkat/reports/debts.html", rows=close_small(counted), day=clock.today(), asked={})
