"""Asking for a bank's own schedule of an application, and what each member pays of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.db import db
from harkat.applications import queries
from harkat.applications.bank_schedules.models import BankSchedule
from harkat.applications.models import Application
from harkat.loans import queries as loans
from harkat.loans.bank_rows import BankRow, from_json, lines_of_bank, schedule_of_bank, terms_of_bank
from harkat.loans.member_rows import LoanRow, split_rows
from harkat.loans.papers.queries import lines_of_rows
from harkat.loans.schedule import Schedule
from harkat.loans.words import ContractType, Wording


@dataclass(frozen=True)
class MemberPart:
    """What one member pays of a bank's schedule; rupiah."""

    name: str
    amount: int
    first: int
    margin: int


def contract_of(application: Application, today: date) -> ContractType:
    """Return the kind of contract: the product's on the day of the contract, or today's while there is none."""
    return loans.contract_on(application.contract_on or today)


def wording_for(application: Application, today: date) -> Wording:
    """Return how an application's schedule speaks."""
    return loans.wording_on(application.contract_on or today)


def kept_for(application_id: int) -> list[BankSchedule]:
    """Return every schedule the bank sent for an application, the newest first."""
    query = select(BankSchedule).where(BankSchedule.application_id == application_id)
    return list(db.session.scalars(query.order_by(BankSchedule.id.desc())))


def current(application: Application) -> BankSchedule | None:
    """Return the schedule that counts: the newest, as long as it is of the amount the bank approved."""
    newest = next(iter(kept_for(application.id)), None)
    return newest if newest is not None and newest.principal == application.approved else None


def is_awaited(application: Application, today: date) -> bool:
    """Tell whether the contract waits for the bank's schedule."""
    return contract_of(application, today).is_sharia and current(application) is None


def by_reference(reference: str) -> BankSchedule | None:
    """Return the schedule a form has kept already."""
    return db.session.scalar(select(BankSchedule).where(BankSchedule.reference == reference))


def rows_of(kept: BankSchedule) -> list[BankRow]:
    """Return a schedule's rows."""
    return from_json(kept.rows)


def schedule_of(application: Application, kept: BankSchedule, today: date) -> Schedule:
    """Return a bank's rows as pages and papers show a schedule."""
    lines = lines_of_bank(rows_of(kept))
    return schedule_of_bank(terms_of_bank(lines, starts_on=application.contract_on or today), lines_of_rows(lines))


def member_parts(application: Application, rows: Sequence[BankRow]) -> list[MemberPart]:
    """Return what each member of a sub-group pays; nothing for a person alone or before the split is known."""
    shares = {row.person_id: row.approved or 0 for row in queries.shares_of(application.id)}
    if application.sub_group_id is None or not all(shares.values()):
        return []
    lines = [LoanRow(place, row.due_on, row.principal, row.margin) for place, row in enumerate(rows, start=1)]
    bearer = application.remainder_person_id if application.remainder_person_id in shares else min(shares)
    assert bearer is not None
    split = split_rows(lines, shares, bearer=bearer)
    names = queries.share_holders(application.id)
    return [
        MemberPart(names[key], shares[key], split[key][0].payment, sum(row.interest for row in split[key]))
        for key in names
    ]
