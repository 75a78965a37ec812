"""Keeping the talk about debts and every debt that was told, with what it costs and its class."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken
from core.money import Rupiah
from core.people import queries as people
from scoring.screening import queries
from scoring.screening.caps import Cap, cap_on
from scoring.screening.decisions.service import end_flag_of, raise_flag
from scoring.screening.drafts import DeclaredDraft, InterviewDraft, SettledDraft
from scoring.screening.flags import LENDER_TYPES, flag_for_declared
from scoring.screening.informal import PERIOD_LENGTH, InformalCost, InformalDebt, LoanPurpose, cost_of
from scoring.screening.models import DebtInterview, DeclaredDebt
from scoring.screening.service import require_consent

MOST_PERCENT = Decimal(10) ** 13


class UnlikelyDebt(RuleBroken):
    """Numbers of a debt that cannot all be true."""


class DayAhead(RuleBroken):
    """A day that has not come yet."""


class AlreadySettled(Conflict):
    """A debt that was closed before."""


def hold_interview(person_id: int, draft: InterviewDraft, *, actor: Actor, now: datetime, today: date) -> DebtInterview:
    """Keep that a talk about debts was held, also when nothing came out of it.

    :raises DayAhead: when the day has not come
    """
    actor.require(Role.OFFICER, deed="mencatat wawancara utang")
    person = people.person(person_id)
    require_consent(person)
    if draft.held_on > today:
        raise DayAhead("Tanggal wawancara tidak boleh sesudah hari ini.", field="held_on")
    talk = DebtInterview(
        person_id=person_id,
        held_on=draft.held_on,
        has_no_other_debt=draft.has_no_other_debt,
        note=draft.note,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(talk)
    db.session.flush()
    _record("screening.interview", "Mencatat wawancara utang", person_id, {"interview_id": talk.id}, actor, now)
    return talk


def price(draft: DeclaredDraft) -> InformalCost:
    """Work out what a debt that was told costs, beside the cap in force when it was taken."""
    debt = InformalDebt(
        received=Fraction(draft.received),
        payments=(Fraction(draft.installment),) * draft.payments,
        period=draft.paid_every,
        lender_type=LENDER_TYPES[draft.told_as],
        principal=Fraction(draft.principal or draft.received),
        purpose=draft.purpose,
        agreed_on=draft.taken_on,
        lender=draft.lender,
    )
    return cost_of(debt, queries.caps())


def declare(person_id: int, draft: DeclaredDraft, *, actor: Actor, now: datetime, today: date) -> DeclaredDebt:
    """Keep a debt that was told, with its cost; one from a rentenir or an unlicensed app flags the person.

    :raises UnlikelyDebt: when its numbers cannot all be true
    """
    actor.require(Role.OFFICER, deed="mencatat utang")
    person = people.person(person_id)
    require_consent(person)
    _check(draft, today)
    cost = price(draft)
    debt = DeclaredDebt(
        person_id=person_id,
        lender=draft.lender,
        told_as=draft.told_as,
        purpose=draft.purpose,
        received=draft.received,
        principal=draft.principal or draft.received,
        installment=draft.installment,
        payments=draft.payments,
        payments_made=draft.payments_made or 0,
        paid_every=draft.paid_every,
        is_in_arrears=draft.is_in_arrears,
        handed_as=draft.handed_as,
        taken_on=draft.taken_on,
        nominal_annual_percent=_percent(cost.nominal_annual_pct) or Decimal(0),
        effective_annual_percent=_percent(cost.effective_annual_pct),
        cost_class=cost.debt_class,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(debt)
    db.session.flush()
    after = {"declared_debt_id": debt.id, "told_as": debt.told_as, "cost_class": debt.cost_class}
    _record("screening.declare", "Mencatat utang yang diceritakan", person_id, after, actor, now)
    reason = flag_for_declared(debt.told_as, debt.cost_class, is_in_arrears=debt.is_in_arrears)
    if reason is not None:
        raise_flag(reason, debt, actor=actor, now=now)
    return debt


def _check(draft: DeclaredDraft, today: date) -> None:
    if draft.taken_on > today:
        raise UnlikelyDebt("Tanggal pinjam tidak boleh sesudah hari ini.", field="taken_on")
    if draft.principal is not None and draft.principal < draft.received:
        raise UnlikelyDebt(
            "Jumlah yang disepakati tidak mungkin lebih kecil daripada yang diterima.", field="principal"
        )
    if draft.payments_made is not None and draft.payments_made > draft.payments:
        raise UnlikelyDebt("Yang sudah dibayar melebihi banyaknya angsuran. Hitung lagi.", field="payments_made")


def _percent(value: float | None) -> Decimal | None:
    if value is None:
        return None
    percent = Decimal(repr(round(value, 4)))
    return percent if percent.is_finite() and abs(percent) < MOST_PERCENT else None


def settle(debt: DeclaredDebt, draft: SettledDraft, *, actor: Actor, now: datetime, today: date) -> DeclaredDebt:
    """Close a debt that was told, with the proof in words; its flag is closed with it.

    :raises AlreadySettled: when it is closed
    :raises DayAhead: when the day has not come
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="menutup utang")
    if debt.closed_on is not None:
        raise AlreadySettled("Utang ini sudah ditutup. Muat ulang halaman.")
    if not debt.taken_on <= draft.closed_on <= today:
        raise DayAhead("Tanggal lunas harus di antara tanggal pinjam dan hari ini.", field="closed_on")
    debt.closed_on, debt.close_reason = draft.closed_on, draft.close_reason
    db.session.flush()
    after = {"declared_debt_id": debt.id, "closed_on": draft.closed_on, "reason": draft.close_reason}
    _record("screening.settle", "Menutup utang yang diceritakan", debt.person_id, after, actor, now)
    end_flag_of(debt, draft.close_reason, actor=actor, now=now)
    return debt


def _record(deed: str, words: str, person_id: int, after: dict[str, object], actor: Actor, now: datetime) -> None:
    summary = f"{words} {people.person(person_id).number}"
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=person_id, summary=summary, after=after)


def as_draft(debt: DeclaredDebt) -> DeclaredDraft:
    """Return a kept debt as it was handed in, so that its cost can be worked out again."""
    return DeclaredDraft(
        lender=debt.lender,
        told_as=debt.told_as,
        purpose=debt.purpose,
        received=Rupiah(debt.received),
        installment=Rupiah(debt.installment),
        payments=debt.payments,
        paid_every=debt.paid_every,
        taken_on=debt.taken_on,
        principal=Rupiah(debt.principal),
        payments_made=debt.payments_made,
        is_in_arrears=debt.is_in_arrears,
        handed_as=debt.handed_as,
    )


def caps_beside(debt: DeclaredDebt) -> Cap | None:
    """Return what a licensed online loan for the same purpose and term might cost at most on that day."""
    days = debt.payments * PERIOD_LENGTH[debt.paid_every]
    productive = debt.purpose is LoanPurpose.PRODUCTIVE_MICRO
    return cap_on(queries.caps(), debt.taken_on, productive=productive, days=days)
