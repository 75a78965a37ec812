"""Money and four eyes on both databases: moved once, guarded by the database itself, given back exactly once."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from core.audit.models import AuditEntry
from core.dates import day_of
from core.db import db, transaction
from core.groups.models import SubGroup
from harkat.applications import queries, service
from harkat.applications.models import Application, BankDecision
from harkat.applications.states import State, StopReason, WrongState
from harkat.facility import queries as facility
from harkat.facility import service as facility_service
from harkat.facility.ledger import NotEnoughRoom
from harkat.facility.models import Reservation
from harkat.facility.terms import ReservationState
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import (
    LATER,
    ROOM,
    STEPS,
    Case,
    as_actor,
    ask,
    bring_to,
    the,
)


@pytest.fixture(autouse=True)
def context(app_on_both: Flask) -> Iterator[None]:
    """Run in the app; the session ends with the test."""
    with app_on_both.app_context():
        yield
        db.session.remove()


@pytest.mark.parametrize("group", [False, True])
def test_the_whole_way_moves_the_money_exactly_once(case_on_both: Case, *, group: bool) -> None:
    application_id = bring_to("disbursed", case_on_both, group=group)
    application = the(application_id)
    position = facility.position(case_on_both.bank_id)
    assert application.state is State.DISBURSED
    assert (position.available, position.committed, position.outstanding) == (ROOM - 5_000_000, 0, 5_000_000)
    assert facility.verify() == []
    shares = queries.shares_of(application_id)
    assert sum(share.received or 0 for share in shares) == 5_000_000
    assert len(shares) == (6 if group else 1)
    assert [step.state.value for step in queries.steps_of(application_id)] == [
        "draft", "submitted", "verified", "recommended", "at_bank", "approved", "accepted", "contracted", "disbursed",
    ]  # fmt: skip
    deeds = db.session.scalars(
        select(AuditEntry.deed).where(AuditEntry.subject == "application").order_by(AuditEntry.id)
    ).all()
    told = [deed.removeprefix("applications.") for deed in deeds]
    assert [deed for deed in told if deed != "check"] == [
        "draft", "submit", *(["visit"] * 6 if group else []), "verify", "recommend", "confirm", "approve", "accept",
        *(["explain_liability", "sign"] if group else []), "contract", "disburse",
    ]  # fmt: skip
    if group:
        sub_group = db.session.get(SubGroup, case_on_both.sub_group_id)
        assert sub_group is not None
        assert sub_group.frozen_at == NOW


def test_the_same_form_twice_is_one_deed(case_on_both: Case) -> None:
    with transaction():
        first = service.draft(ask(case_on_both, reference="form-1"), actor=as_actor("officer"), now=NOW).id
    with transaction():
        assert service.draft(ask(case_on_both, reference="form-1"), actor=as_actor("officer"), now=NOW).id == first
    application_id = first
    for _, step in STEPS[1:5]:
        with transaction():
            step(the(application_id))
    for _ in range(2):
        with transaction():
            service.approve(the(application_id), amount=4_000_000, reference="form-2", actor=as_actor("bank"), now=NOW)
    assert facility.position(case_on_both.bank_id).committed == 4_000_000
    assert len(queries.decisions_of(application_id)) == 1
    with transaction():
        service.accept(the(application_id), actor=as_actor("officer"), now=NOW)
    for _ in range(2):
        with transaction():
            service.contract(
                the(application_id),
                contract_number="A-1",
                contract_on=TODAY,
                payout_accounts={case_on_both.person_id: "1234567890"},
                reference="form-3",
                actor=as_actor("bank"),
                now=NOW,
            )
    for _ in range(2):
        with transaction():
            service.disburse(
                the(application_id), disbursed_on=TODAY, reference="form-4", actor=as_actor("bank"), now=NOW
            )
    position = facility.position(case_on_both.bank_id)
    assert (position.committed, position.outstanding) == (0, 4_000_000)
    assert len(queries.steps_of(application_id)) == 9


def test_the_database_itself_refuses_a_second_running_application(case_on_both: Case) -> None:
    application = the(bring_to("draft", case_on_both))
    copy = {
        name: getattr(application, name)
        for name in ("person_id", "bank_id", "state", "requested", "installments", "purpose", "created_at")
    }
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Application(number="PM-KEDUA", **copy))


@pytest.mark.parametrize("column", ["decided_by_id", "confirmed_by_id"])
def test_the_database_holds_the_four_eyes_too(case_on_both: Case, column: str) -> None:
    application_id = bring_to("at_bank", case_on_both)
    recommender = the(application_id).recommended_by_id
    with pytest.raises(IntegrityError), transaction():
        setattr(the(application_id), column, recommender)


def test_the_database_wants_two_accounts_on_every_word_of_the_bank(case_on_both: Case) -> None:
    application_id = bring_to("approved", case_on_both)
    same = update(BankDecision).values(recommended_by_id=BankDecision.decided_by_id)
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(same.where(BankDecision.application_id == application_id))


def test_one_rupiah_free_is_not_enough(case_on_both: Case) -> None:
    with transaction():
        db.session.add(
            Application(
                number="PM-LAIN", person_id=case_on_both.member_ids[0], bank_id=case_on_both.bank_id, state=State.DRAFT,
                requested=1, installments=1, purpose="-", created_at=NOW,
            )
        )  # fmt: skip
        db.session.flush()
    filler = db.session.scalars(select(Application.id)).one()
    with transaction():
        facility_service.reserve(
            bank_id=case_on_both.bank_id, amount=ROOM - 4_999_999, application_id=filler, reference="filler",
            expires_on=TODAY, actor=as_actor("bank"), now=NOW,
        )  # fmt: skip
    application_id = bring_to("at_bank", case_on_both)
    with pytest.raises(NotEnoughRoom, match=r"Rp4\.999\.999"), transaction():
        service.approve(the(application_id), amount=5_000_000, reference="satu", actor=as_actor("bank"), now=NOW)
    application = the(application_id)
    assert (application.state, application.approved, application.reservation_id) == (State.AT_BANK, None, None)
    assert queries.decisions_of(application_id) == []
    with transaction():
        service.approve(the(application_id), amount=4_999_999, reference="dua", actor=as_actor("bank"), now=NOW)
    assert facility.position(case_on_both.bank_id).available == 0


@pytest.mark.parametrize(
    ("state", "way"),
    [
        ("approved", "decline"),
        ("accepted", "decline"),
        ("accepted", "withdraw"),
        ("contracted", "withdraw"),
        ("approved", "expire"),
        ("accepted", "expire"),
    ],
)
def test_an_offer_that_comes_to_nothing_frees_the_money_once(case_on_both: Case, state: str, way: str) -> None:
    application_id = bring_to(state, case_on_both)
    assert facility.position(case_on_both.bank_id).committed == 5_000_000
    for again in (False, True):
        try:
            with transaction():
                _let_go(way, application_id)
        except WrongState:
            assert again
    assert facility.position(case_on_both.bank_id).available == ROOM
    assert the(application_id).state in (State.DECLINED, State.WITHDRAWN, State.EXPIRED)
    assert db.session.scalars(select(Reservation)).one().state is ReservationState.RELEASED
    assert facility.verify() == []


def _let_go(way: str, application_id: int) -> None:
    application = the(application_id)
    if way == "expire":
        service.expire(application, today=day_of(LATER), actor=as_actor("officer"), now=LATER)
        return
    deed = service.decline if way == "decline" else service.withdraw
    deed(application, reason=StopReason.CHANGED_MIND, note=None, actor=as_actor("officer"), now=NOW)
