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
from harkat.facility.reporting import queries as reporting
from harkat.loans import queries as loans
from harkat.loans.members import queries as members
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments import queries as repayments
from harkat.repayments.cards import card_table, collection_table, short_words
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


def unlisted(loan: Loan) -> int:
    """Return the rupiah the bank received on the schedule in force that no list explains; a group's loan only."""
    begins_on = loans.schedule_version(loan.id).valid_from
    rest = sum(posting.unlisted for posting in postings(loan.id) if posting.repayment.paid_on >= begins_on)
    return rest if loan.sub_group_id is not None else 0


def unbanked(loan_id: int) -> list[GroupCollection]:
    """Return the collections of a loan that are at no bank yet, oldest first."""
    return [row for row in reversed(collections_of(loan_id)) if row.repayment_id is None]


def member_standings(loan: Loan, today: date) -> dict[int, MemberStanding]:
    """Return where each member stands on a day; only lists that the bank's postings bear count as paid.

    After a restructuring both sides count from the schedule in force on.
    """
    due = {
        schedule.person_id: sum(row.payment for row in schedule.rows if row.due_on <= today)
        for schedule in members.schedules_of(loan)
    }
    query = (
        select(CollectionLine.payer_id, CollectionLine.owner_id, CollectionLine.amount)
        .join(GroupCollection, GroupCollection.id == CollectionLine.collection_id)
        .join(Repayment, Repayment.id == GroupCollection.repayment_id)
        .where(
            GroupCollection.loan_id == loan.id,
            GroupCollection.dropped_at.is_(None),
            Repayment.paid_on >= loans.schedule_version(loan.id).valid_from,
        )
    )
    return standings(due, [Line(*row) for row in db.session.execute(query)])


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
    parts = [
        (schedule.name, sum(part.payment for part in schedule.rows if part.sequence == sequence))
        for schedule in members.schedules_of(loan)
    ]
    return Sheet(
        title="Lembar setoran kelompok",
        subtitle=f"{loan.number} · {loan.borrower_name}",
        facts=(
            ("Angsuran ke", f"{sequence} dari {loan.installments}"),
            ("Jatuh tempo", format_date(row.due_on)),
            ("Angsuran seluruhnya", format_rupiah(row.principal + row.interest)),
            reporting.as_of_fact(loan.bank_id),
        ),
        tables=(Table.of(collection_table(parts)),),
        signatures=(Signature("Ketua kelompok"), Signature("Penyetor ke bank")),
    )


def member_card(loan: Loan, person_id: int, today: date) -> Sheet:
    """Return one member's card.

    :raises NotFound: when the person has no share in the loan
    """
    schedule = members.schedule_of(loan, person_id)
    rows = [(row.sequence, row.due_on, row.payment) for row in schedule.rows]
    standing = member_standings(loan, today)[person_id]
    short = short_words(standing, unlisted=unlisted(loan), is_closed=loan.state is LoanState.CLOSED)
    return Sheet(
        title="Kartu angsuran anggota",
        subtitle=schedule.name,
        facts=(
            ("Pinjaman", f"{loan.number} · {loan.borrower_name}"),
            ("Bagian", format_rupiah(schedule.amount)),
            ("Dicetak", format_date(today)),
            reporting.as_of_fact(loan.bank_id),
        ),
        tables=(Table.of(card_table(rows, standing, short=short)),),
        notes=("Tanggung renteng: bila seorang anggota tidak membayar, anggota lain menutupnya.",),
    )
