"""Asking for the city's areas."""

from itertools import groupby

from sqlalchemy import select

from core.db import db
from core.places.models import Kecamatan, Kelurahan

GroupedChoices = list[tuple[str, list[tuple[str, str]]]]


def kelurahan_choices() -> GroupedChoices:
    """Return ``(kecamatan, [(code, kelurahan), …])`` in alphabetical order, as a select with groups wants them."""
    rows = db.session.execute(
        select(Kecamatan.name, Kelurahan.code, Kelurahan.name)
        .join(Kecamatan, Kecamatan.code == Kelurahan.kecamatan_code)
        .order_by(Kecamatan.name, Kelurahan.name)
    ).all()
    return [
        (kecamatan, [(code, name) for _, code, name in wards])
        for kecamatan, wards in groupby(rows, key=lambda row: str(row[0]))
    ]


def kecamatan_choices() -> list[tuple[str, str]]:
    """Return ``(code, name)`` of every kecamatan in alphabetical order."""
    rows = db.session.execute(select(Kecamatan.code, Kecamatan.name).order_by(Kecamatan.name))
    return [(code, name) for code, name in rows]


def kelurahan_exists(code: str) -> bool:
    """Tell whether a kelurahan code is one of the city's."""
    return db.session.get(Kelurahan, code) is not None


def area_names(kelurahan_code: str) -> tuple[str, str] | None:
    """Return the names ``(kelurahan, kecamatan)`` of a kelurahan code."""
    row = db.session.execute(
        select(Kelurahan.name, Kecamatan.name)
        .join(Kecamatan, Kecamatan.code == Kelurahan.kecamatan_code)
        .where(Kelurahan.code == kelurahan_code)
    ).first()
    return None if row is None else (row[0], row[1])
