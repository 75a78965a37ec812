"""The rights matrix breaks none of its own rules, and its rules find what would break them."""

import pytest

from core.auth.roles import Role
from harkat.rights.kinds import ANYBODY, Matter, Right, Scope
from harkat.rights.matrix import MATRIX, breaches, rights_by_endpoint


def test_no_line_gives_a_role_what_it_must_never_have() -> None:
    assert breaches() == []


@pytest.mark.parametrize(
    ("matter", "roles", "scope"),
    [
        (Matter.DEBT, "officer trainer", None),
        (Matter.SCORE, "trainer", None),
        (Matter.DEBT, "bank", None),
        (Matter.PERSON, "economics", None),
        (Matter.APPLICATION, "economics", None),
        (Matter.DEBT, "mentor", Scope.ALL),
        (Matter.TRAIL, "applicant", None),
        (Matter.DEBT, "admin", None),
    ],
)
def test_a_line_that_gives_too_much_is_found(matter: Matter, roles: str, scope: Scope | None) -> None:
    assert len(breaches([Right("Mengintip", matter, roles, "a.b", scope)])) == 1


def test_reach_follows_the_role_where_rows_have_owners() -> None:
    right = Right("Membaca", Matter.MONEY, "officer bank mentor", "a.b")
    assert right.who == {Role.OFFICER: Scope.ALL, Role.BANK: Scope.OWN_BANK, Role.MENTOR: Scope.ASSIGNED}
    assert Right("Membaca", Matter.RULES, "bank", "a.b").who == {Role.BANK: Scope.ALL}
    assert Right("Membaca", Matter.OPEN, ANYBODY, "a.b").who == {}


def test_an_endpoint_stands_in_one_line() -> None:
    twice = [Right("Satu", Matter.RULES, "admin", "a.b"), Right("Dua", Matter.RULES, "admin", "a.b")]
    with pytest.raises(ValueError, match=r"a\.b"):
        rights_by_endpoint(twice)


def test_every_deed_is_said_once() -> None:
    deeds = [right.deed for right in MATRIX]
    assert sorted(set(deeds)) == sorted(deeds)
