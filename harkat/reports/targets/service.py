"""Writing indicators, their targets, and what was realised."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.facility.sources import queries as sources
from harkat.reports.targets import queries
from harkat.reports.targets.kinds import QUARTERS, UNIT_OF, Measure
from harkat.reports.targets.models import PerformanceIndicator, PerformanceQuarter
from harkat.reports.targets.schemas import IndicatorDraft

WRITERS = (Role.ECONOMICS, Role.HEAD)


def write_indicator(
    row: PerformanceIndicator | None,
    draft: IndicatorDraft,
    targets: Mapping[int, int | None],
    *,
    actor: Actor,
    now: datetime,
) -> PerformanceIndicator:
    """Write a new indicator down, or change one; what changed stands in the audit trail.

    :param targets: by quarter, in the indicator's unit
    :raises Conflict: when the year has an indicator of that name
    :raises RuleBroken: when the unit does not fit what is counted, or the document is none
    """
    actor.require(*(*WRITERS, Role.SYSTEM), deed="mengubah indikator kinerja")
    _check(row, draft)
    before = None if row is None else _as_is(row)
    if row is None:
        row = PerformanceIndicator(created_at=now, created_by_name=actor.name)
        db.session.add(row)
    row.year, row.name, row.unit, row.measure = draft.year, draft.name, draft.unit, draft.measure
    row.responsible, row.is_lower_better, row.source_id = draft.responsible, draft.is_lower_better, draft.source_id
    db.session.flush()
    known = queries.quarters_of(row.id)
    for quarter in QUARTERS:
        _quarter(row, known.get(quarter), quarter, actor=actor, now=now).target = targets.get(quarter)
    db.session.flush()
    _record("reports.write_indicator", f"Indikator kinerja {row.year} ditulis", row, actor, now, before)
    return row


def write_quarter(
    row: PerformanceIndicator,
    quarter: int,
    *,
    realised: int | None,
    realised_from: str | None,
    note: str | None,
    actor: Actor,
    now: datetime,
) -> PerformanceQuarter:
    """Write down what was realised in a quarter, with where it comes from, and a note.

    :raises RuleBroken: when the system counts it itself, or the source is missing
    """
    actor.require(*(*WRITERS, Role.SYSTEM), deed="mengisi realisasi kinerja")
    if realised is not None and row.measure is not Measure.TYPED:
        raise RuleBroken("Realisasi indikator ini dihitung sendiri oleh sistem. Kosongkan.", field="realised")
    if realised is not None and not realised_from:
        raise RuleBroken("Isi dari mana angka realisasi ini.", field="realised_from")
    before = _as_is(row)
    written = _quarter(row, queries.quarters_of(row.id).get(quarter), quarter, actor=actor, now=now)
    written.realised, written.note = realised, note
    written.realised_from = realised_from if realised is not None else None
    db.session.flush()
    _record("reports.write_quarter", f"Realisasi triwulan {quarter} ditulis", row, actor, now, before)
    return written


def _quarter(
    row: PerformanceIndicator, written: PerformanceQuarter | None, quarter: int, *, actor: Actor, now: datetime
) -> PerformanceQuarter:
    written = written or PerformanceQuarter(indicator_id=row.id, quarter=quarter)
    written.changed_at, written.changed_by_name = now, actor.name
    db.session.add(written)
    return written


def _check(row: PerformanceIndicator | None, draft: IndicatorDraft) -> None:
    unit = UNIT_OF.get(draft.measure)
    if unit is not None and draft.unit is not unit:
        raise RuleBroken(f"Yang dihitung sistem ini bersatuan {unit.label}. Pilih satuan itu.", field="unit")
    if draft.source_id is not None and draft.source_id not in dict(sources.choices()):
        raise RuleBroken("Dokumen ini tidak ada. Pilih dari daftar.", field="source_id")
    same = select(PerformanceIndicator.id).where(
        PerformanceIndicator.year == draft.year, PerformanceIndicator.name == draft.name
    )
    found = db.session.scalar(same)
    if found is not None and (row is None or found != row.id):
        raise Conflict("Indikator dengan nama ini sudah ada di tahun yang sama. Ubah yang itu.", field="name")


def _as_is(row: PerformanceIndicator) -> dict[str, object]:
    written = queries.quarters_of(row.id)
    quarters = {
        str(number): [found.target, found.realised, found.realised_from, found.note]
        for number, found in sorted(written.items())
    }
    return {"name": row.name, "unit": row.unit, "kind": row.measure, "source_id": row.source_id, "quarters": quarters}


def _record(
    deed: str,
    summary: str,
    row: PerformanceIndicator,
    actor: Actor,
    now: datetime,
    before: dict[str, object] | None,
) -> None:
    audit.record(
        deed, actor=actor, now=now, subject="performance_indicator", subject_id=row.id, summary=summary,
        before=before, after=_as_is(row),
    )  # fmt: skip
