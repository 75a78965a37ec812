"""Taking a file into one's hands, putting it down again, or giving it into another's."""

from datetime import datetime

from core.audit import service as audit
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.errors import Conflict, RuleBroken
from harkat.applications.models import Application
from harkat.applications.notes import service as notes
from harkat.applications.states import ENDED, WrongState
from harkat.applications.steps import service as steps


class AlreadyHandled(Conflict):
    """Another officer has this file."""


def claim(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Let an officer handle a file that nobody handles; claiming one's own again changes nothing.

    :raises AlreadyHandled: when another officer has it
    """
    actor.require(Role.OFFICER, deed="mengambil permohonan")
    steps.lock(application)
    if application.state in ENDED:
        raise WrongState("Permohonan ini sudah selesai, jadi tidak perlu diambil.")
    if application.handler_id == actor.id:
        return application
    if application.handler_id is not None:
        raise AlreadyHandled("Permohonan ini sudah dipegang petugas lain. Minta petugas itu melepasnya dahulu.")
    application.handler_id = actor.id
    _record("claim", application, actor, now, "dipegang")
    return application


def release(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Put a file down so that another officer can take it; pimpinan may do it for anybody.

    :raises AlreadyHandled: when another officer has it
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="melepas permohonan")
    steps.lock(application)
    if application.handler_id is None:
        return application
    if actor.role is not Role.HEAD and application.handler_id != actor.id:
        raise AlreadyHandled("Permohonan ini dipegang petugas lain. Petugas itu atau pimpinan yang melepasnya.")
    application.handler_id = None
    _record("release", application, actor, now, "dilepas")
    return application


def hand_over(application: Application, *, receiver: Account, words: str, actor: Actor, now: datetime) -> Application:
    """Give a file into another officer's hands, with a word on what is to be done; pimpinan may do it for anybody.

    :raises AlreadyHandled: when another officer has it
    :raises RuleBroken: when the receiver is no officer at work
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="menyerahkan permohonan")
    steps.lock(application)
    if application.state in ENDED:
        raise WrongState("Permohonan ini sudah selesai, jadi tidak perlu diserahkan.")
    if actor.role is not Role.HEAD and application.handler_id not in (None, actor.id):
        raise AlreadyHandled("Permohonan ini dipegang petugas lain. Petugas itu atau pimpinan yang menyerahkannya.")
    if receiver.role is not Role.OFFICER or not receiver.is_active:
        raise RuleBroken("Pilih petugas yang masih bertugas.", field="receiver_id")
    if application.handler_id == receiver.id:
        raise RuleBroken(f"Permohonan ini sudah dipegang {receiver.name}.", field="receiver_id")
    before = application.handler_id
    application.handler_id = receiver.id
    notes.write(application, words=f"Diserahkan kepada {receiver.name}. {words}", actor=actor, now=now)
    audit.record(
        "applications.hand_over", actor=actor, now=now, subject="application", subject_id=application.id,
        summary=f"Permohonan {application.number} diserahkan kepada {receiver.name}",
        before={"handler_id": before}, after={"handler_id": receiver.id},
    )  # fmt: skip
    return application


def _record(deed: str, application: Application, actor: Actor, now: datetime, words: str) -> None:
    audit.record(
        f"applications.{deed}", actor=actor, now=now, subject="application", subject_id=application.id,
        summary=f"Permohonan {application.number} {words} {actor.name}", after={"handler_id": application.handler_id},
    )  # fmt: skip
