"""What minutes are about, and how many members have to be there."""

from core.errors import RuleBroken
from core.labels import LabeledEnum


class MinutesKind(LabeledEnum):
    """What was agreed."""

    APPROVED = ("approved", "Pembagian jumlah yang disetujui bank")
    ADVISED = ("advised", "Pembagian jumlah yang direkomendasikan")
    LEFT = ("left", "Anggota tidak ikut dalam pinjaman ini")


class TooFewPresent(RuleBroken):
    """Half of the members or fewer were there."""


def check_present(present: int, members: int) -> None:
    """Refuse an agreement that half of the members or fewer took part in.

    :raises TooFewPresent: naming how many are needed
    """
    needed = members // 2 + 1
    if present < needed:
        raise TooFewPresent(
            f"Hadir {present} dari {members} anggota; paling sedikit {needed} anggota hadir untuk menyepakati.",
            field="present_ids",
        )
