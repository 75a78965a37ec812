"""The page of a tenant's cash book."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from balikat.incubation import queries
from balikat.incubation.cash_book import service
from balikat.incubation.cash_book.months import BookKeeper, average_income, count_bookkeeping, monday_of
from balikat.incubation.cash_book.queries import week_of, weeks_of, weeks_to_choose
from balikat.incubation.cash_book.schemas import WeekSchema
from balikat.incubation.terms import BOOKKEEPING_MONTHS, INCOME_MONTHS, WEEKS_IN_MONTH
from core import clock
from core.auth.roles import Role
from core.dates import format_date_short, parse_date
from core.db import transaction
from core.errors import DomainError
from core.policy.queries import whole_on
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

blueprint = Blueprint("cash_book", __name__, url_prefix="/binaan/<int:tenant_id>/kas")


@blueprint.get("")
@allow(Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.MENTOR)
def show(tenant_id: int) -> ResponseReturnValue:
    """Show the book, and the form of a week, filled where it is written already."""
    monday = monday_of(clock.today())
    with suppress(DomainError):
        monday = monday_of(parse_date(request.args.get("minggu", "")))
    week = week_of(queries.tenant_for(tenant_id, actor()).id, monday)
    values: dict[str, Any] = {"monday": monday.isoformat(), "kept_by": BookKeeper.TENANT.value}
    if week is not None:
        values |= {"money_in": week.money_in, "money_out": week.money_out, "kept_by": week.kept_by.value}
        values |= {"drawn": "" if week.drawn is None else week.drawn}
    return _page(tenant_id, empty_form(values))


@blueprint.post("")
@allow(Role.OFFICER, Role.MENTOR)
def write(tenant_id: int) -> ResponseReturnValue:
    """Write a week down."""
    form = read_form(WeekSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            tenant = queries.tenant_for(tenant_id, actor())
            week = service.write_week(tenant, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            words = f"Minggu {format_date_short(week.monday)} disimpan."
            return moved("cash_book.show", tenant_id=tenant_id, flash=words)
    return _page(tenant_id, form)


def _page(tenant_id: int, form: Form[Any]) -> ResponseReturnValue:
    tenant, today = queries.tenant_for(tenant_id, actor()), clock.today()
    months = queries.book_of([tenant_id], today)
    least = whole_on(INCOME_MONTHS, today)
    return page(
        "balikat/incubation/cash_book.html",
        tenant=tenant,
        form=form,
        months=list(reversed(months)),
        weeks=weeks_of(tenant_id)[:26],
        choices=weeks_to_choose(tenant, today),
        keepers=BookKeeper.choices(),
        run=count_bookkeeping(months, on=today),
        income=average_income(months, on=today, least=least),
        wanted=whole_on(BOOKKEEPING_MONTHS, today),
        weeks_wanted=whole_on(WEEKS_IN_MONTH, today),
        income_months=least,
    )
