"""Asking for indicators and for how far their targets are reached."""

from datetime import date
from fractions import Fraction

from sqlalchemy import select

from core.dates import format_date
from core.db import db, get_or_404
from harkat.facility.sources.models import SourceDocument
from harkat.facility.sources.queries import NONE_YET, title_of
from harkat.reports.basis import Basis
from harkat.reports.figures import Front
from harkat.reports.quality.queries.standing import standing
from harkat.reports.queries.borrowers import borrowers_on
from harkat.reports.queries.front import money
from harkat.reports.queries.funnel import funnel
from harkat.reports.steps import Step
from harkat.reports.targets.achieving import Achievement, half_up, tells_of_arrears
from harkat.reports.targets.kinds import Measure, Quarter
from harkat.reports.targets.models import PerformanceIndicator, PerformanceQuarter

STEP_OF = {
    Measure.TRAINED: Step.TRAINED,
    Measure.REGISTERED: Step.REGISTERED,
}


def indicator(indicator_id: int) -> PerformanceIndicator:
    """Return an indicator.

    :raises NotFound: when there is none
    """
    return get_or_404(PerformanceIndicator, indicator_id, what="Indikator")


def indicators(year: int) -> list[PerformanceIndicator]:
    """Return a year's indicators in the order they were written down."""
    query = select(PerformanceIndicator).where(PerformanceIndicator.year == year)
    return list(db.session.scalars(query.order_by(PerformanceIndicator.id)))


def years(today: date) -> list[int]:
    """Return the years that have indicators, with this year and the next."""
    known = db.session.scalars(select(PerformanceIndicator.year).distinct())
    return sorted({*known, today.year, today.year + 1})


def quarters_of(indicator_id: int) -> dict[int, PerformanceQuarter]:
    """Return what is written for an indicator, by quarter."""
    query = select(PerformanceQuarter).where(PerformanceQuarter.indicator_id == indicator_id)
    return {row.quarter: row for row in db.session.scalars(query)}


def achievements(quarter: Quarter, *, today: date) -> tuple[list[Achievement], Front]:
    """Return every indicator of a quarter's year with what is reached, and the money it was counted from."""
    day = min(quarter.last_day, today)
    shown = money(day, today=today)
    begun = quarter.first_day <= today
    rows = indicators(quarter.year)
    reached = _reached(day, shown) if begun and any(row.measure is not Measure.TYPED for row in rows) else {}
    documents = {row.id: row for row in db.session.scalars(select(SourceDocument))} if rows else {}
    written = {
        row.indicator_id: row
        for row in db.session.scalars(
            select(PerformanceQuarter).where(
                PerformanceQuarter.indicator_id.in_([row.id for row in rows]),
                PerformanceQuarter.quarter == quarter.number,
            )
        )
    }
    told = [row for row in rows if row.id in written and written[row.id].realised is not None]
    closes = begun and any(_may_be_few(row) for row in told) and few_in_arrears(day)
    return [_achievement(row, written.get(row.id), reached, documents, day, closes=closes) for row in rows], shown


def few_in_arrears(day: date) -> bool:
    """Tell whether so few persons are in arrears that the quality page closes their share on that day."""
    stands = standing(day, Basis.CORRECTED)
    return stands.bad.is_small or stands.late.is_small


def _may_be_few(row: PerformanceIndicator) -> bool:
    return row.measure is Measure.TYPED and tells_of_arrears(row.name)


def _achievement(
    row: PerformanceIndicator,
    written: PerformanceQuarter | None,
    reached: dict[Measure, Fraction | None],
    documents: dict[int, SourceDocument],
    day: date,
    *,
    closes: bool,
) -> Achievement:
    is_counted = row.measure is not Measure.TYPED
    exact = reached.get(row.measure) if is_counted else None
    realised = (None if exact is None else half_up(exact)) if is_counted else written.realised if written else None
    is_closed = closes and realised is not None and _may_be_few(row)
    told = f"HARKAT, {format_date(day)}" if is_counted else (written.realised_from or "") if written else ""
    return Achievement(
        indicator_id=row.id,
        name=row.name,
        unit=row.unit,
        is_lower_better=row.is_lower_better,
        responsible=row.responsible,
        target=written.target if written else None,
        realised=None if is_closed else realised,
        realised_from=told if realised is not None else "",
        document=title_of(documents[row.source_id]) if row.source_id in documents else NONE_YET,
        note=(written.note or "") if written else "",
        is_counted=is_counted,
        exact=exact,
        is_closed=is_closed,
    )


def _reached(day: date, shown: Front) -> dict[Measure, Fraction | None]:
    """Count what the system knows, not rounded; what rests on the banks is absent while none has reported."""
    steps = {row.step: row.reached for row in funnel(day)}
    counted: dict[Measure, Fraction | None] = {
        measure: Fraction(steps[step].persons or 0) for measure, step in STEP_OF.items()
    }
    counted[Measure.APPLIED] = Fraction(steps[Step.APPLIED].applications or 0)
    told = shown.reported_on is not None
    share = shown.absorption
    counted[Measure.DISBURSED] = Fraction(shown.total.disbursed_total) if told else None
    counted[Measure.ABSORPTION] = None if share is None or not told else share * 10_000
    counted[Measure.BORROWERS] = Fraction(borrowers_on(day)) if told else None
    return counted
