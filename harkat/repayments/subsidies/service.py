"""Drawing a month's subsidy up, having it checked by a second person, and keeping its payment."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from harkat.facility import queries as facility
from harkat.repayments.subsidies import queries
from harkat.repayments.subsidies.models import SubsidyClaim, SubsidyPart
from harkat.repayments.subsidy import ClaimState, days_of_month

MAKERS = (Role.ECONOMICS, Role.HEAD)


@dataclass(frozen=True)
class ClaimDraft:
    """A bank's sheet: any day of its month, what it asks (rupiah), and its letter."""

    bank_id: int
    month: date
    claimed: int
    letter: str


@dataclass(frozen=True)
class PaymentDraft:
    """How the city paid a claim."""

    budget_account: str
    payment_number: str
    paid_on: date


def draw_up(draft: ClaimDraft, *, actor: Actor, now: datetime) -> SubsidyClaim:
    """Work a bank's month out from the loan list and keep it beside what the bank asks.

    :raises RuleBroken: when the month is not over, or the city paid no subsidy in it
    :raises Conflict: when the month has a claim that was not rejected
    """
    actor.require(*MAKERS, deed="menyusun tagihan subsidi")
    bank, days = facility.bank(draft.bank_id), days_of_month(draft.month)
    if days[-1] >= day_of(now):
        raise RuleBroken("Bulan ini belum selesai. Pilih bulan yang sudah lewat.", field="month")
    if not any(queries.rate_on(day) for day in days):
        raise RuleBroken(
            "Kota tidak membayar subsidi pada bulan ini. Bila sudah ada aturannya, admin menyalakannya di halaman "
            "Aturan.",
            field="month",
        )
    if _standing(bank.id, days[0]) is not None:
        raise Conflict("Bulan ini sudah punya tagihan untuk bank ini. Tolak yang lama dahulu bila keliru.")
    lines = queries.lines_of_month(bank.id, days[0])
    row = SubsidyClaim(
        bank_id=bank.id,
        month=days[0],
        state=ClaimState.DRAWN_UP,
        amount=sum(line.amount for line in lines),
        claimed=draft.claimed,
        letter=draft.letter,
        drawn_up_at=now,
        drawn_up_by_id=actor.id,
        drawn_up_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    parts = [
        {"claim_id": row.id, "loan_id": line.loan_id, "days": line.days, "outstanding": line.outstanding,
         "amount": line.amount}
        for line in lines
    ]  # fmt: skip
    if parts:
        db.session.execute(insert(SubsidyPart), parts)
    _record(row, "draw_up", "disusun", actor, now)
    return row


def check(row: SubsidyClaim, *, agrees: bool, note: str | None, actor: Actor, now: datetime) -> SubsidyClaim:
    """Agree to another person's claim after comparing it with the loan list as it is now, or reject it.

    :raises NotAllowed: for the person who drew it up
    :raises Conflict: when it was decided before, or the loan list says otherwise by now
    :raises RuleBroken: without a note where the bank asks another sum, or for a rejection
    """
    actor.require(*MAKERS, deed="memeriksa tagihan subsidi")
    if actor.id is not None and actor.id == row.drawn_up_by_id:
        raise NotAllowed("Tagihan ini Anda susun sendiri. Minta orang lain memeriksanya.")
    if row.state is not ClaimState.DRAWN_UP:
        raise Conflict("Tagihan ini sudah diputuskan. Muat ulang halaman.")
    if note is None and not (agrees and row.claimed == row.amount):
        words = "Bank menagih jumlah lain. Tulis catatannya." if agrees else "Tulis alasan penolakan."
        raise RuleBroken(words, field="note")
    if agrees and sum(line.amount for line in queries.lines_of_month(row.bank_id, row.month)) != row.amount:
        raise Conflict("Daftar pinjaman sudah berubah sejak tagihan disusun. Tolak, lalu susun lagi.")
    row.state = ClaimState.CHECKED if agrees else ClaimState.REJECTED
    row.note, row.checked_at, row.checked_by_id, row.checked_by_name = note, now, actor.id, actor.name
    db.session.flush()
    _record(row, "check", "disetujui pemeriksa" if agrees else "ditolak", actor, now)
    return row


def pay(row: SubsidyClaim, draft: PaymentDraft, *, actor: Actor, now: datetime) -> SubsidyClaim:
    """Keep the budget account and the number of a checked claim's payment.

    :raises Conflict: when it is not checked, or paid before
    :raises RuleBroken: for a day ahead
    """
    actor.require(*MAKERS, deed="mencatat pembayaran subsidi")
    if row.state is not ClaimState.CHECKED:
        raise Conflict("Hanya tagihan yang sudah diperiksa dan belum dibayar yang dapat dicatat pembayarannya.")
    if draft.paid_on > day_of(now):
        raise RuleBroken("Tanggal bayar belum terjadi.", field="paid_on")
    row.state, row.paid_on = ClaimState.PAID, draft.paid_on
    row.budget_account, row.payment_number = draft.budget_account, draft.payment_number
    db.session.flush()
    _record(row, "pay", "dibayar", actor, now)
    return row


def _standing(bank_id: int, month: date) -> SubsidyClaim | None:
    return db.session.scalar(
        select(SubsidyClaim).where(
            SubsidyClaim.bank_id == bank_id, SubsidyClaim.month == month, SubsidyClaim.state != ClaimState.REJECTED
        )
    )


def _record(row: SubsidyClaim, deed: str, words: str, actor: Actor, now: datetime) -> None:
    audit.record(
        f"subsidies.{deed}",
        actor=actor,
        now=now,
        subject="subsidy_claim",
        subject_id=row.id,
        summary=f"Tagihan subsidi {row.id} {words}",
        after={"state": row.state, "amount": row.amount, "claimed": row.claimed, "note": row.note},
    )
