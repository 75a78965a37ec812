"""The product's rules that no other room holds: allowed fees, residence, and over whom a ceiling counts."""

from core.errors import RuleBroken
from core.labels import LabeledEnum
from core.money import format_rupiah
from core.policy.definitions import Definition, declare

FEES = "applications.fees_allowed"
RESIDENCE = "applications.residence"
CEILING_COUNTS = "applications.ceiling_counts"
ASSUMED = "Contoh: aturan program belum terbit; diubah di halaman Aturan"


class CeilingCounts(LabeledEnum):
    """Over whom the ceiling of a sub-group's financing counts."""

    SUB_GROUP = ("sub_group", "tiap sub-kelompok sendiri")
    GROUP = ("group", "semua sub-kelompok dari satu kelompok bersama-sama")


class FeesRefused(RuleBroken):
    """A table of fees that is none."""


class GroupCeiling(RuleBroken):
    """The sub-groups of one group would together borrow more than a group may."""


def check_fees(value: object) -> None:
    """Refuse a table of fees that is not names with whole rupiah.

    :raises FeesRefused: saying how it should look
    """
    good = isinstance(value, dict) and all(
        isinstance(most, int) and not isinstance(most, bool) and most >= 0 for most in value.values()
    )
    if not good:
        raise FeesRefused('Tulis nama biaya dengan batas rupiahnya, contoh {"Meterai": 20000}.')


def check_group_ceiling(amount: int, *, taken: int, most: int, field: str = "amount") -> None:
    """Refuse what a group's sub-groups may not borrow together; rupiah.

    :param taken: what the group's other sub-groups have been granted or still owe
    :param field: the form's field that bears the amount
    :raises GroupCeiling: saying how much is left
    """
    if amount + taken > most:
        raise GroupCeiling(
            f"Batas {format_rupiah(most)} dihitung untuk semua sub-kelompok bersama; sub-kelompok lain memakai "
            f"{format_rupiah(taken)}. Paling banyak {format_rupiah(max(0, most - taken))}.",
            field=field,
        )


declare(
    [
        Definition(FEES, "Biaya yang boleh ditarik (rupiah paling banyak)", "table", {"Meterai": 20_000}, ASSUMED,
                   check=check_fees),
        Definition(RESIDENCE, "Tempat tinggal dan usaha pemohon", "text",
                   "Tinggal dan berusaha di Kota Jambi, menurut KTP atau surat kelurahan.", ASSUMED),
        Definition(
            CEILING_COUNTS,
            "Batas sub-kelompok dihitung untuk",
            "choice",
            CeilingCounts.SUB_GROUP.value,
            "Contoh: berita menyebut Rp20 juta per kelompok tanpa menerangkan cara menghitungnya",
            choices=tuple(CeilingCounts),
        ),
    ]
)  # fmt: skip
