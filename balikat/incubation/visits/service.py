"""Logging mentoring visits, each once, however often a phone sends it."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from balikat.incubation import terms
from balikat.incubation.drafts import Picture, VisitDraft
from balikat.incubation.models import Visit
from balikat.incubation.queries import tenant_for
from balikat.incubation.stages import TenantState
from balikat.incubation.visits import queries
from balikat.incubation.visits.outcomes import Numbers, VisitOutcome, check_day, check_numbers
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken
from core.policy.queries import whole_on


class ReferenceUsed(Conflict):
    """A reference that belongs to another visit."""


def log_visit(draft: VisitDraft, photo: Picture | None, *, actor: Actor, now: datetime, today: date) -> Visit:
    """Log a visit to a tenant of this mentor; the same reference sent again is the same visit.

    :raises NotFound: for a tenant that is not this mentor's
    :raises VisitDay: for a day that cannot be
    :raises StrangeNumbers: for odd numbers nobody asked about again
    :raises ReferenceUsed: when the reference belongs to another visit
    """
    actor.require(Role.MENTOR, deed="mencatat kunjungan")
    known = queries.by_reference(draft.reference)
    if known is not None:
        return _same(known, draft, actor)
    tenant = tenant_for(draft.tenant_id, actor)
    if tenant.state is TenantState.DROPPED:
        raise RuleBroken("Binaan ini sudah berhenti. Kunjungan tidak dicatat lagi.", field="tenant_id")
    late_days = whole_on(terms.VISIT_LATE_DAYS, today)
    check_day(draft.visited_on, draft.next_on, earliest=tenant.contract_starts_on, late_days=late_days, today=today)
    numbers = Numbers(draft.sales, draft.profit, draft.stock)
    before = queries.numbers_before(tenant.id, draft.visited_on)
    largest = whole_on(terms.LARGEST_SALES, draft.visited_on)
    check_numbers(numbers, before, largest_sales=largest, is_sure=draft.is_sure)
    visit = Visit(
        reference=draft.reference,
        tenant_id=tenant.id,
        mentor_id=actor.id,
        visited_on=draft.visited_on,
        outcome=draft.outcome,
        done=draft.done or VisitOutcome.NOT_MET.label,
        sales=draft.sales,
        profit=draft.profit,
        stock=draft.stock,
        next_step=draft.next_step,
        next_on=draft.next_on,
        photo=photo.content if photo else None,
        photo_type=photo.media_type if photo else None,
        recorded_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(visit)
    except IntegrityError:
        first = queries.by_reference(draft.reference)
        if first is None:
            raise
        return _same(first, draft, actor)
    audit.record(
        "incubation.visit",
        actor=actor,
        now=now,
        subject="tenant",
        subject_id=tenant.id,
        summary=f"Kunjungan ke binaan {tenant.number}: {visit.outcome.label.lower()}",
        after={"visited_on": visit.visited_on, "outcome": visit.outcome, "photo": photo is not None},
    )
    return visit


def _same(known: Visit, draft: VisitDraft, actor: Actor) -> Visit:
    if (known.tenant_id, known.mentor_id, known.visited_on) != (draft.tenant_id, actor.id, draft.visited_on):
        raise ReferenceUsed("Kiriman ini sudah dipakai untuk kunjungan lain. Muat ulang halaman, lalu isi lagi.")
    return known
