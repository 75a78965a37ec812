"""The auditor's pages of who looked at whose debts."""

from itertools import groupby
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.audit.models import AuditEntry
from core.auth import queries as auth
from core.auth.roles import Role
from core.dates import day_of, format_weekday
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from harkat.privacy.looks import queries, service
from harkat.privacy.looks.period import MOST_DAYS, read_period
from harkat.privacy.looks.schemas import ReviewSchema

MOST_SHOWN = 30
"""How many questions stand on the page at once."""

blueprint = Blueprint("debt_looks", __name__, url_prefix="/siapa-melihat-utang")
MENU = [MenuItem("Siapa melihat utang siapa", "debt_looks.index", (Role.AUDITOR,), order=73)]


@blueprint.get("")
@allow(Role.AUDITOR)
def index() -> ResponseReturnValue:
    """List the looks by day, with what is unusual about them put as questions."""
    listing = read_listing(
        {"waktu": AuditEntry.at}, default="waktu", filters=("akun", "dari", "sampai"), descending=True
    )
    period = read_period(listing.filters["dari"], listing.filters["sampai"], clock.today())
    accounts = queries.accounts()
    chosen = next((int(key) for key, _ in accounts if key == listing.filters["akun"]), None)
    query = queries.looks(period.first, period.last, chosen)
    found = paginate(query, listing, tie=AuditEntry.id, scalars=False)
    unusual = queries.findings(period.first, period.last, chosen)
    asked = queries.with_review(unusual, queries.reviews(period.first, period.last))
    return page(
        "harkat/privacy/looks/index.html",
        found=found,
        days=[
            (format_weekday(day), list(rows)) for day, rows in groupby(found.items, key=lambda row: day_of(row[0].at))
        ],
        period=period,
        most_days=MOST_DAYS,
        accounts=accounts,
        waiting=[pair for pair in asked if pair[1] is None],
        reviewed=[pair for pair in asked if pair[1] is not None],
        most_shown=MOST_SHOWN,
        plan_deed=queries.PLAN,
    )


@blueprint.get("/akun/<int:account_id>")
@allow(Role.AUDITOR)
def show(account_id: int) -> ResponseReturnValue:
    """Show what is asked about an account's looking on a day, and the form to mark it as reviewed."""
    return _account_page(account_id, request.args.get("hari", ""), empty_form())


@blueprint.post("/akun/<int:account_id>")
@allow(Role.AUDITOR)
def review(account_id: int) -> ResponseReturnValue:
    """Mark a question as reviewed."""
    form = read_form(ReviewSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            account, day, kind = auth.account(account_id), form.draft["day"], form.draft["kind"]
            found = queries.findings(day, day, account.id)
            finding = next((row for row in found if row.kind is kind), None)
            service.review(account, finding, form.draft["note"], kind=kind, actor=actor(), now=clock.now())
            words = "Tinjauan tercatat: siapa, kapan, dan catatannya."
            return moved("debt_looks.show", account_id=account_id, hari=day.isoformat(), flash=words)
    return _account_page(account_id, form.value("day"), form)


def _account_page(account_id: int, typed: str, form: Form[Any]) -> ResponseReturnValue:
    account, day = auth.account(account_id), read_period("", typed, clock.today()).last
    found = queries.findings(day, day, account.id)
    asked = queries.with_review(found, queries.reviews(day, day))
    waiting = [(row.kind.value, row.kind.label) for row, reviewed in asked if reviewed is None]
    return page(
        "harkat/privacy/looks/account.html",
        form=form,
        account=account,
        day=day,
        weekday=format_weekday(day),
        asked=asked,
        waiting=waiting,
    )
