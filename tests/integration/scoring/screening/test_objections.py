"""An objection is kept with its answer, answered by somebody else, and never lost by screening again."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from core.auth.roles import Role
from core.db import transaction
from core.people import queries as people
from core.people.models import ConsentPurpose
from harkat.readiness import queries as readiness
from scoring.facts import FactKind
from scoring.screening import queries
from scoring.screening.kinds import Decision
from scoring.screening.objection_rules import ObjectionOutcome
from scoring.screening.objections import queries as objections
from scoring.screening.objections.models import DebtObjection
from tests import factories
from tests.factories import NOW, TODAY
from tests.outside import outside
from tests.screening_cases import bank_ideb, make_finding, make_owner, read

Login = Callable[..., FlaskClient]
DECISION = {"decision": "confirmed", "reason": "Mengaku meminjam lewat HP."}
OBJECTION = {"said_on": "20/11/2026", "words": "Itu uang titipan adik saya."}
REFUSAL = {"outcome": "refused", "answer": "Nama aplikasinya tertulis pada mutasinya."}
UPHELD = {"outcome": "upheld", "answer": "Surat adiknya dilihat."}


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


def test_an_objection_is_answered_by_somebody_else_and_takes_the_flag_back(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        finding_id = make_finding(person_id)
        client, other = login(Role.OFFICER), login("officer2")
        client.post(f"/pemeriksaan/temuan/{finding_id}", data=DECISION)
        url = f"/pemeriksaan/temuan/{finding_id}/keberatan"
        assert "dengan kata-katanya sendiri" in client.get(url).text
        assert client.post(url, data={**OBJECTION, "said_on": "21/11/2090"}).status_code == 422
        assert client.post(url, data=OBJECTION).status_code == 303
        assert "belum dijawab" in client.post(url, data=OBJECTION).text
        assert "Keberatan atas temuan utang" in other.get("/").text
        key = objections.objections_of(person_id)[0].id
        reply = f"/pemeriksaan/keberatan/{key}"
        assert "titipan adik" in other.get(reply).text
        assert "bukan yang memutuskan" in client.post(reply, data=UPHELD).text
        assert other.post(reply, data=UPHELD).status_code == 303
        assert "sudah dijawab" in other.post(reply, data=REFUSAL).text
        assert queries.open_flags(person_id) == []
        row = queries.finding(finding_id)
        assert row.decision is Decision.DISMISSED
        shown = client.get(f"/pemeriksaan/orang/{person_id}").text
        assert "titipan adik" in shown
        assert "Surat adiknya dilihat." in shown


def test_a_refused_objection_leaves_the_hold_and_survives_a_new_reading(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="3", bakiDebet="2000000"))
        finding_id = queries.findings_of(person_id)[0].id
        login(Role.OFFICER).post(f"/pemeriksaan/temuan/{finding_id}/keberatan", data=OBJECTION)
        key = objections.objections_of(person_id)[0].id
        assert login(Role.HEAD).post(f"/pemeriksaan/keberatan/{key}", data=REFUSAL).status_code == 303
        assert len(queries.open_holds(person_id)) == 1
        read(person_id, bank_ideb("20261101", kualitas="4", bakiDebet="2000000"), "baru.txt")
        kept = objections.objections_of(person_id)
        assert [(row.outcome, row.answer) for row in kept] == [(ObjectionOutcome.REFUSED, REFUSAL["answer"])]


def test_an_objection_to_a_flag_that_was_told_closes_it(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        finding_id = make_finding(person_id)
        login(Role.OFFICER).post(f"/pemeriksaan/temuan/{finding_id}", data=DECISION)
        flag = queries.open_flags(person_id)[0]
        login("officer2").post(f"/pemeriksaan/penanda/{flag.id}/keberatan", data=OBJECTION)
        key = objections.objections_of(person_id)[0].id
        assert login(Role.HEAD).get(f"/pemeriksaan/keberatan/{key}").status_code == 200
        assert login(Role.HEAD).post(f"/pemeriksaan/keberatan/{key}", data=UPHELD).status_code == 303
        assert queries.open_flags(person_id) == []
        assert login(Role.TRAINER).get(f"/pemeriksaan/keberatan/{key}").status_code == 403


def test_one_finding_has_one_objection_that_waits(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person_id = make_owner()
        finding_id = make_finding(person_id)
        values = {"person_id": person_id, "finding_id": finding_id, "said_on": TODAY, "words": "x", "received_at": NOW}
        with transaction() as session:
            session.add(DebtObjection(**values))
        with pytest.raises(IntegrityError), transaction() as session:
            session.add(DebtObjection(**values))


def test_once_consent_is_taken_back_nothing_that_was_read_is_shown(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="3", bakiDebet="2000000"))
        lender, finding = queries.findings_of(person_id)[0].lender, queries.findings_of(person_id)[0].id
        file = queries.files_of(person_id)[0].id
        with transaction():
            people.consents_of(person_id)[ConsentPurpose.SCREENING].withdrawn_at = NOW
        client = login(Role.OFFICER)
        page = client.get(f"/pemeriksaan/orang/{person_id}").text
        assert "persetujuan dicabut" in page
        assert lender not in page
        assert lender not in client.get(f"/orang/{person_id}").text
        for url in (f"/pemeriksaan/temuan/{finding}", f"/pemeriksaan/berkas/{file}"):
            answer = client.get(url)
            assert answer.status_code == 422
            assert "mencabut persetujuan" in answer.text
        facts = readiness.gather(person_id, today=TODAY)
        assert not facts.debts
        assert facts.get(FactKind.IDEB_READ) is None
