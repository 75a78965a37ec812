"""Lists that search, sort and page on the server, with the question kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request, url_for
from sqlalchemy import ColumnElement, Result, Select, func

from core.db import count_rows, db
from core.web.keyset import Order, Sortable

ROWS_A_PAGE = 25
COUNT_AT_MOST = 1000
LONGEST_MARK = 1200


@dataclass(frozen=True)
class Listing:
    """What the reader of a list asked for; ``after`` and ``before`` hold where the page beside it ended or began."""

    words: str
    sort: str
    descending: bool
    number: int
    filters: Mapping[str, str] = field(default_factory=dict)
    sorts: Mapping[str, Sortable] = field(default_factory=dict)
    after: str = ""
    before: str = ""

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
    """One page of rows. ``total`` is counted up to a limit; ``total_words`` says so ("1.000+").

    ``first`` and ``last`` mark the rows at its ends; a list short enough to be held whole has none.
    """

    items: Sequence[Any]
    listing: Listing
    total: int
    capped: bool
    first: str = ""
    last: str = ""
    more: bool = False

    @property
    def pages(self) -> int:
        """The number of pages as far as was counted."""
        return max(1, -(-self.total // ROWS_A_PAGE))

    @property
    def next_address(self) -> str:
        """The address of the page after this one; empty on the last."""
        number = self.listing.number + 1
        if not (self.more or (not self.last and number <= self.pages)):
            return ""
        return self.listing.address(hal=number, sesudah=self.last)

    @property
    def previous_address(self) -> str:
        """The address of the page before this one; empty on the first."""
        number = self.listing.number - 1
        if number < 1:
            return ""
        return self.listing.address(hal=number, sebelum=self.first if number > 1 else "")

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
        after=request.args.get("sesudah", "")[:LONGEST_MARK],
        before=request.args.get("sebelum", "")[:LONGEST_MARK],
    )


def paginate(query: Select[*tuple[Any, ...]], listing: Listing, *, tie: Sortable, scalars: bool = True) -> Page:
    """Fetch one page: from where the page beside it ended, or by its number among the rows that are counted.

    :param tie: the column that settles the order of equal rows, usually the key
    :param scalars: rows of one entity (True) or tuples of columns (False)
    """
    total = count_rows(query.limit(COUNT_AT_MOST + 1))
    capped = total > COUNT_AT_MOST
    total = min(total, COUNT_AT_MOST)
    last_page = max(1, -(-total // ROWS_A_PAGE))
    order = Order(
        listing.sort, listing.sorts[listing.sort], tie, listing.descending,
        nulls_high=db.engine.dialect.name == "postgresql",
    )  # fmt: skip
    number = listing.number if capped else min(listing.number, last_page)
    found = _beside(query, listing, order, scalars) if number > 1 else None
    if found is None:
        number = 1 if listing.before else min(number, last_page)
        found = _fetch(query.offset((number - 1) * ROWS_A_PAGE), order, scalars)
    return Page(found.items, replace(listing, number=number), total, capped, found.first, found.last, found.more)


@dataclass(frozen=True)
class _Fetched:
    items: list[Any]
    first: str
    last: str
    more: bool


def _beside(query: Select[*tuple[Any, ...]], listing: Listing, order: Order, scalars: bool) -> _Fetched | None:  # noqa: FBT001
    """Fetch the rows that follow or precede the page come from; nothing where there are none or too few before."""
    backward = bool(listing.before)
    mark = order.read(listing.before or listing.after)
    if mark is None:
        return None
    found = _fetch(query.where(order.beyond(mark, backward=backward)), order, scalars, backward=backward)
    return replace(found, more=True) if backward and found.more else (None if backward or not found.items else found)


def _fetch(query: Select[*tuple[Any, ...]], order: Order, scalars: bool, *, backward: bool = False) -> _Fetched:  # noqa: FBT001
    width = len(query.column_descriptions)
    asked = query.add_columns(order.column, order.tie).order_by(*order.clauses(backward=backward))
    frozen = db.session.execute(asked.limit(ROWS_A_PAGE + 1)).freeze()
    rows: Result[Any] = frozen()
    items = list(frozen().scalars() if scalars else rows.columns(*range(width)))
    marks = [tuple(row)[width:] for row in frozen()]
    more = len(items) > ROWS_A_PAGE
    items, marks = items[:ROWS_A_PAGE], marks[:ROWS_A_PAGE]
    if backward:
        items.reverse()
        marks.reverse()
    ends = (order.write(marks[0]), order.write(marks[-1])) if marks else ("", "")
    return _Fetched(items, *ends, more)


def contains(column: Sortable, words: str) -> ColumnElement[bool]:
    """Return the condition that a column holds the words typed, letter case aside and signs taken as they are."""
    escaped = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return func.lower(column).like(f"%{escaped}%", escape="\\")
