"""Asking for documents, what rests on them, and what rests on none."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import Select, func, select

from core.dates import format_date
from core.db import count_rows, db, get_or_404
from core.web.listing import contains
from harkat.facility.models import CeilingFact, FacilityBalance, FacilityTransfer, PartnerBank
from harkat.facility.sources.models import SourceDocument, SourceLink

NONE_YET = "belum ada dokumen"
Columns = TypeVarTuple("Columns")
WITHOUT, WITH = "belum", "ada"
DOCUMENTED = [(WITHOUT, "Belum ada dokumen"), (WITH, "Sudah ada dokumen")]
"""By what the list of ledger entries is narrowed."""


@dataclass(frozen=True)
class Coverage:
    """How many sizes of the fund and ledger entries there are, and how many of them name a document."""

    ceilings: int
    ceilings_documented: int
    transfers: int
    transfers_documented: int


def source(source_id: int) -> SourceDocument:
    """Return a document.

    :raises NotFound: when there is none
    """
    return get_or_404(SourceDocument, source_id, what="Dokumen sumber")


def sources_query(*, words: str = "", kind: str = "") -> Select[SourceDocument]:
    """Return the query behind the register."""
    query = select(SourceDocument)
    if words:
        query = query.where(
            contains(SourceDocument.number, words)
            | contains(SourceDocument.subject, words)
            | contains(SourceDocument.issuer, words)
        )
    return query.where(SourceDocument.kind == kind) if kind else query


def choices() -> list[tuple[int, str]]:
    """Return every document as a form offers it, newest first."""
    rows = db.session.scalars(select(SourceDocument).order_by(SourceDocument.dated_on.desc(), SourceDocument.id))
    return [(row.id, title_of(row)) for row in rows]


def title_of(row: SourceDocument) -> str:
    """Name a document in a line: its number, its day and who issued it."""
    issued = f", {row.issuer}" if row.issuer else ""
    return f"{row.number}, {format_date(row.dated_on)}{issued}"


def of_ceilings() -> dict[int, SourceDocument]:
    """Return the document of every size of the fund that has one."""
    query = select(SourceLink.ceiling_fact_id, SourceDocument).join(
        SourceDocument, SourceDocument.id == SourceLink.source_id
    )
    found = db.session.execute(query.where(SourceLink.ceiling_fact_id.is_not(None)))
    return {int(key): row for key, row in found if key is not None}


def of_transfers(keys: Collection[int]) -> dict[int, SourceDocument]:
    """Return the documents of some ledger entries; those that have none are not in it."""
    query = select(SourceLink.transfer_id, SourceDocument).join(
        SourceDocument, SourceDocument.id == SourceLink.source_id
    )
    found = db.session.execute(query.where(SourceLink.transfer_id.in_(keys)))
    return {int(key): row for key, row in found if key is not None}


def narrowed(query: Select[*Columns], documented: str) -> Select[*Columns]:
    """Narrow a statement about ledger entries to those that rest on a document, or on none."""
    rests = select(SourceLink.id).where(SourceLink.transfer_id == FacilityTransfer.id).exists()
    return query.where({WITH: rests, WITHOUT: ~rests}[documented]) if documented in (WITH, WITHOUT) else query


def ceilings_of(source_id: int) -> list[CeilingFact]:
    """Return the sizes of the fund that rest on a document."""
    query = select(CeilingFact).join(SourceLink, SourceLink.ceiling_fact_id == CeilingFact.id)
    return list(db.session.scalars(query.where(SourceLink.source_id == source_id)))


def transfers_of(source_id: int) -> list[tuple[str, int, int]]:
    """Return for each bank how many ledger entries rest on a document and their rupiah."""
    query = (
        select(PartnerBank.name, func.count(), func.sum(FacilityTransfer.amount))
        .select_from(SourceLink)
        .join(FacilityTransfer, FacilityTransfer.id == SourceLink.transfer_id)
        .join(PartnerBank, PartnerBank.id == FacilityTransfer.bank_id)
        .where(SourceLink.source_id == source_id)
        .group_by(PartnerBank.name)
        .order_by(PartnerBank.name)
    )
    return [(name, count, int(amount)) for name, count, amount in db.session.execute(query)]


def link_of_ceiling(ceiling_fact_id: int) -> SourceLink | None:
    """Return what a size of the fund rests on."""
    return db.session.scalar(select(SourceLink).where(SourceLink.ceiling_fact_id == ceiling_fact_id))


def coverage() -> Coverage:
    """Count what names its document; the number of entries comes from the banks' kept counters."""
    ceilings, transfers = SourceLink.ceiling_fact_id, SourceLink.transfer_id
    return Coverage(
        ceilings=count_rows(select(CeilingFact.id)),
        ceilings_documented=db.session.scalar(select(func.count(ceilings))) or 0,
        transfers=int(db.session.scalar(select(func.coalesce(func.sum(FacilityBalance.transfers), 0))) or 0),
        transfers_documented=db.session.scalar(select(func.count(transfers))) or 0,
    )
