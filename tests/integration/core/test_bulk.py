"""Reading columns as arrays gives the same on both engines."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from core.bulk import read_columns
from core.db import db, transaction
from core.jobs.models import JobRun
from tests.factories import NOW, TODAY


def test_columns_come_as_whole_numbers(app_on_both: Flask) -> None:
    days = [date(2026, 1, 31), TODAY]
    with app_on_both.app_context():
        with transaction() as session:
            for place, day in enumerate(days):
                finished = NOW if place else None
                session.add(
                    JobRun(
                        job="baca", business_date=day, holder="x", started_at=NOW, lease_until=NOW, finished_at=finished
                    )
                )
        query = select(JobRun.business_date, JobRun.finished_at.is_(None)).where(JobRun.job == "baca")
        numbers, unfinished = read_columns(query.order_by(JobRun.business_date))
        assert numbers.tolist() == [day.toordinal() for day in days]
        assert unfinished.tolist() == [1, 0]
        assert [len(column) for column in read_columns(query.where(JobRun.holder == "y"))] == [0, 0]
        db.session.rollback()
