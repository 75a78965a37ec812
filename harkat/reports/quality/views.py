"""The page that tells how well the loans are repaid."""

from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.documents.heat import lying_bars
from core.documents.picture import as_source
from core.web.access import allow
from core.web.answers import page
from core.web.menu import MenuItem
from harkat.facility import queries as facility
from harkat.facility.terms import LenderType
from harkat.reports.absorption import in_millions
from harkat.reports.basis import Basis
from harkat.reports.figures import Front
from harkat.reports.quality.banks import Lender, bank_lines
from harkat.reports.quality.comparing import rate_words
from harkat.reports.quality.figures import (
    AGES_ON_BOOK,
    CLOSED,
    Line,
    band_lines,
    class_lines,
    cohort_lines,
    npl_words,
    sum_words,
)
from harkat.reports.quality.queries.histories import cohorts, comparisons
from harkat.reports.quality.queries.standing import Standing, provisions_on, scale_words, standing
from harkat.reports.quality.queries.subsidies import subsidy
from harkat.reports.queries.front import money
from harkat.reports.views import READERS, asked, kept

blueprint = Blueprint("quality", __name__, url_prefix="/laporan/mutu")
MENU = [MenuItem("Mutu", "quality.index", READERS, order=6)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show how well the loans are repaid, for whom, and how sure that is."""
    form, day, basis = asked()
    shown, stands = money(day, today=clock.today(), basis=basis), standing(day, basis)
    lines = class_lines(stands.by_class)
    return page(
        "harkat/reports/quality/index.html", form=form, day=day, today=clock.today(), basis=basis, shown=shown,
        bases=Basis.choices(), asked=kept(form), stands=stands, **_words(stands, day, shown), lines=lines,
        picture=class_picture(lines), bands=band_lines(stands.bands), ages=AGES_ON_BOOK,
        cohorts=cohort_lines(cohorts(day, basis)), comparisons=comparisons(day, basis),
        subsidy=subsidy(day, basis),
    )  # fmt: skip


def _words(stands: Standing, day: date, shown: Front) -> dict[str, Any]:
    """Return the sums of the page in words, and its banks."""
    kinds = {bank.id: bank.lender_type for bank in facility.banks()}
    lenders = [Lender(bank.bank_id, bank.name, kinds[bank.bank_id], bool(bank.reported_on)) for bank in shown.banks]
    banks, set_aside = bank_lines(lenders, stands.classes, stands.bad_by_bank, provisions_on(day))
    return {
        "npl": npl_words(stands.bad, stands.owed),
        "late": sum_words(stands.late, overdue=True),
        "restructured": sum_words(stands.restructured),
        "lost": sum_words(stands.lost),
        "rate": rate_words(stands.due, stands.paid, exact=not stands.late.is_small),
        "banks": banks,
        "provision": set_aside,
        "scales": {lender.label: scale_words(lender, day) for lender in LenderType},
    }


def class_picture(lines: list[Line]) -> str:
    """Draw what is owed in each class; a closed class has no bar and says so."""
    if not any(line.bar for line in lines):
        return ""
    names = tuple(line.name for line in lines)
    values = tuple((in_millions(line.bar or 0), line.share if line.bar is not None else CLOSED) for line in lines)
    return as_source(lying_bars(names, values, across="Sisa pokok, juta rupiah"))
