"""Invents a portfolio of running loans for measuring: made up, in a mix like a real one, straight into the tables.

Of the borrowers three in five are persons and two in five sub-groups; one in thirty has a second loan at the same bank.
One loan in five is a BPR's. Twelve in a hundred are late, most of them a few weeks; one in a hundred is past its last
due date; one in a hundred was restructured, and half of those paid their first three installments. One in twenty
more is closed, which a night passes over.
"""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import text

from core.auth.models import Organization, OrganizationKind
from core.bulk import add_rows
from core.db import db, transaction
from core.groups.models import Group, SubGroup
from core.people.models import Person
from core.places.models import Kecamatan, Kelurahan
from harkat.facility.models import PartnerBank
from harkat.facility.terms import LenderType
from harkat.loans.models import Installment, Loan, Restructuring, ScheduleVersion
from harkat.repayments.models import Repayment, RepaymentAllocation

WARD = "15.71.01.1001"
NOW = datetime(2026, 1, 15, 3, tzinfo=UTC)
MOMENT = "2026-01-15 03:00:00.000000"
AT_ONCE = 50_000
PRINCIPAL = 12_000_000


def make_portfolio(loans: int, day: date) -> None:
    """Write about so many running loans, as they stand on a day; the tables are empty."""
    _settle_banks(day)
    persons = round(loans * 0.6 / 31 * 30)
    groups = round(loans * 0.4 / 31 * 30)
    for first in range(1, persons + 1, AT_ONCE):
        with transaction():
            _add_persons(range(first, min(first + AT_ONCE, persons + 1)))
    for first in range(1, groups + 1, AT_ONCE):
        with transaction():
            _add_sub_groups(range(first, min(first + AT_ONCE, groups + 1)))
    draw = np.random.default_rng(20261122)
    borrowers = np.arange(1, persons + groups + 1)
    borrowers = np.concatenate((borrowers, borrowers[::30]))
    extra = draw.choice(borrowers, size=loans // 20)  # closed
    everything = np.concatenate((borrowers, extra))
    for first in range(0, len(everything), AT_ONCE):
        chosen = everything[first : first + AT_ONCE]
        with transaction():
            _add_loans(draw, chosen, first + 1, day, persons=persons, running=max(0, len(borrowers) - first))
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _settle_banks(day: date) -> None:
    with transaction() as session:
        session.add(Kecamatan(code="15.71.01", name="Telanaipura"))
        session.flush()
        session.add(Kelurahan(code=WARD, name="Simpang IV Sipin", kecamatan_code="15.71.01"))
        for key, lender in ((1, LenderType.BANK), (2, LenderType.BPR)):
            session.add(Organization(id=key, name=f"Bank {key}", kind=OrganizationKind.BANK))
            session.flush()
            session.add(PartnerBank(id=key, organization_id=key, name=f"Bank {key}", lender_type=lender))
        session.flush()
        session.add(
            Group(id=1, number="KL-UKUR", name="Kelompok", kelurahan_code=WARD, formed_on=day, registered_at=NOW)
        )


def _add_persons(keys: range) -> None:
    columns: dict[str, list[Any]] = {
        "id": list(keys),
        "number": [f"HK-{key:08}" for key in keys],
        "name": [f"Orang {key}" for key in keys],
        "phone": [f"08{key:09}" for key in keys],
        "kelurahan_code": [WARD] * len(keys),
        "registered_at": [MOMENT] * len(keys),
    }
    add_rows(Person, columns)


def _add_sub_groups(keys: range) -> None:
    columns: dict[str, list[Any]] = {
        "id": list(keys),
        "group_id": [1] * len(keys),
        "name": [f"Kelompok kecil {key}" for key in keys],
        "formed_on": [NOW.date()] * len(keys),
    }
    add_rows(SubGroup, columns)


def _add_loans(draw: Any, borrowers: Any, first: int, day: date, *, persons: int, running: int) -> None:
    count = len(borrowers)
    keys = range(first, first + count)
    is_running = np.arange(count) < running
    is_person = borrowers <= persons
    is_late = draw.random(count) < 0.12
    late = np.minimum(draw.geometric(1 / 25, count), 500)
    ahead = np.where(draw.random(count) < 0.1, draw.integers(0, 10, count), draw.integers(10, 31, count))
    oldest = np.datetime64(day, "D") + np.where(is_late, -late, ahead)
    matures = oldest + np.where(draw.random(count) < 0.01, 0, draw.integers(30, 700, count))
    columns: dict[str, list[Any]] = {
        "id": list(keys),
        "number": [f"PJ-{key:08}" for key in keys],
        "bank_id": np.where(borrowers % 5 == 0, 2, 1).tolist(),
        "person_id": [int(key) if own else None for key, own in zip(borrowers, is_person, strict=True)],
        "sub_group_id": [None if own else int(key) - persons for key, own in zip(borrowers, is_person, strict=True)],
        "borrower_name": [f"Peminjam {key}" for key in borrowers],
        "origin": ["application"] * count,
        "reference": [f"ukur-{key}" for key in keys],
        "state": ["running" if own else "closed" for own in is_running],
        "principal": [PRINCIPAL] * count,
        "outstanding": [PRINCIPAL // 2 if own else 0 for own in is_running],
        "method": ["annuity"] * count,
        "annual_rate": ["3"] * count,
        "installments": [24] * count,
        "disbursed_on": [date(2026, 1, 15)] * count,
        "matures_on": matures.astype(object).tolist(),
        "oldest_due_on": [kept if own else None for kept, own in zip(oldest.astype(object), is_running, strict=True)],
        "closed_on": [None if own else day for own in is_running],
        "opened_at": [MOMENT] * count,
    }
    add_rows(Loan, columns)
    _restructure([key for key, own in zip(keys, is_running, strict=True) if own and key % 100 == 0], day)


def _restructure(loan_ids: list[int], day: date) -> None:
    """Give loans a restructuring with its schedule; every second one paid its first three installments on time."""
    chance = random.Random(loan_ids[0] if loan_ids else 0)
    agreed_on = day - timedelta(days=150)
    changes: list[dict[str, Any]] = [
        {"id": key, "loan_id": key, "agreed_on": agreed_on, "annual_rate": "3", "installments": 12, "grace": 0,
         "treatment": "deferred", "class_before": chance.choice(["2", "3", "4"]), "letter": "Surat",
         "ground": "Banjir", "reference": f"restruktur-{key}", "made_at": MOMENT, "made_by_name": "Bank"}
        for key in loan_ids
    ]  # fmt: skip
    versions: list[dict[str, Any]] = [
        {"id": key, "loan_id": key, "version": 2, "restructuring_id": key, "reason": "Restrukturisasi",
         "valid_from": agreed_on, "total_interest": 0, "terms": "{}", "made_at": MOMENT}
        for key in loan_ids
    ]  # fmt: skip
    lines: list[dict[str, Any]] = [
        {"id": key * 12 + sequence, "loan_id": key, "schedule_version_id": key, "sequence": sequence,
         "due_on": agreed_on + timedelta(days=30 * sequence), "principal": 500_000, "interest": 15_000, "balance": 0}
        for key in loan_ids for sequence in range(1, 13)
    ]  # fmt: skip
    paid = [row for row in lines if row["loan_id"] % 200 and row["sequence"] <= 3]
    repayments: list[dict[str, Any]] = [
        {"id": row["id"], "number": f"BY-{row['id']}", "loan_id": row["loan_id"], "reference": f"bayar-{row['id']}",
         "kind": "installment", "amount": 515_000, "paid_on": row["due_on"] - timedelta(days=2), "posted_at": MOMENT,
         "posted_by_name": "Bank"}
        for row in paid
    ]  # fmt: skip
    parts: list[dict[str, Any]] = [
        {"id": row["id"], "repayment_id": row["id"], "cause_id": row["id"], "installment_id": row["id"],
         "interest": 15_000, "principal": 500_000}
        for row in paid
    ]  # fmt: skip
    for model, rows in (
        (Restructuring, changes), (ScheduleVersion, versions), (Installment, lines), (Repayment, repayments),
        (RepaymentAllocation, parts),
    ):  # fmt: skip
        if rows:
            add_rows(model, {name: [row[name] for row in rows] for name in rows[0]})
