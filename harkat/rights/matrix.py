"""The whole matrix, and what must hold of every line of it whatever rooms are added."""

from collections.abc import Iterable

from core.auth.roles import Role
from harkat.rights.debts import DEBTS
from harkat.rights.door import DOOR
from harkat.rights.financing import APPLICATIONS, MONEY, SUMS
from harkat.rights.house import HOUSE
from harkat.rights.kinds import Matter, Right, Scope
from harkat.rights.training import TRAINING

MATRIX: tuple[Right, ...] = (*HOUSE, *DOOR, *TRAINING, *DEBTS, *APPLICATIONS, *MONEY, *SUMS)

SHARED = frozenset({Matter.OPEN, Matter.ACCOUNT})
NEVER: dict[Role, frozenset[Matter]] = {
    Role.TRAINER: frozenset({Matter.PERSON, Matter.DEBT, Matter.SCORE, Matter.APPLICATION, Matter.MONEY, Matter.SUMS}),
    Role.MENTOR: frozenset({Matter.TRAINING, Matter.SCORE, Matter.APPLICATION, Matter.SUMS}),
    Role.BANK: frozenset({Matter.PERSON, Matter.TRAINING, Matter.MENTORING, Matter.DEBT, Matter.SCORE}),
    Role.ECONOMICS: frozenset(Matter) - SHARED - {Matter.SUMS, Matter.COURSE, Matter.RULES},
    Role.ADMIN: frozenset(Matter) - SHARED - {Matter.SUMS, Matter.RULES, Matter.TRAIL},
    Role.APPLICANT: frozenset({Matter.TRAIL, Matter.RULES, Matter.SUMS}),
    Role.CHAIR: frozenset({Matter.TRAIL, Matter.RULES, Matter.SUMS, Matter.DEBT, Matter.SCORE}),
}
"""Matters a role meets nowhere, whatever its work."""


def breaches(matrix: Iterable[Right] = MATRIX) -> list[str]:
    """Return every line that gives a role what it must never have."""
    found = []
    for right in matrix:
        for role, scope in right.who.items():
            if right.matter in NEVER.get(role, frozenset()):
                found.append(f"{role.label}: {right.deed}")
            if right.matter is Matter.DEBT and role is Role.MENTOR and scope is not Scope.ASSIGNED:
                found.append(f"{role.label} melihat utang di luar yang diserahkan: {right.deed}")
    return found


def rights_by_endpoint(matrix: Iterable[Right] = MATRIX) -> dict[str, Right]:
    """Return the line that each endpoint stands in.

    :raises ValueError: when an endpoint stands in two lines
    """
    found: dict[str, Right] = {}
    for right in matrix:
        for endpoint in right.endpoints.split():
            if endpoint in found:
                message = f"{endpoint} stands in two lines of the rights matrix"
                raise ValueError(message)
            found[endpoint] = right
    return found
