"""The way of an application through its services, refusals that say why and change nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.auth.roles import Role
from core.dates import day_of
from core.db import db, transaction
from core.errors import DomainError, NotAllowed, NotFound
from core.people.models import Paper, PaperKind
from harkat.applications import queries, service
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.states import State, StopReason, WrongState
from harkat.facility import queries as facility
from harkat.facility.models import Reservation
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import (
    LATER,
    Case,
    accounts_of,
    as_actor,
    ask,
    bring_to,
    sign_all,
    the,
)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    """Run in the app; the session ends with the test."""
    with app.app_context():
        yield
        db.session.remove()


def test_a_used_form_is_not_good_for_another_deed(case: Case) -> None:
    application_id = bring_to("approved", case)
    with pytest.raises(DomainError, match="sudah dipakai"), transaction():
        service.accept(the(application_id), reference=f"approve-{application_id}", actor=as_actor("officer"), now=NOW)
    assert the(application_id).state is State.APPROVED


def test_a_second_application_waits_for_the_first(case: Case) -> None:
    first = bring_to("draft", case)
    with pytest.raises(DomainError, match=the(first).number), transaction():
        service.draft(ask(case), actor=as_actor("officer"), now=NOW)
    with transaction():
        service.withdraw(the(first), reason=StopReason.CHANGED_MIND, note=None, actor=as_actor("officer"), now=NOW)
    with transaction():
        service.draft(ask(case), actor=as_actor("officer"), now=NOW)


def test_a_member_of_a_running_sub_group_cannot_borrow_alone(case: Case) -> None:
    bring_to("draft", case, group=True)
    with pytest.raises(DomainError, match="masih punya permohonan"), transaction():
        service.draft(ask(case, person_id=case.member_ids[2]), actor=as_actor("officer"), now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requested": 10**12}, "requested"),
        ({"requested": 1}, "requested"),
        ({"installments": 1}, "installments"),
        ({"installments": 300}, "installments"),
    ],
)
def test_outside_the_product_nothing_is_written(case: Case, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refusal, transaction():
        service.draft(ask(case, **changes), actor=as_actor("officer"), now=NOW)
    assert refusal.value.field == field
    assert db.session.scalars(select(Application)).all() == []


def test_shares_of_a_sub_group_must_sum(case: Case) -> None:
    shares = dict.fromkeys(case.member_ids, 500_000)
    with pytest.raises(DomainError, match=r"kurang Rp2\.000\.000"), transaction():
        service.draft(ask(case, group=True, shares=shares), actor=as_actor("officer"), now=NOW)
    shares[case.member_ids[0]] += 2_000_000
    with transaction():
        application = service.draft(ask(case, group=True, shares=shares), actor=as_actor("officer"), now=NOW)
        key = application.id
    assert {share.person_id: share.requested for share in queries.shares_of(key)} == shares


def test_a_file_that_waits_is_kept_and_not_refused(case: Case) -> None:
    application_id = bring_to("draft", case)
    with transaction():
        photo = (Paper.person_id == case.person_id) & (Paper.kind == PaperKind.BUSINESS_PHOTO)
        db.session.delete(db.session.scalars(select(Paper).where(photo)).one())
    with pytest.raises(DomainError, match="menunggu 1 hal"), transaction():
        service.submit(the(application_id), actor=as_actor("officer"), now=NOW)
    assert the(application_id).state is State.DRAFT


def test_who_recommends_does_not_confirm_nor_decide(case: Case) -> None:
    application_id = bring_to("recommended", case)
    officer = as_actor("officer")
    with pytest.raises(NotAllowed, match="sendiri yang merekomendasikan"), transaction():
        service.confirm(the(application_id), actor=replace(officer, role=Role.HEAD), now=NOW)
    with transaction():
        service.confirm(the(application_id), actor=as_actor("head"), now=NOW)
    organization_id = as_actor("bank").organization_id
    for name in ("officer", "head"):
        changed = replace(as_actor(name), role=Role.BANK, organization_id=organization_id)
        with pytest.raises(NotAllowed, match="tidak boleh memutuskannya"), transaction():
            service.approve(the(application_id), amount=1_000_000, reference="x", actor=changed, now=NOW)
        with pytest.raises(NotAllowed, match="tidak boleh memutuskannya"), transaction():
            service.refuse(
                the(application_id), reason=StopReason.SLIK, note=None, reference="y", actor=changed, now=NOW
            )
    assert the(application_id).state is State.AT_BANK


def test_the_bank_cannot_approve_more_than_was_recommended(case: Case) -> None:
    application_id = bring_to("at_bank", case)
    with pytest.raises(DomainError, match=r"Rp5\.000\.000") as refusal, transaction():
        service.approve(the(application_id), amount=5_000_001, reference="x", actor=as_actor("bank"), now=NOW)
    assert refusal.value.field == "amount"


def test_less_is_split_as_recommended_and_sums(case: Case) -> None:
    application_id = bring_to("at_bank", case, group=True)
    with transaction():
        service.approve(the(application_id), amount=3_000_001, reference="x", actor=as_actor("bank"), now=NOW)
    approved = [share.approved or 0 for share in queries.shares_of(application_id)]
    assert sum(approved) == 3_000_001
    assert max(approved) - min(approved) < 12


def test_another_banks_officer_finds_nothing(case: Case) -> None:
    application_id = bring_to("at_bank", case)
    stranger = as_actor("bank2")
    with pytest.raises(NotFound):
        queries.application(application_id, stranger)
    with pytest.raises(NotFound), transaction():
        service.approve(the(application_id), amount=1_000_000, reference="x", actor=stranger, now=NOW)
    application_id = the(application_id).id
    assert queries.application(application_id, as_actor("bank")).id == application_id


def test_a_bank_sees_a_file_only_once_it_was_sent(case: Case) -> None:
    application_id = bring_to("recommended", case)
    with pytest.raises(NotFound):
        queries.application(application_id, as_actor("bank"))


def test_a_step_out_of_turn_changes_nothing(case: Case) -> None:
    application_id = bring_to("submitted", case)
    with pytest.raises(WrongState), transaction():
        service.recommend(the(application_id), amount=1_000_000, note="-", actor=as_actor("officer"), now=NOW)
    application = the(application_id)
    assert (application.state, application.recommended) == (State.SUBMITTED, None)


@pytest.mark.parametrize("state", ["approved", "accepted"])
def test_a_file_the_bank_approved_is_not_sent_to_it_again_by_an_old_page(case: Case, state: str) -> None:
    application_id = bring_to(state, case)
    before = facility.position(case.bank_id)
    with pytest.raises(WrongState, match="Muat ulang"), transaction():
        service.confirm(the(application_id), actor=as_actor("head"), now=NOW)
    assert the(application_id).state.value == state
    assert facility.position(case.bank_id) == before


def test_a_returned_file_is_advised_anew(case: Case) -> None:
    application_id = bring_to("at_bank", case)
    with pytest.raises(DomainError, match="hanya bank"), transaction():
        service.return_(the(application_id), note="-", actor=as_actor("officer"), now=NOW)
    with transaction():
        service.return_to_city(
            the(application_id), note="Foto usaha buram", reference="r", actor=as_actor("bank"), now=NOW
        )
    application = the(application_id)
    assert application.state is State.RETURNED
    assert (application.recommended_by_id, application.confirmed_by_id, application.recommended) == (None, None, None)
    with transaction():
        service.amend(the(application_id), ask(case, requested=4_000_000), actor=as_actor("officer"), now=NOW)
    with transaction():
        service.submit(the(application_id), actor=as_actor("officer"), now=NOW)
    assert [share.requested for share in queries.shares_of(application_id)] == [4_000_000]


def test_changing_a_sub_groups_request_keeps_its_shares_and_limits(case: Case) -> None:
    application_id = bring_to("draft", case, group=True)
    keys = [share.person_id for share in queries.shares_of(application_id)]
    # the form of a change does not say again who applies
    unnamed = replace(ask(case, group=True), person_id=None, sub_group_id=None, shares=None, requested=18_000_000)
    with transaction():
        service.amend(the(application_id), unnamed, actor=as_actor("officer"), now=NOW)
    shares = {share.person_id: share.requested for share in queries.shares_of(application_id)}
    assert set(shares) == set(keys)
    assert sum(shares.values()) == the(application_id).requested == 18_000_000
    uneven = replace(unnamed, shares=dict.fromkeys(keys, 1_000_000))
    with pytest.raises(DomainError), transaction():
        service.amend(the(application_id), uneven, actor=as_actor("officer"), now=NOW)


def test_shares_that_do_not_make_up_the_request_are_not_handed_in(case: Case) -> None:
    application_id = bring_to("draft", case, group=True)
    with transaction():
        queries.shares_of(application_id)[0].requested += 1
    with pytest.raises(DomainError, match="bagi kembali"), transaction():
        service.submit(the(application_id), actor=as_actor("officer"), now=NOW)


def test_a_refusal_needs_a_reason_and_reserves_nothing(case: Case) -> None:
    application_id = bring_to("at_bank", case)
    with pytest.raises(DomainError, match="Tulis alasannya"), transaction():
        service.refuse(
            the(application_id), reason=StopReason.OTHER, note=None, reference="x", actor=as_actor("bank"), now=NOW
        )
    with transaction():
        service.refuse(
            the(application_id), reason=StopReason.SLIK, note="Kol 3", reference="x", actor=as_actor("bank"), now=NOW
        )
    assert the(application_id).state is State.REFUSED
    assert facility.position(case.bank_id).committed == 0
    assert db.session.scalars(select(Reservation)).all() == []


def test_an_offer_holds_through_its_last_day(case: Case) -> None:
    application_id = bring_to("approved", case)
    last_day = NOW + timedelta(days=30)
    with transaction():
        assert (
            service.expire(the(application_id), today=day_of(last_day), actor=as_actor("officer"), now=last_day)
            is False
        )
    with pytest.raises(DomainError, match="berakhir"), transaction():
        service.accept(the(application_id), actor=as_actor("officer"), now=LATER)
    with transaction():
        service.accept(the(application_id), actor=as_actor("officer"), now=last_day)


def test_no_contract_before_everybody_signed(case: Case) -> None:
    application_id = bring_to("accepted", case, group=True)
    accounts = accounts_of(application_id)

    def contract() -> None:
        with transaction():
            service.contract(
                the(application_id), contract_number="A", contract_on=TODAY, payout_accounts=accounts,
                actor=as_actor("bank"), now=NOW,
            )  # fmt: skip

    with pytest.raises(DomainError, match="Anggota 2"):
        contract()
    with transaction():
        sign_all(the(application_id))
    account = accounts.pop(case.member_ids[0])
    with pytest.raises(DomainError, match="Isi rekening") as refusal:
        contract()
    assert refusal.value.field == f"account_{case.member_ids[0]}"
    accounts |= {case.member_ids[0]: account, case.member_ids[1]: account}
    with pytest.raises(DomainError, match="Rekening Anggota 1 dan Anggota 2 sama") as shared:
        contract()
    assert shared.value.field == "accounts_checked"
    assert the(application_id).state is State.ACCEPTED


@pytest.mark.parametrize(("days", "words"), [(-1, "sebelum persetujuan"), (1, "belum terjadi")])
def test_a_contract_has_a_day_that_can_be(case: Case, days: int, words: str) -> None:
    application_id = bring_to("accepted", case)
    with pytest.raises(DomainError, match=words) as refusal, transaction():
        service.contract(
            the(application_id), contract_number="A", contract_on=TODAY + timedelta(days=days),
            payout_accounts={case.person_id: "1234567890"}, actor=as_actor("bank"), now=NOW,
        )  # fmt: skip
    assert refusal.value.field == "contract_on"


@pytest.mark.parametrize(("days", "words"), [(-1, "sebelum akad"), (1, "belum terjadi")])
def test_money_goes_out_on_a_day_that_can_be(case: Case, days: int, words: str) -> None:
    application_id = bring_to("contracted", case)
    with pytest.raises(DomainError, match=words), transaction():
        service.disburse(
            the(application_id), disbursed_on=TODAY + timedelta(days=days), reference="x",
            actor=as_actor("bank"), now=NOW,
        )  # fmt: skip
    assert facility.position(case.bank_id).outstanding == 0


def test_accounts_are_unreadable_at_rest(case: Case) -> None:
    application_id = bring_to("contracted", case)
    share = db.session.scalars(select(ApplicationShare).where(ApplicationShare.application_id == application_id)).one()
    account = accounts_of(application_id)[case.person_id]
    assert share.payout_account == account
    raw = db.session.execute(db.text("SELECT payout_account FROM application_share")).scalar_one()
    assert account.encode() not in bytes(raw)
