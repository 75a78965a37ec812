"""What the forecast is made from on a day: the ways of all applications, who is held, and what is due to come back."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy import and_, extract, func, or_, select

from core.db import db
from core.policy.queries import whole_on
from harkat.applications.models import ApplicationShare, ApplicationStep
from harkat.facility.models import PartnerBank
from harkat.loans.models import Installment, Loan, ScheduleVersion
from harkat.repayments.write_offs.models import WriteOff
from harkat.reports.basis import Basis
from harkat.reports.forecast import terms
from harkat.reports.forecast.histories import NEVER, Histories
from harkat.reports.forecast.levers import Reach
from harkat.reports.forecast.outlook import Rules
from harkat.reports.forecast.returns import MonthBack, lay_out_returns
from harkat.reports.queries.book import shares_on
from harkat.reports.queries.calendar import END, end_of, moment_day
from harkat.reports.queries.evidence import on, training
from harkat.reports.queries.funnel import reasons
from harkat.reports.queries.kept import asked_rows
from harkat.reports.queries.lateness import lateness, scales_on
from harkat.reports.queries.persons import persons
from harkat.reports.queries.ways import ways
from harkat.reports.reasons import ENDS_WITHOUT_LOAN, Reason, told_reasons
from harkat.reports.steps import OF_APPLICATIONS, Step
from harkat.reports.suppression import SMALLEST_SHOWN

HELD_BY_DEBT = (Reason.PINJOL, Reason.RENTENIR, Reason.ARREARS)


def rules_on(day: date) -> Rules:
    """Return the forecast's rules on a day."""
    return Rules(
        max(30, whole_on(terms.WINDOW_DAYS, day)),
        min(98, max(10, whole_on(terms.BAND_PERCENT, day))),
        whole_on(terms.FEWEST_LOANS, day),
        whole_on(terms.FEWEST_FOR_BAND, day),
    )


def histories(day: date) -> Histories:
    """Return the ways of all applications handed in by a day, as known then."""
    files = ways(Basis.KNOWN)
    ends = (
        select(ApplicationStep.application_id, func.min(moment_day(ApplicationStep.at)).label("ended_on"))
        .where(ApplicationStep.state.in_(ENDS_WITHOUT_LOAN), ApplicationStep.at < END)
        .group_by(ApplicationStep.application_id)
        .subquery("ends")
    )
    courses = training(Basis.KNOWN)
    trained = (
        select(ApplicationShare.application_id, func.min(courses.c.trained_on).label("trained_on"))
        .join(courses, courses.c.person_id == ApplicationShare.person_id)
        .group_by(ApplicationShare.application_id)
        .subquery("trained")
    )
    query = (
        select(
            *(files.c[step.value] for step in OF_APPLICATIONS),
            ends.c.ended_on,
            trained.c.trained_on,
            files.c.requested,
            func.coalesce(files.c.approved_amount, 0),
        )
        .outerjoin(ends, ends.c.application_id == files.c.application_id)
        .outerjoin(trained, trained.c.application_id == files.c.application_id)
        .where(files.c[Step.APPLIED.value].is_not(None))
        .order_by(files.c.application_id)
    )
    rows = [
        [NEVER if cell is None else cell.toordinal() for cell in row[:-2]] + list(row[-2:])
        for row in db.session.execute(query, on(day))
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(OF_APPLICATIONS) + 4)
    stages = len(OF_APPLICATIONS)
    return Histories(
        table[:, :stages], table[:, stages], table[:, stages + 2], table[:, stages + 3], table[:, stages + 1]
    ).as_of(day)


def reach(day: date, known: Histories) -> Reach:
    """Return what clearing the pinjol cases could bring: that people would then apply as often as the others.

    Nothing where the count of those held is closed because it is small, since the lever would give it away.
    """
    counted = reasons(day, Basis.KNOWN)
    shown = {count.key: count.number for count in told_reasons(counted)}
    held, spread = shown[Reason.PINJOL], whole_on(terms.DEBT_DAYS, day)
    free = _registered(day) - sum(counted[reason] for reason in HELD_BY_DEBT)
    if not held or free <= 0:
        return Reach(None, max(1, spread))
    return Reach(held * len(known) / free, max(1, spread))


def are_few_late(day: date) -> bool:
    """Tell whether 1 to 4 persons are late on a day, as known then, so that no sum may tell how much."""
    late, share = lateness(Basis.KNOWN), shares_on(Basis.KNOWN)
    query = (
        select(func.count(share.c.person_id.distinct()))
        .join(late, late.c.loan_id == share.c.loan_id)
        .where(late.c.days_late > 0)
    )
    ((persons_late,),) = asked_rows("forecast.late", query, on(day) | scales_on(day))
    return 0 < int(persons_late) < SMALLEST_SHOWN


def _registered(day: date) -> int:
    return db.session.scalar(select(func.count()).select_from(persons(Basis.KNOWN)), on(day)) or 0


def returns(day: date, months: Sequence[date], last: date) -> list[MonthBack]:
    """Return what borrowers are due to pay in each of the coming months by the schedules of a day; rupiah.

    Arrears of before are not in it: whether they come nobody knows.

    :param months: a day in each month, in order
    :param last: the last day of the last month
    """
    newest = (
        select(ScheduleVersion.loan_id, func.max(ScheduleVersion.version).label("version"))
        .where(ScheduleVersion.made_at < end_of(day))
        .group_by(ScheduleVersion.loan_id)
        .subquery("newest")
    )
    lost = select(WriteOff.loan_id).where(
        WriteOff.written_off_on <= day, or_(WriteOff.taken_back_at.is_(None), WriteOff.taken_back_at >= end_of(day))
    )
    year, month = extract("year", Installment.due_on), extract("month", Installment.due_on)
    query = (
        select(year, month, PartnerBank.is_revolving, func.sum(Installment.principal), func.sum(Installment.interest))
        .join(Loan, Loan.id == Installment.loan_id)
        .join(PartnerBank, PartnerBank.id == Loan.bank_id)
        .join(ScheduleVersion, ScheduleVersion.id == Installment.schedule_version_id)
        .join(newest, and_(newest.c.loan_id == Loan.id, newest.c.version == ScheduleVersion.version))
        .where(Installment.due_on > day, Installment.due_on <= last)
        .where(or_(Loan.closed_on.is_(None), Loan.closed_on > day), Loan.id.not_in(lost))
        .group_by(year, month, PartnerBank.is_revolving)
    )
    dues = (
        (int(in_year), int(in_month), is_revolving, int(principal), int(interest))
        for in_year, in_month, is_revolving, principal, interest in db.session.execute(query)
    )
    return lay_out_returns(months, dues)
