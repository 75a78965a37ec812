"""The accepted offer, the contract, the money paid out, and every way in which an offer comes to nothing."""

from collections.abc import Mapping
from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.errors import Conflict, RuleBroken
from core.groups import queries as groups
from core.groups import service as group_service
from core.money import format_rupiah
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.states import State, StopReason, check_step
from harkat.applications.steps import service as steps
from harkat.facility import queries as facility_queries
from harkat.facility import service as facility
from harkat.facility.terms import ReservationState
from harkat.loans import service as loans


class OfferExpired(RuleBroken):
    """The offer's last day has passed."""


class DateRefused(RuleBroken):
    """A date that cannot be: ahead of today, or before what it follows."""


class NotAllSigned(RuleBroken):
    """A liable member has not signed the joint-liability statement."""


class MembersChanged(Conflict):
    """The sub-group is not made of those who have a share any more."""


class ContractNumberUsed(Conflict):
    """Another contract of this bank bears that number."""


def accept(
    application: Application, *, actor: Actor, now: datetime, note: str | None = None, reference: str | None = None
) -> Application:
    """Record that the applicant takes the bank's offer.

    :raises OfferExpired: after the offer's last day
    """
    actor.require(Role.OFFICER, Role.BANK, deed="mencatat jawaban pemohon")
    _begin(application, actor)
    if steps.is_repeated(application, State.ACCEPTED, reference):
        return application
    last_day = application.offer_expires_on
    if application.state is State.APPROVED and last_day is not None and last_day < day_of(now):
        raise OfferExpired(
            f"Tawaran bank berakhir {format_date(last_day)}. Catat sebagai tidak diambil, lalu ajukan kembali."
        )
    steps.take(
        application, State.ACCEPTED, deed="accept", summary="tawaran bank diterima pemohon",
        actor=actor, now=now, note=note, reference=reference,
    )  # fmt: skip
    application.accepted_at = now
    return application


def decline(
    application: Application, *, reason: StopReason, note: str | None, actor: Actor, now: datetime
) -> Application:
    """Record that the applicant does not take the offer; the reserved money becomes free again."""
    actor.require(Role.OFFICER, Role.BANK, deed="mencatat jawaban pemohon")
    _begin(application, actor)
    return _let_go(application, reason=reason, note=note, actor=actor, now=now, deed="decline")


def expire(application: Application, *, today: date, actor: Actor, now: datetime) -> bool:
    """End an offer whose last day has passed; tell whether there was one to end.

    A signed contract does not run out; an offer already ended is left as it is.
    """
    steps.lock(application)
    last_day = application.offer_expires_on
    waiting = application.state in (State.APPROVED, State.ACCEPTED)
    if not waiting or last_day is None or last_day >= today:
        return False
    note = f"Tawaran berlaku sampai {format_date(last_day)} dan belum sampai akad"
    _let_go(application, reason=StopReason.EXPIRED, note=note, actor=actor, now=now, deed="expire")
    return True


def contract(
    application: Application,
    *,
    contract_number: str,
    contract_on: date,
    payout_accounts: Mapping[int, str],
    actor: Actor,
    now: datetime,
    reference: str | None = None,
) -> Application:
    """Record the signed credit agreement and freeze the sub-group's list of members.

    :param payout_accounts: the account each borrower is paid into, by person; nobody may be left out
    :raises NotAllSigned: naming the members who have not signed joint liability
    :raises DateRefused: when the date is ahead, or before the bank's approval
    """
    actor.require(Role.BANK, deed="mencatat akad")
    _begin(application, actor)
    if steps.is_repeated(application, State.CONTRACTED, reference):
        return application
    check_step(application.state, State.CONTRACTED)
    _check_contract_date(application, contract_on, day_of(now))
    if queries.contract_number_used(application, contract_number):
        raise ContractNumberUsed(
            f"Nomor akad {contract_number} sudah dipakai permohonan lain.", field="contract_number"
        )
    rows = queries.shares_of(application.id)
    if application.sub_group_id is not None:
        _check_signatures(application.sub_group_id, {row.person_id for row in rows})
    for row in rows:
        account = payout_accounts.get(row.person_id, "").strip()
        if not account:
            raise RuleBroken(f"Isi rekening pencairan {row.person.name}.", field=f"account_{row.person_id}")
        row.payout_account = account
    application.contract_number, application.contract_on = contract_number, contract_on
    steps.take(
        application, State.CONTRACTED, deed="contract", actor=actor, now=now, reference=reference,
        summary=f"akad {contract_number} tanggal {format_date(contract_on)}",
        after={"contract_number": contract_number, "contract_on": contract_on},
    )  # fmt: skip
    if application.sub_group_id is not None:
        group_service.freeze(groups.sub_group(application.sub_group_id), now, actor=actor)
    return application


def disburse(
    application: Application, *, disbursed_on: date, reference: str, actor: Actor, now: datetime
) -> Application:
    """Record that the bank paid out: the loan and its schedule begin; the same form sent twice is one payment.

    :raises DateRefused: when the date is ahead, or before the contract
    :raises NotAllSigned: when a liable member's signature is missing
    """
    actor.require(Role.BANK, deed="mencatat pencairan")
    _begin(application, actor)
    if steps.is_repeated(application, State.DISBURSED, reference):
        return application
    check_step(application.state, State.DISBURSED)
    assert application.approved is not None
    assert application.contract_on is not None
    if disbursed_on > day_of(now):
        raise DateRefused("Tanggal pencairan belum terjadi. Isi tanggal uang keluar.", field="disbursed_on")
    if disbursed_on < application.contract_on:
        raise DateRefused(
            f"Pencairan tidak boleh sebelum akad ({format_date(application.contract_on)}).", field="disbursed_on"
        )
    rows = queries.shares_of(application.id)
    if application.sub_group_id is not None:
        _check_signatures(application.sub_group_id, {row.person_id for row in rows})
    application.disbursed_on = disbursed_on
    for row in rows:
        row.received = row.approved
    steps.take(
        application, State.DISBURSED, deed="disburse", actor=actor, now=now, reference=reference,
        summary=f"dicairkan bank: {format_rupiah(application.approved)}", after={"disbursed_on": disbursed_on},
    )  # fmt: skip
    loans.open_loan(
        application_id=application.id,
        bank_id=application.bank_id,
        person_id=application.person_id,
        sub_group_id=application.sub_group_id,
        shares={row.person_id: row.approved for row in rows if row.approved is not None},
        principal=application.approved,
        installments=application.approved_installments or application.installments,
        disbursed_on=disbursed_on,
        reference=reference,
        actor=actor,
        now=now,
    )
    return application


def release_reservation(application: Application, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give the money reserved for an application back to the bank's free room, unless it ran out and went already."""
    assert application.reservation_id is not None
    reservation = facility_queries.reservation(application.reservation_id)
    if reservation.state is ReservationState.HELD:
        facility.release(reservation, reason=reason, actor=actor, now=now)


def _let_go(
    application: Application, *, reason: StopReason, note: str | None, actor: Actor, now: datetime, deed: str
) -> Application:
    steps.take(
        application, State.DECLINED, deed=deed, summary=f"berakhir, tawaran tidak diambil: {reason.label.lower()}",
        actor=actor, now=now, note=note, after={"reason": reason},
    )  # fmt: skip
    application.stop_reason, application.stop_note = reason, note
    release_reservation(application, reason=reason.label, actor=actor, now=now)
    return application


def _begin(application: Application, actor: Actor) -> None:
    if actor.role is Role.BANK:
        queries.check_own_bank(application, actor)
    steps.lock(application)


def _check_contract_date(application: Application, contract_on: date, today: date) -> None:
    assert application.decided_at is not None
    approved_on = day_of(application.decided_at)
    if contract_on > today:
        raise DateRefused("Tanggal akad belum terjadi. Isi tanggal penandatanganan.", field="contract_on")
    if contract_on < approved_on:
        raise DateRefused(
            f"Akad tidak boleh sebelum persetujuan bank ({format_date(approved_on)}).", field="contract_on"
        )


def _check_signatures(sub_group_id: int, borrowers: set[int]) -> None:
    members = groups.sub_group_members(sub_group_id)
    if {member.person_id for member in members} != borrowers:
        raise MembersChanged("Anggota sub-kelompok tidak sama dengan daftar bagian. Bagi kembali sebelum akad.")
    unsigned = [member.person.name for member in members if member.liability_agreed_on is None]
    if unsigned:
        raise NotAllSigned(
            f"Belum menandatangani pernyataan tanggung renteng: {', '.join(unsigned)}. "
            "Catat tanda tangan semua anggota dahulu."
        )
