"""Asking which loans stand as exceptions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from core.db import db
from harkat.facility import queries as facility
from harkat.facility.ledger import LedgerAccount, TransferKind
from harkat.facility.models import FacilityTransfer, PartnerBank

of_loan = facility.exception_of_loan


@dataclass(frozen=True)
class OpenException:
    """A loan's part that stands outside the ceiling; rupiah. ``since`` is the day of its first such movement."""

    bank_id: int
    bank: str
    loan_id: int
    amount: int
    since: date
    note: str | None


def unnamed(
    bank_id: int | None = None, *, transfer_id: int | None = None, reference: str | None = None
) -> list[FacilityTransfer]:
    """Return what banks paid out to borrowers nobody knows yet, oldest first: all, one bank's, or the one named."""
    back = select(FacilityTransfer.reverses_id).where(FacilityTransfer.reverses_id.is_not(None))
    query = select(FacilityTransfer).where(
        FacilityTransfer.kind == TransferKind.PAID_WITHOUT_ROOM,
        FacilityTransfer.loan_id.is_(None),
        FacilityTransfer.id.not_in(back),
    )
    wanted = {
        FacilityTransfer.bank_id: bank_id, FacilityTransfer.id: transfer_id, FacilityTransfer.reference: reference
    }  # fmt: skip
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    return list(db.session.scalars(query.order_by(FacilityTransfer.occurred_on, FacilityTransfer.id)))


def open_exceptions(bank_id: int | None = None) -> list[OpenException]:
    """Return every loan that stands as an exception, oldest first."""
    row = FacilityTransfer
    change = case(
        (row.to_account == LedgerAccount.EXCEPTION, row.amount),
        (row.from_account == LedgerAccount.EXCEPTION, -row.amount),
        else_=0,
    )
    touched = case((row.to_account == LedgerAccount.EXCEPTION, row.occurred_on))
    query = (
        select(row.bank_id, PartnerBank.name, row.loan_id, func.sum(change), func.min(touched), func.max(row.note))
        .join(PartnerBank, PartnerBank.id == row.bank_id)
        .where(
            (row.to_account == LedgerAccount.EXCEPTION) | (row.from_account == LedgerAccount.EXCEPTION),
            row.loan_id.is_not(None),
        )
        .group_by(row.bank_id, PartnerBank.name, row.loan_id)
        .having(func.sum(change) > 0)
        .order_by(func.min(touched), row.loan_id)
    )
    if bank_id is not None:
        query = query.where(row.bank_id == bank_id)
    return [
        OpenException(key, bank, int(loan_id or 0), int(amount), since, note)
        for key, bank, loan_id, amount, since, note in db.session.execute(query)
    ]
