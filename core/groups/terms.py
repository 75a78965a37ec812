"""The rules about groups that may change from a day on."""

from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

MEMBERS_MIN = "sub_group.members_min"
MEMBERS_MAX = "sub_group.members_max"
_SOURCE = "Kelaziman pinjaman tanggung renteng 5 sampai 10 orang (bjb Mesra); aturan BANK HARKAT belum terbit"

declare(
    [
        Definition(MEMBERS_MIN, "Anggota sub-kelompok paling sedikit", "whole", 5, _SOURCE),
        Definition(MEMBERS_MAX, "Anggota sub-kelompok paling banyak", "whole", 10, _SOURCE),
    ]
)


class SubGroupSize(RuleBroken):
    """A sub-group has fewer or more members than the rule of the day allows."""


def check_size(members: int, *, least: int, most: int) -> None:
    """Refuse a sub-group that is too small or too large.

    :raises SubGroupSize: naming how many are missing or too many
    """
    if members < least:
        raise SubGroupSize(
            f"Sub-kelompok tanggung renteng paling sedikit {least} orang; baru {members}. "
            f"Tambah {least - members} orang lagi.",
            field="person_ids",
        )
    if members > most:
        raise SubGroupSize(
            f"Sub-kelompok tanggung renteng paling banyak {most} orang; ada {members}. "
            f"Kurangi {members - most} orang, atau bagi menjadi dua sub-kelompok.",
            field="person_ids",
        )
