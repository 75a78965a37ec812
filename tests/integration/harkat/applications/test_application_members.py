"""A member leaves before the contract: shares stay whole, signatures fall, the bank decides anew, money comes free."""

from collections.abc import Iterator

import pytest
from flask import Flask

from core.db import db, transaction
from core.errors import DomainError
from harkat.applications import queries, service
from harkat.applications.members.service import leave
from harkat.applications.signing import queries as signing
from harkat.applications.states import State
from harkat.facility import queries as facility
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import ROOM, STEPS, Case, as_actor, bring_to, the


@pytest.fixture(autouse=True)
def context(app_on_both: Flask) -> Iterator[None]:
    """Run in the app; the session ends with the test."""
    with app_on_both.app_context():
        yield
        db.session.remove()


def go(application_id: int, person_id: int) -> None:
    with transaction():
        leave(the(application_id), person_id=person_id, note="Pindah kota", actor=as_actor("officer"), now=NOW)


@pytest.mark.parametrize("state", ["verified", "at_bank", "accepted"])
def test_the_others_go_on_with_their_shares(case_on_both: Case, state: str) -> None:
    case = case_on_both
    application_id = bring_to(state, case, group=True, requested=6_000_000)
    go(application_id, case.member_ids[0])
    application, shares = the(application_id), queries.shares_of(application_id)
    assert [share.requested for share in shares] == [1_000_000] * 5
    assert application.requested == 5_000_000
    assert application.remainder_person_id == case.member_ids[1]
    assert application.state is (State.VERIFIED if state == "verified" else State.AT_BANK)
    assert (application.approved, application.decided_by_id) == (None, None)
    assert application.recommended == (None if state == "verified" else 5_000_000)
    assert facility.position(case.bank_id).available == ROOM
    assert facility.verify() == []
    assert all(not signer.signed for signer in signing.signers_of(application))
    assert case.member_ids[0] not in queries.borrowers_of(None, case.sub_group_id)


def test_after_leaving_the_way_ends_in_a_loan_of_the_others(case_on_both: Case) -> None:
    case = case_on_both
    application_id = bring_to("approved", case, group=True, requested=6_000_000)
    go(application_id, case.member_ids[5])
    for name, step in STEPS[5:]:
        with transaction():
            application = the(application_id)
            if name == "approved":
                service.approve(application, amount=5_000_000, reference="lagi", actor=as_actor("bank"), now=NOW)
            else:
                step(application)
    assert facility.position(case.bank_id).outstanding == 5_000_000
    assert len(queries.decisions_of(application_id)) == 2, "the bank's first word is kept"


def test_five_is_the_fewest(case_on_both: Case) -> None:
    case = case_on_both
    application_id = bring_to("verified", case, group=True)
    go(application_id, case.member_ids[0])
    with pytest.raises(DomainError, match="tinggal 4 anggota, paling sedikit 5"):
        go(application_id, case.member_ids[1])
    assert len(queries.shares_of(application_id)) == 5


def test_after_the_contract_nobody_leaves_here(case_on_both: Case) -> None:
    application_id = bring_to("contracted", case_on_both, group=True)
    with pytest.raises(DomainError, match="adendum"):
        go(application_id, case_on_both.member_ids[0])


def test_a_stranger_cannot_leave(case_on_both: Case) -> None:
    application_id = bring_to("verified", case_on_both, group=True)
    with pytest.raises(DomainError, match="punya bagian") as refusal:
        go(application_id, case_on_both.person_id)
    assert refusal.value.field == "person_id"
