"""Recording a row of a bank's file of disbursed loans: as approved, as a part, or as money outside the agreement.

The bank has paid, so nothing here refuses for what should not have been. It is recorded, stands as an exception as far
as no approval is behind it, and the row says what somebody should look at. Only a row that contradicts what is
recorded already is left to the bank.
"""

from collections.abc import Mapping
from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, DomainError, RuleBroken
from core.money import format_rupiah
from core.people import queries as people
from harkat.applications import queries as applications
from harkat.applications.models import Application
from harkat.applications.payouts import service as payouts
from harkat.applications.states import State
from harkat.bank_files import queries
from harkat.bank_files.models import BankFile
from harkat.bank_files.progress import Carried
from harkat.bank_files.reading import PaidOut, reference_of
from harkat.bank_files.sharing import split_by, split_paid
from harkat.facility.exceptions import queries as exception_queries
from harkat.facility.exceptions import service as exceptions
from harkat.loans import queries as loans
from harkat.loans import service as loan_service
from harkat.loans.models import Loan
from harkat.loans.opening_drafts import OutsideDraft
from harkat.loans.openings import queries as opening_queries
from harkat.loans.openings import service as openings
from harkat.loans.parts import queries as parts
from harkat.loans.parts.deductions import findings, plain
from harkat.loans.parts.models import LoanPart
from harkat.repayments.parts import service as further_parts


class Contradicts(Conflict):
    """A row that says otherwise than what the same account's row said before."""


def pay_out(row: PaidOut, file: BankFile, *, actor: Actor, now: datetime) -> Carried:
    """Record what a bank paid out; once, whichever file tells it.

    :raises Contradicts: when the account has another amount on the same day
    :raises DomainError: when it cannot be told whose loan it is, or its schedule cannot be made
    """
    carried = _pay_out(row, file, actor, now)
    for transfer in exception_queries.unnamed(file.bank_id, reference=_unnamed(row, file)):
        reason = "Peminjamnya sudah dikenal dan pinjamannya tercatat"
        exceptions.take_back_unnamed(transfer, reason=reason, actor=actor, now=now)
    return carried


def keep_unnamed(row: PaidOut, file: BankFile, *, reason: str, actor: Actor, now: datetime) -> None:
    """Keep money that went out but whose loan cannot be recorded yet, as an exception without a borrower.

    :raises Conflict: when the same payment was told with another amount
    """
    exceptions.pay_without_room(
        bank_id=file.bank_id,
        loan_id=None,
        amount=row.amount,
        occurred_on=row.paid_on,
        reference=_unnamed(row, file),
        reason=f"Berkas bank nomor {file.id}, rekening {row.account}: {reason}",
        actor=actor,
        now=now,
    )
    audit.record(
        "bank_files.keep_unnamed",
        actor=actor,
        now=now,
        subject="bank_file",
        subject_id=file.id,
        summary=f"Uang keluar tanpa peminjam pada berkas bank nomor {file.id} menjadi pengecualian",
        after={"paid_on": row.paid_on},
    )


def _pay_out(row: PaidOut, file: BankFile, actor: Actor, now: datetime) -> Carried:
    known = opening_queries.by_reference(_reference(row, file)) or _loan_of_part(_reference(row, file))
    if known is not None:
        return _told_again(row, known)
    loan, application = loans.loan_named(file.bank_id, row.account), None
    if loan is None and row.application:
        application = applications.numbered_at_bank(row.application, file.bank_id)
        if application is None:
            raise RuleBroken(f"Permohonan {row.application} tidak ada di bank ini.")
        loan = loans.loan_of_application(application.id)
    if loan is not None:
        return _on_loan(row, loan, file, actor, now)
    person = people.find_by_nik(row.nik) if len(row.nik) == 16 else None
    if application is None and person is not None:
        application = applications.contracted_of_person(person.id, file.bank_id)
    if application is not None and application.contract_on is not None and application.state is State.CONTRACTED:
        if row.paid_on >= application.contract_on:
            return _first(row, application, file, actor, now)
        reason = f"{application.number} baru akad {format_date(application.contract_on)}, sesudah uangnya keluar"
        return _before_contract(row, application, reason, file, actor, now)
    if application is not None:
        reason = f"{application.number} berstatus “{application.state.label}”, belum akad"
        return _before_contract(row, application, reason, file, actor, now)
    if person is None:
        raise RuleBroken("Peminjam tidak dikenal. Isi nomor permohonan, atau daftarkan NIK-nya dahulu di loket kota.")
    reason = "tanpa permohonan yang sudah akad"
    shares = {person.id: row.amount}
    return _outside(row, file, (person.id, None), shares, row.months, reason, actor, now, account=True)


def _before_contract(
    row: PaidOut, application: Application, reason: str, file: BankFile, actor: Actor, now: datetime
) -> Carried:
    """Record money that went to those who asked before there was a contract; their application goes on by itself."""
    months = row.months or application.approved_installments or application.installments
    shares = {share.person_id: share.approved or share.requested for share in applications.shares_of(application.id)}
    whose = (application.person_id, application.sub_group_id)
    return _outside(row, file, whose, split_by(row.amount, shares), months, reason, actor, now, account=True)


def _told_again(row: PaidOut, loan: Loan) -> Carried:
    amounts = [part.amount for part in parts.parts_of(loan.id) if part.paid_on == row.paid_on] or [loan.principal]
    if row.amount not in amounts:
        raise Contradicts(_contradiction(row, loan, amounts[0]))
    return Carried(is_new=False)


def _first(row: PaidOut, application: Application, file: BankFile, actor: Actor, now: datetime) -> Carried:
    """Record the first payment of an application whose contract is signed."""
    approved = {share.person_id: share.approved or 0 for share in applications.shares_of(application.id)}
    notes = [doubt.message for doubt in payouts.doubts(application, row.paid_on, day_of(now))]
    paid = split_paid(row.amount, left=approved, approved=approved)
    payouts.disburse(
        application,
        disbursed_on=row.paid_on,
        reference=_reference(row, file),
        amounts=paid,
        taken=_taken(row, paid),
        is_fact=True,
        actor=actor,
        now=now,
    )
    loan = loans.loan_of_application(application.id)
    assert loan is not None
    loan_service.name_at_bank(loan, row.account)
    whole = sum(approved.values())
    if row.amount < whole:
        notes.append(f"Bagian pertama: {format_rupiah(row.amount)} dari {format_rupiah(whole)} yang disetujui.")
    return _carried(loan, notes, row)


def _on_loan(row: PaidOut, loan: Loan, file: BankFile, actor: Actor, now: datetime) -> Carried:
    """Record money on an account that is known: what was told before, a further part, or a loan of its own."""
    known = parts.parts_of(loan.id)
    told = [(part.amount, part.paid_on) for part in known] or [(loan.principal, loan.disbursed_on)]
    is_another = row.part.isdigit() and int(row.part) > len(told)
    if (row.amount, row.paid_on) in told and not is_another:
        is_named = loan.bank_number is not None
        if not is_named:
            loan_service.name_at_bank(loan, row.account)
        return Carried(is_new=not is_named)
    same_day = [amount for amount, day in told if day == row.paid_on]
    if same_day and not is_another:
        raise Contradicts(_contradiction(row, loan, same_day[0]))
    shares = {share.person_id: share.amount for share in loans.shares_of(loan.id)}
    if loan.bank_number in (None, "".join(row.account.split()).upper()):
        try:
            with db.session.begin_nested():
                return _further(row, loan, shares, file, actor, now)
        except DomainError as refusal:
            reason = refusal.message
    else:
        reason = f"rekening lain dari {loan.number}"
    split = split_by(row.amount, shares)
    return _outside(row, file, (loan.person_id, loan.sub_group_id), split, row.months, reason, actor, now)


def _further(
    row: PaidOut, loan: Loan, shares: Mapping[int, int], file: BankFile, actor: Actor, now: datetime
) -> Carried:
    reference = _reference(row, file)
    if loan.application_id is None:
        paid = split_by(row.amount, shares)
        deductions = payouts.deductions_of(_taken(row, paid), paid, row.paid_on)
        further_parts.pay_part(
            loan.id, shares=paid, deductions=deductions, paid_on=row.paid_on, reference=reference, actor=actor, now=now
        )
    else:
        application = db.session.get_one(Application, loan.application_id)
        approved = {share.person_id: share.approved or 0 for share in applications.shares_of(application.id)}
        left = {key: max(0, amount - shares.get(key, 0)) for key, amount in approved.items()}
        paid = split_paid(row.amount, left=left, approved=approved)
        payouts.pay_part(
            application, disbursed_on=row.paid_on, reference=reference, amounts=paid, taken=_taken(row, paid),
            is_fact=True, actor=actor, now=now,
        )  # fmt: skip
    if loan.bank_number is None:
        loan_service.name_at_bank(loan, row.account)
    sequence = len(parts.parts_of(loan.id))
    return _carried(loan, [f"Bagian {sequence} dari {loan.number}, {format_rupiah(row.amount)}."], row)


def _outside(
    row: PaidOut,
    file: BankFile,
    whose: tuple[int | None, int | None],
    shares: Mapping[int, int],
    months: int | None,
    reason: str,
    actor: Actor,
    now: datetime,
    *,
    account: bool = False,
) -> Carried:
    """Record a loan with no approval behind it; the account stays another loan's unless ``account`` says so."""
    if not months:
        raise RuleBroken(f"{reason[:1].upper()}{reason[1:].rstrip('.')}: isi jangka waktu agar pinjaman dapat dicatat.")
    draft = OutsideDraft(
        person_id=whose[0],
        sub_group_id=whose[1],
        bank_id=file.bank_id,
        principal=row.amount,
        installments=months,
        disbursed_on=row.paid_on,
        reason=f"Berkas pencairan bank nomor {file.id}, rekening {row.account}: {reason}",
        reference=_reference(row, file),
        shares=shares,
        deductions=payouts.deductions_of(_taken(row, shares), shares, row.paid_on),
    )
    loan = openings.open_outside(draft, actor=actor, now=now)
    if account:
        loan_service.name_at_bank(loan, row.account)
    return _carried(loan, [f"Pengecualian {loan.number}: {reason.rstrip('.')}."], row)


def _carried(loan: Loan, notes: list[str], row: PaidOut) -> Carried:
    """Say of a payment just recorded what somebody should look at."""
    newest = max(parts.parts_of(loan.id), key=lambda part: part.sequence)
    if 0 < newest.without_room < newest.amount or (newest.without_room and loan.application_id is not None):
        notes.append(f"{format_rupiah(newest.without_room)} di luar persetujuan, menjadi pengecualian.")
    names = {plain(fee.name) for fee in row.fees}
    beyond = {
        finding.name: finding.words
        for received in parts.received_of(loan.id)
        for finding in findings(received.deductions)
        if plain(finding.name) in names
    }
    notes.extend(f"Potongan “{name}” {words}: diteruskan ke auditor." for name, words in beyond.items())
    return Carried(is_new=True, note=" ".join(notes))


def _taken(row: PaidOut, paid: Mapping[int, int]) -> list[payouts.Taken]:
    """Divide what was taken off a whole loan evenly among those who were paid: the list's limits are for each."""
    return [
        payouts.Taken(fee.name, amount, person_id)
        for fee in row.fees
        for person_id, amount in split_by(fee.amount, dict.fromkeys(paid, 1)).items()
    ]


def _contradiction(row: PaidOut, loan: Loan, amount: int) -> str:
    return (
        f"Rekening {row.account} sudah tercatat {format_rupiah(amount)} pada {format_date(row.paid_on)} "
        f"({loan.number}). Bila ini uang lain, isi kolom bagian; bila angka ini yang benar, hubungi kota."
    )


def _loan_of_part(reference: str) -> Loan | None:
    part: LoanPart | None = parts.by_reference(reference)
    return None if part is None else loans.loan(part.loan_id)


def _reference(row: PaidOut, file: BankFile) -> str:
    """Return what makes a payment one payment in whichever file it stands; nothing of the account can be read in it."""
    return f"berkas-{queries.mark_of(f'{file.bank_id}|{reference_of(row)}')[:40]}"


def _unnamed(row: PaidOut, file: BankFile) -> str:
    return f"{_reference(row, file)}/tanpa-peminjam"
