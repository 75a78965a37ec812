"""Asking up to which day each bank has told what it did."""

from datetime import date

from sqlalchemy import func, select, true

from core.dates import day_of, format_date
from core.db import db
from harkat.facility.days import queries as days
from harkat.facility.ledger import CITY_KINDS
from harkat.facility.models import FacilityTransfer


def reported_days() -> dict[int, date]:
    """Return the day on which each bank last recorded something of its own; a silent bank is not in it.

    The ceiling and a release of reserved money are the city's bookings and say nothing about the bank.
    """
    if days.are_complete():
        return {bank_id: day_of(moment) for bank_id, moment in days.last_words(true()).items()}
    query = (
        select(FacilityTransfer.bank_id, func.max(FacilityTransfer.recorded_at).label("moment"))
        .where(FacilityTransfer.kind.not_in(CITY_KINDS))
        .group_by(FacilityTransfer.bank_id)
    )
    return {row.bank_id: day_of(row.moment) for row in db.session.execute(query)}


def reported_on(bank_id: int) -> date | None:
    """Return the day of one bank's last word, or nothing while it has not said any."""
    return reported_days().get(bank_id)


def as_of_fact(bank_id: int) -> tuple[str, str]:
    """Return what a paper with a bank's money says of its age: a heading, and the day or that there is none."""
    day = reported_on(bank_id)
    return ("Data bank", "belum dilaporkan" if day is None else f"per tanggal {format_date(day)}")
