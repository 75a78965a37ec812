"""While an application is with the city or the bank, nobody slips out of the sub-group that answers for it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import Role
from core.db import transaction
from core.groups import queries as groups
from core.groups import service as group_service
from core.groups.standing import Held
from harkat.applications import service
from harkat.loans import queries as loans
from harkat.loans.service import settle
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import Case, as_actor, bring_to, the


def take_one_out(case: Case) -> None:
    with transaction():
        sub_group = groups.sub_group(case.sub_group_id)
        group_service.remove_from_sub_group(sub_group, case.member_ids[0], actor=as_actor("officer"), now=NOW)


@pytest.mark.parametrize("state", ["submitted", "at_bank", "approved"])
def test_a_running_application_holds_its_members(app: Flask, case: Case, state: str) -> None:
    with app.app_context():
        number = the(bring_to(state, case, group=True)).number
        with pytest.raises(Held, match=number):
            take_one_out(case)
        assert len(groups.sub_group_members(case.sub_group_id)) == len(case.member_ids)


def test_members_answer_for_each_other_until_all_is_paid(
    app: Flask, case: Case, login: Callable[..., FlaskClient]
) -> None:
    with app.app_context():
        application_id = bring_to("disbursed", case, group=True)
        with pytest.raises(Held, match="belum lunas"), transaction():
            group_service.release(groups.sub_group(case.sub_group_id), actor=as_actor("officer"), now=NOW)
    client = login(Role.OFFICER)
    path = f"/kelompok/sub/{case.sub_group_id}"
    assert "belum lunas" in client.get(path).text
    assert client.post(f"{path}/akhiri").status_code == 422
    with app.app_context(), transaction():
        loan = loans.loan_of_application(application_id)
        assert loan is not None
        settle(loan, outstanding=0, oldest_due_on=None, closed_on=TODAY)
    assert "Akhiri tanggung renteng" in client.get(path).text
    assert client.post(f"{path}/akhiri").status_code == 303
    with app.app_context():
        assert groups.sub_group_of(case.member_ids[0]) is None
        assert len(groups.sub_group_members(case.sub_group_id)) == len(case.member_ids)


def test_a_draft_lets_them_change(app: Flask, case: Case) -> None:
    with app.app_context():
        bring_to("draft", case, group=True)
        take_one_out(case)
        assert len(groups.sub_group_members(case.sub_group_id)) == len(case.member_ids) - 1


def test_a_returned_application_lets_them_change(app: Flask, case: Case) -> None:
    with app.app_context():
        application_id = bring_to("submitted", case, group=True)
        with transaction():
            returned = the(application_id)
            service.return_(returned, note="Foto usaha belum ada", actor=as_actor("officer"), now=NOW)
        take_one_out(case)
