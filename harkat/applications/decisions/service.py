"""The bank's word on an application; approving and reserving the money are one transaction."""

from datetime import datetime, timedelta

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import NotAllowed, RuleBroken
from core.money import format_rupiah
from harkat.applications import queries
from harkat.applications.limits import check_request
from harkat.applications.models import Application, BankDecision
from harkat.applications.product import queries as product
from harkat.applications.requirements import queries as requirements
from harkat.applications.shares import check_shares, split_proportionally
from harkat.applications.states import REASONS_TO_REFUSE, State, StopReason, Verdict, WrongState
from harkat.applications.steps import service as steps
from harkat.facility import queries as facility_queries
from harkat.facility import service as facility


class DecidedByAdviser(NotAllowed):
    """The account that recommended or confirmed tried to decide for the bank."""


class ApprovalRefused(RuleBroken):
    """An approval that goes beyond what the city recommended."""


def approve(
    application: Application,
    *,
    amount: int,
    reference: str,
    actor: Actor,
    now: datetime,
    installments: int | None = None,
    shares: dict[int, int] | None = None,
    note: str | None = None,
) -> Application:
    """Record the bank's yes, perhaps to less, and reserve the money; the same form sent twice is one approval.

    :param amount: rupiah, at most what was recommended
    :param shares: rupiah by person; None splits in proportion to what was recommended
    :raises DecidedByAdviser: when the account recommended or confirmed this application
    :raises ApprovalRefused: when more is approved than was recommended
    :raises NotEnoughRoom: when the bank's share of the facility has not that much left
    """
    begin(application, actor)
    if steps.is_repeated(application, State.APPROVED, reference):
        return application
    recommended = application.recommended or application.requested
    if application.state is State.AT_BANK and amount > recommended:
        raise ApprovalRefused(
            f"Bank menyetujui paling banyak sebesar rekomendasi, {format_rupiah(recommended)}.", field="amount"
        )
    rows = queries.shares_of(application.id)
    advised = {row.person_id: row.recommended or row.requested for row in rows}
    split = shares or dict(split_proportionally(amount, advised, remainder_to=application.remainder_person_id))
    check_shares(split, amount=amount, members={row.person_id: row.person.name for row in rows}, at_most=advised)
    day = day_of(now)
    check_request(
        amount=amount,
        months=installments or application.installments,
        limits=requirements.limits_on(day, is_group=application.sub_group_id is not None),
        is_group=application.sub_group_id is not None,
    )
    if application.sub_group_id is not None:
        product.check_group(application.sub_group_id, amount=amount, day=day, own_application=application.id)
    expires_on = day + timedelta(days=facility_queries.reservation_days(day))
    _decide(application, Verdict.APPROVE, reference, actor, now, amount=amount, installments=installments, note=note)
    application.approved, application.approved_installments = amount, installments or application.installments
    application.decided_at, application.decided_by_id = now, actor.id
    application.offer_expires_on = expires_on
    for row in rows:
        row.approved = split[row.person_id]
    steps.take(
        application, State.APPROVED, deed="approve", actor=actor, now=now, note=note, reference=reference,
        summary=f"disetujui bank: {format_rupiah(amount)}", after={"approved": amount, "shares": split},
    )  # fmt: skip
    reservation = facility.reserve(
        bank_id=application.bank_id,
        amount=amount,
        application_id=application.id,
        reference=f"reserve-{reference}",
        expires_on=expires_on,
        actor=actor,
        now=now,
    )
    application.reservation_id = reservation.id
    return application


def refuse(
    application: Application, *, reason: StopReason, note: str | None, reference: str, actor: Actor, now: datetime
) -> Application:
    """Record the bank's no with its reason; nothing was reserved, so nothing is released.

    :raises DecidedByAdviser: when the account recommended or confirmed this application
    """
    begin(application, actor)
    if steps.is_repeated(application, State.REFUSED, reference):
        return application
    if reason not in REASONS_TO_REFUSE:
        raise RuleBroken("Pilih alasan penolakan dari daftar.", field="reason")
    if reason is StopReason.OTHER and not note:
        raise RuleBroken("Tulis alasannya, karena “Alasan lain” dipilih.", field="note")
    steps.take(
        application, State.REFUSED, deed="refuse", summary=f"ditolak bank: {reason.label.lower()}",
        actor=actor, now=now, note=note, reference=reference, after={"reason": reason},
    )  # fmt: skip
    _decide(application, Verdict.REFUSE, reference, actor, now, reason=reason, note=note)
    application.decided_at, application.decided_by_id = now, actor.id
    application.stop_reason, application.stop_note = reason, note
    return application


def return_to_city(application: Application, *, note: str, reference: str, actor: Actor, now: datetime) -> Application:
    """Record that the bank wants the file completed; the city recommends and confirms anew.

    :raises DecidedByAdviser: when the account recommended or confirmed this application
    :raises WrongState: while the file is not at the bank
    """
    begin(application, actor)
    if steps.is_repeated(application, State.RETURNED, reference):
        return application
    if application.state is not State.AT_BANK:
        raise WrongState(f"Permohonan berstatus “{application.state.label}”, tidak sedang di bank.")
    steps.take(
        application, State.RETURNED, deed="return_to_city", summary="dikembalikan bank untuk dilengkapi",
        actor=actor, now=now, note=note, reference=reference,
    )  # fmt: skip
    _decide(application, Verdict.RETURN, reference, actor, now, note=note)
    queries.forget_advice(application)
    return application


def begin(application: Application, actor: Actor) -> None:
    """Hold an application for a word of its own bank, by an account that neither recommended nor confirmed.

    :raises DecidedByAdviser: when the account recommended or confirmed this application
    :raises NotFound: for another bank's officer
    """
    actor.require(Role.BANK, deed="memutuskan permohonan")
    queries.check_own_bank(application, actor)
    steps.lock(application)
    if actor.id is None or actor.id in (application.recommended_by_id, application.confirmed_by_id):
        raise DecidedByAdviser(
            "Akun ini yang merekomendasikan atau mengesahkan permohonan, jadi tidak boleh memutuskannya. "
            "Minta petugas bank lain memutuskan."
        )


def _decide(
    application: Application,
    verdict: Verdict,
    reference: str,
    actor: Actor,
    now: datetime,
    *,
    amount: int | None = None,
    installments: int | None = None,
    reason: StopReason | None = None,
    note: str | None = None,
) -> None:
    db.session.add(
        BankDecision(
            application_id=application.id,
            reference=reference,
            verdict=verdict,
            amount=amount,
            installments=installments,
            reason=reason,
            note=note,
            recommended_by_id=application.recommended_by_id,
            decided_at=now,
            decided_by_id=actor.id,
            decided_by_name=actor.name,
        )
    )
