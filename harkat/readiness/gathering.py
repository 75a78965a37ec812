"""Turning what other rooms know into facts: which number, from where, of which day, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scoring.facts import Fact, FactKind, Facts, Sureness

_PROFITS = {FactKind.CASH_BOOK_PROFIT, FactKind.PROFIT_PER_SELLING_DAY, FactKind.PROFIT_MONTHLY}


@dataclass(frozen=True)
class BusinessTold:
    """A business as its owner told it; rupiah a month."""

    started_on: date | None
    sales: int | None
    profit: int | None
    selling_days: int | None
    has_license_number: bool
    told_on: date


@dataclass(frozen=True)
class BookKept:
    """A cash book as its owner keeps it: months in a row, and the average month in rupiah once there are enough."""

    months: int
    until: date
    sales: int | None = None
    profit: int | None = None


@dataclass(frozen=True)
class PaperSeen:
    """A paper an officer accepted."""

    kind: FactKind
    seen_on: date
    expires_on: date | None


def business_facts(businesses: Sequence[BusinessTold], *, today: date) -> list[Fact]:
    """Add several businesses up into one household's facts; a sum with an unknown part stays unknown."""
    if not businesses:
        return []
    told_on = max(business.told_on for business in businesses)

    def told(kind: FactKind, value: int | None) -> list[Fact]:
        said = Sureness.SELF_REPORTED
        return [] if value is None else [Fact(kind, value, "pendaftaran usaha", told_on, said)]

    started = [business.started_on for business in businesses if business.started_on is not None]
    days = [business.selling_days for business in businesses if business.selling_days is not None]
    facts = told(FactKind.BUSINESS_RUNNING, 1)
    facts += told(FactKind.BUSINESS_AGE_MONTHS, months_between(min(started), today) if started else None)
    facts += told(FactKind.SALES_MONTHLY, _sum([business.sales for business in businesses]))
    facts += told(FactKind.PROFIT_MONTHLY, _sum([business.profit for business in businesses]))
    facts += told(FactKind.SELLING_DAYS, max(days, default=None))
    if any(business.has_license_number for business in businesses):
        facts.append(Fact(FactKind.BUSINESS_LICENSE, 1, "NIB yang tercatat", told_on, Sureness.DOCUMENT))
    return facts


def paper_facts(papers: Sequence[PaperSeen], *, today: date) -> list[Fact]:
    """Turn papers that are still valid into facts; one that has run out says nothing."""
    return [
        Fact(paper.kind, 1, "berkas yang dilihat petugas", paper.seen_on, Sureness.DOCUMENT)
        for paper in papers
        if paper.expires_on is None or paper.expires_on >= today
    ]


def book_facts(book: BookKept | None, known: Sequence[Fact]) -> list[Fact]:
    """Turn a cash book into self-reported facts; no book says nothing.

    What somebody saw or read from a document stands before the owner's own figures, so the book's income is left out
    where a surer profit is known, or where its profit would contradict surer or newer sales. The book's sales come
    along, so that a newer profit never stands against older stated sales.
    """
    if book is None:
        return []

    def kept(kind: FactKind, value: int) -> Fact:
        return Fact(kind, value, "buku kas binaan", book.until, Sureness.SELF_REPORTED)

    facts = [kept(FactKind.BOOKKEEPING_MONTHS, book.months)]
    surer = {fact.kind for fact in known if fact.sureness is not Sureness.SELF_REPORTED}
    if book.profit is None or book.sales is None or surer & _PROFITS:
        return facts
    sales = Facts((*known, kept(FactKind.SALES_MONTHLY, book.sales))).value(FactKind.SALES_MONTHLY)
    if sales is None or book.profit > sales:
        return facts
    return [*facts, kept(FactKind.SALES_MONTHLY, book.sales), kept(FactKind.CASH_BOOK_PROFIT, book.profit)]


def months_between(start: date, end: date) -> int:
    """Count full months from a day to another; negative when it lies ahead."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day) if end >= start else min(-1, months)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
