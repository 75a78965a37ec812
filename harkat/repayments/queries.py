"""Asking what was paid on a loan, what is late, and how the lender would class it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from core.db import db, get_or_404
from core.policy.queries import whole_on
from harkat.facility import queries as facility
from harkat.facility.models import FacilityTransfer
from harkat.loans import queries as loans
from harkat.loans.bank_rows import from_json
from harkat.loans.changes import PAID_IN_A_ROW, Change, class_after
from harkat.loans.classification import Collectability, Step, classify, days_matured
from harkat.loans.models import Installment, Loan, Restructuring
from harkat.repayments.allocation import Due, Outcome, Payment, payoff_amount
from harkat.repayments.arrears import Arrears, arrears_on, paid_in_a_row
from harkat.repayments.course import Course, dues_of_lines, lay_course
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment, RepaymentAllocation, RepaymentTransfer
from harkat.repayments.orders import queries as orders


@dataclass(frozen=True)
class LoanStanding:
    """Where a loan stands on a day; rupiah.

    ``due`` is what the schedule asked for until and on the day and was not paid, ``overdue`` the part before the day.
    """

    outstanding: int
    due: int
    overdue: int
    days_late: int
    collectability: Collectability
    arrears: Arrears
    outcome: Outcome
    provision: Step


def repayment(repayment_id: int) -> Repayment:
    """Return a posting.

    :raises NotFound: when there is none
    """
    return get_or_404(Repayment, repayment_id, what="Pembayaran")


def by_reference(reference: str) -> Repayment | None:
    """Return the posting that bears a reference."""
    return db.session.scalar(select(Repayment).where(Repayment.reference == reference))


def reversal_of(repayment_id: int) -> Repayment | None:
    """Return the reversal of a posting, if it was reversed."""
    return db.session.scalar(select(Repayment).where(Repayment.reverses_id == repayment_id))


def repayments_of(loan_id: int) -> list[Repayment]:
    """Return every posting of a loan, reversals too, newest first."""
    return list(
        db.session.scalars(
            select(Repayment)
            .where(Repayment.loan_id == loan_id)
            .order_by(Repayment.paid_on.desc(), Repayment.id.desc())
        )
    )


def live_repayments(loan_id: int) -> list[Repayment]:
    """Return the postings of a loan that stand: no reversals and none that was reversed."""
    gone = select(Repayment.reverses_id).where(Repayment.loan_id == loan_id, Repayment.reverses_id.is_not(None))
    return list(
        db.session.scalars(
            select(Repayment)
            .where(
                Repayment.loan_id == loan_id,
                Repayment.kind != RepaymentKind.REVERSAL,
                Repayment.id.not_in(gone),
            )
            .order_by(Repayment.paid_on, Repayment.id)
        )
    )


def allocated(loan_id: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Return what every repayment pays now: (repayment, installment) to (interest, principal), rupiah."""
    row = RepaymentAllocation
    query = (
        select(row.repayment_id, row.installment_id, func.sum(row.interest), func.sum(row.principal))
        .join(Repayment, Repayment.id == row.repayment_id)
        .where(Repayment.loan_id == loan_id)
        .group_by(row.repayment_id, row.installment_id)
    )
    return {
        (repayment_id, installment_id): (int(interest), int(principal))
        for repayment_id, installment_id, interest, principal in db.session.execute(query)
    }


def paid_by_repayment(loan_id: int) -> dict[int, tuple[int, int]]:
    """Return (interest, principal) in rupiah that each repayment of a loan pays now."""
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (repayment_id, _), (interest, principal) in allocated(loan_id).items():
        before = sums[repayment_id]
        sums[repayment_id] = (before[0] + interest, before[1] + principal)
    return dict(sums)


def worst_days_late() -> dict[int, int]:
    """Return by how many days at most each loan's installments were ever paid after their due date, by loan."""
    row = RepaymentAllocation
    query = (
        select(Installment.loan_id, Installment.due_on, func.max(Repayment.paid_on))
        .join(row, row.installment_id == Installment.id)
        .join(Repayment, Repayment.id == row.repayment_id)
        .group_by(Installment.id, Installment.loan_id, Installment.due_on, Repayment.id)
        .having(func.sum(row.interest) + func.sum(row.principal) > 0)
    )
    worst: dict[int, int] = defaultdict(int)
    for loan_id, due_on, paid_on in db.session.execute(query):
        worst[loan_id] = max(worst[loan_id], (paid_on - due_on).days)
    return dict(worst)


def live_transfers(repayment_ids: Sequence[int]) -> dict[int, list[FacilityTransfer]]:
    """Return the facility's transfers of repayments that were not reversed, by repayment."""
    undoing = aliased(FacilityTransfer)
    query = (
        select(RepaymentTransfer.repayment_id, FacilityTransfer)
        .join(FacilityTransfer, FacilityTransfer.id == RepaymentTransfer.transfer_id)
        .where(
            RepaymentTransfer.repayment_id.in_(repayment_ids),
            ~exists().where(undoing.reverses_id == FacilityTransfer.id),
        )
        .order_by(FacilityTransfer.sequence)
    )
    found: dict[int, list[FacilityTransfer]] = defaultdict(list)
    for repayment_id, transfer in db.session.execute(query):
        found[repayment_id].append(transfer)
    return dict(found)


def dues_of(installments: Sequence[Installment]) -> list[Due]:
    """Return installments as the pure allocation wants them."""
    return [Due(row.sequence, row.due_on, row.principal, row.interest) for row in installments]


def payments_of(loan: Loan, rows: Sequence[Repayment]) -> list[Payment]:
    """Return postings as the pure allocation wants them, each with its bank's order of its day."""
    held = orders.orders_of(loan.bank_id) if rows else orders.Orders()
    return [Payment(row.id, row.paid_on, row.amount, row.kind, held.on(row.paid_on)) for row in rows]


def changes_of(loan: Loan, *, until: date | None = None) -> list[Change]:
    """Return a loan's restructurings as the pure course wants them, up to a day."""
    rows = loans.restructurings_of(loan.id)
    return [change_of(row, loan) for row in rows if until is None or row.agreed_on <= until]


def change_of(row: Restructuring, loan: Loan) -> Change:
    """Return one restructuring as the pure course wants it."""
    return Change(
        row.agreed_on,
        row.annual_rate,
        row.installments,
        loan.method,
        row.treatment,
        row.grace,
        row.first_due_on,
        loan.pace,
        None if row.bank_rows is None else tuple(from_json(row.bank_rows)),
    )


def course_of(loan: Loan, payments: Sequence[Payment], *, until: date | None = None) -> Course:
    """Follow a loan with some payments from its first schedule on, to now or to a past day.

    :raises ClosedBefore: when nothing was owed on the day of a restructuring
    """
    first = loans.lines_of_version(loans.version_of(loan.id, None, until=until).id)
    known = [payment for payment in payments if until is None or payment.paid_on <= until]
    return lay_course(
        first, changes_of(loan, until=until), known, begins_on=loans.begins_on(loan), by_bank=loans.is_by_bank(loan)
    )


def course_with(loan: Loan, payments: Sequence[Payment], change: Change) -> Course:
    """Follow a loan as it would go with one more restructuring."""
    first = loans.lines_of_version(loans.version_of(loan.id, None).id)
    return lay_course(
        first, [*changes_of(loan), change], payments, begins_on=loans.begins_on(loan), by_bank=loans.is_by_bank(loan)
    )


def outcome_of(loan: Loan) -> Outcome:
    """Replay a loan's repayments over its schedules."""
    return course_of(loan, payments_of(loan, live_repayments(loan.id))).outcome


def payoff_on(loan: Loan, day: date) -> int:
    """Return the rupiah that close a loan on a day."""
    last = course_of(loan, payments_of(loan, live_repayments(loan.id))).stretches[-1]
    by_bank = loans.is_by_bank(loan)
    return payoff_amount(dues_of_lines(last.lines), last.payments, disbursed_on=last.begins_on, on=day, by_bank=by_bank)


def standing(loan_id: int, today: date) -> LoanStanding:
    """Return where a loan stands on a day.

    :raises NotFound: when there is no such loan
    """
    loan = loans.loan(loan_id)
    return standing_of(loan, outcome_of(loan), today)


def standing_as_of(loan: Loan, day: date) -> LoanStanding:
    """Return where a loan stood at the end of a past day: only what happened until then counts."""
    return standing_of(loan, course_of(loan, payments_of(loan, live_repayments(loan.id)), until=day).outcome, day)


def standing_of(loan: Loan, outcome: Outcome, today: date) -> LoanStanding:
    """Return what an outcome means on a day by the lender's own scale."""
    late = arrears_on(outcome.standings, today)
    scale = loans.scale_on(facility.bank(loan.bank_id).lender_type, today)
    last_due_on = outcome.standings[-1].due.due_on
    step = classify(
        scale,
        days_late=late.days_late,
        days_matured=days_matured(last_due_on, today, outstanding=outcome.principal_left),
    )
    change = next((row for row in reversed(loans.restructurings_of(loan.id)) if row.agreed_on <= today), None)
    if change is not None:
        step = class_after(
            scale,
            step,
            before=change.class_before,
            paid_in_a_row=paid_in_a_row(outcome.standings, today),
            needed=whole_on(PAID_IN_A_ROW, today),
        )
    due = sum(row.left for row in outcome.standings if row.due.due_on <= today)
    return LoanStanding(
        outstanding=outcome.principal_left,
        due=due,
        overdue=late.amount,
        days_late=late.days_late,
        collectability=step.collectability,
        arrears=late,
        outcome=outcome,
        provision=step,
    )
