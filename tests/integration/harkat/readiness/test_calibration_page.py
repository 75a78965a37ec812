"""The check of the score once enough loans have ended: bands, Gini and KS with their ends, drift by month."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from core.auth.roles import Role
from core.dates import add_months
from core.db import transaction
from harkat.facility.models import PartnerBank
from harkat.facility.terms import LenderType
from harkat.loans.models import Installment, Loan, ScheduleVersion
from harkat.loans.states import LoanState
from harkat.loans.terms import Method
from harkat.readiness.models import ReadinessAssessment
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment, RepaymentAllocation
from scoring.status import Readiness
from tests import factories
from tests.factories import NOW, TODAY
from tests.outside import outside

PRINCIPAL = 1_000_000
SCORES = (35, 48, 55, 62, 68, 74, 78, 85, 92, 97)


@pytest.fixture(autouse=True)
def known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be the factories' day."""
    monkeypatch.setattr("core.clock.today", lambda: TODAY)
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def test_ended_loans_show_whether_the_score_orders_people(app: Flask, login: Callable[..., FlaskClient]) -> None:
    with app.app_context():
        lay_ended_loans(rounds=21)
        shown = outside(login(Role.AUDITOR)).get("/kesiapan/periksa").text
    assert "Dari 210 pinjaman perorangan yang selesai, 210 punya skor" in shown
    assert "Pernah menunggak" in shown
    assert "Gini" in shown
    assert "Kestabilan dari bulan ke bulan" in shown
    assert "September 2026" in shown
    assert "Belum ditampilkan" not in shown


def lay_ended_loans(*, rounds: int) -> None:
    """Write down ended loans of ten borrowers; the lower the score before it, the more often one is paid late."""
    with transaction() as session:
        bank = PartnerBank(organization_id=1, name="Bank Uji Satu", lender_type=LenderType.BPR)
        session.add(bank)
        session.flush()
        people = [factories.make_person().id for _ in SCORES]
        for months_ago in range(10):
            rows = [assessed(*each, months_ago) for each in zip(people, SCORES, strict=True)]
            session.execute(insert(ReadinessAssessment), rows)
        loans, late = [], {}
        for number in range(rounds * len(SCORES)):
            place, turn = number % len(SCORES), number // len(SCORES)
            loans.append(ended(number + 1, bank.id, people[place]))
            late[number + 1] = 45 if turn % 10 < 7 - place else turn % 5
        session.execute(insert(Loan), loans)
        session.execute(insert(ScheduleVersion), [scheduled(loan["id"]) for loan in loans])
        session.execute(insert(Installment), [due(loan["id"]) for loan in loans])
        session.execute(insert(Repayment), [paid(loan["id"], late[loan["id"]]) for loan in loans])
        whole = {"interest": 0, "principal": PRINCIPAL}
        session.execute(
            insert(RepaymentAllocation),
            [{"repayment_id": key, "cause_id": key, "installment_id": key, **whole} for key in late],
        )


def assessed(person_id: int, score: int, months_ago: int) -> dict[str, Any]:
    """Return an assessment; the oldest one is from before the loans."""
    day = add_months(TODAY, -months_ago)
    return {
        "person_id": person_id,
        "assessed_at": NOW,
        "assessed_on": day,
        "card_version": "2026-1",
        "digest": "0" * 64,
        "status": Readiness.READY,
        "computed": Readiness.READY,
        "score": score if months_ago else score // 2,
        "confidence": 80,
        "facts": {},
        "reasons": [],
        "paths": [],
    }


def ended(key: int, bank_id: int, person_id: int) -> dict[str, Any]:
    """Return a loan over one month that was paid."""
    return {
        "id": key,
        "number": f"PJ-{key}",
        "bank_id": bank_id,
        "person_id": person_id,
        "borrower_name": "Nama karangan",
        "reference": f"pinjaman-{key}",
        "state": LoanState.CLOSED,
        "principal": PRINCIPAL,
        "outstanding": 0,
        "method": Method.FLAT,
        "annual_rate": 0,
        "installments": 1,
        "disbursed_on": TODAY - timedelta(days=120),
        "matures_on": TODAY - timedelta(days=90),
        "closed_on": TODAY - timedelta(days=40),
        "opened_at": NOW,
    }


def scheduled(key: int) -> dict[str, Any]:
    """Return a loan's schedule."""
    day = TODAY - timedelta(days=120)
    return {"id": key, "loan_id": key, "version": 1, "reason": "Akad", "valid_from": day, "total_interest": 0} | {
        "terms": {},
        "made_at": NOW,
    }


def due(key: int) -> dict[str, Any]:
    """Return the only installment of a loan."""
    row = {"id": key, "loan_id": key, "schedule_version_id": key, "sequence": 1, "due_on": TODAY - timedelta(days=90)}
    return row | {"principal": PRINCIPAL, "interest": 0, "balance": 0}


def paid(key: int, days_late: int) -> dict[str, Any]:
    """Return the payment of the only installment."""
    day = TODAY - timedelta(days=90 - days_late)
    row = {"id": key, "number": f"BY-{key}", "loan_id": key, "reference": f"bayar-{key}", "paid_on": day}
    return row | {"kind": RepaymentKind.INSTALLMENT, "amount": PRINCIPAL, "posted_at": NOW, "posted_by_name": "Uji"}
