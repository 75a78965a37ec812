"""What each kind of row does: the same deeds as on the pages, under references that make each happen once."""

from datetime import datetime

from core.auth.roles import Actor
from core.dates import format_date
from core.errors import RuleBroken
from core.money import format_rupiah
from core.people import queries as people
from harkat.applications.contracts import service as contracts
from harkat.applications.models import Application
from harkat.applications.queries import contracted_of_person, numbered_at_bank
from harkat.applications.states import State
from harkat.bank_files.models import BankFile
from harkat.bank_files.reading import Balance, BankRow, PaidOut, Repaid
from harkat.loans import queries as loans
from harkat.loans import service as loan_service
from harkat.loans.models import Loan
from harkat.loans.opening_drafts import OutsideDraft
from harkat.loans.openings import service as openings
from harkat.repayments import service as repayments
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.slips import queries as slips
from harkat.repayments.statements import service as statements


def carry_out(row: BankRow, file: BankFile, *, line: int, actor: Actor, now: datetime) -> bool:
    """Carry out one row; tell whether it was new.

    :raises DomainError: whatever the deed on the page would refuse
    """
    if isinstance(row, Repaid):
        return _repay(row, file, actor, now)
    if isinstance(row, Balance):
        return _state(row, file, line, now)
    return _pay_out(row, file, actor, now)


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


def _pay_out(row: PaidOut, file: BankFile, actor: Actor, now: datetime) -> bool:
    known = loans.loan_named(file.bank_id, row.account)
    if known is not None:
        if (known.principal, known.disbursed_on) == (row.amount, row.paid_on):
            return False
        raise RuleBroken(f"Rekening {row.account} sudah milik {known.number} dengan jumlah atau tanggal lain.")
    person = people.find_by_nik(row.nik) if len(row.nik) == 16 else None
    application = numbered_at_bank(row.application, file.bank_id) if row.application else None
    if row.application and application is None:
        raise RuleBroken(f"Permohonan {row.application} tidak ada di bank ini.")
    if application is None and person is not None:
        application = contracted_of_person(person.id, file.bank_id)
    if application is not None:
        loan = _pay_out_application(row, application, file, actor, now)
    elif person is not None:
        loan = _pay_out_outside(row, person.id, file, actor, now)
    else:
        raise RuleBroken("Peminjam tidak dikenal. Isi nomor permohonan, atau daftarkan NIK-nya dahulu di loket kota.")
    loan_service.name_at_bank(loan, row.account)
    return True


def _pay_out_application(row: PaidOut, application: Application, file: BankFile, actor: Actor, now: datetime) -> Loan:
    if application.state is State.DISBURSED:
        loan = loans.loan_of_application(application.id)
        assert loan is not None
        if (loan.principal, loan.disbursed_on) != (row.amount, row.paid_on):
            paid = f"{format_rupiah(loan.principal)} pada {format_date(loan.disbursed_on)}"
            raise RuleBroken(f"{application.number} sudah cair {paid}.")
        return loan
    if application.approved != row.amount:
        raise RuleBroken(
            f"Jumlah {format_rupiah(row.amount)} tidak sama dengan yang disetujui untuk {application.number}, "
            f"{format_rupiah(application.approved or 0)}."
        )
    reference = f"berkas-{file.id}-{row.account}"[:60]
    contracts.disburse(application, disbursed_on=row.paid_on, reference=reference, actor=actor, now=now)
    loan = loans.loan_of_application(application.id)
    assert loan is not None
    return loan


def _pay_out_outside(row: PaidOut, person_id: int, file: BankFile, actor: Actor, now: datetime) -> Loan:
    if row.months is None:
        raise RuleBroken("Tanpa permohonan, jangka waktu harus diisi agar pinjaman dapat dicatat.")
    draft = OutsideDraft(
        person_id=person_id,
        bank_id=file.bank_id,
        principal=row.amount,
        installments=row.months,
        disbursed_on=row.paid_on,
        reason=f"Berkas pencairan bank nomor {file.id}, tanpa permohonan yang sudah akad",
        reference=f"berkas-{file.id}-{row.account}"[:60],
    )
    return openings.open_outside(draft, actor=actor, now=now)
