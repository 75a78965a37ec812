"""Recording and withdrawing a person's consent."""

from datetime import datetime

from core.audit import service as audit
from core.auth.queries import banks
from core.auth.roles import Actor, Role
from core.dates import JAKARTA
from core.db import db
from core.errors import RuleBroken
from core.people import queries
from core.people.consent import text_for
from core.people.kinds import ConsentPurpose
from core.people.models import Consent, Person


class NothingToWithdraw(RuleBroken):
    """A consent that was never given, or was withdrawn before, cannot be withdrawn."""


def record_consent(
    person: Person,
    purpose: ConsentPurpose,
    *,
    is_given: bool,
    actor: Actor,
    now: datetime,
    bank_id: int | None = None,
) -> Consent:
    """Record a person's yes or no with the version of the text that is read on that day.

    :param bank_id: the organization of the one bank that sharing is answered for
    :raises RuleBroken: for an organization that is no partner bank
    """
    if bank_id is not None and bank_id not in {bank.id for bank in banks()}:
        raise RuleBroken("Pilih bank dari daftar.", field="organization_id")
    trainer_may = purpose is ConsentPurpose.REGISTRATION or not is_given
    takers = (Role.OFFICER, Role.SYSTEM, Role.TRAINER) if trainer_may else (Role.OFFICER, Role.SYSTEM)
    actor.require(*takers, deed="mencatat persetujuan")
    consent = Consent(
        person_id=person.id,
        purpose=purpose,
        is_given=is_given,
        text_version=text_for(purpose, now.astimezone(JAKARTA).date()).version,
        answered_at=now,
        recorded_by_id=actor.id,
        organization_id=bank_id,
    )
    db.session.add(consent)
    db.session.flush()
    audit.record(
        "people.record_consent",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"{person.number} {'setuju' if is_given else 'tidak setuju'}: {purpose.label}",
        after={
            "purpose": purpose,
            "is_given": is_given,
            "text_version": consent.text_version,
            "organization_id": bank_id,
        },
    )
    return consent


def withdraw_consent(person: Person, purpose: ConsentPurpose, *, actor: Actor, now: datetime) -> Consent:
    """Record that a person takes a consent back; its use must stop within 3 x 24 hours (UU 27/2022, 40 and 41).

    :raises NothingToWithdraw: when there is no consent in force
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencabut persetujuan")
    consent = queries.consents_of(person.id).get(purpose)
    if consent is None or not consent.is_given or consent.withdrawn_at is not None:
        raise NothingToWithdraw(f"Tidak ada persetujuan “{purpose.label}” yang berlaku, jadi tidak ada yang dicabut.")
    consent.withdrawn_at = now
    db.session.flush()
    audit.record(
        "people.withdraw_consent",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"{person.number} mencabut persetujuan: {purpose.label}",
        before={"purpose": purpose, "is_given": True, "text_version": consent.text_version},
        after={"withdrawn_at": now},
    )
    return consent
