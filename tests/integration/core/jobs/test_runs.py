"""Each job once per business date, whoever starts it; missed days are caught up in order; a rerun doubles nothing."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from core.db import db, transaction
from core.jobs import leases, service
from core.jobs.models import JobRun
from core.jobs.registry import Job, Jobs, UnknownJob
from tests.factories import NOW, TODAY


class Counting:
    """A job that remembers the dates it ran for, and can be told to fail."""

    def __init__(self) -> None:
        self.dates: list[date] = []
        self.fails = False

    def run(self, business_date: date, _now: datetime) -> str:
        """Note the date."""
        if self.fails:
            message = "kabel terputus"
            raise RuntimeError(message)
        self.dates.append(business_date)
        return f"{len(self.dates)} kali"


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def job(counting: Counting) -> Job:
    return Job("hitung", "Hitung", counting.run)


def test_second_start_of_the_same_date_does_nothing(app_on_both: Flask, job: Job, counting: Counting) -> None:
    with app_on_both.app_context():
        first = service.run_once(job, business_date=TODAY, now=NOW)
        assert first is not None
        assert first.outcome == "1 kali"
        assert service.run_once(job, business_date=TODAY, now=NOW) is None
    assert counting.dates == [TODAY]


def test_only_the_holder_of_the_lease_works(app: Flask) -> None:
    with app.app_context():
        assert service.claim("hitung", TODAY, holder="a", now=NOW)
        assert not service.claim("hitung", TODAY, holder="b", now=NOW)
        assert not service.claim("hitung", TODAY, holder="b", now=NOW, again=True)


def test_lapsed_lease_of_a_crashed_process_is_taken_over(app: Flask, job: Job, counting: Counting) -> None:
    with app.app_context():
        service.claim("hitung", TODAY, holder="crashed", now=NOW)
        assert service.run_once(job, business_date=TODAY, now=NOW + timedelta(minutes=29)) is None
        assert service.run_once(job, business_date=TODAY, now=NOW + timedelta(minutes=31)) is not None
    assert counting.dates == [TODAY]


def test_missed_days_are_caught_up_in_order(app: Flask, job: Job, counting: Counting) -> None:
    with app.app_context():
        service.run_due(job, today=TODAY, now=NOW)
        service.run_due(job, today=TODAY + timedelta(days=3), now=NOW + timedelta(days=3))
    assert counting.dates == [TODAY + timedelta(days=offset) for offset in range(4)]


def test_a_job_of_every_few_minutes_runs_again_for_today_and_owes_nothing(app: Flask, counting: Counting) -> None:
    often = Job("sering", "Sering", counting.run, every=5)
    with app.app_context():
        service.run_due(often, today=TODAY, now=NOW)
        service.run_due(often, today=TODAY, now=NOW + timedelta(minutes=5))
        assert service.claim("sering", TODAY, holder="a", now=NOW + timedelta(minutes=6), again=True)
        assert service.run_due(often, today=TODAY, now=NOW + timedelta(minutes=10)) == []
        service.run_due(often, today=TODAY + timedelta(days=3), now=NOW + timedelta(days=3))
    assert counting.dates == [TODAY, TODAY, TODAY + timedelta(days=3)]


def test_failure_is_recorded_and_the_day_is_tried_again(app: Flask, job: Job, counting: Counting) -> None:
    with app.app_context():
        counting.fails = True
        failed = service.run_due(job, today=TODAY, now=NOW)
        assert [run.error for run in failed] == ["RuntimeError: kabel terputus"]
        counting.fails = False
        service.run_due(job, today=TODAY, now=NOW + timedelta(hours=1))
        run = db.session.get(JobRun, ("hitung", TODAY))
        assert run is not None
        assert run.error is None
        assert run.finished_at is not None
    assert counting.dates == [TODAY]


def test_a_date_can_be_run_again_on_purpose(app: Flask, job: Job, counting: Counting) -> None:
    with app.app_context():
        service.run_once(job, business_date=TODAY, now=NOW)
        assert service.run_once(job, business_date=TODAY, now=NOW, again=True) is not None
    assert counting.dates == [TODAY, TODAY]


def test_unknown_job_names_those_there_are() -> None:
    registry = Jobs()
    registry.add(Job("malam", "Malam", lambda _day, _now: ""))
    with pytest.raises(UnknownJob, match="malam"):
        registry.named("siang")


def test_lease_row_survives_the_transaction_of_the_work(app: Flask, counting: Counting) -> None:
    def work(business_date: date, now: datetime) -> str:
        with transaction():
            return counting.run(business_date, now)

    with app.app_context():
        done = service.run_once(Job("dalam", "Dalam", work), business_date=TODAY, now=NOW)
        assert done is not None
        assert done.outcome == "1 kali"


def test_long_job_keeps_its_lease_while_its_pieces_go_on(app_on_both: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    passed, others = [0.0], []
    monkeypatch.setattr(leases, "monotonic", lambda: passed[0])

    def run(_day: date, _now: datetime) -> str:
        for minutes in (20, 40, 60):
            passed[0] = minutes * 60.0
            with transaction():
                pass
            others.append(service.claim("lama", TODAY, holder="lain", now=NOW + timedelta(minutes=minutes + 19)))
        return "tiga bagian"

    with app_on_both.app_context():
        done = service.run_once(Job("lama", "Lama", run), business_date=TODAY, now=NOW)
        assert done is not None
        assert (done.outcome, others) == ("tiga bagian", [False, False, False])


def test_process_that_lost_its_lease_writes_nothing_more(app_on_both: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    passed = [0.0]
    monkeypatch.setattr(leases, "monotonic", lambda: passed[0])

    def run(_day: date, _now: datetime) -> str:
        assert service.claim("lama", TODAY, holder="lain", now=NOW + timedelta(minutes=31))
        passed[0] = 31 * 60.0
        with transaction() as session:
            session.add(JobRun(job="tidak", business_date=TODAY, holder="x", started_at=NOW, lease_until=NOW))
        return "tidak sampai ke sini"

    with app_on_both.app_context():
        done = service.run_once(Job("lama", "Lama", run), business_date=TODAY, now=NOW)
        assert done is not None
        assert (done.holder, done.outcome, done.error) == ("lain", None, None)
        assert db.session.get(JobRun, ("tidak", TODAY)) is None
