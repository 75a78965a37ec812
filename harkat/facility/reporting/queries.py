"""Asking up to which day each bank has told what it did."""

from datetime import date

from sqlalchemy import func, select

from core.dates import day_of
from core.db import db
from harkat.facility.ledger import CITY_KINDS
from harkat.facility.models import FacilityTransfer


def reported_days() -> dict[int, date]:
    """Return the day on which each bank last recorded something of its own; a silent bank is not in it.

    The ceiling and a release of reserved money are the city's bookings and say nothing about the bank.
    """
    query = (
        select(FacilityTransfer.bank_id, func.max(FacilityTransfer.recorded_at).label("moment"))
        .where(FacilityTransfer.kind.not_in(CITY_KINDS))
        .group_by(FacilityTransfer.bank_id)
    )
    return {row.bank_id: day_of(row.moment) for row in db.session.execute(query)}


def reported_on(bank_id: int) -> date | None:
    """Return the day of one bank's last word, or nothing while it has not said any."""
    moment = db.session.scalar(
        select(FacilityTransfer.recorded_at)
        .where(FacilityTransfer.bank_id == bank_id, FacilityTransfer.kind.not_in(CITY_KINDS))
        .order_by(FacilityTransfer.recorded_at.desc())
        .limit(1)
    )
    return None if moment is None else day_of(moment)
