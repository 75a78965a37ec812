"""After the contract somebody joins only with the bank's consent; the list of the contract and all shares stay."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from core.groups import queries as groups
from core.groups import service as group_service
from harkat.applications import queries
from harkat.applications.members.joining import queries as joinings
from harkat.loans import queries as loans
from harkat.loans.members import queries as member_schedules
from tests import factories
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import Case, as_actor, bring_to, the

Login = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def running(app: Flask, case: Case) -> tuple[int, int]:
    """A sub-group's running loan, and a member of the group who answers for nobody: (application, person)."""
    with app.app_context():
        with transaction():
            person = factories.make_person("Nur Baru")
            group_service.add_member(groups.group(case.group_id), person.id, actor=as_actor("officer"), now=NOW)
            person_id = person.id
        key = bring_to("disbursed", case, group=True)
        db.session.remove()
    return key, person_id


def typed(person_id: int, **changes: str) -> dict[str, Any]:
    return {
        "joins_id": str(person_id), "addendum_number": "AD-7", "signed_on": f"{TODAY:%d/%m/%Y}", "is_explained": "1",
        **changes,
    }  # fmt: skip


def test_the_bank_lets_somebody_join_and_history_stays(
    app: Flask, case: Case, running: tuple[int, int], login: Login
) -> None:
    key, person_id = running
    address = f"/permohonan/{key}/anggota-masuk"
    with app.app_context():
        loan = loans.loan_of_application(key)
        assert loan is not None
        before = member_schedules.schedules_of(loan)
        holders = queries.share_holders(key)
        db.session.remove()
    officer, bank = login("officer"), login("bank")
    assert "Nur Baru" in officer.get(address).get_data(as_text=True)
    assert officer.post(address, data=typed(person_id)).status_code == 303
    again = officer.post(address, data=typed(person_id, addendum_number="AD-8"))
    assert "sudah menunggu persetujuan bank" in again.get_data(as_text=True)
    with app.app_context():
        assert person_id not in queries.borrowers_of(None, case.sub_group_id)
        joining_id = joinings.joinings_of(key)[0].id
        db.session.remove()
    assert officer.post(f"{address}/{joining_id}/setuju").status_code == 403
    assert login("bank2").post(f"{address}/{joining_id}/setuju").status_code == 404
    assert bank.post(f"{address}/{joining_id}/setuju").status_code == 303
    assert bank.post(f"{address}/{joining_id}/tolak").status_code == 409
    with app.app_context():
        seat = groups.sub_group_of(person_id)
        assert seat is not None
        assert seat.id == case.sub_group_id
        assert queries.share_holders(key) == holders, "the list of the contract stays"
        loan = loans.loan_of_application(key)
        assert loan is not None
        assert member_schedules.schedules_of(loan) == before
        assert queries.running_number(person_id) == the(key).number, "who answers does not borrow beside it"
        db.session.remove()
    assert "ikut menanggung sejak" in officer.get(address).get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_explained": ""}, "Bacakan arti tanggung renteng"),
        ({"signed_on": "01/01/2030"}, "belum terjadi"),
        ({"addendum_number": ""}, "nomor adendum"),
        ({"joins_id": "999999"}, "tidak sedang menanggung pinjaman lain"),
        ({"joins_id": ""}, "anggota yang masuk"),
    ],
)
def test_what_is_missing_is_said(running: tuple[int, int], login: Login, changes: dict[str, str], words: str) -> None:
    key, person_id = running
    answer = login("officer").post(f"/permohonan/{key}/anggota-masuk", data=typed(person_id, **changes))
    assert answer.status_code == 422
    assert words.lower() in answer.get_data(as_text=True).lower()


def test_nobody_joins_before_the_loan_runs_and_a_refusal_changes_nothing(
    app: Flask, case: Case, running: tuple[int, int], login: Login
) -> None:
    key, person_id = running
    officer, bank = login("officer"), login("bank")
    officer.post(f"/permohonan/{key}/anggota-masuk", data=typed(person_id))
    with app.app_context():
        row = joinings.joinings_of(key)[0].id
        alone = bring_to("contracted", case)
        db.session.remove()
    assert bank.post(f"/permohonan/{key}/anggota-masuk/{row}/tolak").status_code == 303
    assert "tidak disetujui bank" in officer.get(f"/permohonan/{key}/anggota-masuk").get_data(as_text=True)
    early = officer.post(f"/permohonan/{alone}/anggota-masuk", data=typed(person_id))
    assert "hanya selama pinjaman berjalan" in early.get_data(as_text=True)
    with app.app_context():
        assert groups.sub_group_of(person_id) is None
        assert the(key).sub_group_id == case.sub_group_id
        db.session.remove()
