"""What a declared debt costs: the rate from its cash flows, beside the dated caps, and its class."""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy_financial as npf

from core.labels import LabeledEnum
from scoring.screening.caps import Cap, cap_on


class DebtPeriod(LabeledEnum):
    """How often an installment of a declared debt is paid."""

    DAY = ("day", "harian")
    WEEK = ("week", "mingguan")
    MONTH = ("month", "bulanan")


class LenderType(LabeledEnum):
    """Who lent, as declared."""

    PERSON = ("person", "perorangan")
    UNREGISTERED_COOP = ("unregistered_coop", "koperasi tidak terdaftar")
    REGISTERED_COOP = ("registered_coop", "koperasi terdaftar")
    UNLICENSED_APP = ("unlicensed_app", "aplikasi tidak berizin")
    LICENSED_P2P = ("licensed_p2p", "pinjaman online berizin")
    BANK = ("bank", "bank")
    STATE_MICROFINANCE = ("state_microfinance", "pembiayaan mikro negara")
    FAMILY = ("family", "keluarga")
    FRIEND = ("friend", "teman")


class LoanPurpose(LabeledEnum):
    """What the money was for, which decides the cap."""

    CONSUMER = ("consumer", "kebutuhan sendiri")
    PRODUCTIVE_MICRO = ("productive_micro", "usaha mikro")


class InformalClass(LabeledEnum):
    """What a declared debt is."""

    ORDINARY = ("ordinary", "wajar")
    CAP_BREACH = ("licensed_cap_breach", "di atas batas biaya")
    RENTENIR = ("rentenir", "rentenir")
    AMBIGUOUS = ("ambiguous", "perlu ditanyakan")


PERIODS_A_YEAR = {DebtPeriod.DAY: 365, DebtPeriod.WEEK: 52, DebtPeriod.MONTH: 12}
PERIOD_LENGTH = {DebtPeriod.DAY: 1, DebtPeriod.WEEK: 7, DebtPeriod.MONTH: 30}
_ALWAYS_ORDINARY = frozenset({LenderType.FAMILY, LenderType.FRIEND, LenderType.STATE_MICROFINANCE})


@dataclass(frozen=True)
class ClassThresholds:
    """The dated policy that parts ordinary from rentenir, in percent nominal a year, with its reason."""

    rentenir_above: Decimal = Decimal("109.5")
    ordinary_to: Decimal = Decimal(36)
    reason: str = "109,5% setahun = 0,3% sehari, batas tertinggi yang pernah sah untuk pinjaman konsumtif berizin"


@dataclass(frozen=True)
class InformalDebt:
    """A declared debt: ``received`` in hand and ``payments`` one a period, in rupiah; ``principal`` as agreed."""

    received: Fraction
    payments: tuple[Fraction, ...]
    period: DebtPeriod
    lender_type: LenderType
    principal: Fraction
    purpose: LoanPurpose = LoanPurpose.CONSUMER
    agreed_on: date | None = None
    late_fees_paid: Fraction = Fraction(0)
    lender: str = ""


@dataclass(frozen=True)
class InformalCost:
    """What a debt costs, rates in percent; None only where the figure is beyond what a number can hold."""

    rate_per_period_pct: float
    nominal_monthly_pct: float
    nominal_annual_pct: float
    effective_annual_pct: float | None
    total_paid: Fraction
    cost: Fraction
    flat_cost_per_day_pct: Fraction
    cap: Cap | None
    debt_class: InformalClass


def cost_of(debt: InformalDebt, caps: Sequence[Cap], thresholds: ClassThresholds | None = None) -> InformalCost:
    """Work out what a declared debt costs and what class it is.

    The rate r solves: received = sum of payments / (1 + r)^i, payments one a period from the first period on.
    """
    limits = thresholds or ClassThresholds()
    rate = solve_rate(debt.received, debt.payments)
    a_year = PERIODS_A_YEAR[debt.period]
    nominal = rate * a_year * 100
    total = sum(debt.payments, Fraction(0))
    days = len(debt.payments) * PERIOD_LENGTH[debt.period]
    flat = (total - debt.received) / debt.principal / days * 100
    cap = None
    if debt.lender_type is LenderType.LICENSED_P2P and debt.agreed_on is not None:
        cap = cap_on(caps, debt.agreed_on, productive=debt.purpose is LoanPurpose.PRODUCTIVE_MICRO, days=days)
    return InformalCost(
        rate_per_period_pct=rate * 100,
        nominal_monthly_pct=nominal / 12,
        nominal_annual_pct=nominal,
        effective_annual_pct=_compound(rate, a_year),
        total_paid=total,
        cost=total - debt.received,
        flat_cost_per_day_pct=flat,
        cap=cap,
        debt_class=_classify(debt, nominal, flat, total, cap, limits),
    )


def _classify(
    debt: InformalDebt,
    nominal: float,
    flat: Fraction,
    total: Fraction,
    cap: Cap | None,
    limits: ClassThresholds,
) -> InformalClass:
    if debt.lender_type in _ALWAYS_ORDINARY:
        return InformalClass.ORDINARY
    if debt.lender_type is LenderType.LICENSED_P2P:
        too_dear = cap is not None and flat > Fraction(cap.percent_per_day)
        doubled = total - debt.received + debt.late_fees_paid > debt.principal
        return InformalClass.CAP_BREACH if too_dear or doubled else InformalClass.ORDINARY
    shown = Decimal(repr(round(nominal, 4))) if math.isfinite(nominal) else Decimal("Infinity")
    if shown > limits.rentenir_above:
        return InformalClass.RENTENIR
    return InformalClass.ORDINARY if shown <= limits.ordinary_to else InformalClass.AMBIGUOUS


def solve_rate(received: Fraction, payments: Sequence[Fraction]) -> float:
    """Find the rate per period (1 = 100%) at which the payments are worth what was received.

    numpy-financial finds it for level payments; where it does not settle, or the payments differ, the root is
    bracketed and halved, which cannot miss because the payments' worth only falls as the rate rises.
    """
    flows = [float(payment) for payment in payments]
    got = float(received)
    if sum(payments, Fraction(0)) == received:
        return 0.0
    if len(set(flows[:-1])) <= 1 and len(flows) > 1:
        guess = _level_rate(len(flows), flows[0], flows[-1] - flows[0], got)
        if guess is not None and abs(_worth(guess, flows) - got) <= 1e-9 * got:
            return guess
    return _halve(flows, got)


def _level_rate(count: int, payment: float, balloon: float, got: float) -> float | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            rate = float(npf.rate(count, -payment, got, -balloon, guess=0.02, tol=1e-13, maxiter=200))
        except (ArithmeticError, ValueError):
            return None
    return rate if math.isfinite(rate) and rate > -1 else None


def _worth(rate: float, flows: Sequence[float]) -> float:
    worth = 0.0
    step = 1 / (1 + rate)
    for flow in reversed(flows):
        worth = (worth + flow) * step
    return worth


def _halve(flows: Sequence[float], got: float) -> float:
    low, high = -0.999999, 1.0
    while _worth(high, flows) > got and high < 1e15:
        high *= 2
    for _ in range(300):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        worth = _worth(middle, flows)
        if math.isnan(worth) or worth > got:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _compound(rate: float, a_year: int) -> float | None:
    try:
        return ((1 + rate) ** a_year - 1) * 100
    except OverflowError:
        return None
