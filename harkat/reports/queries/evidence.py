"""What is known of each person on a day besides applications: papers, training, debts and readiness.

As recorded then, a row counts once it was written, and what was taken back later still counts; with what was corrected
since, a row counts by its own day, and what turned out to be wrong never was.
"""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Subquery, and_, bindparam, case, exists, false, func, or_, select

from balikat.training.models import CertifiedCompletion, Enrollment
from core.groups.models import Membership
from core.people.models import Paper, PaperKind, Person
from core.policy.queries import value_on, whole_on
from harkat.applications.rules import PAPERS_OF_MEMBER, PAPERS_OF_PERSON
from harkat.readiness.models import ReadinessAssessment
from harkat.reports.basis import Basis
from harkat.reports.queries.calendar import DAY, END, end_of, moment_day
from harkat.reports.terms import SMALLEST_LOAN
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds.models import DebtHold
from scoring.screening.kinds import Decision, FlagClosing, FlagReason
from scoring.screening.lenders import DebtKind
from scoring.screening.models import DebtFinding, DebtFlag, DebtInterview, ScreeningFile
from scoring.screening.screening import EvidenceKind
from scoring.status import Readiness

ALONE = "alone"
MEMBER = "member"
"""The two rules of papers: for who applies alone, and for who is in a group."""

GOOD_ENOUGH = (Readiness.READY, Readiness.CONDITIONAL)

RENTENIR_FLAGS = (FlagReason.RENTENIR,)
PINJOL_FLAGS = tuple(reason for reason in FlagReason if reason not in RENTENIR_FLAGS)


def on(day: date) -> dict[str, Any]:
    """Return what the statements of this room are asked with for a day: the day and its rules."""
    known = {kind.value: kind for kind in PaperKind}
    asked = {
        name: [known[value] for value in value_on(key, day) if value in known]
        for name, key in ((ALONE, PAPERS_OF_PERSON), (MEMBER, PAPERS_OF_MEMBER))
    }
    return {
        "day": day,
        "day_end": end_of(day),
        "smallest_loan": whole_on(SMALLEST_LOAN, day),
        **{f"papers_{name}": kinds for name, kinds in asked.items()},
        **{f"papers_{name}_asked": len(kinds) for name, kinds in asked.items()},
    }


def in_group() -> ColumnElement[bool]:
    """Return the condition that a person is a member of a group on a day."""
    return exists().where(Membership.person_id == Person.id, *open_on())


def open_on() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a membership is open on a day."""
    return Membership.joined_on <= DAY, or_(Membership.left_on.is_(None), Membership.left_on > DAY)


@cache
def papers() -> Subquery:
    """Return person_id, and for each of the two rules the number of papers in order and the day of the last one."""
    columns = []
    for name in (ALONE, MEMBER):
        asked = Paper.kind.in_(bindparam(f"papers_{name}", expanding=True))
        columns += [
            func.sum(case((asked, 1), else_=0)).label(f"{name}_count"),
            func.max(case((asked, Paper.seen_on))).label(f"{name}_on"),
        ]
    return (
        select(Paper.person_id, *columns)
        .where(Paper.is_accepted, Paper.seen_on <= DAY, or_(Paper.expires_on.is_(None), Paper.expires_on >= DAY))
        .group_by(Paper.person_id)
        .subquery("papers")
    )


@cache
def training(basis: Basis = Basis.CORRECTED) -> Subquery:
    """Return person_id and the day of the first course completed, revoked certificates left out."""
    stands: ColumnElement[bool] = CertifiedCompletion.revoked_at.is_(None)
    if basis is Basis.KNOWN:
        stands = and_(or_(stands, CertifiedCompletion.revoked_at >= END), CertifiedCompletion.created_at < END)
    return (
        select(Enrollment.person_id, func.min(CertifiedCompletion.completed_on).label("trained_on"))
        .join(CertifiedCompletion, CertifiedCompletion.enrollment_id == Enrollment.id)
        .where(CertifiedCompletion.completed_on <= DAY, stands)
        .group_by(Enrollment.person_id)
        .subquery("training")
    )


@cache
def screening(basis: Basis = Basis.CORRECTED) -> Subquery:
    """Return person_id and the day of the first talk about debts or file read."""
    held: ColumnElement[bool] = DebtInterview.held_on <= DAY
    if basis is Basis.KNOWN:
        held = and_(held, DebtInterview.recorded_at < END)
    looked = (
        select(DebtInterview.person_id, DebtInterview.held_on.label("looked_on"))
        .where(held)
        .union_all(
            select(ScreeningFile.person_id, moment_day(ScreeningFile.read_at)).where(ScreeningFile.read_at < END)
        )
        .subquery("looked")
    )
    return (
        select(looked.c.person_id, func.min(looked.c.looked_on).label("screened_on"))
        .group_by(looked.c.person_id)
        .subquery("screening")
    )


@cache
def flags(basis: Basis = Basis.CORRECTED) -> Subquery:
    """Return person_id, the number of flags open on the day of each kind, and the day the last one was closed."""
    is_open = or_(DebtFlag.closed_at.is_(None), DebtFlag.closed_at >= END)
    raised = DebtFlag.raised_at < END
    if basis is Basis.CORRECTED:
        raised = and_(raised, or_(DebtFlag.closing.is_(None), DebtFlag.closing != FlagClosing.WRONG))
    return (
        select(
            DebtFlag.person_id,
            func.sum(case((and_(is_open, DebtFlag.reason.in_(PINJOL_FLAGS)), 1), else_=0)).label("pinjol"),
            func.sum(case((and_(is_open, DebtFlag.reason.in_(RENTENIR_FLAGS)), 1), else_=0)).label("rentenir"),
            func.sum(case((is_open, 1), else_=0)).label("open"),
            func.max(case((~is_open, moment_day(DebtFlag.closed_at)))).label("closed_on"),
        )
        .where(raised)
        .group_by(DebtFlag.person_id)
        .subquery("flags")
    )


def _holds_on(basis: Basis) -> ColumnElement[bool]:
    later = DebtHold.lifted_at >= END
    if basis is Basis.CORRECTED:
        later = and_(later, DebtHold.lifting != HoldLifting.WRONG)
    return or_(DebtHold.lifted_at.is_(None), later)


@cache
def arrears(basis: Basis = Basis.CORRECTED) -> Subquery:
    """Return the persons with bank or microfinance debt in class 2 to 5 or written off, as evidence showed it."""
    dismissed: ColumnElement[bool] = DebtFinding.decision.in_((Decision.DISMISSED, Decision.ANSWERED))
    if basis is Basis.KNOWN:
        dismissed = and_(DebtFinding.decided_at < END, dismissed)
    confirmed = and_(DebtFinding.decided_at < END, DebtFinding.decision == Decision.CONFIRMED)
    again = DebtFinding.id.in_(select(DebtHold.finding_id).where(DebtHold.raised_at < END, _holds_on(basis)))
    lifted = select(DebtHold.finding_id).where(DebtHold.raised_at < END, ~_holds_on(basis))
    return (
        select(DebtFinding.person_id)
        .where(
            DebtFinding.kind.in_((DebtKind.BANK, DebtKind.MICROFINANCE)),
            DebtFinding.first_seen_at < END,
            or_(DebtFinding.gone_on.is_(None), DebtFinding.gone_on > DAY),
            or_(DebtFinding.active.is_(None), DebtFinding.active.is_(True), DebtFinding.written_off),
            or_(DebtFinding.decision.is_(None), ~dismissed),
            or_(DebtFinding.source == EvidenceKind.IDEB, func.coalesce(confirmed, false())),
            or_(DebtFinding.written_off, DebtFinding.quality > 1),
            or_(again, DebtFinding.id.not_in(lifted)),
        )
        .distinct()
        .subquery("arrears")
    )


@cache
def readiness() -> Subquery:
    """Return person_id, since when the person is ready, whether too little can be paid back, and whether not ready.

    Only the newest assessment of the day counts; ``ready_on`` is absent where it does not say ready or conditional.
    """
    seen = (
        select(
            ReadinessAssessment.person_id,
            func.max(ReadinessAssessment.id).label("last_id"),
            func.min(
                case((ReadinessAssessment.status.in_(GOOD_ENOUGH), moment_day(ReadinessAssessment.assessed_at)))
            ).label("ready_on"),
        )
        .where(ReadinessAssessment.assessed_at < END)
        .group_by(ReadinessAssessment.person_id)
        .subquery("seen")
    )
    is_ready = ReadinessAssessment.status.in_(GOOD_ENOUGH)
    pays_little = ReadinessAssessment.affordable < bindparam("smallest_loan", type_=BigInteger())
    return (
        select(
            seen.c.person_id,
            case((is_ready, seen.c.ready_on)).label("ready_on"),
            case((and_(~is_ready, pays_little), 1), else_=0).label("lacks_capacity"),
            case((is_ready, 0), else_=1).label("is_not_ready"),
        )
        .join(ReadinessAssessment, ReadinessAssessment.id == seen.c.last_id)
        .subquery("readiness")
    )
