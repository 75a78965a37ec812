"""The page on ways out of debt for the economics department: no name, no list, small counts closed."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.web.access import allow
from core.web.answers import page
from harkat.reports.tables import CLOSING_NOTE
from harkat.reports.views import READERS
from harkat.reports.ways_out.queries import ways_out

blueprint = Blueprint("report_ways_out", __name__, url_prefix="/laporan/pembinaan")


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show how many are on the way out of which kind of debt, how many got out, and what burden is gone."""
    return page(
        "harkat/reports/ways_out.html", shown=ways_out(), today=clock.today(), asked={}, closing_note=CLOSING_NOTE
    )
