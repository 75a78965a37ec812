"""Taking tenants in, moving them on, ending their way, and giving them mentors."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from balikat.incubation import queries, terms
from balikat.incubation.drafts import ContractDraft, TenantDraft
from balikat.incubation.milestones.kinds import MilestoneKind, MilestoneState, owner_of
from balikat.incubation.models import MentorSpell, Milestone, StageDecision, Tenant
from balikat.incubation.stages import Stage, TenantState, following
from core.audit import service as audit
from core.auth import queries as accounts
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups import queries as groups
from core.numbers import number_for
from core.people import queries as people
from core.policy.queries import whole_on

LEADERS = (Role.OFFICER, Role.HEAD)


class AlreadyTenant(Conflict):
    """A person or group is in the incubation already."""


class WithoutBusiness(RuleBroken):
    """Somebody without a business cannot be taken in."""


class WrongContract(RuleBroken):
    """Contract dates that cannot be."""


class NotRunning(Conflict):
    """A deed on a tenancy that is over."""


class CriteriaMissing(RuleBroken):
    """Moving on with something missing, and no reason given."""


def enroll(draft: TenantDraft, *, actor: Actor, now: datetime, today: date) -> Tenant:
    """Take a person with a business, or a group, into pre-incubation.

    :raises AlreadyTenant: when it runs already
    :raises WithoutBusiness: when the person has no business yet
    :raises WrongContract: when the contract ends before it starts
    """
    actor.require(*LEADERS, deed="menerima binaan")
    _check_contract(draft.contract_starts_on, draft.contract_ends_on)
    tenant = Tenant(
        number=f"baru-{secrets.token_hex(6)}",
        person_id=draft.person_id,
        group_id=draft.group_id,
        business=_business_of(draft),
        stage=Stage.PRE_INCUBATION,
        state=TenantState.ACTIVE,
        contract_number=draft.contract_number,
        contract_starts_on=draft.contract_starts_on,
        contract_ends_on=draft.contract_ends_on,
        enrolled_at=now,
        enrolled_by_id=actor.id,
    )
    if db.session.scalar(_running(draft)) is not None:
        raise AlreadyTenant("Sudah menjadi binaan yang berjalan. Cari namanya di daftar binaan.")
    try:
        with db.session.begin_nested():
            db.session.add(tenant)
    except IntegrityError:
        raise AlreadyTenant("Sudah menjadi binaan yang berjalan. Cari namanya di daftar binaan.") from None
    tenant.number = number_for("IN", today, tenant.id)
    _begin(tenant, Stage.PRE_INCUBATION, draft.contract_starts_on, (), (), None, actor=actor, now=now)
    _record("enroll", tenant, f"Menerima binaan {tenant.number}", actor, now, {"stage": tenant.stage})
    if draft.mentor_id is not None:
        assign(tenant, draft.mentor_id, reason=None, actor=actor, now=now, today=today)
    return tenant


def _running(draft: TenantDraft) -> Any:
    query = select(Tenant.id).where(Tenant.state == TenantState.ACTIVE)
    if draft.person_id is not None:
        return query.where(Tenant.person_id == draft.person_id)
    return query.where(Tenant.group_id == draft.group_id)


def _business_of(draft: TenantDraft) -> str:
    if (draft.person_id is None) == (draft.group_id is None):
        raise RuleBroken("Pilih satu orang atau satu kelompok.", field="person_id")
    if draft.group_id is not None:
        return groups.group(draft.group_id).name
    assert draft.person_id is not None
    person = people.person(draft.person_id)
    businesses = people.businesses_of(person.id)
    if not businesses:
        raise WithoutBusiness(
            f"{person.name} belum punya usaha yang tercatat. Catat usahanya di halaman orang, lalu ulangi.",
            field="person_id",
        )
    return businesses[0].name


def change_contract(tenant: Tenant, draft: ContractDraft, *, actor: Actor, now: datetime) -> Tenant:
    """Change the contract's number or dates.

    :raises WrongContract: when it would end before it starts
    """
    actor.require(*LEADERS, deed="mengubah kontrak binaan")
    _check_running(tenant)
    _check_contract(draft.contract_starts_on, draft.contract_ends_on)
    before = {"starts_on": tenant.contract_starts_on, "ends_on": tenant.contract_ends_on}
    tenant.contract_number = draft.contract_number
    tenant.contract_starts_on, tenant.contract_ends_on = draft.contract_starts_on, draft.contract_ends_on
    after = {"starts_on": tenant.contract_starts_on, "ends_on": tenant.contract_ends_on}
    _record("change_contract", tenant, f"Mengubah kontrak binaan {tenant.number}", actor, now, after, before)
    return tenant


def move_on(tenant: Tenant, *, note: str | None, actor: Actor, now: datetime, today: date) -> Tenant:
    """Move a tenant to the next stage; from incubation that is graduation, which the head decides.

    What is missing stops nobody by itself: a person may decide otherwise, with a reason that is kept.

    :raises CriteriaMissing: when something is missing and no reason is given
    """
    target = following(tenant.stage)
    is_graduation = target is Stage.AFTER
    actor.require(*((Role.HEAD,) if is_graduation else LEADERS), deed="memindahkan tahap binaan ini")
    _check_running(tenant)
    assert target is not None
    verdict = queries.verdict_on(tenant, today)
    if verdict.missing and not note:
        names = "; ".join(f"{row.name} ({row.reason})" for row in verdict.missing)
        raise CriteriaMissing(f"Belum terpenuhi: {names}. Tulis alasan bila tetap dipindahkan.", field="note")
    met, missing = ([f"{row.name}: {row.reason}" for row in rows] for rows in (verdict.met, verdict.missing))
    before = {"stage": tenant.stage, "state": tenant.state}
    tenant.stage = target
    if is_graduation:
        tenant.state, tenant.ended_on = TenantState.GRADUATED, today
    _begin(tenant, target, today, met, missing, note, actor=actor, now=now)
    words = f"Binaan {tenant.number} " + ("lulus inkubasi" if is_graduation else f"masuk tahap {target.label}")
    _record("move_on", tenant, words, actor, now, {"stage": target, "missing": missing, "note": note}, before)
    return tenant


def drop(tenant: Tenant, *, reason: str, actor: Actor, now: datetime, today: date) -> Tenant:
    """Record that a tenant stops before graduating, with the reason."""
    actor.require(*LEADERS, deed="mencatat binaan berhenti")
    _check_running(tenant)
    tenant.state, tenant.ended_on, tenant.end_reason = TenantState.DROPPED, today, reason
    _record("drop", tenant, f"Binaan {tenant.number} berhenti", actor, now, {"reason": reason})
    return tenant


def assign(tenant: Tenant, mentor_id: int, *, reason: str | None, actor: Actor, now: datetime, today: date) -> Tenant:
    """Give a tenant a mentor; the one before, if any, ends that day."""
    actor.require(Role.HEAD, deed="menunjuk pendamping")
    mentor = _mentor(mentor_id)
    if tenant.mentor_id == mentor.id:
        raise Conflict(f"{mentor.name} sudah menjadi pendamping binaan ini.", field="mentor_id")
    if tenant.state is TenantState.DROPPED:
        raise NotRunning(f"Binaan {tenant.number} sudah berhenti, jadi tidak ditunjuk pendamping lagi.")
    before = {"mentor_id": tenant.mentor_id}
    open_spell = select(MentorSpell).where(MentorSpell.tenant_id == tenant.id, MentorSpell.until_on.is_(None))
    for spell in db.session.scalars(open_spell):
        spell.until_on = today
    db.session.add(MentorSpell(tenant_id=tenant.id, mentor_id=mentor.id, from_on=today, reason=reason))
    tenant.mentor_id = mentor.id
    db.session.flush()
    summary = f"{mentor.name} mendampingi binaan {tenant.number}"
    _record("assign", tenant, summary, actor, now, {"mentor_id": mentor.id, "reason": reason}, before)
    return tenant


def hand_over(*, from_id: int, to_id: int, reason: str, actor: Actor, now: datetime, today: date) -> int:
    """Give every tenant of a mentor who leaves to another mentor, the graduated ones too.

    :returns: how many tenants changed hands
    :raises RuleBroken: when both are the same, or there is nothing to hand over
    """
    actor.require(Role.HEAD, deed="mengalihkan binaan")
    if from_id == to_id:
        raise RuleBroken("Pilih pendamping pengganti yang lain.", field="to_id")
    leaving = select(Tenant).where(Tenant.mentor_id == from_id, Tenant.state != TenantState.DROPPED)
    tenants = list(db.session.scalars(leaving.order_by(Tenant.id)))
    if not tenants:
        raise RuleBroken("Pendamping ini tidak punya binaan untuk dialihkan.", field="from_id")
    for tenant in tenants:
        assign(tenant, to_id, reason=reason, actor=actor, now=now, today=today)
    return len(tenants)


def _mentor(mentor_id: int) -> Account:
    mentor = next((row for row in accounts.staff_of(Role.MENTOR) if row.id == mentor_id), None)
    if mentor is None:
        raise RuleBroken("Pilih pendamping yang akunnya masih aktif.", field="mentor_id")
    return mentor


def _begin(
    tenant: Tenant,
    stage: Stage,
    began_on: date,
    met: Any,
    missing: Any,
    note: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the decision, and set the milestones the new stage asks for."""
    decision = StageDecision(
        tenant_id=tenant.id,
        stage=stage,
        began_on=began_on,
        met=list(met),
        missing=list(missing),
        note=note,
        decided_at=now,
        decided_by_id=actor.id,
        decided_by_name=actor.name,
    )
    db.session.add(decision)
    known = {row.kind for row in queries.milestones_of(tenant.id)}
    due_on = began_on + timedelta(days=whole_on(terms.MILESTONE_DAYS, began_on))
    for kind in queries.criteria_of(stage, began_on).milestones:
        if kind not in known:
            _add_milestone(tenant, kind, min(due_on, max(tenant.contract_ends_on, began_on)))
    db.session.flush()


def _add_milestone(tenant: Tenant, kind: MilestoneKind, due_on: date) -> None:
    db.session.add(
        Milestone(tenant_id=tenant.id, kind=kind, owner=owner_of(kind), due_on=due_on, state=MilestoneState.OPEN)
    )


def _check_contract(starts_on: date, ends_on: date) -> None:
    if ends_on <= starts_on:
        raise WrongContract("Akhir kontrak harus sesudah awal kontrak.", field="contract_ends_on")


def _check_running(tenant: Tenant) -> None:
    if tenant.state is not TenantState.ACTIVE:
        raise NotRunning(f"Binaan {tenant.number} sudah {tenant.state.label.lower()}. Muat ulang halaman.")


def _record(
    deed: str, tenant: Tenant, summary: str, actor: Actor, now: datetime, after: Any, before: Any = None
) -> None:
    audit.record(
        f"incubation.{deed}",
        actor=actor,
        now=now,
        subject="tenant",
        subject_id=tenant.id,
        summary=summary,
        before=before,
        after=after,
    )
