"""Reading the members of a group's running loan from a bank's letter: a line a member, with what each borrowed."""

import re

from core.errors import RuleBroken
from core.money import format_rupiah, parse_rupiah

LINE = re.compile(r"([0-9]{16})[\s;,:]+(?:rp\.?\s*)?([0-9][0-9.,]*)\Z", re.IGNORECASE)


def read_members(text: str) -> dict[str, int]:
    """Return what each member borrowed, rupiah by NIK.

    :raises RuleBroken: naming the line that cannot be read or that names somebody twice
    """
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = LINE.fullmatch(line.strip())
        if match is None:
            raise RuleBroken(
                f"Baris {number} tidak terbaca. Tulis NIK 16 angka, spasi, lalu jumlahnya: 1571010101010001 4.000.000",
                field="members",
            )
        nik, amount = match[1], int(parse_rupiah(match[2]))
        if nik in found:
            raise RuleBroken(f"Baris {number} menyebut orang yang sudah ada di atasnya.", field="members")
        if amount <= 0:
            raise RuleBroken(f"Baris {number}: jumlah harus lebih dari Rp0.", field="members")
        found[nik] = amount
    return found


def check_sum(shares: dict[int, int], principal: int) -> None:
    """Refuse members' shares (rupiah by person) that do not make up the loan.

    :raises RuleBroken: saying both sums
    """
    total = sum(shares.values())
    if total != principal:
        raise RuleBroken(
            f"Jumlah bagian anggota {format_rupiah(total)}, seharusnya {format_rupiah(principal)}.", field="members"
        )
