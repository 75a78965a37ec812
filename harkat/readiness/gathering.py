"""Turning what other rooms know into facts: which number, from where, of which day, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scoring.facts import Fact, FactKind, Sureness


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


def months_between(start: date, end: date) -> int:
    """Count full months from a day to another; negative when it lies ahead."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day) if end >= start else min(-1, months)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
