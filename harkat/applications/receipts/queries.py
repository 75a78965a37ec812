"""Who has confirmed the money, who handled the file, and what several members have in common."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from core.db import db
from core.groups.models import SubGroup
from harkat.applications import queries
from harkat.applications.attachments.queries import seen_elsewhere
from harkat.applications.models import Application, ApplicationShare, ApplicationStep
from harkat.applications.receipts.kinds import shared_words
from harkat.applications.receipts.models import ReceiptConfirmation
from harkat.applications.states import State
from harkat.loans.parts import queries as parts

MOST_ROWS = 200


def receipts_of(application_id: int) -> dict[int, ReceiptConfirmation]:
    """Return what members confirmed, by person."""
    query = select(ReceiptConfirmation).where(ReceiptConfirmation.application_id == application_id)
    return {row.person_id: row for row in db.session.scalars(query.order_by(ReceiptConfirmation.id))}


def told_by_bank(application: Application) -> dict[int, int]:
    """Return the rupiah each borrower has in hand by the bank's word, after deductions, by person."""
    approved = {share.person_id: share.received or 0 for share in queries.shares_of(application.id)}
    return approved | parts.net_of_application(application.id)


def unconfirmed() -> list[tuple[Application, int, int]]:
    """Return paid sub-groups whose members have not all been asked, newest first, with how many were, of how many."""
    told = (
        select(func.count())
        .where(ReceiptConfirmation.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    shares = (
        select(func.count())
        .where(ApplicationShare.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    query = (
        select(Application, told, shares)
        .where(Application.state == State.DISBURSED, Application.sub_group_id.is_not(None), told < shares)
        .options(joinedload(Application.sub_group).joinedload(SubGroup.group))
        .order_by(Application.disbursed_on.desc(), Application.id.desc())
        .limit(MOST_ROWS)
    )
    return [(application, some, every) for application, some, every in db.session.execute(query)]


def handlers_of(application: Application) -> set[int]:
    """Return the accounts that took a step of an application or hold it."""
    query = select(ApplicationStep.actor_id).where(ApplicationStep.application_id == application.id)
    handled = {application.created_by_id, application.handler_id, application.recommended_by_id}
    return {key for key in (*handled, *db.session.scalars(query)) if key is not None}


def shared_of(application: Application) -> list[str]:
    """Say what members of a sub-group have in common that each should have alone: phone, account, visit photo."""
    if application.sub_group_id is None:
        return []
    shares = queries.shares_of(application.id)
    names = {share.person_id: share.person.name for share in shares}
    photos = sorted({names[photo.person_id] for photo in seen_elsewhere(application.id) if photo.person_id in names})
    return [
        *shared_words("Nomor telepon", {share.person_id: share.person.phone for share in shares}, names),
        *shared_words("Rekening", {share.person_id: share.payout_account for share in shares}, names),
        *([f"Foto kunjungan pernah dipakai untuk orang lain: {', '.join(photos)}."] if photos else []),
    ]
