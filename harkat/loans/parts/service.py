"""Writing a part that a bank paid out: its shares and deductions, and the facility's movement."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict
from harkat.facility import queries as facility_queries
from harkat.facility import service as facility
from harkat.facility.exceptions import service as exceptions
from harkat.facility.models import Reservation
from harkat.facility.terms import ReservationState
from harkat.loans.models import Loan, LoanShare
from harkat.loans.parts import queries
from harkat.loans.parts.deductions import Deduction, check_deductions
from harkat.loans.parts.models import LoanPart, PartDeduction, PartShare
from harkat.loans.parts.queries import LoanFinding

BEYOND = "Dicairkan melebihi yang disetujui"


def write(
    loan: Loan,
    *,
    shares: Mapping[int, int],
    deductions: Sequence[Deduction],
    paid_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    without_room: int = 0,
) -> LoanPart:
    """Write a part with what each borrower had of it; the loan and the facility are the caller's.

    :param shares: rupiah by person, before deductions
    :raises DeductionRefused: for deductions that cannot have happened
    """
    check_deductions(shares, deductions)
    part = LoanPart(
        loan_id=loan.id,
        sequence=len(queries.parts_of(loan.id)) + 1,
        amount=sum(shares.values()),
        without_room=without_room,
        paid_on=paid_on,
        reference=reference,
        recorded_at=now,
        recorded_by_id=actor.id,
        recorded_by_name=actor.name,
    )
    db.session.add(part)
    db.session.flush()
    db.session.add_all(
        PartShare(part_id=part.id, person_id=person_id, amount=amount) for person_id, amount in sorted(shares.items())
    )
    db.session.add_all(
        PartDeduction(part_id=part.id, person_id=row.person_id, name=row.name, amount=row.amount, most=row.most)
        for row in deductions
    )
    db.session.flush()
    return part


def share_out(loan: Loan, shares: Mapping[int, int], *, bearer: int | None = None) -> None:
    """Add to what each borrower has of a loan, rupiah by person; ``bearer`` pays what does not divide."""
    rows = {row.person_id: row for row in db.session.scalars(select(LoanShare).where(LoanShare.loan_id == loan.id))}
    for person_id, amount in sorted(shares.items()):
        row = rows.get(person_id)
        if row is None:
            row = LoanShare(loan_id=loan.id, person_id=person_id, amount=0, bears_remainder=False)
            db.session.add(row)
            rows[person_id] = row
        row.amount += amount
    wanted = bearer if bearer in rows else min(rows)
    if bearer is not None or not any(row.bears_remainder for row in rows.values()):
        for person_id, row in rows.items():
            row.bears_remainder = person_id == wanted
    db.session.flush()


def book(
    loan: Loan,
    reservation: Reservation | None,
    *,
    amount: int,
    paid_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    reason: str = BEYOND,
) -> int:
    """Move a part's money: out of what is set aside as far as it goes, the rest as an exception; return that rest.

    :param reason: what the exception says of itself
    """
    held = reservation is not None and reservation.state is ReservationState.HELD
    inside = min(amount, reservation.amount - reservation.used) if held and reservation is not None else 0
    if inside and reservation is not None:
        facility.disburse(
            reservation=reservation,
            loan_id=loan.id,
            amount=inside,
            occurred_on=paid_on,
            reference=f"{reference}/cair",
            actor=actor,
            now=now,
        )
    if amount > inside:
        exceptions.pay_without_room(
            bank_id=loan.bank_id,
            loan_id=loan.id,
            amount=amount - inside,
            occurred_on=paid_on,
            reference=f"{reference}/lebih",
            reason=reason,
            actor=actor,
            now=now,
        )
    return amount - inside


def close_finding(deduction_id: int, *, reason: str, actor: Actor, now: datetime) -> LoanFinding:
    """Close what was taken beyond the list, with the bank's answer; nothing of the deduction itself changes.

    :raises Conflict: when it is closed already
    """
    actor.require(Role.AUDITOR, deed="menutup temuan potongan")
    finding = queries.finding_of(deduction_id, actor)
    if not finding.is_open:
        raise Conflict("Temuan ini sudah ditutup. Muat ulang halaman.")
    for row in finding.rows:
        if row.closed_at is None:
            row.closed_at, row.closed_by_id, row.closed_by_name = now, actor.id, actor.name
            row.closed_reason = reason
    audit.record(
        "loans.close_finding",
        actor=actor,
        now=now,
        subject="loan",
        subject_id=finding.loan.id,
        summary=f"Temuan potongan pada {finding.loan.number} ditutup",
        after={"deductions": [row.id for row in finding.rows], "reason": reason},
    )
    return finding


def still_to_come(loan: Loan) -> int:
    """Return the rupiah set aside for a loan that the bank has not paid out."""
    if loan.application_id is None:
        return 0
    reservation = facility_queries.reservation_of(loan.application_id)
    if reservation is None or reservation.state is not ReservationState.HELD:
        return 0
    return reservation.amount - reservation.used
