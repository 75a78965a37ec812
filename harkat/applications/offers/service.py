"""Answering the bank's offer, and freeing its money when it comes to nothing."""

from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.errors import RuleBroken
from harkat.applications import queries
from harkat.applications.minutes import service as minutes
from harkat.applications.models import Application
from harkat.applications.states import State, StopReason
from harkat.applications.steps import service as steps
from harkat.facility import queries as facility_queries
from harkat.facility import service as facility
from harkat.facility.terms import ReservationState


class OfferExpired(RuleBroken):
    """The offer's last day has passed."""


def accept(
    application: Application, *, actor: Actor, now: datetime, note: str | None = None, reference: str | None = None
) -> Application:
    """Record that the applicant takes the bank's offer.

    :raises MinutesMissing: when a sub-group has not agreed yet how to share a smaller amount
    :raises OfferExpired: after the offer's last day
    """
    actor.require(Role.OFFICER, Role.BANK, deed="mencatat jawaban pemohon")
    begin(application, actor)
    if steps.is_repeated(application, State.ACCEPTED, reference):
        return application
    if application.state is State.APPROVED:
        minutes.check_agreed(application)
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
    begin(application, actor)
    return _let_go(application, reason=reason, note=note, actor=actor, now=now, deed="decline")


def expire(application: Application, *, today: date, actor: Actor, now: datetime) -> bool:
    """End an offer whose last day has passed, and free its money; tell whether there was one to end.

    A signed contract does not run out; an offer already ended is left as it is.
    """
    steps.lock(application)
    last_day = application.offer_expires_on
    waiting = application.state in (State.APPROVED, State.ACCEPTED)
    if not waiting or last_day is None or last_day >= today:
        return False
    note = f"Tawaran berlaku sampai {format_date(last_day)} dan belum sampai akad"
    _let_go(application, reason=StopReason.EXPIRED, note=note, actor=actor, now=now, deed="expire", end=State.EXPIRED)
    return True


def release_reservation(application: Application, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give the money reserved for an application back to the bank's free room, unless it ran out and went already."""
    assert application.reservation_id is not None
    reservation = facility_queries.reservation(application.reservation_id)
    if reservation.state is ReservationState.HELD:
        facility.release(reservation, reason=reason, actor=actor, now=now)


def _let_go(
    application: Application,
    *,
    reason: StopReason,
    note: str | None,
    actor: Actor,
    now: datetime,
    deed: str,
    end: State = State.DECLINED,
) -> Application:
    steps.take(
        application, end, deed=deed, summary=f"berakhir, tawaran tidak diambil: {reason.label.lower()}",
        actor=actor, now=now, note=note, after={"reason": reason},
    )  # fmt: skip
    application.stop_reason, application.stop_note = reason, note
    release_reservation(application, reason=reason.label, actor=actor, now=now)
    return application


def begin(application: Application, actor: Actor) -> None:
    """Hold the row, and refuse a bank another bank's application as if it did not exist."""
    if actor.role is Role.BANK:
        queries.check_own_bank(application, actor)
    steps.lock(application)
