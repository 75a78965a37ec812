"""Asking which loans a night has to look at, and how a loan's class went."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import func, or_, select

from core.db import db
from harkat.facility.models import PartnerBank
from harkat.facility.terms import LenderType
from harkat.loans.models import Loan, Restructuring
from harkat.loans.states import LoanState
from harkat.repayments.quality.models import LoanQuality, QualityChange


@dataclass(frozen=True)
class NightRow:
    """A loan as the night reads it, with what the night before left of it; rupiah, ranks 1 to 5."""

    loan_id: int
    lender: LenderType
    oldest_due_on: date | None
    matures_on: date
    outstanding: int
    is_restructured: bool
    as_of: date | None
    days_late: int | None
    own_rank: int | None
    rank: int | None


def night_rows(day: date, *, after: int, most: int) -> list[NightRow]:
    """Return the next loans that are still owed and that no later night has looked at, by key."""
    changed = select(Restructuring.id).where(Restructuring.loan_id == Loan.id).exists()
    query = (
        select(
            Loan.id,
            PartnerBank.lender_type,
            Loan.oldest_due_on,
            Loan.matures_on,
            Loan.outstanding,
            changed,
            LoanQuality.as_of,
            LoanQuality.days_late,
            LoanQuality.own_rank,
            LoanQuality.rank,
        )
        .join(PartnerBank, PartnerBank.id == Loan.bank_id)
        .outerjoin(LoanQuality, LoanQuality.loan_id == Loan.id)
        .where(
            Loan.id > after,
            Loan.state == LoanState.RUNNING,
            Loan.disbursed_on <= day,
            or_(LoanQuality.as_of.is_(None), LoanQuality.as_of <= day),
        )
        .order_by(Loan.id)
        .limit(most)
    )
    return [NightRow(*cast(tuple[Any, ...], row)) for row in db.session.execute(query)]


def shared_ranks() -> dict[int, int]:
    """Return the worst own class among the running loans of borrowers who have several at one bank, by loan."""
    same = (Loan.bank_id, Loan.person_id, Loan.sub_group_id)
    several = (
        select(*same, func.max(LoanQuality.own_rank).label("worst"))
        .join(LoanQuality, LoanQuality.loan_id == Loan.id)
        .where(Loan.state == LoanState.RUNNING)
        .group_by(*same)
        .having(func.count() > 1)
        .subquery()
    )
    query = (
        select(Loan.id, several.c.worst)
        .join(
            several,
            (several.c.bank_id == Loan.bank_id)
            & (
                (several.c.person_id == Loan.person_id)
                | ((several.c.sub_group_id == Loan.sub_group_id) & Loan.person_id.is_(None))
            ),
        )
        .where(Loan.state == LoanState.RUNNING)
    )
    return {int(row[0]): int(row[1]) for row in db.session.execute(query)}


def changes_of(loan_id: int) -> list[QualityChange]:
    """Return how a loan's class went, newest first."""
    query = select(QualityChange).where(QualityChange.loan_id == loan_id).order_by(QualityChange.changed_on.desc())
    return list(db.session.scalars(query))


def qualities(loan_ids: list[int]) -> list[LoanQuality]:
    """Return what the last night left of some loans."""
    return list(db.session.scalars(select(LoanQuality).where(LoanQuality.loan_id.in_(loan_ids))))
