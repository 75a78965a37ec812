"""A group loan in its second layer: what each member owes of it, has paid, was covered for, and covers for others.

Only the bank's posting changes the loan; these figures say how its members settled it among themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import RuleBroken
from core.money import format_rupiah


@dataclass(frozen=True)
class Line:
    """What one member paid for a share: one's own, or another's (talangan); rupiah."""

    payer: int
    owner: int
    amount: int


@dataclass(frozen=True)
class MemberStanding:
    """Where one member stands; rupiah. ``short`` is what of the own share until a day nobody has paid."""

    person: int
    due: int = 0
    paid_own: int = 0
    covered: int = 0
    covers: int = 0

    @property
    def short(self) -> int:
        """What of the own share is still missing."""
        return max(0, self.due - self.paid_own - self.covered)


def standings(due: Mapping[int, int], lines: Iterable[Line]) -> dict[int, MemberStanding]:
    """Return where every member stands, given what each owes of what fell due (rupiah) and the lines paid."""
    own, covered, covers = (dict.fromkeys(due, 0) for _ in range(3))
    for line in lines:
        if line.payer == line.owner:
            own[line.owner] += line.amount
        else:
            covered[line.owner] += line.amount
            covers[line.payer] += line.amount
    return {
        person: MemberStanding(person, amount, own[person], covered[person], covers[person])
        for person, amount in due.items()
    }


def check_lines(lines: Iterable[Line], members: Iterable[int]) -> int:
    """Return the sum of a list of who paid; rupiah.

    :raises RuleBroken: for an empty list, an amount of nothing, or somebody who has no share
    """
    rows, known = list(lines), set(members)
    if not rows:
        raise RuleBroken("Isi siapa yang membayar. Daftar setoran tidak boleh kosong.")
    if any(row.amount <= 0 for row in rows):
        raise RuleBroken("Jumlah setiap anggota harus lebih dari Rp0, atau kosongkan.")
    if not {row.payer for row in rows} | {row.owner for row in rows} <= known:
        raise RuleBroken("Hanya anggota yang punya bagian di pinjaman ini yang dapat dicatat.")
    return sum(row.amount for row in rows)


def check_fits(posted: int, listed: int) -> None:
    """Refuse lists that sum to more than the bank's posting; rupiah.

    :raises RuleBroken: saying both sums
    """
    if listed > posted:
        raise RuleBroken(
            f"Daftar setoran berjumlah {format_rupiah(listed)}, lebih besar dari pembayaran bank "
            f"{format_rupiah(posted)}. Periksa daftarnya atau pilih pembayaran yang lain."
        )
