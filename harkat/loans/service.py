"""Opening a loan when the bank has paid out, with its schedule by the rules of that day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups import queries as groups
from core.money import format_rupiah
from core.numbers import number_for
from core.people import queries as people
from core.policy.queries import whole_on
from harkat.facility import queries as facility_queries
from harkat.facility.ledger import ReferenceUsed
from harkat.facility.models import Reservation
from harkat.loans import products, queries
from harkat.loans.answer import conventions
from harkat.loans.bank_rows import BankRow, check_bank_rows, lines_of_bank, terms_of_bank
from harkat.loans.laying_out import Line, lines_of
from harkat.loans.models import Installment, Loan, ScheduleVersion
from harkat.loans.paces import lay_out
from harkat.loans.parts import queries as parts_queries
from harkat.loans.parts import service as parts
from harkat.loans.parts.deductions import Deduction
from harkat.loans.states import LoanState
from harkat.loans.terms import Terms


class ShareRefused(RuleBroken):
    """Shares that do not make up the loan."""


def open_loan(
    *,
    application_id: int,
    bank_id: int,
    person_id: int | None,
    sub_group_id: int | None,
    shares: Mapping[int, int],
    principal: int,
    installments: int,
    disbursed_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    remainder_to: int | None = None,
    deductions: Sequence[Deduction] = (),
    bank_rows: Sequence[BankRow] | None = None,
    contract_on: date | None = None,
) -> Loan:
    """Open the loan of an application with the first part the bank paid out; the same reference is the same loan.

    :param shares: rupiah of this part by person, before deductions; those who are paid nothing yet are not in it
    :param principal: rupiah of this part; what is set aside beyond it waits for further parts
    :param remainder_to: the borrower who pays what does not divide; the first unless told
    :param deductions: what the bank took off, by borrower and name
    :param bank_rows: the bank's own schedule of this part, where the contract asks for one
    :param contract_on: the day whose product says what kind of contract it is; that of the payment unless told
    :raises RuleBroken: for a day ahead, shares that do not sum to the principal, or more than the hard top
    :raises Conflict: when the application already has a loan or its reserved money is gone
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat pencairan")
    _check(shares, person_id=person_id, principal=principal, disbursed_on=disbursed_on, today=day_of(now))
    reservation = _reservation_of(application_id)
    known = _opened_before(application_id, reference=reference, principal=principal)
    if known is not None:
        return known
    terms, lines = first_lines(
        disbursed_on, principal=principal, months=installments, bank_rows=bank_rows, contract_on=contract_on
    )
    loan = _write_loan(
        terms,
        lines,
        disbursed_on=disbursed_on,
        contract_on=contract_on or disbursed_on,
        application_id=application_id,
        bank_id=bank_id,
        person_id=person_id,
        sub_group_id=sub_group_id,
        reference=reference,
        actor=actor,
        now=now,
    )
    parts.share_out(loan, shares, bearer=remainder_to)
    write_lines(loan, lines, terms, reason="Pencairan", valid_from=disbursed_on, actor=actor, now=now)
    beyond = parts.book(
        loan, reservation, amount=principal, paid_on=disbursed_on, reference=reference, actor=actor, now=now
    )
    parts.write(
        loan, shares=shares, deductions=deductions, paid_on=disbursed_on, reference=reference, without_room=beyond,
        actor=actor, now=now,
    )  # fmt: skip
    audit.record(
        "loans.open",
        actor=actor,
        now=now,
        subject="loan",
        subject_id=loan.id,
        summary=f"Pinjaman {loan.number} dibuka dari pencairan {format_date(disbursed_on)}",
        after={"number": loan.number, "application_id": application_id, "disbursed_on": disbursed_on},
    )
    return loan


def _opened_before(application_id: int, *, reference: str, principal: int) -> Loan | None:
    """Return the loan that the same form opened before."""
    known = queries.loan_of_application(application_id)
    if known is None:
        return None
    if known.reference != reference:
        raise Conflict(f"Permohonan ini sudah punya pinjaman {known.number}. Buka pinjaman itu.")
    part = parts_queries.by_reference(reference)
    if (part.amount if part is not None else known.principal) != principal:
        raise ReferenceUsed(reference)
    return known


def first_lines(
    day: date,
    *,
    principal: int,
    months: int,
    bank_rows: Sequence[BankRow] | None,
    contract_on: date | None = None,
) -> tuple[Terms, list[Line]]:
    """Return the first schedule of a loan paid out on a day: the product's, or the bank's own under a sharia contract.

    :param principal: rupiah
    :param contract_on: the day whose product says what kind of contract it is; that of the payment unless told
    :raises ScheduleFaults: for bank's rows that do not repay the principal, or none where the contract asks for them
    """
    if not queries.contract_on(contract_on or day).is_sharia:
        terms = queries.terms_on(day, principal=principal, installments=months)
        return terms, lines_of(lay_out(terms))
    rows = bank_rows or []
    check_bank_rows(rows, principal=principal, after=day, field="rows")
    lines = lines_of_bank(rows)
    return terms_of_bank(lines, starts_on=day), lines


def write_lines(
    loan: Loan,
    lines: Sequence[Line],
    terms: Terms,
    *,
    reason: str,
    valid_from: date,
    actor: Actor,
    now: datetime,
    restructuring_id: int | None = None,
) -> ScheduleVersion:
    """Write rows as a new version of a loan's schedule; ``terms`` is what they were made from."""
    version = ScheduleVersion(
        loan_id=loan.id,
        version=queries.newest_version(loan.id) + 1,
        restructuring_id=restructuring_id,
        reason=reason,
        valid_from=valid_from,
        total_interest=sum(line.interest for line in lines),
        terms=conventions(terms),
        made_at=now,
        made_by_id=actor.id,
    )
    db.session.add(version)
    db.session.flush()
    db.session.add_all(
        Installment(
            loan_id=loan.id,
            schedule_version_id=version.id,
            sequence=line.sequence,
            due_on=line.due_on,
            principal=line.principal,
            interest=line.interest,
            balance=line.balance,
        )
        for line in lines
    )
    db.session.flush()
    return version


def settle(loan: Loan, *, outstanding: int, oldest_due_on: date | None, closed_on: date | None) -> None:
    """Set what follows from a loan's repayments: principal left (rupiah), oldest open due date, and its closing.

    A loan written off stays so, whatever is recovered of it.
    """
    loan.outstanding = outstanding
    loan.oldest_due_on = oldest_due_on
    if loan.state is not LoanState.WRITTEN_OFF:
        loan.closed_on = closed_on
        loan.state = LoanState.CLOSED if closed_on is not None else LoanState.RUNNING
    db.session.flush()


def name_at_bank(loan: Loan, number: str) -> None:
    """Keep a loan's account number at its bank, by which the bank's files name it.

    :raises Conflict: when the loan already bears another one
    """
    words = "".join(number.split()).upper()
    if loan.bank_number not in (None, words):
        raise Conflict(f"Pinjaman {loan.number} sudah punya rekening lain di bank.")
    loan.bank_number = words
    db.session.flush()


def _write_loan(
    terms: Terms,
    lines: Sequence[Line],
    *,
    disbursed_on: date,
    contract_on: date,
    application_id: int,
    bank_id: int,
    person_id: int | None,
    sub_group_id: int | None,
    reference: str,
    actor: Actor,
    now: datetime,
) -> Loan:
    loan = Loan(
        number=f"baru-{application_id}",
        application_id=application_id,
        bank_id=bank_id,
        person_id=person_id,
        sub_group_id=sub_group_id,
        borrower_name=name_of(person_id, sub_group_id),
        reference=reference,
        state=LoanState.RUNNING,
        principal=terms.principal,
        outstanding=terms.principal,
        method=terms.method,
        annual_rate=terms.annual_rate,
        **queries.contract_marks(contract_on),
        installments=len(lines),
        disbursed_on=disbursed_on,
        matures_on=lines[-1].due_on,
        oldest_due_on=lines[0].due_on,
        opened_at=now,
        opened_by_id=actor.id,
    )
    db.session.add(loan)
    db.session.flush()
    loan.number = number_for("PJ", day_of(now), loan.id)
    return loan


def name_of(person_id: int | None, sub_group_id: int | None) -> str:
    """Return a borrower as a loan names it: the person, or the group and its sub-group."""
    if person_id is not None:
        return people.person(person_id).name
    assert sub_group_id is not None
    sub_group = groups.sub_group(sub_group_id)
    return f"{groups.group(sub_group.group_id).name} – {sub_group.name}"[:160]


def _reservation_of(application_id: int) -> Reservation:
    reservation = facility_queries.reservation_of(application_id)
    if reservation is None:
        raise Conflict("Belum ada dana yang disisihkan untuk permohonan ini. Minta bank menyetujuinya dahulu.")
    return reservation


def _check(
    shares: Mapping[int, int], *, person_id: int | None, principal: int, disbursed_on: date, today: date
) -> None:
    if disbursed_on > today:
        raise RuleBroken("Tanggal pencairan belum terjadi. Isi tanggal uang keluar.", field="disbursed_on")
    if sum(shares.values()) != principal or any(amount <= 0 for amount in shares.values()):
        raise ShareRefused(
            f"Jumlah bagian peminjam {format_rupiah(sum(shares.values()))} tidak sama dengan pinjaman "
            f"{format_rupiah(principal)}. Periksa pembagiannya."
        )
    if person_id is not None and set(shares) != {person_id}:
        raise ShareRefused("Pinjaman perorangan hanya punya satu bagian, yaitu milik peminjamnya.")
    top = whole_on(products.HARD_TOP, disbursed_on)
    if principal > top:
        raise RuleBroken(f"Satu pinjaman paling banyak {format_rupiah(top)}.", field="amount")
