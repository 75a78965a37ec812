"""Asking about complaints."""

from datetime import date
from secrets import compare_digest

from sqlalchemy import Select, func, select

from core.db import db, get_or_404
from core.errors import RuleBroken
from core.honesty.codes import follow_digest
from core.honesty.kinds import ComplaintState
from core.honesty.models import Complaint, ComplaintNote


class WrongPair(RuleBroken):
    """A number and a code that do not belong together."""


def complaint(complaint_id: int) -> Complaint:
    """Return a complaint.

    :raises NotFound: when there is none
    """
    return get_or_404(Complaint, complaint_id, what="Pengaduan")


def by_reference(reference: str) -> Complaint | None:
    """Return the complaint a form has made already."""
    return db.session.scalar(select(Complaint).where(Complaint.reference == reference))


def followed(number: str, code: str) -> Complaint:
    """Return the complaint that a number and its code open.

    :raises WrongPair: the same words whether the number or the code is wrong
    """
    found = db.session.scalar(select(Complaint).where(Complaint.number == number.strip().upper()))
    given = follow_digest(number, code)
    if found is None or not compare_digest(found.code_digest, given):
        raise WrongPair("Nomor atau kode tidak cocok. Periksa lagi tulisan pada tanda terima pengaduan.")
    return found


def notes_of(complaint_id: int, *, shown_only: bool = False) -> list[ComplaintNote]:
    """Return what was written on the way, the oldest first."""
    query = select(ComplaintNote).where(ComplaintNote.complaint_id == complaint_id).order_by(ComplaintNote.id)
    return list(db.session.scalars(query.where(ComplaintNote.is_shown) if shown_only else query))


def list_complaints(state: str = "") -> Select[Complaint]:
    """Return the query of the list; ``state`` is a value of ``ComplaintState``, or empty for those still open."""
    known = {member.value: member for member in ComplaintState}
    if state in known:
        return select(Complaint).where(Complaint.state == known[state])
    return select(Complaint).where(Complaint.state != ComplaintState.CLOSED)


def count_open(today: date | None = None) -> int:
    """Count the complaints that wait for their outcome; with a day only those whose time is over."""
    query = select(func.count(Complaint.id)).where(Complaint.state != ComplaintState.CLOSED)
    if today is not None:
        query = query.where(Complaint.answer_by_on < today)
    return db.session.scalar(query) or 0
