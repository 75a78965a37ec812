"""Asking what a group collected, what of it is at the bank, and where each member stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from core.dates import format_date
from core.db import db, get_or_404
from core.documents.pdf import Sheet, Signature
from core.documents.tables import Table
from core.errors import NotFound
from core.money import format_rupiah
from core.policy.queries import whole_on
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.repayments import queries as repayments
from harkat.repayments.cards import card_table, collection_table
from harkat.repayments.collection_terms import COLLECTION_DAYS
from harkat.repayments.collections.models import CollectionLine, GroupCollection
from harkat.repayments.members import Line, MemberStanding, standings
from harkat.repayments.models import Repayment


@dataclass(frozen=True)
class Posting:
    """A bank's posting and what of it the lists explain; rupiah. The rest is not yet itemized (belum dirinci)."""

    repayment: Repayment
    listed: int

    @property
    def unlisted(self) -> int:
        """What no list explains."""
        return self.repayment.amount - self.listed


def collection(collection_id: int) -> GroupCollection:
    """Return a collection.

    :raises NotFound: when there is none
    """
    return get_or_404(GroupCollection, collection_id, what="Setoran")


def by_reference(reference: str) -> GroupCollection | None:
    """Return the collection that bears a reference."""
    return db.session.scalar(select(GroupCollection).where(GroupCollection.reference == reference))


def collections_of(loan_id: int) -> list[GroupCollection]:
    """Return the collections of a loan that stand, newest first."""
    return list(
        db.session.scalars(
            select(GroupCollection)
            .where(GroupCollection.loan_id == loan_id, GroupCollection.dropped_at.is_(None))
            .order_by(GroupCollection.collected_on.desc(), GroupCollection.id.desc())
        )
    )


def lines_of(collection_id: int) -> list[CollectionLine]:
    """Return who paid for whom in a collection."""
    query = select(CollectionLine).where(CollectionLine.collection_id == collection_id).order_by(CollectionLine.id)
    return list(db.session.scalars(query))


def listed_of(repayment_id: int) -> int:
    """Return the rupiah of a posting that lists explain."""
    query = select(func.coalesce(func.sum(GroupCollection.total), 0)).where(
        GroupCollection.repayment_id == repayment_id, GroupCollection.dropped_at.is_(None)
    )
    return int(db.session.scalar(query) or 0)


def postings(loan_id: int) -> list[Posting]:
    """Return a loan's standing postings with what the lists explain, newest first."""
    return [Posting(row, listed_of(row.id)) for row in reversed(repayments.live_repayments(loan_id))]


def unbanked(loan_id: int) -> list[GroupCollection]:
    """Return the collections of a loan that are at no bank yet, oldest first."""
    return [row for row in reversed(collections_of(loan_id)) if row.repayment_id is None]


def member_standings(loan: Loan, today: date) -> dict[int, MemberStanding]:
    """Return where each member stands on a day; only lists that the bank's postings bear count as paid."""
    shares = {share.person_id: share.amount for share in loans.shares_of(loan.id)}
    dues = [row.principal + row.interest for row in loans.schedule_rows(loan.id) if row.due_on <= today]
    query = (
        select(CollectionLine.payer_id, CollectionLine.owner_id, CollectionLine.amount)
        .join(GroupCollection, GroupCollection.id == CollectionLine.collection_id)
        .where(
            GroupCollection.loan_id == loan.id,
            GroupCollection.dropped_at.is_(None),
            GroupCollection.repayment_id.is_not(None),
        )
    )
    return standings(dues, shares, [Line(*row) for row in db.session.execute(query)])


def late_collections(today: date) -> Sequence[tuple[GroupCollection, Loan]]:
    """Return what was collected and is not at the bank after the days the rule allows, oldest first."""
    last = today - timedelta(days=whole_on(COLLECTION_DAYS, today))
    query = (
        select(GroupCollection, Loan)
        .join(Loan, Loan.id == GroupCollection.loan_id)
        .where(
            GroupCollection.repayment_id.is_(None),
            GroupCollection.dropped_at.is_(None),
            GroupCollection.collected_on < last,
        )
        .order_by(GroupCollection.collected_on, GroupCollection.id)
        .limit(200)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def collection_sheet(loan: Loan, sequence: int) -> Sheet:
    """Return the sheet on which a group writes who paid an installment.

    :raises NotFound: when the loan has no such installment
    """
    row = next((row for row in loans.schedule_rows(loan.id) if row.sequence == sequence), None)
    if row is None:
        raise NotFound("Angsuran itu tidak ada pada jadwal yang berlaku.")
    shares, names = _members(loan)
    return Sheet(
        title="Lembar setoran kelompok",
        subtitle=f"{loan.number} · {loan.borrower_name}",
        facts=(
            ("Angsuran ke", f"{sequence} dari {loan.installments}"),
            ("Jatuh tempo", format_date(row.due_on)),
            ("Angsuran seluruhnya", format_rupiah(row.principal + row.interest)),
        ),
        tables=(Table.of(collection_table(row.principal + row.interest, shares, names)),),
        signatures=(Signature("Ketua kelompok"), Signature("Penyetor ke bank")),
    )


def member_card(loan: Loan, person_id: int, today: date) -> Sheet:
    """Return one member's card.

    :raises NotFound: when the person has no share in the loan
    """
    shares, names = _members(loan)
    if person_id not in shares:
        raise NotFound("Anggota tidak ditemukan pada pinjaman ini.")
    rows = [(row.sequence, row.due_on, row.principal + row.interest) for row in loans.schedule_rows(loan.id)]
    standing = member_standings(loan, today)[person_id]
    return Sheet(
        title="Kartu angsuran anggota",
        subtitle=names[person_id],
        facts=(
            ("Pinjaman", f"{loan.number} · {loan.borrower_name}"),
            ("Diterima", format_rupiah(shares[person_id])),
            ("Per tanggal", format_date(today)),
        ),
        tables=(Table.of(card_table(rows, person_id, shares, standing)),),
        notes=("Tanggung renteng: bila seorang anggota tidak membayar, anggota lain menutupnya.",),
    )


def _members(loan: Loan) -> tuple[dict[int, int], dict[int, str]]:
    rows = loans.shares_of(loan.id)
    return {row.person_id: row.amount for row in rows}, {row.person_id: row.person.name for row in rows}
