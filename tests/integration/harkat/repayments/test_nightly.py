"""The night: days late and class by each lender's scale, a history of changes, and the same night twice is one."""

from datetime import date, timedelta
from decimal import Decimal

from flask import Flask
from sqlalchemy import select

from core.auth.roles import SYSTEM
from core.db import Model, db, transaction
from core.jobs.commands import jobs
from core.jobs.models import JobRun
from harkat.facility.terms import LenderType
from harkat.loans import queries as loans
from harkat.loans.changes import InterestTreatment
from harkat.loans.states import LoanState
from harkat.repayments import queries as repayments
from harkat.repayments import service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.jobs import nightly
from harkat.repayments.quality.models import LoanQuality, QualityChange
from harkat.repayments.restructuring.service import RestructuringDraft, restructure
from tests import books
from tests.books import NOW

PAID_OUT = date(2026, 1, 15)


def state() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return everything a night keeps."""
    db.session.rollback()
    kept = select(LoanQuality.loan_id, LoanQuality.as_of, LoanQuality.days_late, LoanQuality.own_rank, LoanQuality.rank)
    changes = select(QualityChange.loan_id, QualityChange.changed_on, QualityChange.rank, QualityChange.days_late)
    return (
        [tuple(row) for row in db.session.execute(kept.order_by(LoanQuality.loan_id))],
        [tuple(row) for row in db.session.execute(changes.order_by(QualityChange.loan_id, QualityChange.changed_on))],
    )


def test_a_night_classes_by_the_lenders_scale_and_twice_is_once(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            bank = books.open_bank(ceiling=10**9)
            bpr = books.open_bank("Bank Uji Dua", ceiling=10**9, lender=LenderType.BPR)
            keys = [books.open_loan(lender, on=PAID_OUT).id for lender in (bank, bpr)]
        first_due = date(2026, 2, 15)
        for days in (0, 1, 31, 91, 92):
            nightly(first_due + timedelta(days=days), NOW)
        before = state()
        assert [row[3:] for row in before[0]] == [(3, 3), (3, 3)]
        assert [(row[1], row[2]) for row in before[1] if row[0] == keys[0]] == [
            (first_due, 1), (first_due + timedelta(days=1), 2), (first_due + timedelta(days=91), 3),
        ]  # fmt: skip
        assert [row[2] for row in before[1] if row[0] == keys[1]] == [1, 2, 3]
        words = nightly(first_due + timedelta(days=92), NOW)
        assert words == "2 pinjaman berjalan diperiksa, 0 kelas berubah"
        assert state() == before
        nightly(first_due + timedelta(days=40), NOW)
        assert state() == before, "an earlier night changes nothing of a later one"
        standing = repayments.standing(keys[0], first_due + timedelta(days=92))
        assert standing.collectability.rank == 3


def test_a_borrowers_worst_loan_rules_the_others_at_that_bank(app: Flask) -> None:
    with app.app_context():
        with transaction():
            bank = books.open_bank(ceiling=10**9)
            late, other = books.open_loan(bank, on=PAID_OUT), books.open_loan(bank, on=date(2026, 5, 1))
            other.person_id = late.person_id
            keys = late.id, other.id
        day = date(2026, 5, 20)
        nightly(day, NOW)
        assert [row[3:] for row in state()[0]] == [(3, 3), (1, 3)]
        before = state()
        nightly(day, NOW)
        assert state() == before
        with transaction():
            owed = repayments.standing(keys[0], day).due
            service.post(RepaymentDraft("a", keys[0], day, owed), actor=SYSTEM, now=NOW)
        nightly(day + timedelta(days=1), NOW)
        assert [row[3:] for row in state()[0]] == [(1, 1), (1, 1)]
        nightly(day + timedelta(days=1), NOW)
        assert [row[3:] for row in state()[0]] == [(1, 1), (1, 1)]


def test_a_restructured_loan_is_held_at_its_class_until_three_were_paid_on_time(app_on_both: Flask) -> None:
    """The night's short way over the first installments says what the whole course of the loan says."""
    with app_on_both.app_context():
        with transaction():
            bank = books.open_bank(ceiling=10**9)
            loan = books.open_loan(bank, on=PAID_OUT)
            key, bank_actor = loan.id, books.bank_actor(bank)
        nightly(date(2026, 6, 1), NOW)
        with transaction():
            draft = RestructuringDraft(
                loan_id=key, agreed_on=date(2026, 6, 1), annual_rate=Decimal(3), installments=12, grace=0,
                treatment=InterestTreatment.DEFERRED, letter="Surat", ground="Banjir", reference="r",
            )  # fmt: skip
            restructure(draft, actor=bank_actor, now=NOW)
        seen = []
        for month in range(6, 11):
            day = date(2026, month, 2)
            nightly(day, NOW)
            standing = repayments.standing_as_of(loans.loan(key), day)
            assert state()[0][0][3] == standing.collectability.rank
            seen.append(standing.collectability.rank)
            row = next(row for row in loans.schedule_rows(key) if row.due_on > day)
            with transaction():
                service.post(RepaymentDraft(f"p{month}", key, row.due_on, row.payment), actor=SYSTEM, now=NOW)
        assert seen == [3, 3, 3, 1, 1]
        before = state()
        nightly(date(2026, 10, 2), NOW)
        assert state() == before


def test_a_borrower_left_with_one_loan_is_ruled_by_that_one(app: Flask) -> None:
    with app.app_context():
        with transaction():
            bank = books.open_bank(ceiling=10**9)
            late, other = books.open_loan(bank, on=PAID_OUT), books.open_loan(bank, on=date(2026, 5, 1))
            other.person_id = late.person_id
            keys = late.id, other.id
        nightly(date(2026, 5, 20), NOW)
        assert [row[4] for row in state()[0]] == [3, 3]
        with transaction():
            loans.loan(keys[0]).state, loans.loan(keys[0]).closed_on = LoanState.CLOSED, date(2026, 5, 20)
        nightly(date(2026, 5, 21), NOW)
        assert [row[2:] for row in state()[1] if row[0] == keys[1]] == [(3, 0), (1, 0)]


def test_the_job_run_twice_for_a_date_gives_the_same_database(app_on_both: Flask) -> None:
    """Every table but the job's own lease is dumped after each run of ``harkat jobs once nightly --date``."""
    with app_on_both.app_context(), transaction():
        bank = books.open_bank(ceiling=10**9)
        for on in (PAID_OUT, date(2026, 4, 1), date(2026, 9, 1)):
            books.open_loan(bank, on=on)
    runner, dumps = app_on_both.test_cli_runner(), []
    for _ in range(2):
        done = runner.invoke(jobs, ["once", "nightly", "--date", "2026-11-20"])
        assert done.exit_code == 0, done.output
        with app_on_both.app_context(), db.engine.connect() as connection:
            dumps.append(
                {
                    table.name: sorted(map(repr, connection.execute(select(table))))
                    for table in Model.metadata.sorted_tables
                    if table.name != JobRun.__tablename__
                }
            )
    assert "3 pinjaman berjalan diperiksa, 0 kelas berubah" in done.output
    assert dumps[0] == dumps[1]
    assert len(dumps[0]["loan_quality"]) == 3
