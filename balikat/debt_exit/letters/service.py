"""Writing letters to licensed lenders, and answering whether a rentenir debt may be refinanced."""

import json
from datetime import date, datetime

from balikat.debt_exit import queries
from balikat.debt_exit.debts import LICENSED
from balikat.debt_exit.drafts import LetterDraft
from balikat.debt_exit.keeping.service import follow, record, require, require_running
from balikat.debt_exit.kinds import ProofKind
from balikat.debt_exit.models import DebtExitDebt, DebtExitLetter, DebtExitPlan, DebtExitRefinancing
from balikat.debt_exit.refinancing import evaluate
from balikat.debt_exit.terms import STEADY_DAYS
from core.auth.roles import Actor
from core.db import db
from core.errors import NotFound, RuleBroken
from core.numbers import number_for
from core.policy.queries import whole_on


class NoLetter(RuleBroken):
    """A lender the city does not write to."""


def require_licensed(debt: DebtExitDebt) -> None:
    """Refuse letters to anybody but a licensed lender.

    :raises NoLetter: with where to turn instead
    """
    if debt.debt_class not in LICENSED:
        raise NoLetter(
            "Surat keringanan hanya untuk pemberi pinjaman berizin. Kepada rentenir atau pinjol ilegal kota tidak "
            "menulis surat; ikuti langkah lain dalam rencana."
        )


def write_letter(
    plan: DebtExitPlan, debt: DebtExitDebt, draft: LetterDraft, *, actor: Actor, now: datetime, today: date
) -> DebtExitLetter:
    """Write a numbered letter that asks a licensed lender for relief.

    :raises NoLetter: for a rentenir or an illegal pinjol
    """
    require(plan, actor, "membuat surat keringanan", helpers=queries.WORKERS)
    require_licensed(debt)
    letter = DebtExitLetter(
        number=f"SK-{plan.id}-{now.timestamp():.0f}",
        plan_id=plan.id,
        debt_id=debt.id,
        written_on=today,
        relief=draft.relief,
        reason=draft.reason,
        can_pay_monthly=draft.can_pay_monthly,
        contract_number=draft.contract_number,
        written_by_id=actor.id,
    )
    db.session.add(letter)
    db.session.flush()
    letter.number = number_for("SK", today, letter.id)
    follow(plan, actor=actor, now=now, today=today)
    record("debt_exit.letter", f"Membuat surat {letter.number}", plan, actor=actor, now=now,
           after={"letter_id": letter.id, "relief": letter.relief})  # fmt: skip
    return letter


def letter_of(plan: DebtExitPlan, letter_id: int) -> DebtExitLetter:
    """Return one letter of a plan.

    :raises NotFound: when it is not in this plan
    """
    letter = next((row for row in queries.letters_of(plan.id) if row.id == letter_id), None)
    if letter is None:
        raise NotFound("Surat ini tidak ditemukan. Muat ulang halaman.")
    return letter


def take_letter(plan: DebtExitPlan, letter_id: int, *, actor: Actor, now: datetime) -> DebtExitLetter:
    """Return a letter to be printed, and record that it was taken."""
    letter = letter_of(plan, letter_id)
    record("debt_exit.take_letter", f"Mengunduh surat {letter.number}", plan, actor=actor, now=now)
    return letter


def ask_refinancing(
    plan: DebtExitPlan, debt: DebtExitDebt, amount: int, *, actor: Actor, now: datetime, today: date
) -> DebtExitRefinancing:
    """Answer whether a debt may be refinanced by today's rules, and keep the answer; rupiah."""
    actor.require(*queries.WORKERS, deed="menilai pembiayaan keluar dari rentenir")
    require_running(plan)
    seen = next(seen for seen in queries.exit_debts(plan.id) if seen.key == debt.id)
    papers = queries.situation(plan.id, today).papers
    signed = min((on for kind, on in papers if kind is ProofKind.UNDERTAKING), default=None)
    answer = evaluate(
        seen,
        amount,
        undertaking_on=signed,
        rules=queries.refinance_rules(today),
        steady_days=whole_on(STEADY_DAYS, today),
    )
    row = DebtExitRefinancing(
        plan_id=plan.id,
        debt_id=debt.id,
        amount=amount,
        is_eligible=answer.is_eligible,
        reasons=json.dumps(list(answer.reasons)),
        asked_on=today,
        asked_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    record("debt_exit.refinancing", f"Menilai pembiayaan ulang dalam rencana {plan.number}", plan, actor=actor, now=now,
           after={"refinancing_id": row.id, "amount": amount, "is_eligible": row.is_eligible})  # fmt: skip
    return row
