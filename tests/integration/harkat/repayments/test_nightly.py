"""The night: days late and class by each lender's scale, a history of changes, and the same night twice is one."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from core.auth.roles import SYSTEM
from core.db import db, transaction
from harkat.facility.terms import LenderType
from harkat.repayments import queries as repayments
from harkat.repayments import service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.jobs import nightly
from harkat.repayments.quality.models import LoanQuality, QualityChange
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
