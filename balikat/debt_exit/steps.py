"""Which steps lead out, in which order, and when each is met: threats first, no new loan, then the dearest debt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from balikat.debt_exit.debts import LICENSED, ExitDebt, outcome_of, settled_on
from balikat.debt_exit.kinds import DebtClass, PlanKind, ProofKind, ProofShows, StepHelper, StepKind

BY_HAND = frozenset({StepKind.REPORT_THREATS, StepKind.FOLLOW_ADVICE, StepKind.CONTACT_CREDITOR})
"""Steps somebody ticks off with a word; every other one is met by what was proven or recorded."""

LENDING = frozenset({DebtClass.ILLEGAL_PINJOL, DebtClass.RENTENIR, DebtClass.LICENSED_PINJOL, DebtClass.DISTRESS})

HOW: Mapping[StepKind, str] = {
    StepKind.STOP_NEW_LOANS: "Selesai sendiri bila pernyataan bertanda tangan diunggah.",
    StepKind.LIST_BALANCES: "Selesai sendiri bila sisa setiap utang sudah dicatat.",
    StepKind.ASK_RELIEF: "Selesai sendiri bila suratnya dibuat.",
    StepKind.AGREE: "Selesai sendiri bila perjanjian atau bukti lunas diunggah.",
    StepKind.SETTLE: "Selesai sendiri bila bukti lunas, atau jadwal baru yang lancar, dicatat.",
    StepKind.RECHECK_SLIK: "Selesai sendiri bila iDeb baru yang menunjukkan lunas atau lancar diunggah.",
    StepKind.VISIT: "Selesai sendiri bila kunjungan dicatat.",
    StepKind.BRING_EVIDENCE: "Selesai sendiri bila sisa atau bukti terbaru dicatat.",
}
"""What meets a step that nobody ticks off."""


@dataclass(frozen=True)
class StepRules:
    """The dated figures behind due dates, all in days."""

    visit_days: int
    recheck_days: int
    settle_days: int


@dataclass(frozen=True)
class PlannedStep:
    """One step of a plan; ``debt_key`` names the debt it is about. ``rank`` orders the steps."""

    key: str
    kind: StepKind
    debt_key: int | None
    helper: StepHelper
    due_on: date
    rank: int


@dataclass(frozen=True)
class Situation:
    """What steps are judged by: the debts, papers about the person, letters and visits made, debts gone stale."""

    debts: tuple[ExitDebt, ...]
    papers: tuple[tuple[ProofKind, date], ...] = ()
    letters: tuple[tuple[int, date], ...] = ()
    stale_keys: frozenset[int] = frozenset()
    steady_days: int = 30


def plan_steps(kind: PlanKind, debts: Sequence[ExitDebt], *, today: date, rules: StepRules) -> tuple[PlannedStep, ...]:
    """Return the steps of a plan from its debts, first things first; the same debts always give the same steps."""
    counted = [debt for debt in debts if not debt.is_withdrawn]
    draft: list[tuple[StepKind, int | None, StepHelper, int]] = []
    if kind is PlanKind.ARREARS:
        draft += _arrears(_by_cost(counted), rules)
    else:
        draft += _flagged(_by_cost(counted), rules)
    draft.append((StepKind.VISIT, None, StepHelper.MENTOR, min(14, rules.visit_days)))
    return tuple(
        PlannedStep(step_key(step, debt_key), step, debt_key, helper, today + timedelta(days=days), rank)
        for rank, (step, debt_key, helper, days) in enumerate(draft)
    )


def step_key(kind: StepKind, debt_key: int | None, part: str = "") -> str:
    """Name a step so that it exists once in a plan."""
    return f"{kind.value}:{part or (debt_key or 0)}"


def _flagged(debts: Sequence[ExitDebt], rules: StepRules) -> list[tuple[StepKind, int | None, StepHelper, int]]:
    officer, mentor = StepHelper.OFFICER, StepHelper.MENTOR
    illegal = [debt for debt in debts if debt.debt_class is DebtClass.ILLEGAL_PINJOL]
    steps: list[tuple[StepKind, int | None, StepHelper, int]] = []
    if any(debt.debt_class in LENDING for debt in debts):
        steps += [(StepKind.REPORT_THREATS, None, officer, 1), (StepKind.STOP_NEW_LOANS, None, officer, 3)]
    steps.append((StepKind.LIST_BALANCES, None, officer, 7))
    if illegal:
        steps.append((StepKind.FOLLOW_ADVICE, None, officer, 3))
    steps += [(StepKind.ASK_RELIEF, debt.key, officer, 7) for debt in debts if debt.debt_class in LICENSED]
    steps += [
        (StepKind.SETTLE, debt.key, mentor, rules.settle_days * place)
        for place, debt in enumerate(settling_order(debts), start=1)
    ]
    return steps


def _arrears(debts: Sequence[ExitDebt], rules: StepRules) -> list[tuple[StepKind, int | None, StepHelper, int]]:
    officer, mentor = StepHelper.OFFICER, StepHelper.MENTOR
    steps: list[tuple[StepKind, int | None, StepHelper, int]] = []
    for debt in debts:
        steps += [
            (StepKind.CONTACT_CREDITOR, debt.key, mentor, 7),
            (StepKind.ASK_RELIEF, debt.key, officer, 7),
            (StepKind.AGREE, debt.key, mentor, rules.settle_days),
            (StepKind.SETTLE, debt.key, mentor, 2 * rules.settle_days),
            (StepKind.RECHECK_SLIK, debt.key, officer, 2 * rules.settle_days + rules.recheck_days),
        ]
    return steps


def settling_order(debts: Sequence[ExitDebt]) -> list[ExitDebt]:
    """Return debts as they are paid off: licensed ones by cost, the dearest first; then the others, by cost too."""
    ordered = _by_cost(debts)
    return [debt for debt in ordered if debt.debt_class in LICENSED] + [
        debt for debt in ordered if debt.debt_class not in LICENSED
    ]


def _by_cost(debts: Sequence[ExitDebt]) -> list[ExitDebt]:
    """Sort by yearly cost, the dearest first; where it is not known the debt comes after those where it is."""
    return sorted(debts, key=lambda debt: (debt.yearly_cost is None, -(debt.yearly_cost or 0), debt.lender, debt.key))


def met_on(kind: StepKind, debt_key: int | None, situation: Situation) -> date | None:
    """Return the day something proven or recorded met a step; None while nothing did, and for steps ticked by hand."""
    debts = [debt for debt in situation.debts if not debt.is_withdrawn]
    debt = next((debt for debt in debts if debt.key == debt_key), None)
    if kind is StepKind.STOP_NEW_LOANS:
        return min((on for paper, on in situation.papers if paper is ProofKind.UNDERTAKING), default=None)
    if kind is StepKind.LIST_BALANCES:
        firsts = [min((balance.on for balance in debt.balances), default=None) for debt in debts]
        known = [on for on in firsts if on is not None]
        return max(known) if known and len(known) == len(firsts) else None
    if kind is StepKind.ASK_RELIEF:
        return min((on for key, on in situation.letters if key == debt_key), default=None)
    return None if debt is None else _met_by_proof(kind, debt, steady_days=situation.steady_days)


def _met_by_proof(kind: StepKind, debt: ExitDebt, *, steady_days: int) -> date | None:
    if kind is StepKind.SETTLE:
        outcome = outcome_of(debt, steady_days=steady_days)
        return None if outcome is None else outcome[1]
    if kind is StepKind.AGREE:
        agreed = min((proof.on for proof in debt.proofs if proof.shows is ProofShows.AGREED), default=None)
        return agreed or settled_on(debt)
    if kind is StepKind.RECHECK_SLIK:
        outcome = outcome_of(debt, steady_days=steady_days)
        good = (ProofShows.SETTLED, ProofShows.PAID)
        seen = [proof.on for proof in debt.proofs if proof.kind is ProofKind.IDEB and proof.shows in good]
        return max(seen) if outcome is not None and seen and max(seen) >= outcome[1] else None
    return None
