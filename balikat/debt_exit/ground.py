"""What a plan stands on: one debt as screening knows it when the plan takes it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from balikat.debt_exit.debts import BalanceSeen
from balikat.debt_exit.kinds import DebtClass
from scoring.screening.kinds import FlagReason

CLASS_OF: Mapping[FlagReason, DebtClass] = {
    FlagReason.ILLEGAL_PINJOL: DebtClass.ILLEGAL_PINJOL,
    FlagReason.RENTENIR: DebtClass.RENTENIR,
    FlagReason.PINJOL_IN_ARREARS: DebtClass.LICENSED_PINJOL,
    FlagReason.DISTRESS: DebtClass.DISTRESS,
}


@dataclass(frozen=True)
class Ground:
    """A debt that holds a person: the flag or the finding it rests on. Rupiah; cost in percent a year."""

    lender: str
    debt_class: DebtClass
    flag_id: int | None = None
    finding_id: int | None = None
    yearly_cost: Decimal | None = None
    installment_monthly: int | None = None
    balance: BalanceSeen | None = None
