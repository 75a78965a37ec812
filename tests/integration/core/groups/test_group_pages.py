"""The pages on groups: forty members are as easy to see as five, and every form says what is wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from core.auth.roles import SYSTEM, Role
from core.db import db, transaction
from core.groups import queries, service
from core.groups.models import Group, SubGroup
from core.people.kinds import PaperKind
from core.people.models import Paper
from tests import factories

Login = Callable[..., FlaskClient]


@contextmanager
def counting_questions(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def make_group(app: Flask, size: int, *, with_sub_group: bool = False) -> tuple[int, list[int]]:
    with app.app_context(), transaction():
        group, _ = factories.make_group(size=size, with_sub_group=with_sub_group)
        return group.id, [member.person_id for member in queries.members_of(group.id)]


def test_an_officer_forms_a_group_by_its_chairs_number(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        number = factories.make_person("Ibu Ketua").number
    client = login(Role.OFFICER)
    typed = {"name": "Melati", "chair": number, "kelurahan_code": factories.WARD, "formed_on": "01/11/2026"}
    answer = client.post("/kelompok/bentuk", data=typed)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Ibu Ketua" in page
    assert "Kelompok KL-" in page
    assert "Ibu Ketua" in client.get("/kelompok?q=ketua").text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Isi nama kelompok."),
        ({"chair": "HK-2026-99999"}, "Tidak ditemukan: HK-2026-99999"),
        ({"chair": "1571016005850003"}, "Tidak ditemukan: 157101••••••0003"),
        ({"chair": "Ibu Ketua"}, "Tidak ditemukan: Ibu Ketua"),
        ({"formed_on": "31/02/2026"}, "tidak ada di kalender"),
        ({"formed_on": "01/01/2099"}, "tidak boleh sesudah hari ini"),
        ({"kelurahan_code": ""}, "Pilih kelurahan dari daftar."),
    ],
)
def test_a_bad_group_is_explained_and_not_formed(
    app: Flask, login: Login, changes: dict[str, str], message: str
) -> None:
    with app.app_context(), transaction():
        number = factories.make_person("Ibu Ketua").number
    typed = {"name": "Melati", "chair": number, "kelurahan_code": factories.WARD, "formed_on": "01/11/2026"} | changes
    answer = login(Role.OFFICER).post("/kelompok/bentuk", data=typed)
    assert answer.status_code == 422
    assert message in answer.text
    with app.app_context():
        assert db.session.scalars(select(Group)).all() == []


def test_members_are_added_by_tick_number_and_nik_all_or_none(app: Flask, login: Login) -> None:
    group_id, _ = make_group(app, 1)
    with app.app_context(), transaction():
        ticked = factories.make_person("Tuti").id
        numbered = factories.make_person("Nur").number
        factories.make_person("Nina", nik="1571016005850003")
    client = login(Role.OFFICER)
    path = f"/kelompok/{group_id}/anggota/tambah"
    assert "Tuti" in client.get(path).text
    typed = {"person_ids": str(ticked), "persons": f"{numbered}\n1571016005850003\nHK-2026-99999\n"}
    wrong = client.post(path, data=typed | {"joined_on": "01/11/2026"})
    assert wrong.status_code == 422
    assert "Tidak ditemukan: HK-2026-99999" in wrong.text
    assert numbered in wrong.text
    assert f'value="{ticked}" checked' in wrong.text
    with app.app_context():
        assert len(queries.members_of(group_id)) == 1
    right = client.post(
        path, data={"person_ids": str(ticked), "persons": f"{numbered}\n1571016005850003", "joined_on": "01/11/2026"}
    )
    assert "3 anggota ditambahkan" in client.get(right.location).text


def test_nobody_ticked_is_explained(app: Flask, login: Login) -> None:
    group_id, _ = make_group(app, 1)
    answer = login(Role.OFFICER).post(f"/kelompok/{group_id}/anggota/tambah", data={"joined_on": "01/11/2026"})
    assert answer.status_code == 422
    assert "Centang orangnya" in answer.text


def test_a_nik_in_the_search_for_members_stays_out_of_the_address(app: Flask, login: Login) -> None:
    group_id, _ = make_group(app, 1)
    with app.app_context(), transaction():
        person_id = factories.make_person("Nina", nik="1571016005850003").id
    client = login(Role.OFFICER)
    found = client.post(f"/kelompok/{group_id}/anggota/cari", data={"q": "1571016005850003"})
    assert found.location.endswith(f"?pilih={person_id}")
    assert f'value="{person_id}" checked' in client.get(found.location).text
    unknown = client.post(f"/kelompok/{group_id}/anggota/cari", data={"q": "1571016005850004"})
    assert "1571" not in unknown.location
    assert client.post(f"/kelompok/{group_id}/anggota/cari", data={"q": "nina"}).location.endswith("?q=nina")


def test_a_member_leaves_with_a_reason(app: Flask, login: Login) -> None:
    group_id, ids = make_group(app, 3)
    with app.app_context():
        membership = queries.membership_of(ids[2])
        assert membership is not None
        membership_id = membership.id
    client = login(Role.OFFICER)
    path = f"/kelompok/{group_id}/anggota/{membership_id}"
    missing = client.post(f"{path}/keluar", data={"left_on": "20/11/2026"})
    assert "Isi alasan keluar." in missing.text
    assert client.post(f"{path}/jabatan", data={"role": "treasurer"}).status_code == 303
    assert client.post(f"{path}/jabatan", data={"role": "chair"}).status_code == 422
    gone = client.post(f"{path}/keluar", data={"left_on": "20/11/2026", "reason": "pindah kota"})
    assert "pindah kota" in client.get(gone.location).text
    assert client.get(path).status_code == 404


def test_the_chair_is_changed_through_its_own_form(app: Flask, login: Login) -> None:
    group_id, ids = make_group(app, 3)
    with app.app_context():
        successor = queries.membership_of(ids[2])
        assert successor is not None
        successor_id = successor.id
    client = login(Role.OFFICER)
    assert "Pilih" in client.get(f"/kelompok/{group_id}/ketua").text
    assert client.post(f"/kelompok/{group_id}/ketua", data={}).status_code == 422
    assert client.post(f"/kelompok/{group_id}/ketua", data={"membership_id": successor_id}).status_code == 303
    with app.app_context():
        chair = queries.chair_of(group_id)
        assert chair is not None
        assert chair.person_id == ids[2]


def test_a_sub_group_is_formed_signed_and_changed(app: Flask, login: Login) -> None:
    group_id, ids = make_group(app, 8)
    client = login(Role.OFFICER)
    path = f"/kelompok/{group_id}/sub/bentuk"
    few = client.post(path, data={"person_ids": [str(key) for key in ids[:4]], "formed_on": "20/11/2026"})
    assert few.status_code == 422
    assert "Tambah 1 orang lagi" in few.text
    assert few.text.count(" checked") == 4
    formed = client.post(path, data={"person_ids": [str(key) for key in ids[:6]], "formed_on": "20/11/2026"})
    sub = formed.location
    assert "0 dari 6" in client.get(sub).text
    assert "Sub-kelompok menunggu tanda tangan" in client.get("/").text
    with app.app_context(), transaction():
        sub_group = db.session.scalars(select(SubGroup)).one()
        service.sign_liability(
            sub_group, person_ids=ids[:6], agreed_on=factories.TODAY, actor=SYSTEM, now=factories.NOW
        )
    assert "6 dari 6" in client.get(sub).text
    assert "siap mengajukan" in client.get(f"/kelompok/{group_id}").text
    client.post(f"{sub}/tambah", data={"person_id": ids[6]})
    assert "0 dari 7" in client.get(sub).text
    client.post(f"{sub}/keluarkan", data={"person_id": ids[6]})
    assert "0 dari 6" in client.get(sub).text
    assert client.post(f"{sub}/keluarkan", data={"person_id": ids[6]}).status_code == 422
    client.post(f"{sub}/bubarkan")
    with app.app_context():
        assert db.session.scalars(select(SubGroup)).one().dissolved_on is not None
    assert "selesai" in client.get(sub).text


def test_a_group_of_forty_shows_counts_and_filters(app: Flask, login: Login) -> None:
    group_id, ids = make_group(app, 40)
    with app.app_context(), transaction() as session:
        for person_id in ids[:30]:
            session.add(Paper(person_id=person_id, kind=PaperKind.KTP, seen_on=factories.TODAY))
    client = login(Role.OFFICER)
    client.post(
        f"/kelompok/{group_id}/sub/bentuk",
        data={"person_ids": [str(key) for key in ids[:8]], "formed_on": "20/11/2026"},
    )
    page = client.get(f"/kelompok/{group_id}").text
    for words in ("40 baris, halaman 1 dari 2", "8 orang sudah", "30 orang sudah", "menunggu 8 tanda tangan"):
        assert words in page
    assert "10 baris" in client.get(f"/kelompok/{group_id}?ktp=belum").text
    assert "32 baris" in client.get(f"/kelompok/{group_id}?sub=belum").text
    assert "8 baris" in client.get(f"/kelompok/{group_id}?tanda=belum").text
    searched = client.get(f"/kelompok/{group_id}?q=anggota+40").text
    assert "Anggota 40" in searched
    assert "40 baris" not in searched


def test_the_questions_for_a_group_do_not_grow_with_its_members(app: Flask, login: Login) -> None:
    client = login(Role.OFFICER)
    small, _ = make_group(app, 5)
    large, _ = make_group(app, 40)
    with counting_questions(app) as few:
        assert client.get(f"/kelompok/{small}").status_code == 200
    with counting_questions(app) as many:
        assert client.get(f"/kelompok/{large}").status_code == 200
    assert len(many) == len(few) <= 22
    with counting_questions(app) as listed:
        client.get("/kelompok")
    assert len(listed) <= 8


def test_a_persons_page_names_group_and_sub_group(app: Flask, login: Login) -> None:
    _, ids = make_group(app, 6, with_sub_group=True)
    page = login(Role.HEAD).get(f"/orang/{ids[3]}").text
    assert "Kelompok Melati" in page
    assert "Sub 1" in page


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
def test_readers_see_groups_and_change_nothing(app: Flask, login: Login, role: Role) -> None:
    group_id, ids = make_group(app, 6, with_sub_group=True)
    with app.app_context():
        sub = db.session.scalars(select(SubGroup)).one().id
    client = login(role)
    for path in ("/kelompok", f"/kelompok/{group_id}", f"/kelompok/sub/{sub}"):
        page = client.get(path)
        assert page.status_code == 200
        assert "Tambah anggota" not in page.text
    for path in (
        "/kelompok/bentuk",
        f"/kelompok/{group_id}/anggota/tambah",
        f"/kelompok/{group_id}/ketua",
        f"/kelompok/{group_id}/sub/bentuk",
        f"/kelompok/sub/{sub}/bubarkan",
    ):
        assert client.post(path, data={"person_id": ids[0]}).status_code == 403


@pytest.mark.parametrize("role", [Role.BANK, Role.ECONOMICS, Role.TRAINER, Role.MENTOR, Role.ADMIN])
def test_others_do_not_enter(app: Flask, login: Login, role: Role) -> None:
    group_id, _ = make_group(app, 5)
    client = login(role)
    for path in ("/kelompok", f"/kelompok/{group_id}"):
        assert client.get(path).status_code == 403


def test_groups_that_are_not_there_are_404(login: Login) -> None:
    client = login(Role.OFFICER)
    for path in ("/kelompok/999", "/kelompok/sub/999", "/kelompok/999/anggota/tambah", "/kelompok/999/sub/bentuk"):
        assert client.get(path).status_code == 404
