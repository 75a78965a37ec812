"""What an application has recorded without the scan that was to follow."""

from dataclasses import dataclass
from datetime import date

from harkat.applications import queries
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.members.models import MemberEvent
from harkat.applications.members.queries import events_of
from harkat.applications.minutes.models import ShareMinutes
from harkat.applications.minutes.queries import minutes_of
from harkat.applications.models import Application
from harkat.applications.signing import queries as signing
from harkat.applications.signing.models import LiabilitySignature

Recorded = ShareMinutes | LiabilitySignature | MemberEvent


@dataclass(frozen=True)
class Awaited:
    """One record whose scan has not come; ``key`` names it in the form."""

    key: str
    words: str
    on: date
    kind: AttachmentKind
    row: Recorded


def awaited_of(application: Application) -> list[Awaited]:
    """Return what an application has on record without a scan: minutes, signatures in force, addenda."""
    names = {share.person_id: share.person.name for share in queries.shares_of(application.id)}
    found = [
        Awaited(f"m{row.id}", f"Berita acara: {row.kind.label.lower()}", row.held_on, AttachmentKind.MINUTES, row)
        for row in minutes_of(application.id)
        if row.attachment_id is None
    ]
    found += [
        Awaited(f"s{row.id}", f"{row.paper.label}: {names[row.person_id]}", row.signed_on, AttachmentKind.SIGNED, row)
        for row in signing.signatures_of(application.id)
        if row.attachment_id is None and not row.is_exempt
    ]
    return found + [
        Awaited(f"a{row.id}", f"Adendum {row.addendum_number}", row.happened_on, AttachmentKind.ADDENDUM, row)
        for row in _events_of(application)
        if row.addendum_number and row.attachment_id is None
    ]


def _events_of(application: Application) -> list[MemberEvent]:
    if application.sub_group_id is None:
        return []
    return [row for row in events_of(application.sub_group_id) if row.application_id == application.id]
