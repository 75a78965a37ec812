"""One tenant of the mentor's, taken in a hundred days ago, and a stranger with another mentor."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask

from balikat.incubation.drafts import TenantDraft
from balikat.incubation.models import Tenant
from balikat.incubation.tenants import service
from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import db, transaction
from core.people.models import Business
from tests import factories


@dataclass
class Care:
    """Keys of what was set up, and who works there."""

    today: date
    tenant_id: int
    stranger_id: int
    person_id: int
    head: Actor
    officer: Actor
    mentor: Actor
    mentor2_id: int

    def visit(self, **values: str) -> dict[str, str]:
        """A visit as the form sends it."""
        return {
            "reference": "hp-1",
            "tenant_id": str(self.tenant_id),
            "visited_on": format_date_short(self.today),
            "outcome": "met",
            "done": "Menata buku kas",
        } | values


def take_in(name: str, mentor_id: int | None, *, head: Actor, today: date, days: int = 100) -> Tenant:
    """Take a new person with a business in, some days ago."""
    person = factories.make_person(name)
    business = Business(person_id=person.id, name=f"Warung {name}", created_at=clock.now(), sales_monthly=4_000_000)
    db.session.add(business)
    db.session.flush()
    day = today - timedelta(days=days)
    draft = TenantDraft(day, day + timedelta(days=365), person_id=person.id, mentor_id=mentor_id)
    return service.enroll(draft, actor=head, now=clock.now() - timedelta(days=days), today=day)


def build() -> Care:
    """Set it up inside a transaction."""
    today = clock.today()
    head, officer, mentor = (factories.account_named(name).as_actor() for name in ("head", "officer", "mentor"))
    mentor2 = factories.add_account("mentor2", Role.MENTOR)
    own = take_in("Siti Aminah", mentor.id, head=head, today=today)
    other = take_in("Budi Santoso", mentor2.id, head=head, today=today)
    assert own.person_id is not None
    return Care(today, own.id, other.id, own.person_id, head, officer, mentor, mentor2.id)


@pytest.fixture
def care(app: Flask) -> Care:
    """The tenants on SQLite."""
    with app.app_context(), transaction():
        return build()


@pytest.fixture
def care_on_both(app_on_both: Flask) -> Care:
    """The tenants, once on SQLite and once on PostgreSQL."""
    with app_on_both.app_context(), transaction():
        return build()
