"""Daftar cepat through the browser: what is kept, what is refused, and that what was typed stays."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from core.people.kinds import ConsentPurpose, Sex
from core.people.models import Consent, Person
from core.people.queries import consent_given, consents_of, find_by_nik
from tests import factories

Login = Callable[..., FlaskClient]
NIK = "1571016005850003"


def typed(**changes: str) -> dict[str, str]:
    values = {
        "nik": "1571 0160 0585 0003",
        "name": "  Siti   Aminah ",
        "phone": "+62 812-3456-7890",
        "kelurahan_code": factories.WARD,
        "rt": "5",
        "need": "Tambah modal dagangan",
        "consent_registration": "1",
        "consent_sharing": "1",
    }
    return values | changes


def count_persons(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Person.id))) or 0


def test_a_good_form_registers_and_shows_the_number_and_the_slip(app: Flask, login: Login) -> None:
    client = login(Role.OFFICER)
    answer = client.post("/orang/daftar", data=typed())
    assert answer.status_code == 303
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
        assert (person.name, person.phone, person.rt) == ("Siti Aminah", "081234567890", "05")
        assert (person.sex, person.born_on.isoformat() if person.born_on else None) == (Sex.FEMALE, "1985-05-20")
        number, person_id = person.number, person.id
        assert number.startswith("HK-20")
        assert number.endswith(f"-{person_id:05}")
    page = client.get(answer.location).text
    assert number in page
    slip = client.get(f"/orang/{person_id}/lembar").text
    assert number in slip
    assert "Layanan ini gratis." in slip
    assert "Kartu Keluarga" in slip
    assert "157101••••••0003" in slip
    assert NIK not in page + slip


def test_each_consent_is_recorded_with_its_text_and_may_be_refused(app: Flask, login: Login) -> None:
    login(Role.OFFICER).post("/orang/daftar", data=typed())
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
        given = {purpose: consent.is_given for purpose, consent in consents_of(person.id).items()}
        assert given == {
            ConsentPurpose.REGISTRATION: True,
            ConsentPurpose.SCREENING: False,
            ConsentPurpose.SHARING: True,
        }
        assert all(consent.text_version == "2026-1" for consent in db.session.scalars(select(Consent)))
        assert consent_given(person.id, ConsentPurpose.SHARING)
        assert not consent_given(person.id, ConsentPurpose.SCREENING)


def test_the_nik_is_unreadable_at_rest_and_found_by_its_index(app: Flask, login: Login) -> None:
    login(Role.OFFICER).post("/orang/daftar", data=typed())
    with app.app_context():
        sealed, index = db.session.execute(text("SELECT nik, nik_index FROM person")).one()
        assert NIK.encode() not in bytes(sealed)
        assert NIK not in index
        found = find_by_nik(NIK)
        assert found is not None
        assert found.nik == NIK
        entries = db.session.scalars(select(AuditEntry)).all()
        assert {entry.deed for entry in entries} == {"people.register", "people.record_consent"}
        for entry in entries:
            assert NIK not in f"{entry.summary} {entry.before} {entry.after}"
            assert "081234567890" not in f"{entry.summary} {entry.before} {entry.after}"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nik": "15710160058500"}, "NIK harus 16 angka; yang diisi 14 angka."),
        ({"nik": "157101600585000O"}, "NIK hanya berisi angka."),
        ({"nik": ""}, "Isi NIK."),
        ({"name": ""}, "Isi nama lengkap."),
        ({"name": "S1ti"}, "Nama tidak berisi angka."),
        ({"name": "?"}, "paling sedikit dua huruf"),
        ({"name": "A" * 121}, "paling panjang 120 huruf"),
        ({"phone": "12345"}, "harus diawali 0"),
        ({"phone": "0812abc"}, "hanya boleh berisi angka"),
        ({"phone": "0812"}, "Nomor HP harus 10–13 digit"),
        ({"kelurahan_code": ""}, "Pilih kelurahan dari daftar."),
        ({"kelurahan_code": "31.71.01.1001"}, "Pilih kelurahan dari daftar."),
        ({"rt": "lima"}, "RT diisi angka saja"),
        ({"need": ""}, "Isi kebutuhan."),
        ({"consent_registration": ""}, "Pendaftaran hanya bisa disimpan bila"),
    ],
)
def test_bad_input_is_explained_kept_and_changes_nothing(
    app: Flask, login: Login, changes: dict[str, str], message: str
) -> None:
    answer = login(Role.OFFICER).post("/orang/daftar", data=typed(**changes))
    assert answer.status_code == 422
    assert message in answer.text
    for name in ("nik", "name", "phone", "need"):
        assert f'value="{(typed() | changes)[name]}"' in answer.text
    assert count_persons(app) == 0


def test_a_nik_known_already_names_the_number_it_is_under(app: Flask, login: Login) -> None:
    client = login(Role.OFFICER)
    client.post("/orang/daftar", data=typed())
    answer = client.post("/orang/daftar", data=typed(name="Orang Lain", phone="081299998888"))
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
    assert answer.status_code == 422
    assert f"sudah terdaftar dengan nomor {person.number}" in answer.text
    assert f'href="/orang/{person.id}"' in answer.text
    assert "Orang Lain" in answer.text


def test_a_nik_that_does_not_fit_is_kept_with_its_warnings(app: Flask, login: Login) -> None:
    client = login(Role.OFFICER)
    answer = client.post("/orang/daftar", data=typed(nik="1571023205850000"))
    assert answer.status_code == 303
    assert "periksa NIK" in client.get(answer.location).text
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
        assert person.born_on is None
        assert person.nik_warnings is not None
        for words in ("Jambi Selatan", "tidak ada di kalender", "0000"):
            assert words in person.nik_warnings


def test_two_officers_cannot_register_one_nik(app_on_both: Flask) -> None:
    """On both engines the database, not only the check before it, keeps a NIK single."""
    from core.auth.roles import SYSTEM
    from core.people import queries, service
    from core.people.drafts import Registration

    draft = Registration(
        "Siti Aminah",
        "081234567890",
        factories.WARD,
        nik=NIK,
        consents=frozenset({ConsentPurpose.REGISTRATION}),
    )
    with app_on_both.app_context():
        with transaction():
            service.register(draft, actor=SYSTEM, now=factories.NOW)
        looked: list[str] = []
        really_find = queries.find_by_nik

        def find_too_early(nik: str) -> Person | None:
            looked.append(nik)
            return None if len(looked) == 1 else really_find(nik)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(queries, "find_by_nik", find_too_early)
            with pytest.raises(service.DuplicateNik, match="HK-2026-"), transaction():
                service.register(draft, actor=SYSTEM, now=factories.NOW)
        assert len(looked) == 2
        assert db.session.scalar(select(func.count(Person.id))) == 1


@pytest.mark.parametrize("role", [Role.HEAD, Role.MENTOR, Role.AUDITOR, Role.BANK, Role.ECONOMICS, Role.TRAINER])
def test_only_officers_register(app: Flask, login: Login, role: Role) -> None:
    client = login(role)
    assert client.get("/orang/daftar").status_code == 403
    assert client.post("/orang/daftar", data=typed()).status_code == 403
    assert count_persons(app) == 0
