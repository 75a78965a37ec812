"""What a bank takes off a payment, held against the list of what may be taken; rupiah."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import RuleBroken
from core.money import format_rupiah


class DeductionRefused(RuleBroken):
    """A deduction that cannot have happened."""


@dataclass(frozen=True)
class Deduction:
    """What was taken off one borrower's payment; ``most`` is what the list of its day allows, nothing if not on it."""

    person_id: int
    name: str
    amount: int
    most: int | None = None


@dataclass(frozen=True)
class Finding:
    """What was taken beyond the list from one borrower under one name; ``most`` is nothing if the name is not on it."""

    person_id: int
    name: str
    amount: int
    most: int | None

    @property
    def beyond(self) -> int:
        """Rupiah that should not have been taken."""
        return self.amount - (self.most or 0)

    @property
    def words(self) -> str:
        """Why it is a finding."""
        if self.most is None:
            return "tidak ada dalam daftar biaya"
        return f"batasnya {format_rupiah(self.most)}"


def allowed_for(name: str, allowed: Mapping[str, int]) -> int | None:
    """Return what a list of fees allows under a name however it is spelled, or nothing where it is not on the list."""
    return {plain(known): most for known, most in allowed.items()}.get(plain(name))


def plain(name: str) -> str:
    """Return a name as names of fees are compared."""
    return " ".join(name.casefold().split())


def findings(deductions: Iterable[Deduction]) -> list[Finding]:
    """Return what was taken from each borrower that the list does not allow; parts of a loan count together."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    last: dict[tuple[int, str], Deduction] = {}
    for row in deductions:
        key = (row.person_id, plain(row.name))
        sums[key] += row.amount
        last[key] = row
    found = [Finding(row.person_id, row.name, sums[key], row.most) for key, row in last.items()]
    return [finding for finding in found if finding.beyond > 0]


def check_deductions(shares: Mapping[int, int], deductions: Iterable[Deduction]) -> None:
    """Refuse deductions of nothing, from somebody who is paid nothing, or of more than is paid.

    :param shares: rupiah paid out by person
    :raises DeductionRefused: saying which
    """
    taken: dict[int, int] = defaultdict(int)
    for row in deductions:
        if row.amount <= 0:
            raise DeductionRefused(f"Potongan “{row.name}” harus lebih dari Rp0.", field="deductions")
        taken[row.person_id] += row.amount
    if not taken.keys() <= shares.keys():
        raise DeductionRefused("Potongan hanya dari peminjam yang menerima uang pada bagian ini.", field="deductions")
    for person_id, amount in taken.items():
        if amount > shares[person_id]:
            raise DeductionRefused(
                f"Potongan {format_rupiah(amount)} lebih besar dari yang dicairkan {format_rupiah(shares[person_id])}.",
                field="deductions",
            )
