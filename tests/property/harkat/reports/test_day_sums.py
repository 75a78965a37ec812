"""Claim: the sums by day say what the transfers say, on any day and basis. Attack: book at random, also backwards."""

import random
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from core.auth.roles import SYSTEM
from core.db import db
from core.errors import DomainError
from harkat.facility import queries as facility
from harkat.facility import service
from harkat.facility.days import queries as days
from harkat.facility.days import service as keeping
from harkat.facility.days.models import FacilityDay
from harkat.facility.models import FacilityTransfer, PartnerBank
from harkat.facility.reporting.queries import reported_days
from harkat.reports.basis import Basis
from harkat.reports.queries import ledger
from tests import books
from tests import factories_reports as make
from tests.property.harkat.reports.test_report_figures import World

START = date(2026, 1, 5)


def write_history(seed: int) -> None:
    """Invent a city, then take some of its bookings back, days later and for days before."""
    chance = random.Random(seed)
    World(seed)
    for row in db.session.scalars(select(FacilityTransfer).order_by(FacilityTransfer.id.desc())).all():
        if chance.random() < 0.4:
            try:
                with db.session.begin_nested():
                    service.reverse(
                        row, reference=f"batal-{row.id}", reason="Salah catat", actor=SYSTEM,
                        now=make.noon(row.occurred_on + timedelta(days=chance.randrange(1, 60))),
                    )  # fmt: skip
            except DomainError:
                continue
    db.session.flush()


@pytest.mark.parametrize("seed", range(4))
def test_the_sums_by_day_agree_with_the_transfers_on_every_day(app_on_both: Flask, seed: int) -> None:
    with app_on_both.app_context():
        write_history(seed)
        assert days.are_complete()
        assert facility.verify() == []
        for basis in Basis:
            for day in [START + timedelta(days=step) for step in range(0, 400, 25)] + [books.TODAY]:
                kept = ledger._kept_until(day, basis)
                assert sorted(days.flows(kept), key=repr) == sorted(ledger.moves_until(day, basis), key=repr)
                assert days.last_words(kept) == ledger.reported_slowly(day, basis)
                assert days.paid_out_by_day(kept) == ledger.payments_slowly(day, basis)
        db.session.rollback()
        db.session.remove()


def test_a_book_older_than_its_sums_is_still_read_right_and_the_sums_can_be_made_anew(app: Flask) -> None:
    with app.app_context():
        write_history(1)
        day = START + timedelta(days=80)
        before = (
            ledger.positions_on(day, Basis.KNOWN), ledger.reported_at(day, Basis.KNOWN),
            ledger.payments(day, Basis.CORRECTED), reported_days(),
        )  # fmt: skip
        db.session.execute(delete(FacilityDay))
        assert not days.are_complete()
        again = (
            ledger.positions_on(day, Basis.KNOWN), ledger.reported_at(day, Basis.KNOWN),
            ledger.payments(day, Basis.CORRECTED), reported_days(),
        )  # fmt: skip
        assert again == before
        assert facility.verify() != []
        for bank in db.session.scalars(select(PartnerBank)):
            keeping.rebuild(bank)
        assert days.are_complete()
        assert facility.verify() == []


def test_a_changed_sum_shows(app: Flask) -> None:
    with app.app_context():
        write_history(2)
        first = db.session.scalars(select(FacilityDay.id)).first()
        db.session.execute(update(FacilityDay).where(FacilityDay.id == first).values(amount=FacilityDay.amount + 1))
        found = facility.verify()
        assert len(found) == 1
        assert found[0].account.startswith("days#")
