"""Gathering assessments and loan histories for the check of the score."""

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, func, select

from core.dates import add_months, age_on
from core.db import db
from core.people.models import Business, Person
from core.places.models import Kecamatan, Kelurahan
from core.policy.queries import whole_on
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.readiness.groupings import UNKNOWN, Grouping, age_group, sector
from harkat.readiness.models import ReadinessAssessment
from harkat.readiness.terms import ARREARS_DAYS
from harkat.repayments.queries import worst_days_late
from scoring.calibration import Outcome
from scoring.fairness import Person as Checked
from scoring.measures import Measure
from scoring.readiness import Tone
from scoring.status import Readiness

MONTHS_SHOWN = 7
_MISSED = {Tone.HOLDS.value, Tone.WEAK.value, Tone.UNKNOWN.value}


def checked_persons(today: date) -> dict[Grouping, list[Checked]]:
    """Return everybody's newest assessment under each grouping.

    What the scorecard said is checked, not what people departed to.
    """
    newest = select(func.max(ReadinessAssessment.id)).group_by(ReadinessAssessment.person_id)
    query = (
        select(Person, Kecamatan.name, ReadinessAssessment.computed, ReadinessAssessment.reasons)
        .join(ReadinessAssessment, ReadinessAssessment.person_id == Person.id)
        .join(Kelurahan, Kelurahan.code == Person.kelurahan_code)
        .join(Kecamatan, Kecamatan.code == Kelurahan.kecamatan_code)
        .where(ReadinessAssessment.id.in_(newest))
    )
    fields = _fields()
    found: dict[Grouping, list[Checked]] = {grouping: [] for grouping in Grouping}
    for person, kecamatan, computed, reasons in db.session.execute(query):
        unmet = frozenset(
            Measure.of(row["measure"]) for row in reasons if row["measure"] is not None and row["tone"] in _MISSED
        )
        names = {
            Grouping.SEX: UNKNOWN if person.sex is None else person.sex.label,
            Grouping.AGE: age_group(None if person.born_on is None else age_on(person.born_on, today)),
            Grouping.KECAMATAN: kecamatan,
            Grouping.SECTOR: sector(fields.get(person.id)),
        }
        for grouping, name in names.items():
            found[grouping].append(Checked(name, computed is Readiness.READY, unmet))
    return found


def _fields() -> dict[int, str | None]:
    """Return the KBLI code of each person's first business."""
    query = select(Business.person_id, Business.kbli_code).order_by(Business.id.desc())
    return dict(db.session.execute(query).all())


def count_closed_loans() -> int:
    """Count the persons' own loans that have ended; a sub-group's arrears are not one person's."""
    return db.session.scalar(select(func.count(Loan.id)).where(_ended())) or 0


def outcomes(today: date) -> list[Outcome]:
    """Return every ended loan of one person with the last score before it, and whether it was ever in arrears."""
    late, limit = worst_days_late(), whole_on(ARREARS_DAYS, today)
    scores = _scores()
    found = []
    for loan_id, person_id, disbursed_on, state in db.session.execute(
        select(Loan.id, Loan.person_id, Loan.disbursed_on, Loan.state).where(_ended())
    ):
        before = [score for day, score in scores.get(person_id or 0, ()) if day <= disbursed_on]
        if before:
            is_bad = state is LoanState.WRITTEN_OFF or late.get(loan_id, 0) >= limit
            found.append(Outcome(before[-1], is_bad))
    return found


def scores_by_month(today: date) -> dict[date, list[int]]:
    """Return the scores of the last months' assessments under each month's first day, the oldest month first."""
    first = add_months(today.replace(day=1), 1 - MONTHS_SHOWN)
    query = (
        select(ReadinessAssessment.assessed_on, ReadinessAssessment.score)
        .where(ReadinessAssessment.assessed_on >= first, ReadinessAssessment.score.is_not(None))
        .order_by(ReadinessAssessment.assessed_on)
    )
    months: dict[date, list[int]] = defaultdict(list)
    for day, score in db.session.execute(query):
        assert score is not None
        months[day.replace(day=1)].append(score)
    return dict(months)


def _ended() -> ColumnElement[bool]:
    return Loan.person_id.is_not(None) & Loan.state.in_((LoanState.CLOSED, LoanState.WRITTEN_OFF))


def _scores() -> dict[int, list[tuple[date, int]]]:
    borrowers = select(Loan.person_id).where(_ended())
    query = (
        select(ReadinessAssessment.person_id, ReadinessAssessment.assessed_on, ReadinessAssessment.score)
        .where(ReadinessAssessment.person_id.in_(borrowers), ReadinessAssessment.score.is_not(None))
        .order_by(ReadinessAssessment.id)
    )
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for person_id, day, score in db.session.execute(query):
        assert score is not None
        found[person_id].append((day, score))
    return found
