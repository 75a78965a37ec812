"""While an application is with the city or the bank, nobody slips out of the sub-group that answers for it."""

import pytest
from flask import Flask

from core.db import transaction
from core.groups import queries as groups
from core.groups import service as group_service
from core.groups.standing import Held
from harkat.applications import service
from tests.factories import NOW
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
