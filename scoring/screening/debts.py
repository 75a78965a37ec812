"""One list of what a person owes, out of findings and of what was told, each debt once, and its weight on a month."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.screening.informal import DebtPeriod
from scoring.screening.lenders import DebtKind
from scoring.screening.normalising import name_letters

PAYMENTS_A_MONTH = {
    DebtPeriod.DAY: Fraction(365, 12),
    DebtPeriod.WEEK: Fraction(365, 84),
    DebtPeriod.MONTH: Fraction(1),
}


@dataclass(frozen=True)
class KnownDebt:
    """A debt still owed. Rupiah; ``quality`` is the SLIK class, 5 when written off; ``key`` names where it was read."""

    key: str
    lender: str
    kind: DebtKind | None
    outstanding: int | None
    installment_monthly: int | None
    is_flagged: bool
    quality: int | None


def monthly_payment(installment: int, paid_every: DebtPeriod) -> int:
    """Turn a daily or weekly payment into what it takes out of a month, rounded up."""
    exact = installment * PAYMENTS_A_MONTH[paid_every]
    return -(-exact.numerator // exact.denominator)


def remaining(installment: int, payments: int, payments_made: int) -> int:
    """Add up the payments of a declared debt that are still to come."""
    return installment * max(0, payments - payments_made)


def merge_debts(debts: Iterable[KnownDebt]) -> list[KnownDebt]:
    """List every debt once: the same lender in two sources is one debt, with the heavier number of each."""
    merged: dict[str, KnownDebt] = {}
    for debt in sorted(debts, key=lambda debt: debt.key):
        name = name_letters(debt.lender) or debt.key
        known = merged.get(name)
        merged[name] = debt if known is None else _heavier(known, debt)
    return list(merged.values())


def _heavier(one: KnownDebt, other: KnownDebt) -> KnownDebt:
    return replace(
        one,
        kind=one.kind or other.kind,
        outstanding=_larger(one.outstanding, other.outstanding),
        installment_monthly=_larger(one.installment_monthly, other.installment_monthly),
        is_flagged=one.is_flagged or other.is_flagged,
        quality=_larger(one.quality, other.quality),
    )


def _larger(one: int | None, other: int | None) -> int | None:
    known = [value for value in (one, other) if value is not None]
    return max(known, default=None)


def burden(debts: Iterable[KnownDebt], *, months_left: int) -> int | None:
    """Add what all debts take out of a month; None when one of them is of unknown size.

    :param months_left: over how many months a debt without a known installment is spread
    """
    total = 0
    for debt in debts:
        if debt.installment_monthly is not None:
            total += debt.installment_monthly
        elif debt.outstanding is not None:
            total += -(-debt.outstanding // months_left)
        else:
            return None
    return total
