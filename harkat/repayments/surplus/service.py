"""Keeping what became of money beyond what was due, by the borrower's word or by the rule of the day."""

from datetime import datetime

from core.db import db
from core.errors import RuleBroken
from core.money import format_rupiah
from core.policy.queries import value_on
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.repayments import queries
from harkat.repayments.allocation import Outcome
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment
from harkat.repayments.paying_orders import SURPLUS_DEFAULT, SurplusChoice
from harkat.repayments.surplus.models import SurplusDecision


def kind_of(draft: RepaymentDraft, loan: Loan) -> RepaymentKind:
    """Return what a posting is by the borrower's choice, or where there is none by the rule of its day.

    :raises RuleBroken: when the borrower wants to close and the money does not do it exactly
    """
    if draft.kind is not RepaymentKind.INSTALLMENT:
        return draft.kind
    if draft.choice is SurplusChoice.CLOSE and loans.is_by_bank(loan):
        return RepaymentKind.PAYOFF  # the bank's letter says how much closes it
    if draft.choice is SurplusChoice.CLOSE:
        needed = queries.payoff_on(loan, draft.paid_on)
        if draft.amount != needed:
            more = draft.amount > needed
            rest = "Selebihnya dikembalikan bank kepada peminjam." if more else "Uangnya belum cukup untuk melunasi."
            raise RuleBroken(f"Melunasi hari itu tepat {format_rupiah(needed)}. {rest}", field="choice")
        return RepaymentKind.PAYOFF
    if draft.choice is None and value_on(SURPLUS_DEFAULT, draft.paid_on) == SurplusChoice.CLOSE.value:
        exact = draft.amount == queries.payoff_on(loan, draft.paid_on)
        return RepaymentKind.PAYOFF if exact and draft.amount else RepaymentKind.INSTALLMENT
    return RepaymentKind.INSTALLMENT


def keep(row: Repayment, draft: RepaymentDraft, outcome: Outcome, *, now: datetime) -> SurplusDecision | None:
    """Keep the choice beside a posting whose money went beyond what was due that day; nothing where it did not."""
    amount = beyond_due(outcome, row.id, draft)
    if not amount:
        return None
    closes = row.kind is RepaymentKind.PAYOFF
    decision = SurplusDecision(
        repayment_id=row.id,
        choice=SurplusChoice.CLOSE if closes else SurplusChoice.ADVANCE,
        by_rule=draft.choice is None and draft.kind is not RepaymentKind.PAYOFF,
        amount=amount,
        recorded_at=now,
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def beyond_due(outcome: Outcome, key: int, draft: RepaymentDraft) -> int:
    """Return the rupiah of a posting that pay what was not due on its day."""
    if draft.kind is RepaymentKind.RECOVERY:
        return 0
    late = {standing.due.sequence for standing in outcome.standings if standing.due.due_on <= draft.paid_on}
    return sum(
        part.interest + part.principal for part in outcome.parts if part.payment == key and part.sequence not in late
    )
