"""Lists that search, sort and page on the server, with the question kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from sqlalchemy import ColumnElement, Select, func
from sqlalchemy.orm import InstrumentedAttribute

from core.db import count_rows, db

ROWS_A_PAGE = 25
COUNT_AT_MOST = 1000

Sortable = InstrumentedAttribute[Any] | ColumnElement[Any]


@dataclass(frozen=True)
class Listing:
    """What the reader of a list asked for."""

    words: str
    sort: str
    descending: bool
    number: int
    filters: Mapping[str, str] = field(default_factory=dict)
    sorts: Mapping[str, Sortable] = field(default_factory=dict)

    def address(self, **changes: Any) -> str:
        """Return the address of this list with something changed; a new question starts at page one."""
        query = {
            "q": self.words,
            "urut": ("-" if self.descending else "") + self.sort,
            **self.filters,
            **({} if changes.keys() - {"hal"} else {"hal": self.number}),
            **changes,
        }
        kept = {name: value for name, value in query.items() if value not in ("", None) and (name, value) != ("hal", 1)}
        return url_for(request.endpoint or "", **(request.view_args or {}) | kept)

    def sort_address(self, key: str) -> str:
        """Return the address that sorts by a column, the other way round when it already does."""
        turned = key == self.sort and not self.descending
        return self.address(urut=("-" if turned else "") + key)


@dataclass(frozen=True)
class Page:
    """One page of rows. ``total`` is counted up to a limit; ``total_words`` says so ("1.000+")."""

    items: Sequence[Any]
    listing: Listing
    total: int
    capped: bool

    @property
    def pages(self) -> int:
        """The number of pages that can be opened."""
        return max(1, -(-self.total // ROWS_A_PAGE))

    @property
    def total_words(self) -> str:
        """The count as shown."""
        return f"{self.total:,}".replace(",", ".") + ("+" if self.capped else "")


def read_listing(
    sorts: Mapping[str, Sortable], *, default: str, filters: Sequence[str] = (), descending: bool = False
) -> Listing:
    """Read the question of a list from the address; what makes no sense falls back to the default."""
    wanted = request.args.get("urut", "")
    key = wanted.lstrip("-")
    known = key in sorts
    number = request.args.get("hal", "1")
    return Listing(
        words=" ".join(request.args.get("q", "").replace("\x00", "").split())[:80],
        sort=key if known else default,
        descending=wanted.startswith("-") if known else descending,
        number=max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
        filters={name: request.args.get(name, "").replace("\x00", "")[:80] for name in filters},
        sorts=sorts,
    )


def paginate(query: Select[*tuple[Any, ...]], listing: Listing, *, tie: Sortable, scalars: bool = True) -> Page:
    """Fetch one page.

    :param tie: the column that settles the order of equal rows, usually the key
    :param scalars: rows of one entity (True) or tuples of columns (False)
    """
    total = count_rows(query.limit(COUNT_AT_MOST + 1))
    capped = total > COUNT_AT_MOST
    total = min(total, COUNT_AT_MOST)
    number = min(listing.number, max(1, -(-total // ROWS_A_PAGE)))
    column = listing.sorts[listing.sort]
    ordered = query.order_by(column.desc() if listing.descending else column.asc(), tie.asc())
    rows = db.session.execute(ordered.limit(ROWS_A_PAGE).offset((number - 1) * ROWS_A_PAGE))
    items = list(rows.scalars()) if scalars else list(rows)
    shown = Listing(listing.words, listing.sort, listing.descending, number, listing.filters, listing.sorts)
    return Page(items, shown, total, capped)


def contains(column: Sortable, words: str) -> ColumnElement[bool]:
    """Return the condition that a column holds the words typed, letter case aside and signs taken as they are."""
    escaped = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return func.lower(column).like(f"%{escaped}%", escape="\\")
