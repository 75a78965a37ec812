"""Asking which words of a bank were corrected."""

from sqlalchemy import select

from core.db import db
from harkat.applications.corrections.models import DecisionCorrection
from harkat.applications.models import Application, BankDecision
from harkat.applications.states import RESERVED
from harkat.facility import queries as facility
from harkat.facility.terms import ReservationState


def corrections_of(application_id: int) -> list[tuple[DecisionCorrection, BankDecision, BankDecision]]:
    """Return an application's corrections with the replaced and the new decision, the first one first."""
    query = select(DecisionCorrection).where(DecisionCorrection.application_id == application_id)
    rows = list(db.session.scalars(query.order_by(DecisionCorrection.id)))
    words = select(BankDecision).where(BankDecision.application_id == application_id)
    decisions = {row.id: row for row in db.session.scalars(words)}
    return [(row, decisions[row.replaced_id], decisions[row.decision_id]) for row in rows]


def last_decision(application_id: int) -> BankDecision | None:
    """Return the bank's word that holds, if it said any."""
    query = select(BankDecision).where(BankDecision.application_id == application_id)
    return db.session.scalar(query.order_by(BankDecision.id.desc()).limit(1))


def decision_by_reference(reference: str) -> BankDecision | None:
    """Return the decision a form has made already, if it was sent before."""
    return db.session.scalar(select(BankDecision).where(BankDecision.reference == reference))


def reserved_for(application: Application) -> int:
    """Return the rupiah that stand aside for an application now."""
    if application.state not in RESERVED or application.reservation_id is None:
        return 0
    held = facility.reservation(application.reservation_id)
    return held.amount - held.used if held.state is ReservationState.HELD else 0
