"""Groups and sub-groups: who is in, who answers for whom, and what stands after the contract."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Actor, Role
from core.db import db, transaction
from core.errors import DomainError, NotAllowed
from core.groups import queries, service
from core.groups.drafts import GroupDraft
from core.groups.holds import Holds
from core.groups.kinds import GroupRole
from core.groups.membership import AlreadyMember, BoundByContract, ChairLeaves, UnlikelyDay
from core.groups.models import Group, Membership, SubGroup
from core.groups.standing import Frozen, Held, NoContract
from core.groups.sub_groups import AlreadyLiable, NotInGroup, NotSigned
from core.groups.terms import MEMBERS_MAX, SubGroupSize
from core.policy.service import set_value
from tests import factories

NOW, TODAY = factories.NOW, factories.TODAY
OFFICER = Actor(None, "Petugas", Role.OFFICER)


def form(size: int = 6, name: str = "Melati") -> tuple[Group, list[int]]:
    """Form a group with a chair and members; return it with the keys of its people, the chair first."""
    ids = [factories.make_person(f"{name} {index}").id for index in range(size)]
    group = service.form_group(GroupDraft(name, factories.WARD, TODAY, ids[0]), actor=OFFICER, now=NOW)
    service.add_members(group, ids[1:], actor=OFFICER, now=NOW)
    return group, ids


def form_signed(group: Group, ids: list[int]) -> SubGroup:
    sub_group = service.form_sub_group(group.id, ids, actor=OFFICER, now=NOW)
    service.sign_liability(sub_group, person_ids=ids, agreed_on=TODAY, actor=OFFICER, now=NOW)
    return sub_group


def test_a_group_begins_with_its_chair(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(3)
        assert group.number == f"KL-2026-{group.id:05}"
        members = queries.members_of(group.id)
        assert [member.role for member in members] == [GroupRole.CHAIR, GroupRole.MEMBER, GroupRole.MEMBER]
        assert members[0].person_id == ids[0]
        found = queries.group_of(ids[2])
        assert found is group
        deeds = [entry.deed for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
        assert deeds == ["groups.form", *["groups.add_member"] * 3]


def test_one_person_is_in_one_group(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(2)
        other, _ = form(1, name="Anggrek")
        with pytest.raises(AlreadyMember, match=group.number):
            service.add_member(other, ids[1], actor=OFFICER, now=NOW)
        with pytest.raises(AlreadyMember, match="kelompok ini"):
            service.add_member(group, ids[1], actor=OFFICER, now=NOW)


def test_the_database_keeps_one_open_membership_and_one_chair(app_on_both: Flask) -> None:
    from sqlalchemy.exc import IntegrityError

    with app_on_both.app_context():
        with transaction():
            group, ids = form(2)
            group_id = group.id
            newcomer = factories.make_person("Baru").id
        for person_id, role in ((ids[1], GroupRole.MEMBER), (newcomer, GroupRole.CHAIR)):
            with pytest.raises(IntegrityError), transaction() as session:
                session.add(Membership(group_id=group_id, person_id=person_id, role=role, joined_on=TODAY))


def test_a_name_is_used_once_whatever_the_letter_case(app: Flask) -> None:
    with app.app_context(), transaction():
        form(1)
        person = factories.make_person()
        with pytest.raises(service.NameTaken) as caught:
            service.form_group(GroupDraft("MELATI", factories.WARD, TODAY, person.id), actor=OFFICER, now=NOW)
        assert caught.value.field == "name"


def test_a_member_leaves_and_may_join_another_group(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(2)
        other, _ = form(1, name="Anggrek")
        membership = queries.membership_of(ids[1])
        assert membership is not None
        with pytest.raises(UnlikelyDay):
            service.remove_member(
                membership, left_on=TODAY - timedelta(days=1), reason="pindah", actor=OFFICER, now=NOW
            )
        with pytest.raises(UnlikelyDay):
            service.remove_member(
                membership, left_on=TODAY + timedelta(days=1), reason="pindah", actor=OFFICER, now=NOW
            )
        service.remove_member(membership, left_on=TODAY, reason="pindah", actor=OFFICER, now=NOW)
        assert [former.person_id for former in queries.former_members_of(group.id)] == [ids[1]]
        service.add_member(other, ids[1], actor=OFFICER, now=NOW)


def test_the_chair_is_replaced_before_leaving(app_on_both: Flask) -> None:
    with app_on_both.app_context(), transaction():
        group, ids = form(2)
        chair = queries.chair_of(group.id)
        successor = queries.membership_of(ids[1])
        assert chair is not None
        assert successor is not None
        with pytest.raises(ChairLeaves):
            service.remove_member(chair, left_on=TODAY, reason="pindah", actor=OFFICER, now=NOW)
        with pytest.raises(ChairLeaves):
            service.change_role(successor, GroupRole.CHAIR, actor=OFFICER, now=NOW)
        service.change_chair(group, successor, actor=OFFICER, now=NOW)
        assert queries.chair_of(group.id) is successor
        with pytest.raises(DomainError, match="sudah menjadi ketua"):
            service.change_chair(group, successor, actor=OFFICER, now=NOW)
        service.change_role(chair, GroupRole.TREASURER, actor=OFFICER, now=NOW)
        service.remove_member(chair, left_on=TODAY, reason="pindah", actor=OFFICER, now=NOW)


@pytest.mark.parametrize("size", [4, 11])
def test_a_sub_group_has_five_to_ten_members(app: Flask, size: int) -> None:
    with app.app_context(), transaction():
        group, ids = form(size)
        with pytest.raises(SubGroupSize):
            service.form_sub_group(group.id, ids, actor=OFFICER, now=NOW)


def test_the_size_follows_the_dated_rule(app: Flask) -> None:
    with app.app_context(), transaction():
        set_value(MEMBERS_MAX, 12, valid_from=TODAY, source="uji", actor=SYSTEM, now=NOW, today=TODAY)
        group, ids = form(11)
        assert service.form_sub_group(group.id, ids, actor=OFFICER, now=NOW).name == "Sub-kelompok 1"


def test_naming_somebody_twice_does_not_make_five_of_four(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(4)
        with pytest.raises(SubGroupSize):
            service.form_sub_group(group.id, [*ids, ids[0]], actor=OFFICER, now=NOW)


def test_only_members_who_are_free_answer_for_each_other(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(10)
        stranger = factories.make_person("Orang Luar").id
        with pytest.raises(NotInGroup, match="Orang Luar"):
            service.form_sub_group(group.id, [*ids[:4], stranger], actor=OFFICER, now=NOW)
        service.form_sub_group(group.id, ids[:5], actor=OFFICER, now=NOW)
        with pytest.raises(AlreadyLiable, match="Sub-kelompok 1"):
            service.form_sub_group(group.id, ids[4:9], actor=OFFICER, now=NOW)


def test_freezing_needs_every_signature_and_then_the_list_stands(app_on_both: Flask) -> None:
    with app_on_both.app_context(), transaction():
        group, ids = form(7)
        sub_group = service.form_sub_group(group.id, ids[:5], actor=OFFICER, now=NOW)
        service.sign_liability(sub_group, person_ids=ids[:4], agreed_on=TODAY, actor=OFFICER, now=NOW)
        with pytest.raises(NotSigned, match="Melati 4"):
            service.freeze(sub_group, NOW)
        service.sign_liability(sub_group, person_ids=[ids[4]], agreed_on=TODAY, actor=OFFICER, now=NOW)
        service.freeze(sub_group, NOW)
        service.freeze(sub_group, NOW + timedelta(days=1))
        assert sub_group.frozen_at == NOW
        with pytest.raises(Frozen):
            service.add_to_sub_group(sub_group, ids[5], actor=OFFICER, now=NOW)
        with pytest.raises(Frozen):
            service.remove_from_sub_group(sub_group, ids[0], actor=OFFICER, now=NOW)
        with pytest.raises(Frozen):
            service.sign_liability(sub_group, person_ids=ids[:1], agreed_on=TODAY, actor=OFFICER, now=NOW)
        with pytest.raises(Frozen):
            service.dissolve(sub_group, actor=OFFICER, now=NOW)
        membership = queries.membership_of(ids[1])
        assert membership is not None
        with pytest.raises(BoundByContract):
            service.remove_member(membership, left_on=TODAY, reason="pindah", actor=OFFICER, now=NOW)


def test_a_released_sub_group_frees_its_members_and_keeps_its_list(app_on_both: Flask) -> None:
    with app_on_both.app_context(), transaction():
        group, ids = form(5)
        sub_group = form_signed(group, ids)
        with pytest.raises(NoContract):
            service.release(sub_group, actor=OFFICER, now=NOW)
        service.freeze(sub_group, NOW)
        service.release(sub_group, actor=OFFICER, now=NOW)
        service.release(sub_group, actor=SYSTEM, now=NOW)
        assert {member.person_id for member in queries.sub_group_members(sub_group.id)} == set(ids)
        assert queries.sub_group_of(ids[0]) is None
        assert service.form_sub_group(group.id, ids, actor=OFFICER, now=NOW).name == "Sub-kelompok 2"


def test_a_change_of_members_takes_the_signatures_back(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(7)
        sub_group = form_signed(group, ids[:6])
        service.add_to_sub_group(sub_group, ids[6], actor=OFFICER, now=NOW)
        assert all(member.liability_agreed_on is None for member in queries.sub_group_members(sub_group.id))
        service.sign_liability(sub_group, person_ids=ids, agreed_on=TODAY, actor=OFFICER, now=NOW)
        service.remove_from_sub_group(sub_group, ids[6], actor=OFFICER, now=NOW)
        members = queries.sub_group_members(sub_group.id)
        assert len(members) == 6
        assert all(member.liability_agreed_on is None for member in members)
        service.add_to_sub_group(sub_group, ids[6], actor=OFFICER, now=NOW)


def test_leaving_the_group_leaves_a_sub_group_without_contract(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(6)
        sub_group = form_signed(group, ids)
        membership = queries.membership_of(ids[5])
        assert membership is not None
        service.remove_member(membership, left_on=TODAY, reason="pindah", actor=OFFICER, now=NOW)
        members = queries.sub_group_members(sub_group.id)
        assert {member.person_id for member in members} == set(ids[:5])
        assert all(member.liability_agreed_on is None for member in members)


def test_a_dissolved_sub_group_frees_its_members(app: Flask) -> None:
    with app.app_context(), transaction():
        group, ids = form(5)
        sub_group = service.form_sub_group(group.id, ids, actor=OFFICER, now=NOW)
        service.dissolve(sub_group, actor=OFFICER, now=NOW)
        assert service.form_sub_group(group.id, ids, actor=OFFICER, now=NOW).id != sub_group.id
        with pytest.raises(Frozen, match="bubar"):
            service.freeze(sub_group, NOW)


@pytest.mark.parametrize(("agreed_on", "words"), [(date(2026, 11, 21), "sesudah"), (date(2026, 11, 19), "sebelum")])
def test_a_signature_has_a_day_that_can_be(app: Flask, agreed_on: date, words: str) -> None:
    with app.app_context(), transaction():
        group, ids = form(5)
        sub_group = service.form_sub_group(group.id, ids, actor=OFFICER, now=NOW)
        with pytest.raises(DomainError, match=words):
            service.sign_liability(sub_group, person_ids=ids, agreed_on=agreed_on, actor=OFFICER, now=NOW)


def test_only_officers_change_groups(app: Flask) -> None:
    head = Actor(None, "Pimpinan", Role.HEAD)
    with app.app_context(), transaction():
        group, ids = form(5)
        newcomer = factories.make_person().id
        with pytest.raises(NotAllowed):
            service.add_member(group, newcomer, actor=head, now=NOW)
        with pytest.raises(NotAllowed):
            service.form_sub_group(group.id, ids, actor=head, now=NOW)


def test_a_held_sub_group_keeps_its_members_but_may_be_signed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Holds()
    held.add(lambda _sub_group_id: "Permohonan sedang berjalan.")
    with app.app_context(), transaction():
        group, ids = form(7)
        sub_group = service.form_sub_group(group.id, ids[:6], actor=OFFICER, now=NOW)
        membership = queries.membership_of(ids[1])
        assert membership is not None
        monkeypatch.setattr("core.groups.standing.holds", held)
        service.sign_liability(sub_group, person_ids=ids[:6], agreed_on=TODAY, actor=OFFICER, now=NOW)
        with pytest.raises(Held, match="sedang berjalan"):
            service.add_to_sub_group(sub_group, ids[6], actor=OFFICER, now=NOW)
        with pytest.raises(Held):
            service.remove_from_sub_group(sub_group, ids[0], actor=OFFICER, now=NOW)
        with pytest.raises(Held):
            service.dissolve(sub_group, actor=OFFICER, now=NOW)
        with pytest.raises(Held):
            service.remove_member(membership, left_on=TODAY, reason="pindah", actor=OFFICER, now=NOW)
        service.freeze(sub_group, NOW)
        with pytest.raises(Held):
            service.release(sub_group, actor=OFFICER, now=NOW)


def test_whoever_looked_too_early_is_refused_and_not_broken(
    app_on_both: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two officers looked at once and both saw a free person; the database lets one of them win."""
    with app_on_both.app_context():
        with transaction():
            group, ids = form(10)
            other, _ = form(1, name="Anggrek")
            service.form_sub_group(group.id, ids[:5], actor=OFFICER, now=NOW)
        monkeypatch.setattr(queries, "group_of", lambda _person_id: None)
        with pytest.raises(AlreadyMember, match="baru saja"), transaction():
            service.add_member(db.session.merge(other), ids[1], actor=OFFICER, now=NOW)
        monkeypatch.setattr(queries, "sub_group_of", lambda _person_id: None)
        with pytest.raises(AlreadyLiable, match="baru saja"), transaction():
            service.form_sub_group(group.id, ids[4:9], actor=OFFICER, now=NOW)
        assert len(queries.members_of(group.id)) == 10
