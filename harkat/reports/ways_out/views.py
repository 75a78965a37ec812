"""The page on ways out of debt for the economics department: no name, no list, small counts closed."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.web.access import allow
from core.web.answers import page
from core.web.menu import MenuItem
from harkat.reports.basis import Basis
from harkat.reports.tables import CLOSING_NOTE
from harkat.reports.views import READERS, asked, kept
from harkat.reports.ways_out.queries import ways_out

blueprint = Blueprint("report_ways_out", __name__, url_prefix="/laporan/pembinaan")
MENU = [MenuItem("Pembinaan utang", "report_ways_out.index", READERS, order=6)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show how many are on the way out of which kind of debt on a day, how many got out, and what burden is gone."""
    form, day, basis = asked()
    today = clock.today()
    return page(
        "harkat/reports/ways_out.html", shown=ways_out(day, today=today, basis=basis), form=form, day=day, today=today,
        basis=basis, bases=Basis.choices(), asked=kept(form), closing_note=CLOSING_NOTE,
    )  # fmt: skip
