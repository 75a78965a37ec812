"""What a bank's officer fills in for a loan that comes without an application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from harkat.loans.bank_rows import BankRow
from harkat.loans.laying_out import OpeningBalance
from harkat.loans.parts.deductions import Deduction


@dataclass(frozen=True)
class OutsideDraft:
    """Money a bank paid out without an application; rupiah. ``reason`` says how it came to that.

    ``bank_rows`` is the bank's own schedule, which a sharia contract asks for. A group's loan has ``sub_group_id`` and
    no person, and ``shares`` says what each member had of it, rupiah by person. ``deductions`` is what was taken off.
    """

    person_id: int | None
    bank_id: int
    principal: int
    installments: int
    disbursed_on: date
    reason: str
    reference: str
    bank_rows: Sequence[BankRow] | None = None
    sub_group_id: int | None = None
    shares: Mapping[int, int] | None = None
    deductions: Sequence[Deduction] = ()


@dataclass(frozen=True)
class TakeOverDraft:
    """A running loan as the bank's letter states it; rupiah, ``annual_rate`` percent a year.

    ``installments`` are those still to come after ``balance.as_of``, the first due on ``first_due_on``; under a sharia
    contract ``bank_rows`` are the bank's own rows of them. A group's loan has ``sub_group_id`` and no person, and
    ``shares`` says what each member borrowed, rupiah by person.
    """

    person_id: int | None
    bank_id: int
    principal: int
    disbursed_on: date
    annual_rate: Decimal
    installments: int
    first_due_on: date | None
    balance: OpeningBalance
    letter: str
    reference: str
    bank_rows: Sequence[BankRow] | None = None
    sub_group_id: int | None = None
    shares: Mapping[int, int] | None = None
