"""Days as Jakarta counts them, and the two answers to what was true on a past day, on both databases."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask

from core.db import db
from harkat.applications.states import State
from harkat.reports.basis import Basis
from harkat.reports.queries.front import front
from harkat.reports.queries.funnel import funnel, reasons
from harkat.reports.reasons import Reason
from harkat.reports.steps import Step
from tests import books, factories
from tests import factories_reports as make

WAY = (
    State.SUBMITTED,
    State.VERIFIED,
    State.RECOMMENDED,
    State.AT_BANK,
    State.APPROVED,
    State.ACCEPTED,
    State.CONTRACTED,
    State.DISBURSED,
)


def test_a_day_begins_at_midnight_in_jakarta(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        factories.make_person(registered_at=datetime(2026, 5, 31, 16, 59, 59, tzinfo=UTC))
        late = factories.make_person(registered_at=datetime(2026, 5, 31, 17, 0, tzinfo=UTC))
        make.complete_course(late, date(2026, 6, 3))
        counts = {
            day: funnel(day)[0].reached.persons for day in (date(2026, 5, 30), date(2026, 5, 31), date(2026, 6, 1))
        }
        assert counts == {date(2026, 5, 30): 0, date(2026, 5, 31): 1, date(2026, 6, 1): 2}
        trained = next(row for row in funnel(date(2026, 6, 30)) if row.step is Step.TRAINED)
        assert trained.median_days == 2, "from 1 June in Jakarta, though it was still May in UTC"
        db.session.rollback()


def test_what_was_typed_in_late_is_known_only_then(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        bank = books.open_bank(ceiling=50_000_000)
        person = factories.make_person(registered_at=make.noon(date(2026, 7, 1)))
        steps = {state: date(2026, 8, 1) + timedelta(days=place) for place, state in enumerate(WAY)}
        application = make.apply(person, [person], bank_id=bank.id, steps=steps, amount=5_000_002)
        make.pay_out(application, [person], date(2026, 8, 8), recorded_on=date(2026, 9, 5))
        today = date(2026, 12, 1)

        def paid(day: date, basis: Basis) -> int:
            return front(day, today=today, basis=basis).total.disbursed_total

        assert paid(date(2026, 8, 31), Basis.CORRECTED) == 5_000_000
        assert paid(date(2026, 8, 31), Basis.KNOWN) == 0
        assert paid(date(2026, 9, 5), Basis.KNOWN) == 5_000_000
        assert front(date(2026, 8, 31), today=today, basis=Basis.KNOWN).reported_on is None
        db.session.rollback()


def test_a_certificate_that_was_revoked_counts_until_it_was(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person = factories.make_person(registered_at=make.noon(date(2026, 7, 1)))
        make.bring_papers(person, make.PAPERS_ALONE, date(2026, 7, 2))
        make.complete_course(person, date(2026, 7, 5), revoked_at=make.noon(date(2026, 8, 1)))
        assert reasons(date(2026, 7, 31), Basis.KNOWN)[Reason.UNKNOWN] == 1
        assert reasons(date(2026, 7, 31))[Reason.NOT_TRAINED] == 1, "corrected since, it never counted"
        assert reasons(date(2026, 8, 1))[Reason.NOT_TRAINED] == 1
        db.session.rollback()


def test_a_paper_that_ran_out_makes_the_file_incomplete(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person = factories.make_person(registered_at=make.noon(date(2026, 7, 1)))
        make.bring_papers(person, make.PAPERS_ALONE[1:], date(2026, 7, 2))
        make.bring_papers(person, make.PAPERS_ALONE[:1], date(2026, 7, 2), expires_on=date(2026, 7, 20))
        assert reasons(date(2026, 7, 20))[Reason.PAPERS] == 0
        assert reasons(date(2026, 7, 21))[Reason.PAPERS] == 1
        db.session.rollback()
