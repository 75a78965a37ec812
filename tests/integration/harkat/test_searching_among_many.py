"""Claim: what a large city's search finds for words as they begin, a small city's search finds too, and every filter
holds. Attack: both ways of searching over the same rows, on both databases.
"""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.people import queries as people
from core.people.words import queries as words
from core.people.words.splitting import running_number
from harkat.applications.search.queries import applications
from harkat.applications.states import State
from harkat.loans.models import Loan
from harkat.loans.queries import loans_query
from harkat.readiness.queries import newest_assessments
from scoring.status import Readiness
from tests import books, factories
from tests import factories_reports as make
from tests.integration.harkat.reports.test_report_pages import steps

TODAY = date(2026, 9, 1)
NAMES = ["Siti Aminah", "Siti Rahayu", "Ahmad Sitompul", "Rahayu Aminah", "Budi Santoso"]
TYPED = ["siti", "SIT rah", "aminah siti", "bud", "melati", "kelompok", "tidakada", "%"]


def lay() -> None:
    with transaction():
        bank = books.open_bank(ceiling=60_000_000_000)
        for place, name in enumerate(NAMES):
            ward = factories.WARD if place % 2 == 0 else "15.71.02.1001"
            person = factories.make_person(name, kelurahan_code=ward)
            make.assess(person, Readiness.NEEDS_MENTORING, TODAY)
            make.assess(person, Readiness.READY if place % 2 else Readiness.NOT_YET, TODAY)
            state = State.DISBURSED if place < 3 else State.SUBMITTED
            row = make.apply(person, [person], bank_id=bank.id, steps=steps(state))
            if place < 3:
                make.pay_out(row, [person], TODAY).borrower_name = name
        group, part = factories.make_group()
        assert part is not None
        members = [factories.make_person(f"Anggota {place}") for place in range(2)]
        row = make.apply(part, members, bank_id=bank.id, steps=steps(State.DISBURSED))
        make.pay_out(row, members, TODAY).borrower_name = group.name


def answers(typed: str) -> list[list[int]]:
    """Return what each list finds for words, plain and narrowed."""
    queries: list[Any] = [
        people.list_persons(typed),
        people.list_persons(typed, kecamatan_code="15.71.02"),
        people.list_persons(typed, state=people.UNFINISHED),
        applications(SYSTEM, words=typed),
        applications(SYSTEM, words=typed, kecamatan_code="15.71.01"),
        applications(SYSTEM, words=typed, state="submitted"),
        loans_query(SYSTEM, today=TODAY, words=typed),
        loans_query(SYSTEM, today=TODAY, words=typed, state="running", lateness="terlambat"),
        newest_assessments(words=typed),
        newest_assessments(words=typed, status="ready"),
    ]
    return [sorted(row.id for row in db.session.scalars(query)) for query in queries]


def test_both_ways_of_searching_find_the_same(app_on_both: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app_on_both.app_context():
        lay()
        few = {typed: answers(typed) for typed in TYPED}
        monkeypatch.setattr(words, "MANY", 0)
        many = {typed: answers(typed) for typed in TYPED}
        assert many == few
        assert [len(found) for found in few["siti"]] == [2, 1, 2, 2, 1, 0, 2, 0, 2, 1]
        assert len(few["melati"][3]) == len(few["melati"][6]) == 1
        loan = db.session.query(Loan).order_by(Loan.id.desc()).first()
        assert loan is not None
        assert [row.id for row in db.session.scalars(loans_query(SYSTEM, today=TODAY, words=loan.number))] == [loan.id]
        assert loan.id in set(db.session.scalars(loans_query(SYSTEM, today=TODAY, words=str(loan.id))
                              .with_only_columns(Loan.id)))  # fmt: skip


def test_the_newest_are_found_first_and_no_more_than_so_many(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MANY", 0)
    monkeypatch.setattr(words, "MOST", 2)
    with app.app_context():
        lay()
        found = [person.name for person in db.session.scalars(people.list_persons("anggota"))]
        assert len(found) == 2
        with transaction():
            newest = factories.make_person("Anggota 1")
        assert newest.id in {person.id for person in db.session.scalars(people.list_persons("anggota 1"))}


def test_the_running_number_is_read_from_what_was_typed() -> None:
    typed = {"12": 12, "00012": 12, "PJ-2026-00012": 12, "pm-2026-7": 7, "PJ-2026-": None, "siti": None, "": None}
    assert {words: running_number(words) for words in typed} == typed
