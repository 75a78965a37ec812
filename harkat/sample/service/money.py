"""The sample's money pages: a group's collections with a talangan, a month end from a bank, a balance taken over."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from core.auth.roles import Actor
from core.dates import add_months
from core.db import db
from harkat.bank_files import service as files
from harkat.bank_files.columns import FileKind
from harkat.facility.proposals import service as proposals
from harkat.facility.proposing import Document, ProposalDraft, ProposalKind
from harkat.loans.laying_out import OpeningBalance
from harkat.loans.members import queries as members
from harkat.loans.models import Loan
from harkat.loans.opening_drafts import TakeOverDraft
from harkat.loans.openings import service as openings
from harkat.loans.states import LoanState
from harkat.repayments import queries as repayments
from harkat.repayments.collection_terms import CollectionDraft
from harkat.repayments.collections import service as collections
from harkat.repayments.members import Line
from harkat.sample.service.cast import Cast, moment

SCAN = b"%PDF-1.4 surat contoh, bukan dokumen bank"
HEADINGS = ("No Pinjaman", "Baki Debet", "Hari Tunggakan", "Kolektibilitas")


def show_money(cast: Cast) -> None:
    """Put something on every page of money."""
    _collect(cast)
    _take_over(cast)
    _send_balances(cast)
    _propose(cast)


def _collect(cast: Cast) -> None:
    """List who paid the newest installment of a group, one covered by another, and one collection still under way."""
    loan = db.session.scalars(
        select(Loan).where(Loan.sub_group_id.is_not(None), Loan.state == LoanState.RUNNING).order_by(Loan.id)
    ).first()
    paid = [] if loan is None else repayments.live_repayments(loan.id)
    if loan is None or not paid:
        return
    last = len(paid)
    parts = {
        schedule.person_id: sum(row.payment for row in schedule.rows if row.sequence == last)
        for schedule in members.schedules_of(loan)
    }
    covered, chair = max(parts), min(parts)
    lines = tuple(Line(chair if person == covered else person, person, part) for person, part in parts.items())
    officer, collected_on = cast.actors["petugas"], paid[-1].paid_on
    draft = CollectionDraft(loan.id, collected_on, lines, "contoh-setoran-1", "SLIP-0001")
    collections.collect(draft, actor=officer, now=moment(collected_on, 16))
    lately = cast.day(6)
    part = (Line(chair, chair, parts[chair]), Line(covered, covered, parts[covered] // 2))
    collections.collect(
        CollectionDraft(loan.id, lately, part, "contoh-setoran-2"), actor=officer, now=moment(lately, 16)
    )


def _take_over(cast: Cast) -> None:
    """Take a loan over that a trader had at the rural bank before the system."""
    bank = cast.banks[-1]
    busy = select(Loan.person_id).where(Loan.person_id.is_not(None))
    free = [key for key in cast.people.values() if key not in set(db.session.scalars(busy))]
    if not free:
        return
    as_of = _month_end(cast.today)
    draft = TakeOverDraft(
        person_id=free[-1],
        bank_id=bank.id,
        principal=6_000_000,
        disbursed_on=add_months(as_of, -10),
        annual_rate=Decimal(3),
        installments=8,
        first_due_on=add_months(as_of, 1),
        balance=OpeningBalance(as_of, 4_000_000),
        letter="Surat contoh saldo awal",
        reference="contoh-saldo-awal",
    )
    openings.take_over(draft, actor=cast.bank_actor(bank), now=moment(as_of + timedelta(days=2), 10))


def _send_balances(cast: Cast) -> None:
    """Let the first bank send last month's balances, two of them other than ours."""
    bank, as_of = cast.banks[0], _month_end(cast.today)
    actor: Actor = cast.bank_actor(bank)
    rows = [(1, HEADINGS)]
    query = select(Loan).where(Loan.bank_id == bank.id, Loan.disbursed_on <= as_of).order_by(Loan.id).limit(12)
    for place, loan in enumerate(db.session.scalars(query)):
        own = repayments.standing_as_of(loan, as_of)
        days, outstanding = own.days_late + (place == 1) * 2, own.outstanding - (place == 2) * 50_000
        if outstanding < 0:
            continue
        kept = "2" if place == 1 else own.collectability.value
        rows.append((place + 2, (loan.number, str(outstanding), str(days), kept)))
    now = moment(as_of + timedelta(days=3), 9)
    content = "\n".join(";".join(cells) for _, cells in rows).encode()
    draft = files.FileDraft(FileKind.BALANCES, "saldo-contoh.csv", content, rows, as_of)
    file = files.take_in(draft, actor=actor, now=now)
    files.match(file, file.mapping, actor=actor, now=now)
    files.begin(file, files.reckon(file), actor=actor, now=now)
    files.go_on(file, actor=actor, now=now)


def _propose(cast: Cast) -> None:
    """Let the head propose a higher ceiling for the rural bank, which a second person has not decided yet."""
    bank, day = cast.banks[-1], cast.day(2)
    letter = Document("Surat contoh 12/2026", day, "surat-contoh.pdf", "application/pdf", SCAN)
    reason, mark = "Bank menyesuaikan dananya", "contoh-usul"
    draft = ProposalDraft(ProposalKind.CEILING, 9_000_000_000, reason, letter, mark, bank.id)
    proposals.propose(draft, actor=cast.actors["pimpinan"], now=moment(day, 11))


def _month_end(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)
