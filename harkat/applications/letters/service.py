"""Leaving a trace when somebody takes a dossier with identity numbers along."""

from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.errors import RuleBroken
from core.people import queries as people
from core.people.kinds import ConsentPurpose
from harkat.applications import queries
from harkat.applications.models import Application


class ConsentMissing(RuleBroken):
    """A borrower does not allow the file to be shared with the bank (any more)."""


def take_dossier(application: Application, *, actor: Actor, now: datetime) -> None:
    """Record that a dossier was taken; a bank gets it only with every borrower's consent in force.

    :raises ConsentMissing: naming how many borrowers do not allow it
    """
    if actor.role is Role.BANK:
        borrowers = queries.share_holders(application.id)
        refusing = [key for key in borrowers if not _allows(key, actor)]
        if refusing:
            raise ConsentMissing(
                f"{len(refusing)} peminjam tidak (lagi) mengizinkan berkasnya dibagikan dengan bank. "
                "Minta petugas kota menanyakan persetujuannya."
            )
    audit.record(
        "applications.take_dossier", actor=actor, now=now, subject="application", subject_id=application.id,
        summary=f"Berkas permohonan {application.number} diunduh",
    )  # fmt: skip


def _allows(person_id: int, actor: Actor) -> bool:
    return people.consent_given(person_id, ConsentPurpose.SHARING, organization_id=actor.organization_id)
