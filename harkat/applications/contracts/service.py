"""The signed contract; the answer to the offer and the pay-out stand in rooms of their own and are told from here."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import delete

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups import queries as groups
from core.groups import service as group_service
from harkat.applications import queries
from harkat.applications.bank_schedules import service as bank_schedules
from harkat.applications.contracts.kinds import Security, SecurityKind, given_to_several
from harkat.applications.contracts.models import ContractTerms
from harkat.applications.minutes import service as minutes
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.offers.service import accept, begin, decline, expire, release_reservation
from harkat.applications.payouts.service import DateRefused, MembersChanged, check_members, disburse
from harkat.applications.signing import service as signing
from harkat.applications.signing.queries import contract_signers
from harkat.applications.states import State, check_step
from harkat.applications.steps import service as steps

__all__ = [
    "DateRefused",
    "MembersChanged",
    "accept",
    "contract",
    "decline",
    "disburse",
    "expire",
    "release_reservation",
]


class SameAccount(RuleBroken):
    """One account is given for several members and nobody has said that it was looked at."""


class ContractNumberUsed(Conflict):
    """Another contract of this bank bears that number."""


def contract(
    application: Application,
    *,
    contract_number: str,
    contract_on: date,
    payout_accounts: Mapping[int, str],
    actor: Actor,
    now: datetime,
    reference: str | None = None,
    in_cash: Collection[int] = (),
    accounts_checked: bool = False,
    security: Security | None = None,
) -> Application:
    """Record the signed credit agreement and freeze the sub-group's list of members.

    :param payout_accounts: the account each borrower is paid into, by person; nobody may be left out
    :param in_cash: the persons who get cash before the bank's witness instead
    :param accounts_checked: somebody looked at an account that several members gave
    :raises SameAccount: when one account is given twice and nobody looked
    :raises NotAllSigned: naming the members who have not signed joint liability
    :raises DateRefused: when the date is ahead, or before the bank's approval
    """
    actor.require(Role.BANK, deed="mencatat akad")
    begin(application, actor)
    if steps.is_repeated(application, State.CONTRACTED, reference):
        return application
    check_step(application.state, State.CONTRACTED)
    _check_contract_date(application, contract_on, day_of(now))
    if queries.contract_number_used(application, contract_number):
        raise ContractNumberUsed(
            f"Nomor akad {contract_number} sudah dipakai permohonan lain.", field="contract_number"
        )
    bank_schedules.check_kept(application, contract_on)
    rows = queries.shares_of(application.id)
    if application.sub_group_id is not None:
        check_members(application.sub_group_id, {row.person_id for row in rows})
        minutes.check_agreed(application)
        signing.check_signed(application, day_of(now))
    _set_payout(rows, payout_accounts, in_cash, accounts_checked=accounts_checked)
    _keep_terms(application, security or Security(SecurityKind.NONE), day_of(now))
    application.contract_number, application.contract_on = contract_number, contract_on
    steps.take(
        application, State.CONTRACTED, deed="contract", actor=actor, now=now, reference=reference,
        summary=f"akad {contract_number} tanggal {format_date(contract_on)}",
        after={"contract_number": contract_number, "contract_on": contract_on},
    )  # fmt: skip
    if application.sub_group_id is not None:
        group_service.freeze(groups.sub_group(application.sub_group_id), now, actor=actor)
    return application


def _check_contract_date(application: Application, contract_on: date, today: date) -> None:
    assert application.decided_at is not None
    approved_on = day_of(application.decided_at)
    if contract_on > today:
        raise DateRefused("Tanggal akad belum terjadi. Isi tanggal penandatanganan.", field="contract_on")
    if contract_on < approved_on:
        raise DateRefused(
            f"Akad tidak boleh sebelum persetujuan bank ({format_date(approved_on)}).", field="contract_on"
        )


def _set_payout(
    rows: list[ApplicationShare], accounts: Mapping[int, str], in_cash: Collection[int], *, accounts_checked: bool
) -> None:
    """Give each borrower the way the money comes, and ask to look when several would share an account."""
    for row in rows:
        row.payout_in_cash = row.person_id in in_cash
        row.payout_account = None if row.payout_in_cash else accounts.get(row.person_id, "").strip()
        if row.payout_account == "":
            raise RuleBroken(
                f"Isi rekening pencairan {row.person.name}, atau pilih tunai.", field=f"account_{row.person_id}"
            )
    names = {row.person_id: row.person.name for row in rows}
    for shared in given_to_several({row.person_id: row.payout_account for row in rows}):
        if not accounts_checked:
            raise SameAccount(
                f"Rekening {' dan '.join(names[key] for key in shared)} sama, padahal uang masuk ke rekening "
                "masing-masing. Periksa lagi; bila memang benar, centang bahwa ini sudah diperiksa.",
                field="accounts_checked",
            )


def _keep_terms(application: Application, security: Security, day: date) -> None:
    if security.kind is not SecurityKind.NONE and not security.name:
        raise RuleBroken("Isi nama penjamin atau perusahaan asuransi.", field="security_name")
    signers = contract_signers(day) if application.sub_group_id is not None else None
    db.session.execute(delete(ContractTerms).where(ContractTerms.application_id == application.id))
    db.session.add(
        ContractTerms(
            application_id=application.id,
            signers=signers,
            security_kind=security.kind,
            security_name=security.name,
            security_number=security.number,
        )
    )
