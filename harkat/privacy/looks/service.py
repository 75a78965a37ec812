"""Marking a question about looking as reviewed."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from core.audit import service as audit
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.dates import format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.privacy.looks.models import DebtLookReview
from harkat.privacy.looks.unusual import Finding, Unusual


def review(
    account: Account, finding: Finding | None, note: str, *, kind: Unusual, actor: Actor, now: datetime
) -> DebtLookReview:
    """Record that the auditor went after a question, and what came of it.

    :param finding: what is unusual, or None when nothing of the kind is
    :raises RuleBroken: when there is nothing to review
    :raises Conflict: when it is reviewed already
    """
    actor.require(Role.AUDITOR, deed="meninjau akses atas utang")
    if finding is None:
        raise RuleBroken("Tidak ada pertanyaan seperti itu pada hari itu. Buka lagi dari daftarnya.", field="kind")
    row = DebtLookReview(
        account_id=account.id, day=finding.day, kind=kind, note=note, reviewed_at=now, reviewed_by_id=actor.id
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Conflict("Pertanyaan ini sudah ditinjau. Buka lagi halamannya untuk membaca catatannya.") from None
    audit.record(
        "privacy.review_looks",
        actor=actor,
        now=now,
        subject="debt_look_review",
        subject_id=row.id,
        summary=f"Meninjau akses {account.name} atas utang, {format_date(finding.day)}: {kind.label}",
    )
    return row
