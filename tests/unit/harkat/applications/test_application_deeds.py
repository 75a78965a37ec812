"""Who may do what next, and the way as a page shows it."""

from datetime import UTC, datetime

import pytest

from core.auth.roles import Role
from harkat.applications.deeds import WHO, Deed, deeds_for
from harkat.applications.states import ENDED, State
from harkat.applications.timeline import NEXT, Passed, stages

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ECONOMICS, Role.TRAINER, Role.MENTOR, Role.ADMIN])
def test_these_roles_do_nothing_here(role: Role) -> None:
    assert [deed for state in State for deed in deeds_for(state, role, is_group=True)] == []


def test_nobody_both_advises_and_decides() -> None:
    advising = WHO[Deed.RECOMMEND][0] | WHO[Deed.CONFIRM][0]
    deciding = WHO[Deed.APPROVE][0] | WHO[Deed.REFUSE][0] | WHO[Deed.ASK_MORE][0]
    assert not advising & deciding
    assert not WHO[Deed.RECOMMEND][0] & WHO[Deed.CONFIRM][0]


def test_what_has_ended_offers_no_deed() -> None:
    assert [deed for state in ENDED for role in Role for deed in deeds_for(state, role, is_group=True)] == []


def test_only_members_of_a_group_leave() -> None:
    assert Deed.LEAVE in deeds_for(State.VERIFIED, Role.OFFICER, is_group=True)
    assert Deed.LEAVE not in deeds_for(State.VERIFIED, Role.OFFICER, is_group=False)


def test_the_way_shows_done_now_and_who_is_awaited() -> None:
    passed = [Passed(State.DRAFT, AT, "Rina"), Passed(State.SUBMITTED, AT, "Rina")]
    shown = stages(State.SUBMITTED, passed)
    assert [stage.progress for stage in shown[:4]] == ["done", "done", "now", "waiting"]
    assert shown[1].note == "2 Maret 2026 pukul 10.00, Rina"
    assert shown[2].note == "Menunggu petugas"


def test_a_returned_file_begins_at_handing_in_again() -> None:
    passed = [Passed(state, AT, "x") for state in (State.DRAFT, State.SUBMITTED, State.VERIFIED, State.RETURNED)]
    shown = stages(State.RETURNED, passed)
    assert [stage.progress for stage in shown[:3]] == ["done", "now", "waiting"]


def test_an_ended_way_stops_where_it_ended() -> None:
    passed = [Passed(state, AT, "x") for state in (State.DRAFT, State.SUBMITTED, State.WITHDRAWN)]
    shown = stages(State.WITHDRAWN, passed)
    assert [stage.words for stage in shown][-1] == "Ditarik pemohon"
    assert all(stage.progress == "done" for stage in shown)
    assert len(shown) == 3


def test_every_state_says_what_comes_next() -> None:
    assert set(NEXT) == set(State)
