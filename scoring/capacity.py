"""What a household can pay back each month, the largest loan that fits, and what is left when sales fall."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from core.labels import LabeledEnum
from scoring.facts import DebtFact, FactKind, Facts, Sureness, weakest

NO_INCOME_SHARE = 1000


class IncomeBasis(LabeledEnum):
    """Where the business profit was read."""

    CASH_BOOK = ("cash_book", "buku kas")
    SELLING_DAYS = ("selling_days", "laba per hari × hari berjualan")
    STATED = ("stated", "laba sebulan menurut keterangan")


class BindingLimit(LabeledEnum):
    """Which limit keeps the monthly installment from being larger."""

    SURPLUS = ("surplus", "sisa uang bulanan")
    DEBT_SERVICE = ("debt_service", "batas seluruh angsuran terhadap pendapatan")


@dataclass(frozen=True)
class CapacityRules:
    """Dated limits. Percentages are whole; ``annual_rate_percent`` is effective a year; ``round_down_to`` rupiah.

    ``stress_profit_percent`` is how far profit falls when sales fall by ``stress_sales_percent``: rent and wages stay.
    """

    surplus_share_percent: int
    debt_service_limit_percent: int
    stress_sales_percent: int
    stress_profit_percent: int
    annual_rate_percent: Decimal
    terms_months: tuple[int, ...]
    round_down_to: int
    assumed_months_left: int


@dataclass(frozen=True)
class Capacity:
    """A household's month in rupiah. ``room`` is the largest new installment; the stress line repeats it for bad times.

    ``debt_service_percent`` is all installments against income, rounded up.
    """

    basis: IncomeBasis
    business_profit: int
    other_income: int
    household_cost: int
    installments: int
    surplus: int
    room: int
    binding: BindingLimit
    stress_surplus: int
    stress_room: int
    debt_service_percent: int
    sureness: Sureness


@dataclass(frozen=True)
class LargestLoan:
    """The largest loan whose installment fits, in rupiah, at one term."""

    months: int
    amount: int
    amount_under_stress: int


def business_profit(facts: Facts) -> tuple[int, IncomeBasis, tuple[FactKind, ...]] | None:
    """Read the monthly profit: the cash book first, then profit a day times selling days, then the stated figure."""
    book = facts.value(FactKind.CASH_BOOK_PROFIT)
    if book is not None:
        return book, IncomeBasis.CASH_BOOK, (FactKind.CASH_BOOK_PROFIT,)
    daily, days = facts.value(FactKind.PROFIT_PER_SELLING_DAY), facts.value(FactKind.SELLING_DAYS)
    if daily is not None and days is not None:
        kinds = (FactKind.PROFIT_PER_SELLING_DAY, FactKind.SELLING_DAYS)
        return daily * days, IncomeBasis.SELLING_DAYS, kinds
    stated = facts.value(FactKind.PROFIT_MONTHLY)
    return None if stated is None else (stated, IncomeBasis.STATED, (FactKind.PROFIT_MONTHLY,))


def installment_of(debt: DebtFact, rules: CapacityRules) -> int | None:
    """Return a debt's monthly installment, or what is owed spread over the assumed months, or None when unknown."""
    if debt.installment_monthly is not None:
        return debt.installment_monthly
    return None if debt.outstanding is None else -(-debt.outstanding // rules.assumed_months_left)


def installments(facts: Facts, rules: CapacityRules) -> int | None:
    """Add the monthly installments of all known debts; None when nobody asked yet or one of them is unknown."""
    asked = facts.value(FactKind.DEBT_INTERVIEW) or facts.value(FactKind.IDEB_READ)
    if not asked and not facts.debts:
        return None
    total = 0
    for debt in facts.debts:
        amount = installment_of(debt, rules)
        if amount is None:
            return None
        total += amount
    return total


def measure_capacity(facts: Facts, rules: CapacityRules) -> Capacity | None:
    """Measure what can be paid back a month; None while profit, household cost or installments are unknown.

    Other income that nobody stated is not counted on. Source of the default 75% of the surplus: repayment capacity as
    used for Indonesian micro credit.
    """
    profit = business_profit(facts)
    household = facts.get(FactKind.HOUSEHOLD_COST)
    paid = installments(facts, rules)
    if profit is None or household is None or paid is None:
        return None
    amount, basis, kinds = profit
    other = facts.get(FactKind.OTHER_INCOME)
    other_income = 0 if other is None else other.value
    income = amount + other_income
    surplus = income - household.value - paid
    room, binding = _room(income, surplus, paid, rules)
    stressed = amount - max(amount, 0) * rules.stress_profit_percent // 100 + other_income
    stress_surplus = stressed - household.value - paid
    sureness = weakest([household, other, *(facts.get(kind) for kind in kinds)])
    assert sureness is not None
    return Capacity(
        basis=basis,
        business_profit=amount,
        other_income=other_income,
        household_cost=household.value,
        installments=paid,
        surplus=surplus,
        room=room,
        binding=binding,
        stress_surplus=stress_surplus,
        stress_room=_room(stressed, stress_surplus, paid, rules)[0],
        debt_service_percent=_share_percent(paid, income),
        sureness=sureness,
    )


def _room(income: int, surplus: int, paid: int, rules: CapacityRules) -> tuple[int, BindingLimit]:
    by_surplus = surplus * rules.surplus_share_percent // 100
    by_service = income * rules.debt_service_limit_percent // 100 - paid
    binding = BindingLimit.SURPLUS if by_surplus <= by_service else BindingLimit.DEBT_SERVICE
    return max(0, min(by_surplus, by_service)), binding


def _share_percent(paid: int, income: int) -> int:
    if paid == 0:
        return 0
    return NO_INCOME_SHARE if income <= 0 else min(NO_INCOME_SHARE, -(-100 * paid // income))


def largest_loan(room: int, months: int, rules: CapacityRules) -> int:
    """Find the largest loan that an installment pays back in so many months (annuity), rounded down."""
    exact = room * _annuity_factor(rules.annual_rate_percent, months)
    return int(exact // rules.round_down_to) * rules.round_down_to


def largest_loans(capacity: Capacity, rules: CapacityRules) -> tuple[LargestLoan, ...]:
    """Find the largest loan at each term, now and when sales fall."""
    return tuple(
        LargestLoan(
            months, largest_loan(capacity.room, months, rules), largest_loan(capacity.stress_room, months, rules)
        )
        for months in rules.terms_months
    )


@lru_cache(maxsize=512)
def _annuity_factor(annual_rate_percent: Decimal, months: int) -> Fraction:
    """Return what one rupiah a month is worth today: the sum of (1 + i) to the power -k."""
    growth = 1 + Fraction(annual_rate_percent) / 1200
    if growth == 1:
        return Fraction(months)
    return (1 - growth**-months) / (growth - 1)
