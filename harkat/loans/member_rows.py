"""Each member's own schedule out of the loan's: row by row the members' amounts make up the loan's row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One row of the loan's schedule; rupiah."""

    sequence: int
    due_on: date
    principal: int
    interest: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What one member pays of one row, and the principal this member still owes after it; rupiah."""

    sequence: int
    due_on: date
    principal: int
    interest: int
    balance: int

    @property
    def payment(self) -> int:
        """Principal and interest together."""
        return self.principal + self.interest


def split_rows(rows: Sequence[LoanRow], shares: Mapping[int, int], *, bearer: int) -> dict[int, list[MemberRow]]:
    """Split a schedule among the members in proportion to their shares.

    Rupiah that do not divide go to the bearer: interest in the row, principal as long as the bearer still owes any
    (then to the next). Each member's principal comes to the share exactly, and every row to the loan's row.

    :param rows: their principal sums to the shares, or, for a later version, to what is left of them
    :param shares: rupiah by person, every one above zero
    """
    whole = sum(row.principal for row in rows)
    owed = _owed(whole, shares, bearer)
    left = dict(owed)
    found: dict[int, list[MemberRow]] = {person_id: [] for person_id in shares}
    paid = 0
    for row in rows:
        paid += row.principal
        principal = _split_principal(row.principal, paid, whole, owed, left, bearer)
        interest = _split_interest(row.interest, shares, bearer)
        for person_id in shares:
            left[person_id] -= principal[person_id]
            found[person_id].append(
                MemberRow(row.sequence, row.due_on, principal[person_id], interest[person_id], left[person_id])
            )
    return found


def _owed(whole: int, shares: Mapping[int, int], bearer: int) -> dict[int, int]:
    """Return what each member owes of a version's principal: the share itself, or in proportion once some is paid."""
    total = sum(shares.values())
    if whole == total:
        return dict(shares)
    parts = {person_id: share * whole // total for person_id, share in shares.items()}
    parts[bearer] += whole - sum(parts.values())
    return parts


def _split_principal(
    amount: int, paid: int, whole: int, owed: Mapping[int, int], left: Mapping[int, int], bearer: int
) -> dict[int, int]:
    """Split a row's principal so that each has paid the own part of all that was paid so far, rounded down."""
    parts = {}
    free = amount
    for person_id, own in owed.items():
        due = own * paid // whole - (own - left[person_id]) if whole else 0
        parts[person_id] = min(max(due, 0), free) if person_id != bearer else 0
        free -= parts[person_id]
    for person_id in (bearer, *(other for other in owed if other != bearer)):
        more = min(free, left[person_id] - parts[person_id])
        parts[person_id] += more
        free -= more
    return parts


def _split_interest(amount: int, shares: Mapping[int, int], bearer: int) -> dict[int, int]:
    total = sum(shares.values())
    parts = {person_id: amount * share // total for person_id, share in shares.items()}
    parts[bearer] += amount - sum(parts.values())
    return parts
