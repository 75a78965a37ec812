"""The page that shows the economics department how many are held by which kind of debt, and how many got out."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.web.access import allow
from core.web.answers import page
from core.web.menu import MenuItem
from harkat.reports.basis import Basis
from harkat.reports.debts.queries import told_debts
from harkat.reports.views import READERS, asked, kept

blueprint = Blueprint("report_debts", __name__, url_prefix="/laporan")
MENU = [MenuItem("Tertahan utang", "report_debts.index", READERS, order=6)]


@blueprint.get("/utang")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show the counts of a day; no list of cases stands behind any."""
    form, day, basis = asked()
    today = clock.today()
    return page(
        "harkat/reports/debts.html", rows=told_debts(day, today=today, basis=basis), form=form, day=day, today=today,
        basis=basis, bases=Basis.choices(), asked=kept(form),
    )  # fmt: skip
