"""A bank with room in the facility, and people whose files are complete."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from core.auth.roles import SYSTEM, Actor
from core.dates import day_of
from core.db import db, transaction
from core.people.models import Consent, ConsentPurpose, Paper, PaperKind
from harkat.applications import queries, service
from harkat.applications.checks import service as checks
from harkat.applications.checks.kinds import CheckAnswer, CheckKind, CheckSource
from harkat.applications.drafts import ApplicationDraft
from harkat.applications.models import Application
from harkat.applications.signing import service as signing
from harkat.applications.signing.papers import SigningPaper
from harkat.applications.visits import service as visits
from harkat.facility import service as facility
from harkat.facility.models import PartnerBank
from harkat.facility.terms import LenderType
from tests import factories
from tests.factories import NOW, TODAY

ROOM = 100_000_000


@dataclass(frozen=True)
class Case:
    """What a test needs to talk about: the keys of banks, borrowers and the sub-group."""

    bank_id: int
    other_bank_id: int
    person_id: int
    group_id: int
    sub_group_id: int
    member_ids: tuple[int, ...]


def as_actor(username: str) -> Actor:
    """Return the actor of an account."""
    return factories.account_named(username).as_actor()


def lay_case(*, room: int = ROOM, size: int = 6) -> Case:
    """Open two banks, complete one person's file and those of a sub-group's members."""
    with transaction():
        banks = [open_bank(name, room) for name in ("bank", "bank2")]
        person = factories.make_person("Siti Aminah")
        group, sub_group = factories.make_group(size=size)
        assert sub_group is not None
        db.session.flush()
        members = tuple(queries.borrowers_of(None, sub_group.id))
        for person_id in (person.id, *members):
            complete_file(person_id)
        return Case(banks[0].id, banks[1].id, person.id, group.id, sub_group.id, members)


def open_bank(username: str, room: int) -> PartnerBank:
    """Open the partner bank of a bank account's organization, with room to lend."""
    organization_id = factories.account_named(username).organization_id
    assert organization_id is not None
    bank = facility.open_bank(
        organization_id=organization_id,
        name=f"Bank {username}",
        lender_type=LenderType.BANK,
        actor=SYSTEM,
        now=NOW,
    )
    facility.set_ceiling(bank, room, reference=f"ceiling-{username}", source="uji", actor=SYSTEM, now=NOW)
    return bank


def complete_file(person_id: int) -> None:
    """Give a person every paper an application may need, and the consent to share them."""
    for kind in PaperKind:
        db.session.add(Paper(person_id=person_id, kind=kind, seen_on=TODAY, is_accepted=True))
    db.session.add(
        Consent(
            person_id=person_id,
            purpose=ConsentPurpose.SHARING,
            is_given=True,
            text_version="1",
            answered_at=NOW,
        )
    )
    db.session.flush()


def answer_checks(application: Application, *, now: datetime = NOW) -> None:
    """Answer every eligibility check of every borrower."""
    for kind in CheckKind:
        checks.answer(
            application,
            person_ids=list(queries.share_holders(application.id)),
            kind=kind,
            found=CheckAnswer.CLEAR,
            source=CheckSource.OFFICE,
            checked_on=day_of(now),
            actor=as_actor("officer"),
            now=now,
        )


def visit_one(application: Application, person_id: int, actor: Actor, now: datetime = NOW) -> None:
    """Write down a visit to one borrower's business."""
    visits.record(
        application, person_id=person_id, visited_on=day_of(now), is_open=True, is_owner_present=True,
        matches_papers=True, stock_value=None, note="Berjalan", photo=None, actor=actor, now=now,
    )  # fmt: skip


def verify(application: Application) -> None:
    """Visit every member's business, then verify."""
    if application.sub_group_id is not None:
        for person_id in queries.share_holders(application.id):
            visit_one(application, person_id, as_actor("officer"))
    service.verify(application, visited_on=TODAY, note="Usaha berjalan", actor=as_actor("officer"), now=NOW)


def recommend(application: Application) -> None:
    """Answer the checks, then recommend what was asked."""
    answer_checks(application)
    service.recommend(application, amount=application.requested, note="Layak", actor=as_actor("officer"), now=NOW)


def sign_all(application: Application, *, now: datetime = NOW) -> None:
    """Tell every member of a sub-group what joint liability means, and let them sign; nothing for a person's own."""
    if application.sub_group_id is None:
        return
    members, day = list(queries.share_holders(application.id)), day_of(now)
    signing.explain(application, person_ids=members, explained_on=day, actor=as_actor("officer"), now=now)
    signing.sign(
        application,
        person_ids=members,
        papers=[SigningPaper.LIABILITY, SigningPaper.POWER],
        signed_on=day,
        has_stamp=True,
        actor=as_actor("officer"),
        now=now,
    )


def accounts_of(application_id: int) -> dict[int, str]:
    """Return an account of their own for each borrower."""
    return {person_id: f"{1234567000 + person_id}" for person_id in queries.share_holders(application_id)}


def contract(application: Application, *, now: datetime = NOW) -> None:
    """Let everybody sign, then make the contract."""
    sign_all(application, now=now)
    service.contract(
        application,
        contract_number=f"AKAD-{application.id}",
        contract_on=day_of(now),
        payout_accounts=accounts_of(application.id),
        actor=as_actor("bank"),
        now=now,
    )


def ask(case: Case, *, group: bool = False, **changes: Any) -> ApplicationDraft:
    """Return a request that every rule allows."""
    values: dict[str, Any] = {
        "bank_id": case.bank_id,
        "requested": 5_000_000,
        "installments": 12,
        "purpose": "Membeli etalase dan bahan kue",
        "person_id": None if group else case.person_id,
        "sub_group_id": case.sub_group_id if group else None,
        **changes,
    }
    return ApplicationDraft(**values)


STEPS: list[tuple[str, Callable[[Application], object]]] = [
    ("draft", lambda application: application),
    ("submitted", lambda application: service.submit(application, actor=as_actor("officer"), now=NOW)),
    ("verified", verify),
    ("recommended", recommend),
    ("at_bank", lambda application: service.confirm(application, actor=as_actor("head"), now=NOW)),
    (
        "approved",
        lambda application: service.approve(
            application,
            amount=application.requested,
            reference=f"approve-{application.id}",
            actor=as_actor("bank"),
            now=NOW,
        ),
    ),
    ("accepted", lambda application: service.accept(application, actor=as_actor("officer"), now=NOW)),
    ("contracted", contract),
    (
        "disbursed",
        lambda application: service.disburse(
            application, disbursed_on=TODAY, reference=f"pay-{application.id}", actor=as_actor("bank"), now=NOW
        ),
    ),
]


def bring_to(state: str, case: Case, *, group: bool = False, **changes: Any) -> int:
    """Walk a fresh application to a state, each step in a transaction of its own; return its key."""
    with transaction():
        application_id = service.draft(ask(case, group=group, **changes), actor=as_actor("officer"), now=NOW).id
    for name, step in STEPS:
        with transaction():
            step(the(application_id))
        if name == state:
            return application_id
    raise AssertionError(state)


def the(application_id: int) -> Application:
    """Return an application as it stands in the database."""
    found = db.session.get(Application, application_id, populate_existing=True)
    assert found is not None
    return found


LATER = NOW + timedelta(days=31)


@pytest.fixture
def case(app: Flask) -> Case:
    """The case on SQLite."""
    with app.app_context():
        laid = lay_case()
        db.session.remove()
    return laid


@pytest.fixture
def case_on_both(app_on_both: Flask) -> Case:
    """The case, once on SQLite and once on PostgreSQL."""
    with app_on_both.app_context():
        laid = lay_case()
        db.session.remove()
    return laid
