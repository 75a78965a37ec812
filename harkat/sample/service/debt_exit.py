"""The sample's ways out of debt: plans just opened, plans half way, some that ended with proof and one that stopped."""

from datetime import date, timedelta

from balikat.debt_exit import queries, service
from balikat.debt_exit.drafts import BalanceDraft, LetterDraft, ProofDraft, StepDraft, VisitDraft
from balikat.debt_exit.kinds import BalanceSource, DebtClass, PlanKind, ProofKind, ProofShows, Relief, StepKind
from balikat.debt_exit.letters import service as letters
from balikat.debt_exit.models import DebtExitPlan
from balikat.debt_exit.papers import service as papers
from balikat.debt_exit.progress import service as progress
from core.dates import day_of
from core.money import Rupiah
from harkat.sample.service.cast import Cast, moment
from harkat.sample.story import Fate, Trader
from scoring.screening import queries as screening

PAPER = b"%PDF-1.4\n% contoh: bukti karangan\n%%EOF\n"
SETTLING = {
    DebtClass.ILLEGAL_PINJOL: ProofKind.RECEIPT,
    DebtClass.RENTENIR: ProofKind.RECEIPT,
    DebtClass.LICENSED_PINJOL: ProofKind.SETTLEMENT_LETTER,
    DebtClass.OLD_ARREARS: ProofKind.SETTLEMENT_LETTER,
}
CLOSED, HALF_WAY, BEGUN = 6, 4, 3
"""How many plans end with proof, are half way, and are just opened."""


def lead_out(cast: Cast) -> None:
    """Open plans for some of those who are held, and let the first of them get out."""
    held = [trader for trader in cast.story.individuals if trader.fate in (Fate.RENTENIR, Fate.PINJOL)]
    held = [trader for trader in held if screening.open_flags(cast.person_id(trader))]
    held.sort(key=lambda trader: (trader.serial % 3, trader.serial))
    for place, trader in enumerate(held[: CLOSED + HALF_WAY + BEGUN]):
        plan = _open(cast, trader, PlanKind.FLAGS)
        if place >= CLOSED + HALF_WAY:
            continue
        _walk(cast, plan)
        if place < CLOSED:
            _finish(cast, plan)
        elif place == CLOSED:
            day = cast.day(1)
            reason = "Pindah ke luar kota; ingin melanjutkan bila kembali."
            service.drop(plan, reason, actor=cast.actors["petugas"], now=moment(day, 15), today=day)
    arrears = [trader for trader in cast.story.individuals if trader.fate is Fate.OLD_ARREARS]
    for trader in arrears[:2]:
        if screening.open_holds(cast.person_id(trader)):
            _open(cast, trader, PlanKind.ARREARS)


def _open(cast: Cast, trader: Trader, kind: PlanKind) -> DebtExitPlan:
    person_id, officer = cast.person_id(trader), cast.actors["petugas"]
    flags = screening.open_flags(person_id)
    raised_on = day_of(flags[0].raised_at) if flags else cast.day(20)
    day = min(raised_on + timedelta(days=2), cast.day(1))
    plan = service.open_plan(person_id, kind, actor=officer, now=moment(day, 10), today=day)
    service.assign(plan, cast.actors["pendamping"].id, actor=officer, now=moment(day, 10))
    return plan


def _walk(cast: Cast, plan: DebtExitPlan) -> None:
    """Hold the first talk: no threats, an undertaking, a visit, a letter where the lender is licensed, less owed."""
    officer, mentor, today = cast.actors["petugas"], cast.actors["pendamping"], cast.day(1)
    day = plan.opened_on
    for step in queries.steps_of(plan.id):
        if step.kind in (StepKind.REPORT_THREATS, StepKind.FOLLOW_ADVICE):
            note = StepDraft(day, "Dibacakan dan dimengerti; tidak ada ancaman.")
            progress.tick_off(plan, step.id, note, actor=officer, now=moment(day, 11), today=day)
    signed = ProofDraft(ProofKind.UNDERTAKING, ProofShows.SIGNED, day)
    papers.add_proof(plan, signed, PAPER, actor=officer, now=moment(day, 12), today=day)
    visit = VisitDraft(today, "Setoran dicatat di buku; tidak ada pinjaman baru.")
    progress.record_visit(plan, visit, actor=mentor, now=moment(today, 9), today=today)
    for debt in queries.debts_of(plan.id):
        if debt.debt_class is DebtClass.LICENSED_PINJOL:
            draft = LetterDraft(Relief.LONGER, "dagangan sepi dua bulan terakhir.", Rupiah(150_000))
            letters.write_letter(plan, debt, draft, actor=officer, now=moment(day, 13), today=day)
        _pay_half(cast, plan, debt.id, today)


def _pay_half(cast: Cast, plan: DebtExitPlan, debt_id: int, today: date) -> None:
    row = queries.debt_of(plan, debt_id)
    first = next((row for row in queries.balances_of(plan.id) if row.debt_id == debt_id), None)
    if first is not None and first.seen_on < today:
        seen = BalanceDraft(today, Rupiah(first.amount // 2), BalanceSource.RECEIPT)
        progress.record_balance(plan, row, seen, actor=cast.actors["pendamping"], now=moment(today, 10), today=today)


def _finish(cast: Cast, plan: DebtExitPlan) -> None:
    """Bring the proof and close."""
    officer, today = cast.actors["petugas"], cast.day(1)
    for debt in queries.debts_of(plan.id):
        draft = ProofDraft(SETTLING[debt.debt_class], ProofShows.SETTLED, today, debt.id, f"L-{debt.id}")
        papers.add_proof(plan, draft, PAPER, actor=officer, now=moment(today, 16), today=today)
    service.close(plan, actor=officer, now=moment(today, 16, 30), today=today)
