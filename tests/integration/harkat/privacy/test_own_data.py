"""A person's entries are copied, limited and erased; what the law or the books need stays and is named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Role
from core.db import Model, db, transaction
from core.people import queries as people
from core.people.kinds import ConsentPurpose
from core.people.models import Business, Person
from core.people.service import record_consent
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.privacy import queries, service
from harkat.privacy.keeping import covered
from harkat.privacy.kinds import HOURS, Fate, RequestKind
from harkat.privacy.models import DataRequest
from scoring.screening.queries import is_withheld
from tests import books
from tests.factories import NOW, TODAY, account_named, make_person

Login = Callable[..., FlaskClient]


@pytest.fixture
def siti(app: Flask) -> int:
    """The key of a person with a business and every consent."""
    with app.app_context(), transaction() as session:
        person = make_person("Siti Aminah", email="siti@contoh.id", address="Jalan Mawar 3")
        session.add(Business(person_id=person.id, name="Warung Siti", created_at=NOW))
        for purpose in ConsentPurpose:
            record_consent(person, purpose, is_given=True, actor=SYSTEM, now=NOW)
        return person.id


def test_every_table_that_names_a_person_says_what_becomes_of_it(app: Flask) -> None:
    naming = {
        table.name
        for table in Model.metadata.sorted_tables
        if any(key.column.table.name == "person" for column in table.columns for key in column.foreign_keys)
    }
    assert sorted(naming - covered()) == []
    assert sorted(covered() - set(Model.metadata.tables)) == []


def test_a_limit_stops_every_use_at_once_and_its_clock_runs(app: Flask, login: Login, siti: int) -> None:
    officer = login(Role.OFFICER)
    asked = officer.post(f"/data-pribadi/orang/{siti}/permintaan", data={"kind": "limit", "words": "Jangan dipakai"})
    assert asked.status_code == 303
    with app.app_context():
        row = db.session.scalars(select(DataRequest)).one()
        assert row.due_at - row.received_at == timedelta(hours=HOURS)
        assert not any(people.consent_given(siti, purpose) for purpose in ConsentPurpose)
        assert is_withheld(siti)
    assert "sisa 7" in officer.get(f"/data-pribadi/orang/{siti}").text
    assert "Permintaan data pribadi" in officer.get("/").text
    assert "pemakaian dibatasi" in officer.get(f"/orang/{siti}").text
    assert officer.post(f"/data-pribadi/orang/{siti}/pembatasan/cabut").status_code == 303
    with app.app_context():
        assert people.consent_given(siti, ConsentPurpose.SCREENING)


def test_a_request_is_answered_once_and_lateness_is_recorded(app: Flask, login: Login, siti: int) -> None:
    with app.app_context(), transaction():
        row = service.receive(people.person(siti), RequestKind.COPY, "Minta salinan", actor=SYSTEM, now=NOW)
        key = row.id
        service.answer(row, "Diserahkan", actor=SYSTEM, now=NOW + timedelta(hours=HOURS + 1))
    assert "dijawab terlambat" in login(Role.AUDITOR).get("/data-pribadi?keadaan=semua").text
    assert login(Role.OFFICER).post(f"/data-pribadi/permintaan/{key}", data={"words": "Lagi"}).status_code == 422
    with app.app_context():
        summaries = db.session.scalars(select(AuditEntry.summary).where(AuditEntry.deed == "privacy.answer")).all()
        assert [text for text in summaries if "lewat 3 x 24 jam" in text] == summaries


def test_the_copy_holds_what_is_the_persons_and_nobody_elses(app: Flask, login: Login, siti: int) -> None:
    with app.app_context(), transaction() as session:
        other = make_person("Budi Lain")
        session.add(Business(person_id=other.id, name="Bengkel Budi", created_at=NOW))
        nik = people.person(siti).nik
    officer = login(Role.OFFICER)
    held = officer.get(f"/data-pribadi/orang/{siti}/salinan.json")
    assert held.json is not None
    assert held.json["tables"]["person"][0]["nik"] == nik
    assert held.json["tables"]["business"][0]["name"] == "Warung Siti"
    assert len(held.json["tables"]["consent"]) == len(ConsentPurpose)
    assert "Budi" not in held.text
    assert "Bengkel" not in held.text
    shown = officer.get(f"/data-pribadi/orang/{siti}/salinan").text
    assert "Warung Siti" in shown
    assert "Layanan ini gratis" in shown
    assert login(Role.AUDITOR).get(f"/data-pribadi/orang/{siti}/salinan").status_code == 403


def test_who_has_no_loan_is_destroyed_down_to_the_number(app: Flask, login: Login, siti: int) -> None:
    with app.app_context():
        number = people.person(siti).number
    head = login(Role.HEAD)
    address = f"/data-pribadi/orang/{siti}/hapus"
    assert "dikosongkan" in head.get(address).text
    wrong = head.post(address, data={"number": "HK-1", "reason": "Permintaan"})
    assert wrong.status_code == 422
    assert number in wrong.text
    assert head.post(address, data={"number": number.lower(), "reason": "Permintaan"}).status_code == 303
    with app.app_context():
        person = db.session.get_one(Person, siti)
        assert (person.name, person.nik, person.nik_index, person.phone) == (service.ERASED_NAME, None, None, "")
        assert (person.email, person.address, person.born_on, person.number) == (None, None, None, number)
        assert db.session.scalar(select(func.count()).select_from(Business).where(Business.person_id == siti)) == 0
        assert {item.fate for item in queries.standings(siti, TODAY)} == {Fate.KEPT}
        written = "".join(f"{row.summary}{row.before}{row.after}" for row in db.session.scalars(select(AuditEntry)))
        assert "Aminah" not in written
        assert "Mawar" not in written
    shown = head.get(address).text
    assert "Dimusnahkan" in shown
    assert "Jawaban atas persetujuan" in shown
    assert "Siti" not in shown
    assert login(Role.OFFICER).get(f"/orang/{siti}").status_code == 200


def test_a_running_loan_holds_its_papers_and_the_books_stay_whole(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        bank = books.open_bank(ceiling=10**9)
        loan = books.open_loan(bank, amount=10_000_000)
        person = people.person(loan.person_id or 0)
        session.add(Business(person_id=person.id, name="Warung", created_at=NOW))
        session.flush()
        assert queries.financing_reasons(person.id, TODAY) != []
        head = account_named("head").as_actor()
        row = service.erase(person, typed_number=person.number, reason="Diminta", actor=head, now=NOW)
        assert not row.is_complete
        assert people.person(person.id).nik is not None
        assert people.businesses_of(person.id) == []
        assert loans.loan(loan.id).outstanding == 10_000_000
        assert facility.verify() == []


def test_a_legal_hold_forbids_erasing_until_it_is_lifted(app: Flask, login: Login, siti: int) -> None:
    head = login(Role.HEAD)
    assert head.post(f"/data-pribadi/orang/{siti}/tahan", data={"reason": ""}).status_code == 422
    assert head.post(f"/data-pribadi/orang/{siti}/tahan", data={"reason": "Permintaan penyidik"}).status_code == 303
    with app.app_context():
        number = people.person(siti).number
        [held] = queries.holds_of(siti)
        hold_id = held.id
    asked = {"number": number, "reason": "Permintaan"}
    assert head.post(f"/data-pribadi/orang/{siti}/hapus", data=asked).status_code == 422
    assert "Permintaan penyidik" in head.get(f"/data-pribadi/orang/{siti}/hapus").text
    assert head.post(f"/data-pribadi/orang/{siti + 1}/tahan/{hold_id}/lepas").status_code == 404
    assert head.post(f"/data-pribadi/orang/{siti}/tahan/{hold_id}/lepas").status_code == 303
    assert head.post(f"/data-pribadi/orang/{siti}/hapus", data=asked).status_code == 303


def test_a_breach_has_a_clock_and_a_drafted_notice(login: Login) -> None:
    head = login(Role.HEAD)
    typed = {
        "found_on": "19/11/2025",
        "found_time": "09.30",
        "happened": "Laptop hilang di bus",
        "affected": "Nama dan telepon",
        "persons": "12",
        "done": "Akun ditutup",
    }
    made = head.post("/data-pribadi/kegagalan", data=typed)
    assert made.status_code == 303
    shown = login(Role.AUDITOR).get(made.location).text
    assert "pasal 46" in shown
    assert "Laptop hilang di bus" in shown
    assert "lewat" in shown
    assert head.post(f"{made.location}/diberitahukan").status_code == 303
    assert "dijawab terlambat" in head.get("/data-pribadi/kegagalan").text
    assert head.post("/data-pribadi/kegagalan", data=typed | {"found_on": "31/12/2999"}).status_code == 422
    assert login(Role.OFFICER).get("/data-pribadi/kegagalan").status_code == 403
