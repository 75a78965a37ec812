"""Figures by kecamatan, every kecamatan in it even when nobody there has done anything yet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from core.db import db
from core.people.models import Person
from core.places.models import Kecamatan, Kelurahan
from harkat.reports.basis import Basis
from harkat.reports.queries.book import pieces
from harkat.reports.queries.calendar import end_of
from harkat.reports.queries.funnel import reached_by
from harkat.reports.queries.kept import asked_rows
from harkat.reports.steps import Step

COUNTED = (Step.REGISTERED, Step.READY, Step.APPLIED, Step.DISBURSED)


@dataclass(frozen=True)
class AreaRow:
    """One kecamatan: persons who reached the counted steps, and rupiah that its people received."""

    code: str
    name: str
    reached: dict[Step, int]
    disbursed: int


def area_rows(day: date, basis: Basis) -> list[AreaRow]:
    """Return every kecamatan by code."""
    received, reached = _received(day, basis), reached_by(day, basis, by_district=True)
    return [
        AreaRow(code, name, {step: reached[code][step] for step in COUNTED}, received.get(code, 0))
        for code, name in db.session.execute(select(Kecamatan.code, Kecamatan.name).order_by(Kecamatan.code))
    ]


def _received(day: date, basis: Basis) -> dict[str, int]:
    """Return rupiah by kecamatan out of the borrowers' parts of their loans."""
    piece = pieces(basis)
    by_ward = (
        select(Person.kelurahan_code, func.sum(piece.c.disbursed).label("amount"))
        .join(piece, piece.c.person_id == Person.id)
        .group_by(Person.kelurahan_code)
        .subquery("by_ward")
    )
    query = (
        select(Kelurahan.kecamatan_code, func.sum(by_ward.c.amount))
        .join(by_ward, by_ward.c.kelurahan_code == Kelurahan.code)
        .group_by(Kelurahan.kecamatan_code)
    )
    rows = asked_rows(f"areas.received {basis}", query, {"day": day, "day_end": end_of(day)})
    return {code: int(amount) for code, amount in rows}
