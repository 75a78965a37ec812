"""Opening loans without an application: a bank's payment is a fact, and a running loan keeps its balance."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import RuleBroken
from core.groups import queries as groups
from core.money import Rupiah, format_rupiah
from core.numbers import number_for
from harkat.facility.exceptions import service as exceptions
from harkat.facility.models import Reservation
from harkat.loans import queries
from harkat.loans.laying_out import Line, lines_of, opening_lines
from harkat.loans.models import Loan
from harkat.loans.opening_drafts import OutsideDraft, TakeOverDraft
from harkat.loans.opening_members import check_sum
from harkat.loans.openings.queries import by_reference
from harkat.loans.origins import LoanOrigin
from harkat.loans.paces import is_paid_once, lay_out, once_on
from harkat.loans.parts import service as parts
from harkat.loans.service import first_lines, name_of, write_lines
from harkat.loans.states import LoanState
from harkat.loans.terms import Terms


def open_outside(draft: OutsideDraft, *, actor: Actor, now: datetime, reservation: Reservation | None = None) -> Loan:
    """Record a bank's payment that no application stands behind; its principal becomes an exception.

    :param reservation: money still set aside for the borrower, which is used first; only the rest is an exception
    :raises RuleBroken: for a day ahead
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat pencairan")
    known = by_reference(draft.reference)
    if known is not None:
        return known
    if draft.disbursed_on > day_of(now):
        raise RuleBroken("Tanggal pencairan belum terjadi. Isi tanggal uang keluar.", field="disbursed_on")
    terms, lines = first_lines(
        draft.disbursed_on, principal=draft.principal, months=draft.installments, bank_rows=draft.bank_rows
    )
    loan = _write(draft, LoanOrigin.OUTSIDE, lines, terms, outstanding=draft.principal, actor=actor, now=now)
    write_lines(loan, lines, terms, reason="Pencairan", valid_from=draft.disbursed_on, actor=actor, now=now)
    beyond = parts.book(
        loan, reservation, amount=draft.principal, paid_on=draft.disbursed_on, reference=draft.reference,
        reason=draft.reason, actor=actor, now=now,
    )  # fmt: skip
    parts.write(
        loan, shares=_shares(draft), deductions=draft.deductions, paid_on=draft.disbursed_on,
        reference=draft.reference, without_room=beyond, actor=actor, now=now,
    )  # fmt: skip
    what = "menjadi pengecualian" if beyond else "dari dana yang masih disisihkan"
    _record("loans.open_outside", loan, f"dicairkan bank tanpa permohonan, {what}", actor, now)
    return loan


def take_over(draft: TakeOverDraft, *, actor: Actor, now: datetime) -> Loan:
    """Take over a loan that began before the system, with its balance and days late and no invented history.

    :raises RuleBroken: when the letter's figures do not fit together
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat saldo awal")
    known = by_reference(draft.reference)
    if known is not None:
        return known
    balance = draft.balance
    _check(draft, day_of(now))
    coming = balance.outstanding - balance.overdue_principal
    terms, rest = _coming(draft, coming)
    lines = opening_lines(balance, rest)
    loan = _write(draft, LoanOrigin.TAKEN_OVER, lines, terms, outstanding=balance.outstanding, actor=actor, now=now)
    reason = f"Saldo awal per {format_date(balance.as_of)}"
    write_lines(loan, lines, terms, reason=reason, valid_from=balance.as_of, actor=actor, now=now)
    exceptions.take_over(
        bank_id=draft.bank_id,
        loan_id=loan.id,
        amount=balance.outstanding,
        occurred_on=balance.as_of,
        reference=f"{draft.reference}/saldo",
        letter=draft.letter,
        actor=actor,
        now=now,
    )
    _record("loans.take_over", loan, f"diambil alih dengan {reason.lower()}", actor, now)
    return loan


def _coming(draft: TakeOverDraft, coming: int) -> tuple[Terms, list[Line]]:
    """Return the rows still to come after a balance was taken over: the bank's own, or by the rate of its letter."""
    day = draft.balance.as_of
    if queries.contract_on(day).is_sharia:
        if not coming:
            return queries.terms_on(day, principal=1, installments=1), []
        return first_lines(day, principal=coming, months=draft.installments, bank_rows=draft.bank_rows)
    opened = queries.terms_on(day, principal=max(coming, 1), installments=1)
    terms = replace(opened, annual_rate=draft.annual_rate, first_due_on=draft.first_due_on)
    if is_paid_once(terms) and draft.first_due_on is not None:
        terms = once_on(terms, draft.first_due_on)
    else:
        terms = replace(terms, n=max(draft.installments, 1))
    return terms, lines_of(lay_out(terms)) if coming else []


def _check(draft: TakeOverDraft, today: date) -> None:
    balance = draft.balance
    if balance.as_of > today:
        raise RuleBroken("Tanggal saldo belum terjadi. Isi tanggal pada surat bank.", field="as_of")
    if draft.disbursed_on > balance.as_of:
        raise RuleBroken("Pinjaman tidak dapat cair sesudah tanggal saldonya.", field="disbursed_on")
    if balance.outstanding > draft.principal:
        raise RuleBroken(
            f"Sisa pokok tidak dapat melebihi pinjaman awal {format_rupiah(draft.principal)}.", field="outstanding"
        )
    balance.check()
    if draft.sub_group_id is not None:
        _check_members(draft)
    by_bank = queries.contract_on(balance.as_of).is_sharia
    has_rows = bool(draft.bank_rows) if by_bank else bool(draft.installments and draft.first_due_on)
    if balance.outstanding > balance.overdue_principal and not has_rows:
        if by_bank:
            raise RuleBroken("Akad syariah: tempel jadwal bank untuk pokok yang belum jatuh tempo.", field="rows")
        raise RuleBroken("Isi berapa angsuran yang tersisa dan tanggal jatuh tempo berikutnya.", field="installments")
    if draft.first_due_on is not None and draft.first_due_on <= balance.as_of:
        raise RuleBroken(
            f"Jatuh tempo berikutnya harus sesudah {format_date(balance.as_of)}. Yang sudah lewat masuk tunggakan.",
            field="first_due_on",
        )


def _check_members(draft: TakeOverDraft) -> None:
    """Refuse shares that are not those of the sub-group's members, or do not make up the loan."""
    assert draft.sub_group_id is not None
    shares = dict(draft.shares or {})
    if {member.person_id for member in groups.sub_group_members(draft.sub_group_id)} != set(shares):
        raise RuleBroken(
            "Baris anggota tidak sama dengan anggota sub-kelompoknya. Samakan dahulu di halaman kelompok.",
            field="members",
        )
    check_sum(shares, draft.principal)


def _write(
    draft: OutsideDraft | TakeOverDraft,
    origin: LoanOrigin,
    lines: list[Line],
    terms: Terms,
    *,
    outstanding: int,
    actor: Actor,
    now: datetime,
) -> Loan:
    loan = Loan(
        number=f"baru-{draft.reference}"[:20],
        application_id=None,
        bank_id=draft.bank_id,
        person_id=draft.person_id,
        sub_group_id=draft.sub_group_id,
        borrower_name=name_of(draft.person_id, draft.sub_group_id),
        origin=origin,
        origin_note=(draft.reason if isinstance(draft, OutsideDraft) else draft.letter)[:300],
        reference=draft.reference,
        state=LoanState.RUNNING,
        principal=Rupiah(draft.principal),
        outstanding=outstanding,
        method=terms.method,
        annual_rate=Decimal(terms.annual_rate),
        **queries.contract_marks(draft.balance.as_of if isinstance(draft, TakeOverDraft) else draft.disbursed_on),
        installments=len(lines),
        disbursed_on=draft.disbursed_on,
        matures_on=lines[-1].due_on,
        oldest_due_on=lines[0].due_on,
        opened_at=now,
        opened_by_id=actor.id,
    )
    db.session.add(loan)
    db.session.flush()
    loan.number = number_for("PJ", day_of(now), loan.id)
    parts.share_out(loan, _shares(draft))
    return loan


def _shares(draft: OutsideDraft | TakeOverDraft) -> Mapping[int, int]:
    return draft.shares or {draft.person_id or 0: draft.principal}


def _record(deed: str, loan: Loan, what: str, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="loan",
        subject_id=loan.id,
        summary=f"Pinjaman {loan.number} {what}",
        after={"number": loan.number, "origin": loan.origin, "note": loan.origin_note},
    )
