"""Recording a borrower's death, the papers of the claim, its answer, and the end of the work on it."""

from dataclasses import dataclass
from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments.claims import ClaimGround, ClaimOutcome, ClaimPaper, papers_for
from harkat.repayments.deaths import queries
from harkat.repayments.deaths.models import DeathCase, DeathPaper


@dataclass(frozen=True)
class DeathDraft:
    """A death as told: of whom, when, by whom, and on whom the claim is made."""

    person_id: int
    died_on: date
    told_by: str
    told_on: date
    ground: ClaimGround
    ground_name: str | None = None
    ground_number: str | None = None


def report(loan_id: int, draft: DeathDraft, *, actor: Actor, now: datetime) -> DeathCase:
    """Record that a borrower of a running loan died; from now on nobody reminds the family.

    :raises RuleBroken: for days that cannot be, a person without a share, or a claim on nobody named
    :raises Conflict: when the death is recorded already
    """
    actor.require(Role.OFFICER, Role.BANK, deed="mencatat peminjam meninggal")
    loans.loan_for(loan_id, actor)
    loan = loans.lock(loan_id)
    if loan.state is LoanState.CLOSED:
        raise RuleBroken(f"Pinjaman {loan.number} sudah lunas. Tidak ada klaim yang perlu diurus.")
    if draft.person_id not in {share.person_id for share in loans.shares_of(loan.id)}:
        raise RuleBroken("Pilih peminjam yang punya bagian di pinjaman ini.", field="person")
    if draft.told_on > day_of(now) or draft.died_on > draft.told_on:
        raise RuleBroken("Tanggal meninggal tidak boleh sesudah tanggal kabarnya, dan kabar tidak sesudah hari ini.",
                         field="died_on")  # fmt: skip
    if draft.ground is not ClaimGround.NONE and not draft.ground_name:
        raise RuleBroken("Isi nama asuransi atau penjaminnya; ada pada akad.", field="ground_name")
    if queries.case_of(loan.id, draft.person_id) is not None:
        raise Conflict("Kabar ini sudah dicatat. Lihat di bawah.")
    case = DeathCase(
        loan_id=loan.id,
        person_id=draft.person_id,
        died_on=draft.died_on,
        told_by=draft.told_by,
        told_on=draft.told_on,
        ground=draft.ground,
        ground_name=draft.ground_name if draft.ground is not ClaimGround.NONE else None,
        ground_number=draft.ground_number if draft.ground is not ClaimGround.NONE else None,
        recorded_at=now,
        recorded_by_id=actor.id,
        recorded_by_name=actor.name,
    )
    db.session.add(case)
    db.session.flush()
    _record("repayments.death", loan, f"Pinjaman {loan.number}: peminjam meninggal dicatat", actor, now)
    return case


def hand_in(
    case: DeathCase, papers: list[ClaimPaper], *, received_on: date, handed_by: str, actor: Actor, now: datetime
) -> list[DeathPaper]:
    """Record papers of the claim that were handed in; those there already stay as they are.

    :raises RuleBroken: for no paper, a day ahead, or a paper this claim does not need
    """
    loan = _open(case, actor, "mencatat berkas klaim")
    there = queries.papers_of(case.id)
    fresh = [paper for paper in papers if paper not in there]
    if not papers or not set(papers) <= set(papers_for(case.ground)):
        raise RuleBroken("Pilih berkas yang diterima.", field="papers")
    if received_on > day_of(now):
        raise RuleBroken("Tanggal terima belum terjadi.", field="received_on")
    rows = [
        DeathPaper(
            case_id=case.id, paper=paper, received_on=received_on, handed_by=handed_by, recorded_at=now,
            recorded_by_name=actor.name,
        )
        for paper in fresh
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    _record("repayments.death_papers", loan, f"Pinjaman {loan.number}: {len(rows)} berkas klaim diterima", actor, now)
    return rows


def send(case: DeathCase, *, sent_on: date, actor: Actor, now: datetime) -> DeathCase:
    """Record that the claim went out.

    :raises RuleBroken: without insurance or guarantor, with papers missing, or for a day that cannot be
    """
    loan = _open(case, actor, "mengirim klaim", Role.BANK)
    if case.ground is ClaimGround.NONE:
        raise RuleBroken("Pinjaman ini tanpa asuransi atau penjamin, jadi tidak ada klaim yang dikirim.")
    missing = queries.missing_of(case)
    if missing:
        raise RuleBroken(f"Belum ada: {', '.join(paper.label for paper in missing)}.", field="sent_on")
    if not case.died_on <= sent_on <= day_of(now):
        raise RuleBroken(f"Tanggal kirim antara {format_date(case.died_on)} dan hari ini.", field="sent_on")
    case.sent_on = sent_on
    db.session.flush()
    _record("repayments.death_claim", loan, f"Pinjaman {loan.number}: klaim dikirim", actor, now)
    return case


def answer(
    case: DeathCase,
    *,
    answered_on: date,
    outcome: ClaimOutcome,
    paid_amount: int | None,
    actor: Actor,
    now: datetime,
) -> DeathCase:
    """Record what was answered to the claim; money that comes is posted as a payment by the bank.

    :param paid_amount: rupiah
    :raises RuleBroken: before the claim went out, or without the amount paid
    """
    loan = _open(case, actor, "mencatat jawaban klaim", Role.BANK)
    if case.sent_on is None or not case.sent_on <= answered_on <= day_of(now):
        raise RuleBroken("Jawaban dicatat sesudah klaim dikirim, paling lambat hari ini.", field="answered_on")
    if (outcome is ClaimOutcome.REFUSED) != (paid_amount is None):
        raise RuleBroken("Isi jumlah yang dibayar, atau kosongkan bila ditolak.", field="paid_amount")
    case.answered_on, case.outcome, case.paid_amount = answered_on, outcome, paid_amount
    db.session.flush()
    words = f"Pinjaman {loan.number}: klaim {outcome.label.lower()}"
    _record("repayments.death_answer", loan, words, actor, now)
    return case


def end(case: DeathCase, *, reason: str, actor: Actor, now: datetime) -> DeathCase:
    """End the work on a death: how it was settled with the heirs; the usual work on the loan goes on, if any is left.

    :raises RuleBroken: while a claim waits for its answer
    """
    loan = _open(case, actor, "mengakhiri urusan ini")
    if case.sent_on is not None and case.answered_on is None:
        raise RuleBroken("Klaim masih menunggu jawaban. Catat jawabannya dahulu.", field="reason")
    case.ended_on, case.end_reason = day_of(now), reason[:300]
    db.session.flush()
    _record("repayments.death_end", loan, f"Pinjaman {loan.number}: urusan peminjam meninggal selesai", actor, now)
    return case


def _open(case: DeathCase, actor: Actor, deed: str, *roles: Role) -> Loan:
    """Return the loan of a case that is still worked on, locked."""
    actor.require(*(roles or (Role.OFFICER, Role.BANK)), deed=deed)
    loans.loan_for(case.loan_id, actor)
    loan = loans.lock(case.loan_id)
    db.session.refresh(case)
    if case.ended_on is not None:
        raise Conflict("Urusan ini sudah selesai. Muat ulang halaman.")
    return loan


def _record(deed: str, loan: Loan, summary: str, actor: Actor, now: datetime) -> None:
    audit.record(deed, actor=actor, now=now, subject="loan", subject_id=loan.id, summary=summary)
