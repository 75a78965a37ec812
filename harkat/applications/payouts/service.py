"""Recording what a bank paid out for an application, at once or in parts, and what it took off."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.errors import Conflict, DomainError, RuleBroken
from core.groups import queries as groups
from core.money import format_rupiah
from core.policy.queries import value_on
from harkat.applications import queries
from harkat.applications.bank_schedules import service as bank_schedules
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.offers.service import begin, release_reservation
from harkat.applications.product.terms import FEES
from harkat.applications.signing import service as signing
from harkat.applications.states import State, check_step
from harkat.applications.steps import service as steps
from harkat.loans import queries as loans
from harkat.loans import service as loan_service
from harkat.loans.models import Loan
from harkat.loans.parts import service as parts
from harkat.loans.parts.deductions import Deduction, DeductionRefused, allowed_for
from harkat.repayments.parts import service as further_parts


class DateRefused(RuleBroken):
    """A date that cannot be: ahead of today, or before what it follows."""


class MembersChanged(Conflict):
    """The sub-group is not made of those who have a share any more."""


class BeyondApproved(RuleBroken):
    """More money than was approved, and nobody has said that the bank really paid it."""


@dataclass(frozen=True)
class Taken:
    """A deduction as typed: rupiah from one person, or from each who is paid now where ``person_id`` is nothing."""

    name: str
    amount: int
    person_id: int | None = None


def disburse(
    application: Application,
    *,
    disbursed_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    witness: str | None = None,
    amounts: Mapping[int, int] | None = None,
    taken: Sequence[Taken] = (),
    beyond_checked: bool = False,
    is_fact: bool = False,
) -> Application:
    """Record that the bank paid out, all or a first part; the same form sent twice is one payment.

    :param witness: the bank's officer who saw cash being handed over, when anybody got cash
    :param amounts: rupiah paid now by person, before deductions; all that was approved unless told
    :param beyond_checked: the bank has said that it paid more than was approved; that stands as an exception
    :param is_fact: the bank's own file says so: what should not have been stands in the step's note and stops nothing
    :raises DateRefused: when the date is ahead, or before the contract
    :raises NotAllSigned: when a liable member's signature is missing
    :raises BeyondApproved: for more than was approved while nobody has said so
    :raises RuleBroken: when somebody gets cash and no witness is named
    """
    _require(actor, is_fact=is_fact)
    begin(application, actor)
    if steps.is_repeated(application, State.DISBURSED, reference):
        return application
    check_step(application.state, State.DISBURSED)
    rows = queries.shares_of(application.id)
    found = doubts(application, disbursed_on, day_of(now))
    if found and not is_fact:
        raise found[0]
    paid = paid_now(rows, amounts, {}, beyond_checked=beyond_checked or is_fact)
    note_cash(rows, paid, witness, is_fact=is_fact)
    application.disbursed_on = disbursed_on
    _mark_received(rows, paid)
    steps.take(
        application, State.DISBURSED, deed="disburse", actor=actor, now=now, reference=reference,
        summary=f"dicairkan bank: {format_rupiah(sum(paid.values()))}", after={"disbursed_on": disbursed_on},
        note=" ".join(doubt.message for doubt in found) or None,
    )  # fmt: skip
    bank_rows = bank_schedules.rows_for_payout(application, paid_on=disbursed_on)
    loan_service.open_loan(
        application_id=application.id,
        bank_id=application.bank_id,
        person_id=application.person_id,
        sub_group_id=application.sub_group_id,
        shares=paid,
        remainder_to=application.remainder_person_id,
        principal=sum(paid.values()),
        installments=application.approved_installments or application.installments,
        disbursed_on=disbursed_on,
        reference=reference,
        deductions=deductions_of(taken, paid, disbursed_on),
        bank_rows=bank_rows,
        contract_on=application.contract_on,
        actor=actor,
        now=now,
    )
    return application


def pay_part(
    application: Application,
    *,
    disbursed_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    witness: str | None = None,
    amounts: Mapping[int, int] | None = None,
    taken: Sequence[Taken] = (),
    beyond_checked: bool = False,
    is_fact: bool = False,
) -> Application:
    """Record a further part of what the bank paid out; the same form sent twice is one part.

    :param amounts: rupiah paid now by person, before deductions; all that is still to come unless told
    :param is_fact: the bank's own file says so: more than was approved, or cash without a witness, stops nothing
    :raises BeyondApproved: for more than was approved while nobody has said so
    :raises Conflict: before the first part
    """
    _require(actor, is_fact=is_fact)
    begin(application, actor)
    loan = loan_of(application)
    rows = queries.shares_of(application.id)
    before = {share.person_id: share.amount for share in loans.shares_of(loan.id)}
    if not further_parts.is_known(reference):
        paid = paid_now(rows, amounts, before, beyond_checked=beyond_checked or is_fact)
        note_cash(rows, paid, witness, is_fact=is_fact)
    else:
        paid = dict(amounts or {})
    further_parts.pay_part(
        loan.id,
        shares=paid,
        deductions=deductions_of(taken, paid, disbursed_on),
        paid_on=disbursed_on,
        reference=reference,
        actor=actor,
        now=now,
    )
    _mark_received(rows, {share.person_id: share.amount for share in loans.shares_of(loan.id)})
    return application


def stop_parts(application: Application, *, reason: str, actor: Actor, now: datetime) -> Application:
    """Record that the bank pays out no more: what is still set aside becomes free room again.

    :raises Conflict: when nothing is set aside any more
    """
    actor.require(Role.BANK, deed="mengakhiri pencairan")
    begin(application, actor)
    loan = loan_of(application)
    left = parts.still_to_come(loan)
    if not left:
        raise Conflict("Tidak ada lagi dana yang disisihkan untuk permohonan ini.")
    release_reservation(application, reason=f"Tidak dicairkan: {reason}", actor=actor, now=now)
    steps.note(
        application, deed="stop_parts", actor=actor, now=now,
        summary=f"sisa {format_rupiah(left)} tidak dicairkan: {reason}",
    )  # fmt: skip
    return application


def deductions_of(taken: Iterable[Taken], paid: Mapping[int, int], day: date) -> list[Deduction]:
    """Return typed deductions by borrower, each with what the list of fees of the day allows; rupiah.

    :raises DeductionRefused: for a name without an amount, or an amount without a name
    """
    allowed = value_on(FEES, day)
    found = []
    for row in taken:
        if not row.name or not row.amount:
            raise DeductionRefused("Isi nama dan jumlah setiap potongan.", field="deductions")
        most = allowed_for(row.name, allowed)
        persons = sorted(paid) if row.person_id is None else [row.person_id]
        found += [Deduction(person, row.name[:80], row.amount, most) for person in persons]
    return found


def check_members(sub_group_id: int, borrowers: set[int]) -> None:
    """Refuse a sub-group that is not made of its borrowers.

    :raises MembersChanged: saying what to do
    """
    members = groups.sub_group_members(sub_group_id)
    if {member.person_id for member in members} != borrowers:
        raise MembersChanged("Anggota sub-kelompok tidak sama dengan daftar bagian. Bagi kembali sebelum akad.")


def doubts(application: Application, disbursed_on: date, today: date) -> list[DomainError]:
    """Return why a contracted application should not have been paid out on a day; empty when all is in order."""
    found: list[DomainError] = []
    borrowers = {row.person_id for row in queries.shares_of(application.id)}
    assert application.contract_on is not None
    checks: list[Callable[[], None]] = [partial(_check_day, application, disbursed_on, today)]
    if application.sub_group_id is not None:
        checks.append(partial(check_members, application.sub_group_id, borrowers))
        checks.append(partial(signing.check_signed, application, application.contract_on))
    for check in checks:
        try:
            check()
        except DomainError as doubt:
            found.append(doubt)
    return found


def _require(actor: Actor, *, is_fact: bool) -> None:
    """Let the bank's officer record, and the night go on with a file that the bank's officer sent."""
    night = (Role.SYSTEM,) if is_fact else ()
    actor.require(Role.BANK, *night, deed="mencatat pencairan")


def _check_day(application: Application, disbursed_on: date, today: date) -> None:
    assert application.contract_on is not None
    if disbursed_on > today:
        raise DateRefused("Tanggal pencairan belum terjadi. Isi tanggal uang keluar.", field="disbursed_on")
    if disbursed_on < application.contract_on:
        raise DateRefused(
            f"Pencairan tidak boleh sebelum akad ({format_date(application.contract_on)}).", field="disbursed_on"
        )


def paid_now(
    rows: Sequence[ApplicationShare],
    amounts: Mapping[int, int] | None,
    before: Mapping[int, int],
    *,
    beyond_checked: bool,
) -> dict[int, int]:
    """Return what is paid now by person; nobody who gets nothing is in it."""
    approved = {row.person_id: row.approved or 0 for row in rows}
    left = {person_id: max(0, amount - before.get(person_id, 0)) for person_id, amount in approved.items()}
    paid = {person_id: amount for person_id, amount in (left if amounts is None else amounts).items() if amount}
    if not paid or not paid.keys() <= approved.keys():
        raise RuleBroken("Isi berapa yang dicairkan sekarang, paling sedikit untuk satu peminjam.", field="amounts")
    names = {row.person_id: row.person.name for row in rows}
    over = [names[person_id] for person_id, amount in paid.items() if amount > left[person_id]]
    if over and not beyond_checked:
        raise BeyondApproved(
            f"Yang dicairkan untuk {', '.join(over)} lebih dari yang disetujui. Periksa angkanya; bila bank memang "
            "membayar sebanyak itu, centang bahwa ini sudah diperiksa.",
            field="beyond_checked",
        )
    return paid


def note_cash(rows: Iterable[ApplicationShare], paid: Mapping[int, int], witness: str | None, *, is_fact: bool) -> None:
    """Keep who saw cash being handed over. :raises RuleBroken: when nobody is named."""
    cash = [row for row in rows if row.payout_in_cash and row.person_id in paid]
    if cash and not witness and not is_fact:
        raise RuleBroken("Ada anggota yang menerima tunai. Isi nama saksi dari bank.", field="witness")
    for row in cash:
        row.payout_witness = witness


def _mark_received(rows: Iterable[ApplicationShare], paid: Mapping[int, int]) -> None:
    """Mark who was paid all that was approved; what came into the hand stands beside the parts."""
    for row in rows:
        if row.approved and paid.get(row.person_id, 0) >= row.approved:
            row.received = row.approved


def loan_of(application: Application) -> Loan:
    """Return the loan an application was paid out as. :raises Conflict: before the first part."""
    loan = loans.loan_of_application(application.id)
    if loan is None:
        raise Conflict("Permohonan ini belum cair. Catat pencairan pertamanya dahulu.")
    return loan
