"""How much may be asked for and over how many installments, checked with a message that names the bound."""

from dataclasses import dataclass

from core.errors import RuleBroken
from core.money import format_rupiah


class OverLimit(RuleBroken):
    """An amount or a number of installments outside what the product allows."""


@dataclass(frozen=True)
class Limits:
    """What the product allows one applicant on a day. Rupiah and months; ``member_most`` bounds one member's share."""

    amount_least: int
    amount_most: int
    member_most: int
    months_least: int
    months_most: int


def check_request(*, amount: int, months: int, limits: Limits, is_group: bool) -> None:
    """Refuse an amount or a number of months the product does not allow.

    :param amount: rupiah
    :raises OverLimit: naming the bound and the field
    """
    applicant = "sub-kelompok" if is_group else "perorangan"
    if amount > limits.amount_most:
        raise OverLimit(
            f"Batas produk untuk {applicant} {format_rupiah(limits.amount_most)}. Kurangi jumlahnya.",
            field="requested",
        )
    if amount < limits.amount_least:
        raise OverLimit(
            f"Jumlah paling sedikit untuk {applicant} {format_rupiah(limits.amount_least)}.", field="requested"
        )
    if not limits.months_least <= months <= limits.months_most:
        raise OverLimit(
            f"Jangka waktu harus {limits.months_least} sampai {limits.months_most} bulan.", field="installments"
        )
