"""Old arrears hold a person, a letter lifts them, and a later iDeb tells whether it was true."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from scoring.screening import queries
from scoring.screening.decisions import service as decisions
from scoring.screening.drafts import DecisionDraft
from scoring.screening.economics.queries import OLD_ARREARS, HeldCount, held_by_kind
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds import queries as holds
from scoring.screening.holds.models import DebtHold
from scoring.screening.kinds import Decision
from tests import factories
from tests.factories import NOW
from tests.outside import outside
from tests.screening_cases import bank_ideb, count, make_owner, officer, read

LETTER = {
    "lifting": "settled",
    "letter_number": "B-77/KC-JMB/2026",
    "letter_on": "01/10/2026",
    "slik_due_on": "12/11/2026",
    "recheck_on": "",
    "note": "",
}
Login = Callable[..., FlaskClient]


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


def old_arrears() -> HeldCount:
    """Return the counts of old arrears as they stand at the end of the day."""
    found = held_by_kind(datetime.max.replace(tzinfo=UTC), as_known=True)
    return next(row for row in found if row.kind == OLD_ARREARS)


def test_a_letter_lifts_old_arrears_until_a_later_ideb_says_otherwise(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="5", bakiDebet="6400000"))
        hold = queries.open_holds(person_id)[0]
        assert queries.open_flags(person_id) == [], "a hold is no debt flag"
        assert queries.known_debts(person_id)[0].quality == 5
        client = login(Role.OFFICER)
        assert "Nyatakan beres dengan surat" in client.get(f"/pemeriksaan/orang/{person_id}").text
        url = f"/pemeriksaan/tunggakan/{hold.id}/beres"
        assert "Nomor surat" in client.get(url).text
        assert client.post(url, data={**LETTER, "letter_on": "30/11/2090"}).status_code == 422
        assert client.post(url, data={**LETTER, "slik_due_on": "30/09/2026"}).status_code == 422
        assert client.post(url, data={**LETTER, "lifting": "wrong"}).status_code == 422
        assert client.post(url, data=LETTER).status_code == 303
        assert "sudah dinyatakan beres" in client.post(url, data=LETTER).text
        assert queries.open_holds(person_id) == []
        assert queries.known_debts(person_id) == []
        assert [row.id for row in holds.rechecks_due(holds.hold(hold.id).recheck_on or NOW.date())] == [hold.id]
        read(person_id, bank_ideb("20261020", kualitas="5", bakiDebet="6400000"), "terlalu-awal.txt")
        assert queries.open_holds(person_id) == [], "SLIK could not know yet"
        read(person_id, bank_ideb("20261114", kualitas="5", bakiDebet="6400000"), "masih.txt")
        again = queries.open_holds(person_id)
        assert len(again) == 1
        assert again[0].id != hold.id
        assert holds.hold(hold.id).rechecked_on is not None
        deeds = {entry.deed for entry in db.session.scalars(select(AuditEntry))}
        assert {"screening.raise_hold", "screening.lift_hold"} <= deeds


def test_a_newer_ideb_without_arrears_lifts_a_hold_by_itself(app: Flask) -> None:
    with app.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="3", bakiDebet="2000000"))
        read(person_id, bank_ideb("20261101", kualitas="1", bakiDebet="1500000"), "lancar.txt")
        assert [row.lifting for row in holds.holds_of(person_id)] == [HoldLifting.SHOWN_CLEAR]
        read(person_id, bank_ideb("20261105", kualitas="2", bakiDebet="1500000"), "macet-lagi.txt")
        assert len(queries.open_holds(person_id)) == 1
        read(person_id, bank_ideb("20261110"), "kosong.txt")
        assert queries.open_holds(person_id) == []


def test_a_dismissed_finding_holds_nobody_until_it_is_confirmed(app: Flask) -> None:
    with app.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="3", bakiDebet="2000000"))
        key = queries.findings_of(person_id)[0].id
        for decision, holding in ((Decision.DISMISSED, 0), (Decision.CONFIRMED, 1), (Decision.CONFIRMED, 1)):
            with transaction():
                draft = DecisionDraft(decision, "Nama sama, orang lain; lalu ternyata benar.")
                decisions.decide(queries.finding(key), draft, actor=officer(), now=NOW)
            assert len(queries.open_holds(person_id)) == holding


def test_one_finding_holds_once(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="3", bakiDebet="2000000"))
        hold = queries.open_holds(person_id)[0]
        with pytest.raises(IntegrityError), transaction() as session:
            session.add(DebtHold(person_id=person_id, finding_id=hold.finding_id, raised_at=NOW))
        assert count(DebtHold) == 1


def test_the_economics_department_sees_counts_and_no_person(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="3", bakiDebet="2000000"))
        counted = old_arrears()
        assert (counted.held, counted.owed, counted.got_out) == ({person_id}, 2_000_000, set())
        page = login(Role.ECONOMICS).get("/laporan/utang").text
        assert "Tunggakan lama" in page
        assert "kurang dari 5" in page or "ditutup" in page
        assert "2.000.000" not in page
        assert login(Role.OFFICER).get("/laporan/utang").status_code == 403
        read(person_id, bank_ideb("20261110"), "kosong.txt")
        counted = old_arrears()
        assert (counted.held, counted.got_out) == (set(), {person_id})
