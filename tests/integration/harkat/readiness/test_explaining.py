"""Letters, objections, old assessments, the group's view and the check of the score, through the pages."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import Role
from core.db import transaction
from core.files.pdf import read_pdf_lines
from core.groups import queries as groups
from core.people.models import Sex
from harkat.readiness import queries, service
from harkat.readiness.objections.queries import objections_of
from harkat.readiness.together.queries import of_sub_group
from scoring.readiness import Readiness
from tests import factories
from tests.factories import NOW, TODAY
from tests.outside import outside

Login = Callable[..., FlaskClient]


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in; its requests share nothing with the test."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


@pytest.fixture
def person_id(app: Flask) -> Iterator[int]:
    """A trader who was assessed by an officer."""
    with app.app_context():
        with transaction():
            key = factories.make_person("Yanti Lontong", household_cost_monthly=2_000_000).id
            actor = factories.account_named("officer").as_actor()
            service.assess(key, actor=actor, now=NOW, today=TODAY)
        yield key


@pytest.fixture(autouse=True)
def known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be the factories' day."""
    monkeypatch.setattr("core.clock.today", lambda: TODAY)
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def test_the_letter_is_numbered_plain_and_the_same_when_asked_again(login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    place = client.post(f"/kesiapan/orang/{person_id}/surat").headers["Location"]
    assert client.post(f"/kesiapan/orang/{person_id}/surat").headers["Location"] == place
    answer = client.get(place)
    assert answer.mimetype == "application/pdf"
    words = " ".join(read_pdf_lines(answer.data))
    for said in (
        "SP-2026-00001",
        "Yanti Lontong",
        "Layanan ini gratis",
        "Bila Anda tidak setuju",
        "Langkah berikutnya",
    ):
        assert said in words
    for unsaid in ("Skor", "disetujui", "keyakinan", "bobot", "penanda"):
        assert unsaid not in words
    assert "SP-2026-00001" in client.get(f"/kesiapan/orang/{person_id}/surat").text
    assert login(Role.MENTOR).get(place).status_code == 403


def test_an_objection_is_answered_by_somebody_else_and_corrected_facts_are_assessed_again(
    login: Login, person_id: int
) -> None:
    officer, second, head = login("officer"), login("officer2"), login(Role.HEAD)
    bad = second.post(f"/kesiapan/orang/{person_id}/keberatan", data={"received_on": "01/01/2099", "told": "Salah"})
    assert bad.status_code == 422
    values = {"received_on": f"{TODAY:%d/%m/%Y}", "told": "Usaha saya sudah tiga tahun, bukan baru."}
    assert second.post(f"/kesiapan/orang/{person_id}/keberatan", data=values).status_code == 303
    assert second.post(f"/kesiapan/orang/{person_id}/keberatan", data=values).status_code == 422
    key = objections_of(person_id)[0].id
    reply = {"outcome": "corrected", "answer": "Benar, tanggal mulai usahanya diperbaiki."}
    assert second.post(f"/kesiapan/keberatan/{key}", data=reply).status_code == 403
    assert officer.post(f"/kesiapan/keberatan/{key}", data=reply).status_code == 403
    assert "Keberatan menunggu jawaban" in head.get("/").text
    assert head.post(f"/kesiapan/keberatan/{key}", data={"outcome": "corrected"}).status_code == 422
    assert head.post(f"/kesiapan/keberatan/{key}", data=reply).status_code == 303
    assert head.post(f"/kesiapan/keberatan/{key}", data=reply).status_code == 422
    assert len(queries.history(person_id)) == 2
    shown = officer.get(f"/kesiapan/orang/{person_id}").text
    assert "Benar, tanggal mulai usahanya diperbaiki." in shown
    assert "Garis skor dan keyakinan" in shown


def test_an_old_assessment_is_explained_line_by_line_from_its_own_facts(login: Login, person_id: int) -> None:
    kept = queries.latest(person_id)
    assert kept is not None
    shown = login(Role.AUDITOR).get(f"/kesiapan/penilaian/{kept.id}").text
    assert "belum diketahui" in shown
    assert "Umur usaha" in shown
    assert login(Role.BANK).get(f"/kesiapan/penilaian/{kept.id}").status_code == 403
    assert login(Role.OFFICER).get("/kesiapan/penilaian/999").status_code == 404


def test_ready_members_borrow_now_and_the_chair_hears_a_number_alone(login: Login, app: Flask) -> None:
    with app.app_context():
        with transaction():
            group, sub_group = factories.make_group(size=5)
            assert sub_group is not None
            key, ids = sub_group.id, [row.person_id for row in groups.members_of(group.id)]
            held = groups.members_of(group.id)[4].person.name
            factories.account_named("chair").person_id = ids[0]
            actor = factories.account_named("officer").as_actor()
            for person_id in ids:
                service.assess(person_id, actor=actor, now=NOW, today=TODAY)
        with transaction():
            for person_id in ids[:4]:
                newest = queries.latest(person_id)
                assert newest is not None
                newest.status = Readiness.READY
        shown = login(Role.OFFICER).get(f"/kelompok/sub/{key}").text
        assert "Yang siap bisa mengajukan sekarang" in shown
        assert "Ajukan untuk" in shown
        assert "1 anggota masih punya langkah" in shown
        sheet = login(Role.CHAIR).get(f"/kesiapan/sub/{key}/ketua")
        assert sheet.status_code == 200
        assert "Masih punya langkah" in sheet.text
        for unsaid in (held, "utang", "Perlu pendampingan", "Wawancara"):
            assert unsaid not in sheet.text
        with transaction():
            _, other_sub = factories.make_group("Lain", size=5)
            assert other_sub is not None
        assert login(Role.CHAIR).get(f"/kesiapan/sub/{other_sub.id}/ketua").status_code == 404
        mentor = of_sub_group(key, factories.account_named("mentor").as_actor())
        assert (mentor.members, mentor.hidden, mentor.ready, mentor.others) == (5, 5, (), ())


def test_the_check_closes_small_groups_and_says_when_loans_are_too_few(login: Login, app: Flask) -> None:
    with app.app_context():
        assert "Belum ada yang dinilai" in login(Role.HEAD).get("/kesiapan/periksa").text
        with transaction():
            actor = factories.account_named("officer").as_actor()
            for sex, count in ((Sex.FEMALE, 8), (Sex.MALE, 3)):
                for _ in range(count):
                    key = factories.make_person(sex=sex).id
                    service.assess(key, actor=actor, now=NOW, today=TODAY)
        shown = login(Role.AUDITOR).get("/kesiapan/periksa").text
        assert "11 orang" in shown
        assert "ditutup (kelompok kecil)" in shown
        assert "baru 0 pinjaman perorangan yang selesai, paling sedikit 200" in shown
        assert "Gini" not in shown
        assert login(Role.MENTOR).get("/kesiapan/periksa").status_code == 403
