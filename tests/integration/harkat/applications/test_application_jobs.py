"""The nightly job: offers run out once, on both databases, and whatever stands firm stays."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.db import db, transaction
from harkat.applications import queries
from harkat.applications.jobs import expire_offers
from harkat.applications.models import Application
from harkat.applications.notices import queries as notices
from harkat.applications.states import State, StopReason
from harkat.facility import queries as facility
from harkat.facility import service as facility_service
from harkat.facility.models import Reservation
from tests import factories
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import LATER, ROOM, Case, bring_to, complete_file, the

Login = Callable[..., FlaskClient]


def test_offers_run_out_once_and_contracts_stand(app_on_both: Flask, case_on_both: Case) -> None:
    with app_on_both.app_context():
        keys = {}
        for state in ("at_bank", "approved", "accepted", "contracted"):
            with transaction():
                person_id = factories.make_person(f"Pemohon {state}").id
                complete_file(person_id)
            keys[state] = bring_to(state, case_on_both, person_id=person_id)
        assert expire_offers(TODAY + timedelta(days=30), NOW) == "0 tawaran berakhir"
        assert expire_offers(TODAY + timedelta(days=31), LATER) == "2 tawaran berakhir"
        assert expire_offers(TODAY + timedelta(days=31), LATER) == "0 tawaran berakhir"
        states = {name: the(key).state for name, key in keys.items()}
        assert states == {
            "at_bank": State.AT_BANK,
            "approved": State.EXPIRED,
            "accepted": State.EXPIRED,
            "contracted": State.CONTRACTED,
        }
        assert the(keys["approved"]).stop_reason is StopReason.EXPIRED
        assert facility.position(case_on_both.bank_id).committed == 5_000_000
        assert facility.verify() == []
        assert queries.steps_of(keys["approved"])[-1].actor_name == "Sistem"
        assert sorted(news.application_id for news in notices.waiting()) == [keys["approved"], keys["accepted"]]
        db.session.remove()


def test_money_that_ran_out_by_itself_is_not_released_twice(app: Flask, case: Case) -> None:
    with app.app_context():
        application_id = bring_to("approved", case)
        with transaction():
            facility_service.expire_reservations(TODAY + timedelta(days=31), now=LATER)
        assert expire_offers(TODAY + timedelta(days=31), LATER) == "1 tawaran berakhir"
        assert the(application_id).state is State.EXPIRED
        assert facility.position(case.bank_id).available == ROOM
        assert len(db.session.scalars(select(Reservation)).all()) == 1
        assert db.session.scalars(select(Application.number)).one().startswith("PM-2026-")
        db.session.remove()


def test_the_officer_is_told_of_offers_that_end_and_ended(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        bring_to("approved", case)
        db.session.remove()
    with time_machine.travel(NOW + timedelta(days=25), tick=False):
        officer = login("officer")
        assert "5 hari lagi" in officer.get("/permohonan/kabar").get_data(as_text=True)
        assert "Tawaran bank segera berakhir" in officer.get("/").get_data(as_text=True)
    with time_machine.travel(LATER, tick=False):
        officer = login("officer")
        with app.app_context():
            expire_offers(TODAY + timedelta(days=31), LATER)
        assert "Kabar untuk pemohon" in officer.get("/").get_data(as_text=True)
        words = officer.get("/permohonan/kabar").get_data(as_text=True)
        assert "Tawaran bank berakhir 20 Desember 2026" in words
        for _ in range(2):
            assert officer.post("/permohonan/kabar/1").status_code == 303
        assert "Tidak ada kabar yang menunggu" in officer.get("/permohonan/kabar").get_data(as_text=True)
        assert login("bank").get("/permohonan/kabar").status_code == 403
