"""Sending a file back, letting the applicant go, and ending files nobody completes."""

from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.groups import queries as groups
from core.groups import service as group_service
from harkat.applications import queries
from harkat.applications.endings.queries import last_step_on
from harkat.applications.models import Application
from harkat.applications.offers.service import release_reservation
from harkat.applications.states import RESERVED, WAITS_FOR_APPLICANT, State, StopReason, WrongState
from harkat.applications.steps import service as steps


def return_(
    application: Application, *, note: str, actor: Actor, now: datetime, reason: StopReason = StopReason.PAPERS
) -> Application:
    """Send the file back to be completed, for a reason from the list; the advice given so far falls away."""
    actor.require(Role.OFFICER, Role.HEAD, deed="mengembalikan permohonan")
    steps.lock(application)
    if application.state is State.AT_BANK:
        raise WrongState("Permohonan ini ada di bank; hanya bank yang dapat mengembalikannya.")
    steps.take(
        application, State.RETURNED, deed="return", summary=f"dikembalikan untuk dilengkapi: {reason.label.lower()}",
        actor=actor, now=now, note=f"{reason.label}. {note}"[:300], after={"reason": reason},
    )  # fmt: skip
    queries.forget_advice(application)
    return application


def withdraw(
    application: Application, *, reason: StopReason, note: str | None, actor: Actor, now: datetime
) -> Application:
    """End an application at the applicant's wish; money reserved for it becomes free again."""
    actor.require(Role.OFFICER, deed="menarik permohonan")
    steps.lock(application)
    was_reserved, had_contract = application.state in RESERVED, application.state is State.CONTRACTED
    steps.take(
        application, State.WITHDRAWN, deed="withdraw", summary=f"ditarik: {reason.label.lower()}",
        actor=actor, now=now, note=note, after={"reason": reason},
    )  # fmt: skip
    application.stop_reason, application.stop_note = reason, note
    if was_reserved:
        release_reservation(application, reason=reason.label, actor=actor, now=now)
    if had_contract and application.sub_group_id is not None:
        group_service.thaw(groups.sub_group(application.sub_group_id), actor=actor, now=now)
    return application


def expire_idle(application: Application, *, before: date, actor: Actor, now: datetime) -> bool:
    """End a file that has waited for its applicant since before a day; tell whether there was one to end."""
    steps.lock(application)
    if application.state not in WAITS_FOR_APPLICANT or last_step_on(application.id) >= before:
        return False
    steps.take(
        application, State.EXPIRED, deed="expire_idle", summary="berakhir karena lama tidak dilengkapi",
        actor=actor, now=now, note="Berkas lama tidak dilengkapi; pemohon boleh mengajukan lagi",
    )  # fmt: skip
    application.stop_reason = StopReason.EXPIRED
    return True
