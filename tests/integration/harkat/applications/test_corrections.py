"""A bank's correction: the old word kept, the money set aside right to the rupiah, and none past a contract."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from core.errors import RuleBroken
from harkat.applications import queries, service
from harkat.applications.corrections.queries import corrections_of
from harkat.applications.corrections.service import CannotCorrect, NewWord, NothingChanges, correct
from harkat.applications.decisions.service import ApprovalRefused
from harkat.applications.states import State, StopReason, Verdict
from harkat.facility import queries as facility
from harkat.facility.ledger import NotEnoughRoom
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, as_actor, ask, bring_to, lay_case, the

Login = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def yes(amount: int, reference: str = "k1", **values: Any) -> NewWord:
    return NewWord(Verdict.APPROVE, "Salah ketik", reference, amount=amount, installments=12, **values)


def no(reference: str = "k1") -> NewWord:
    return NewWord(Verdict.REFUSE, "Salah baris", reference, reason=StopReason.SLIK)


def corrected(key: int, word: NewWord, who: str = "bank") -> None:
    with transaction():
        correct(the(key), word, actor=as_actor(who), now=NOW)


def committed(case: Case) -> int:
    assert facility.verify() == []
    return facility.position(case.bank_id).committed


@pytest.mark.parametrize("state", ["approved", "accepted"])
def test_less_and_more_move_the_money_by_the_rupiah(app_on_both: Flask, case_on_both: Case, state: str) -> None:
    with app_on_both.app_context():
        key = bring_to(state, case_on_both, group=True)
        corrected(key, yes(2_500_001))
        assert committed(case_on_both) == 2_500_001
        assert the(key).state is State.APPROVED
        assert sum(row.approved or 0 for row in queries.shares_of(key)) == 2_500_001
        corrected(key, yes(4_000_000, "k2"))
        corrected(key, yes(4_000_000, "k2"))
        assert committed(case_on_both) == 4_000_000
        assert [decision.amount for decision in queries.decisions_of(key)] == [5_000_000, 2_500_001, 4_000_000]
        assert [row.reserved_after for row, _, _ in corrections_of(key)] == [2_500_001, 4_000_000]
        db.session.remove()


def test_a_yes_becomes_a_no_and_a_no_a_yes(app: Flask, case: Case) -> None:
    with app.app_context():
        key = bring_to("accepted", case)
        corrected(key, no())
        assert (the(key).state, the(key).stop_reason, committed(case)) == (State.REFUSED, StopReason.SLIK, 0)
        corrected(key, yes(3_000_000, "k2"))
        assert (the(key).state, the(key).stop_reason, committed(case)) == (State.APPROVED, None, 3_000_000)
        corrected(key, NewWord(Verdict.RETURN, "Berkas kurang", "k3"))
        assert (the(key).state, committed(case)) == (State.RETURNED, 0)
        assert len(queries.decisions_of(key)) == 4
        db.session.remove()


def test_what_cannot_be_leaves_the_old_word_as_it_was(app: Flask) -> None:
    with app.app_context():
        case = lay_case(room=5_000_000)
        key = bring_to("approved", case, requested=3_000_000)
        for word, refusal in (
            (yes(3_000_001), ApprovalRefused),
            (yes(3_000_000), NothingChanges),
            (NewWord(Verdict.APPROVE, "x", "k"), RuleBroken),
        ):
            with pytest.raises(refusal):
                corrected(key, word)
        assert (the(key).state, committed(case), the(key).approved) == (State.APPROVED, 3_000_000, 3_000_000)
        assert corrections_of(key) == []
        db.session.remove()


def test_more_than_the_bank_has_is_refused_whole(app: Flask) -> None:
    with app.app_context():
        case = lay_case(room=5_000_000)
        first = bring_to("recommended", case, requested=3_000_000)
        with transaction():
            service.confirm(the(first), actor=as_actor("head"), now=NOW)
        with transaction():
            service.approve(the(first), amount=1_000_000, reference="a", actor=as_actor("bank"), now=NOW)
        bring_to("approved", case, person_id=case.member_ids[0], requested=3_500_000)
        with pytest.raises(NotEnoughRoom):
            corrected(first, yes(3_000_000))
        assert (the(first).approved, the(first).state, committed(case)) == (1_000_000, State.APPROVED, 4_500_000)
        db.session.remove()


def test_a_contract_binds_and_a_second_application_stands_in_the_way(app: Flask, case: Case) -> None:
    with app.app_context():
        key = bring_to("contracted", case)
        with pytest.raises(CannotCorrect, match="adendum"):
            corrected(key, no())
        assert committed(case) == 5_000_000
        other = bring_to("at_bank", case, person_id=case.member_ids[0])
        with transaction():
            service.refuse(
                the(other), reason=StopReason.SLIK, note=None, reference="t", actor=as_actor("bank"), now=NOW
            )
        with transaction():
            service.draft(ask(case, person_id=case.member_ids[0]), actor=as_actor("officer"), now=NOW)
        with pytest.raises(CannotCorrect, match="permohonan lain"):
            corrected(other, yes(1_000_000))
        db.session.remove()


def test_the_page_corrects_shows_both_words_and_is_the_banks_own(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("approved", case)
        db.session.remove()
    bank, url = login("bank"), f"/permohonan/{key}/bank/koreksi"
    assert "Keputusan yang benar" in bank.get(url).get_data(as_text=True)
    form = {"verdict": "approve", "amount": "4.000.000", "installments": "10", "why": "Salah ketik", "reference": "p"}
    assert bank.post(url, data=form | {"why": ""}).status_code == 422
    assert bank.post(url, data=form).status_code == 303
    words = login("officer").get(f"/permohonan/{key}").get_data(as_text=True)
    assert "Salah ketik" in words
    assert "<del>Setuju Rp5.000.000" in words
    assert "Setuju Rp4.000.000, 10 bulan</strong>" in words
    assert login("bank2").get(url).status_code == 404
    assert login("bank2").post(url, data=form).status_code == 404
    assert login("officer").post(url, data=form).status_code == 403
