"""The product's page tells the rules of the day to anybody, and each of its rules has its effect."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.policy import service as policy
from harkat.applications import queries, service
from harkat.applications.product.terms import CEILING_COUNTS, FEES, GroupCeiling
from harkat.applications.states import StopReason
from harkat.loans import products
from harkat.loans.queries import terms_on
from harkat.loans.schedule import build
from harkat.loans.words import LENDER_WORDS
from tests import factories
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import Case, as_actor, bring_to, complete_file, the

Login = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def rule(key: str, value: Any) -> None:
    with transaction():
        policy.set_value(key, value, valid_from=TODAY, source="Surat uji", actor=SYSTEM, now=NOW, today=TODAY)


def test_anybody_reads_the_rules_and_their_sources(app: Flask, client: FlaskClient, login: Login) -> None:
    words = client.get("/produk").get_data(as_text=True)
    for told in (
        "3% setahun",
        "Anuitas",
        "Meterai paling banyak Rp20.000",
        "Rp20.000.000",
        "tiap sub-kelompok sendiri",
    ):
        assert told in words
    assert "Kartu Keluarga" in words
    assert "/aturan/" not in words
    assert "/aturan/loans.rate" in login("admin").get("/produk").get_data(as_text=True)
    with app.app_context():
        rule(LENDER_WORDS, "margin")
        rule(FEES, {})
        db.session.remove()
    changed = client.get("/produk").get_data(as_text=True)
    assert "Tidak ada. Selain itu" in changed
    assert "Surat uji" in changed
    simulation = client.get("/simulasi?jumlah=5000000&bulan=12&angsuran=monthly").get_data(as_text=True)
    assert "margin 3% setahun" in simulation
    assert "Jumlah bunga" not in simulation
    assert "perkiraan; bank yang menentukan" in simulation


def test_grace_leaves_the_first_months_without_principal(app: Flask) -> None:
    with app.app_context():
        rule(products.GRACE, 2)
        rows = build(terms_on(TODAY, principal=6_000_000, installments=12)).rows
        assert [row.principal for row in rows[:2]] == [0, 0]
        assert sum(row.principal for row in rows) == 6_000_000
        db.session.remove()


def test_a_groups_ceiling_holds_over_its_sub_groups(app: Flask, case: Case) -> None:
    with app.app_context():
        rule(CEILING_COUNTS, "group")
        with transaction():
            other, sub_group = factories.make_group(size=6)
            assert sub_group is not None
            sub_group.group_id = case.group_id
            db.session.flush()
            for person_id in queries.borrowers_of(None, sub_group.id):
                complete_file(person_id)
            second = sub_group.id
        key = bring_to("at_bank", case, group=True, sub_group_id=second, requested=6_000_000)
        bring_to("approved", case, group=True, requested=15_000_000)
        with pytest.raises(GroupCeiling), transaction():
            service.approve(the(key), amount=5_000_001, reference="a", actor=as_actor("bank"), now=NOW)
        with transaction():
            service.approve(the(key), amount=5_000_000, reference="b", actor=as_actor("bank"), now=NOW)
        assert other.id != case.group_id
        with transaction():
            service.withdraw(the(key), reason=StopReason.CHANGED_MIND, note=None, actor=as_actor("officer"), now=NOW)
        with pytest.raises(GroupCeiling, match=r"Paling banyak Rp5\.000\.000") as refused:
            bring_to("draft", case, group=True, sub_group_id=second, requested=5_000_001)
        assert refused.value.field == "requested"
        db.session.remove()
