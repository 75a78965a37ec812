"""Asking which lenders the program knows, and which of them counted on a day."""

from datetime import date
from functools import lru_cache

from sqlalchemy import select

from core.db import db
from core.errors import NotFound
from core.files.packaged import read_packaged_table
from scoring.screening.lenders import Lender, LenderKind, read_lenders
from scoring.screening.matching import LenderRegistry
from scoring.screening.normalising import name_letters
from scoring.screening.registry.models import LenderEntry, LenderForm
from scoring.screening.registry_form import in_force, merge

_PACKAGE = "scoring.screening.facts"


@lru_cache(maxsize=1)
def packaged_lenders() -> tuple[Lender, ...]:
    """Return the lenders that come with the program."""
    names = ("p2p_lenders.csv", "illegal_lenders.csv", "other_lenders.csv")
    licensed, illegal, others = (read_packaged_table(_PACKAGE, name) for name in names)
    return tuple(read_lenders(licensed, illegal, others))


def own_lenders() -> tuple[Lender, ...]:
    """Return the entries the city added, dated or ended, in the order they were made."""
    return tuple(row.as_lender() for row in db.session.scalars(select(LenderEntry).order_by(LenderEntry.id)))


def lenders() -> list[Lender]:
    """Return every entry of the registry, also those that have ended, by name."""
    each = {entry.key: entry for entry in reversed(merge(packaged_lenders(), own_lenders()))}
    return sorted(each.values(), key=lambda entry: (entry.brand.lower(), entry.kind.value))


def registry_on(day: date | None) -> LenderRegistry:
    """Return the lenders that counted on a day, indexed for search; the index is kept as long as they are the same."""
    own = own_lenders()
    replaced = frozenset(lender.key for lender in own)
    return _indexed(tuple(in_force(own, day)), replaced, _packaged_in_force(day))


@lru_cache(maxsize=64)
def _packaged_in_force(day: date | None) -> frozenset[int] | None:
    """Return the places of packaged entries that count on a day; None for all of them, as on most days."""
    packaged = packaged_lenders()
    counting = set(in_force(packaged, day))
    places = frozenset(place for place, lender in enumerate(packaged) if lender in counting)
    return None if len(places) == len(packaged) else places


@lru_cache(maxsize=8)
def _indexed(
    own: tuple[Lender, ...], replaced: frozenset[tuple[LenderKind, str]], places: frozenset[int] | None
) -> LenderRegistry:
    packaged = packaged_lenders()
    counting = [lender for place, lender in enumerate(packaged) if places is None or place in places]
    return LenderRegistry([*(lender for lender in counting if lender.key not in replaced), *own])


def lender(kind: LenderKind, brand: str) -> Lender:
    """Return one entry by its kind and name.

    :raises NotFound: when there is none
    """
    key = (kind, name_letters(brand))
    found = next((entry for entry in lenders() if entry.key == key), None)
    if found is None:
        raise NotFound("Nama ini tidak ada di daftar pemberi pinjaman. Cari lagi di daftarnya.")
    return found


def entry(kind: LenderKind, letters: str) -> LenderEntry | None:
    """Return the city's own row for a kind and a name, or None."""
    return db.session.scalar(select(LenderEntry).where(LenderEntry.kind == kind, LenderEntry.letters == letters))


def form(form_id: int) -> LenderForm:
    """Return a form that was handed in.

    :raises NotFound: when there is none
    """
    found = db.session.get(LenderForm, form_id)
    if found is None:
        raise NotFound("Berkas daftar ini tidak ditemukan. Unggah lagi.")
    return found


def forms() -> list[LenderForm]:
    """Return the last forms that were handed in, the newest first."""
    return list(db.session.scalars(select(LenderForm).order_by(LenderForm.id.desc()).limit(10)))
