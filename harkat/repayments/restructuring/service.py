"""Writing what a bank agreed anew: a new version of the schedule over exactly what is owed that day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.loans import queries as loans
from harkat.loans.bank_rows import BankRow, as_json, check_bank_rows
from harkat.loans.changes import Change, InterestTreatment
from harkat.loans.classification import Collectability
from harkat.loans.models import Loan, Restructuring
from harkat.loans.parts import queries as parts
from harkat.loans.service import settle
from harkat.loans.states import LoanState
from harkat.repayments import queries
from harkat.repayments.course import Course, owed_interest
from harkat.repayments.replaying.service import rewrite_schedule
from harkat.repayments.restructuring.queries import by_reference


@dataclass(frozen=True)
class RestructuringDraft:
    """What was agreed; ``annual_rate`` percent a year, ``installments`` and ``grace`` months.

    ``bank_rows`` is the new schedule of a bank that makes it itself; then rate, length and grace are not looked at.
    """

    loan_id: int
    agreed_on: date
    annual_rate: Decimal
    installments: int
    grace: int
    treatment: InterestTreatment
    letter: str
    ground: str
    reference: str
    first_due_on: date | None = None
    bank_rows: tuple[BankRow, ...] | None = None


@dataclass(frozen=True)
class RestructuringPreview:
    """What a restructuring would lay out: principal and interest owed on its day, and the course after it; rupiah."""

    principal: int
    interest: int
    course: Course


def preview(draft: RestructuringDraft, *, actor: Actor, now: datetime) -> RestructuringPreview:
    """Work out what a restructuring would lay out, and write nothing; refuses as ``restructure`` does."""
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat restrukturisasi")
    return _work_out(draft, loans.loan_for(draft.loan_id, actor), now)


def restructure(draft: RestructuringDraft, *, actor: Actor, now: datetime) -> Restructuring:
    """Lay a loan out anew from a day on; the principal owed stays, so the facility does not move.

    :raises ScheduleFaults: where the bank makes the schedule itself, for rows that do not repay what is owed
    :raises RuleBroken: for a day ahead, or not after the last payment and the schedule before
    :raises Conflict: for a loan that does not run
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat restrukturisasi")
    loans.loan_for(draft.loan_id, actor)
    loan = loans.lock(draft.loan_id)
    known = by_reference(draft.reference)
    if known is not None:
        return known
    worked = _work_out(draft, loan, now)
    row = Restructuring(
        loan_id=loan.id,
        agreed_on=draft.agreed_on,
        annual_rate=draft.annual_rate,
        installments=draft.installments,
        grace=draft.grace,
        first_due_on=draft.first_due_on,
        treatment=draft.treatment,
        bank_rows=None if draft.bank_rows is None else as_json(draft.bank_rows),
        class_before=_class_before(loan, draft.agreed_on),
        letter=draft.letter,
        ground=draft.ground,
        reference=draft.reference,
        made_at=now,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    rewrite_schedule(loan, row, worked.course.stretches[-1], cause=draft.letter[:120], actor=actor, now=now)
    outcome = worked.course.outcome
    settle(loan, outstanding=outcome.principal_left, oldest_due_on=outcome.oldest_due_on, closed_on=None)
    audit.record(
        "repayments.restructure",
        actor=actor,
        now=now,
        subject="loan",
        subject_id=loan.id,
        summary=f"Pinjaman {loan.number} direstrukturisasi per {format_date(row.agreed_on)}",
        after={"letter": row.letter, "ground": row.ground, "class_before": row.class_before},
    )
    return row


def _class_before(loan: Loan, day: date) -> Collectability:
    """Return the class that counted on a day: the bank's word where it rules, else ours."""
    return loans.ruling_class_of(loan, queries.standing_as_of(loan, day).collectability, day)


def _work_out(draft: RestructuringDraft, loan: Loan, now: datetime) -> RestructuringPreview:
    if loan.state is not LoanState.RUNNING:
        raise Conflict(f"Pinjaman ini {loan.state.label.lower()}, tidak dapat direstrukturisasi.")
    rows = queries.live_repayments(loan.id)
    parts_on = [part.paid_on for part in parts.parts_of(loan.id)]
    earliest = max([loans.begins_on(loan), *parts_on, *(row.agreed_on for row in loans.restructurings_of(loan.id))])
    if not earliest < draft.agreed_on <= day_of(now):
        raise RuleBroken(
            f"Tanggal restrukturisasi sesudah {format_date(earliest)}, paling lambat hari ini.", field="agreed_on"
        )
    later = [row.paid_on for row in rows if row.paid_on >= draft.agreed_on]
    if later:
        raise RuleBroken(
            f"Sudah ada pembayaran {format_date(max(later))}. Pakai tanggal restrukturisasi sesudahnya.",
            field="agreed_on",
        )
    if draft.grace >= draft.installments:
        raise RuleBroken("Masa tenggang harus lebih pendek dari jangka waktu baru.", field="grace")
    if draft.first_due_on is not None and draft.first_due_on <= draft.agreed_on:
        raise RuleBroken("Jatuh tempo pertama harus sesudah tanggal restrukturisasi.", field="first_due_on")
    payments = queries.payments_of(loan, rows)
    before = queries.course_of(loan, payments).stretches[-1]
    by_bank = loans.is_by_bank(loan)
    interest = owed_interest(
        before.lines, before.payments, begins_on=before.begins_on, on=draft.agreed_on, by_bank=by_bank
    )
    if by_bank:
        owed = before.outcome.principal_left
        check_bank_rows(draft.bank_rows or (), principal=owed, after=draft.agreed_on, field="rows")
    change = Change(
        agreed_on=draft.agreed_on,
        annual_rate=draft.annual_rate,
        installments=draft.installments,
        method=loan.method,
        treatment=draft.treatment,
        grace=draft.grace,
        first_due_on=draft.first_due_on,
        pace=loan.pace,
        bank_rows=draft.bank_rows if by_bank else None,
    )
    course = queries.course_with(loan, payments, change)
    return RestructuringPreview(before.outcome.principal_left, interest, course)
