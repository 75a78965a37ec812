"""What each kind of row does: the same deeds as on the pages, under references that make each happen once."""

from datetime import datetime

from core.auth.roles import Actor
from core.errors import RuleBroken
from harkat.bank_files.models import BankFile
from harkat.bank_files.payouts.service import pay_out
from harkat.bank_files.progress import Carried
from harkat.bank_files.reading import Balance, BankRow, Repaid
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.repayments import service as repayments
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.slips import queries as slips
from harkat.repayments.statements import service as statements


def carry_out(row: BankRow, file: BankFile, *, line: int, actor: Actor, now: datetime) -> Carried:
    """Carry out one row; tell whether it was new, and what of it somebody should look at.

    :raises DomainError: whatever the deed on the page would refuse
    """
    if isinstance(row, Repaid):
        return Carried(_repay(row, file, actor, now))
    if isinstance(row, Balance):
        return Carried(_state(row, file, line, now))
    return pay_out(row, file, actor=actor, now=now)


def _loan(file: BankFile, name: str) -> Loan:
    loan = loans.loan_named(file.bank_id, name)
    if loan is None:
        raise RuleBroken(f"Pinjaman {name} tidak ada di bank ini. Periksa nomornya, atau berkas ini milik bank lain.")
    return loan


def _repay(row: Repaid, file: BankFile, actor: Actor, now: datetime) -> bool:
    loan = _loan(file, row.loan)
    known = slips.posting_with(file.bank_id, row.slip)
    if known is not None and (known.loan_id, known.amount, known.paid_on) == (loan.id, row.amount, row.paid_on):
        return False
    kind = RepaymentKind.PAYOFF if row.is_payoff else RepaymentKind.INSTALLMENT
    reference = f"berkas-{file.id}-{row.slip}"[:80]
    draft = RepaymentDraft(reference, loan.id, row.paid_on, row.amount, kind, row.slip)
    repayments.post(draft, actor=actor, now=now)
    return True


def _state(row: Balance, file: BankFile, line: int, now: datetime) -> bool:
    loan = _loan(file, row.loan)
    assert file.as_of is not None
    written = statements.state(
        loan,
        as_of=file.as_of,
        outstanding=row.outstanding,
        days_late=row.days_late,
        collectability=row.collectability,
        reference=f"berkas-{file.id}-{line}",
        now=now,
    )
    return written is not None
