"""Taking tenants in, moving them on, ending, changing hands, and who sees whom."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from balikat.incubation.drafts import TenantDraft
from balikat.incubation.models import MentorSpell, Milestone, StageDecision, Tenant
from balikat.incubation.queries import stage_of
from balikat.incubation.stages import Stage, TenantState
from balikat.incubation.tenants import service
from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import db, transaction
from core.people.models import Business
from tests import factories
from tests.integration.balikat.incubation.conftest import Care, take_in

Login = Callable[..., FlaskClient]


def contract(first: date, last: date, **values: object) -> dict[str, object]:
    return {"contract_starts_on": format_date_short(first), "contract_ends_on": format_date_short(last)} | values


def test_a_person_with_a_business_is_taken_in_with_the_milestones_of_the_stage(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person("Citra Dewi").id
        group_id = factories.make_group(with_sub_group=False)[0].id
        mentor_id = factories.account_named("mentor").id
    officer, head, today = login(Role.OFFICER), login(Role.HEAD), clock.today()
    good = contract(today, today + timedelta(days=365), person_id=person_id)
    assert "belum punya usaha" in officer.post("/binaan/terima", data=good).text
    with app.app_context(), transaction() as session:
        session.add(Business(person_id=person_id, name="Kue Citra", created_at=clock.now()))
    assert "Citra Dewi" in officer.get("/binaan/terima?q=citra").text
    backwards = officer.post("/binaan/terima", data=contract(today, today, person_id=person_id))
    assert backwards.status_code == 422
    assert "Akhir kontrak harus sesudah awal kontrak" in backwards.text
    assert officer.post("/binaan/terima", data=good).status_code == 303
    assert "Sudah menjadi binaan" in officer.post("/binaan/terima", data=good).text
    group = contract(today, today + timedelta(days=365), group_id=group_id, mentor_id=mentor_id)
    assert officer.post("/binaan/terima", data=group).status_code == 403
    assert head.post("/binaan/terima", data=group).status_code == 303
    with app.app_context():
        rows = list(db.session.scalars(select(Tenant).order_by(Tenant.id)))
        assert [(row.business, row.stage, row.mentor_id) for row in rows] == [
            ("Kue Citra", Stage.PRE_INCUBATION, None),
            (rows[1].business, Stage.PRE_INCUBATION, mentor_id),
        ]
        assert [row.kind.value for row in db.session.scalars(select(Milestone))] == ["business_model"] * 2
    assert "Binaan tanpa pendamping" in head.get("/").text
    assert "Terima sebagai binaan" not in officer.get(f"/orang/{person_id}").text
    assert "Kue Citra" in officer.get(f"/orang/{person_id}").text


def test_one_running_tenancy_a_person_in_the_database_too(app_on_both: Flask, care_on_both: Care) -> None:
    with app_on_both.app_context():
        known = db.session.get(Tenant, care_on_both.tenant_id)
        assert known is not None
        copy = {column.key: getattr(known, column.key) for column in Tenant.__table__.columns if column.key != "id"}
        with pytest.raises(IntegrityError), transaction() as session:
            session.add(Tenant(**copy | {"number": "IN-X"}))
    with app_on_both.app_context(), transaction():
        first = care_on_both.today
        draft = TenantDraft(first, first + timedelta(days=9), person_id=care_on_both.person_id)
        with pytest.raises(service.AlreadyTenant):
            service.enroll(draft, actor=care_on_both.head, now=clock.now(), today=first)


def test_moving_on_with_something_missing_wants_a_reason_and_graduation_the_head(
    app: Flask, login: Login, care: Care
) -> None:
    officer, head, mentor = login(Role.OFFICER), login(Role.HEAD), login(Role.MENTOR)
    way = f"/binaan/{care.tenant_id}/tahap"
    refused = officer.post(way, data={"note": ""})
    assert refused.status_code == 422
    assert "Kunjungan bertemu (0 dari 1 kali, kurang 1 kali)" in refused.text
    assert mentor.post(way, data={"note": "ya"}).status_code == 403
    assert officer.post(way, data={"note": "Sudah berjalan lama"}).status_code == 303
    assert officer.post(way, data={"note": "Lulus saja"}).status_code == 403
    assert head.post(way, data={"note": "Dinilai rapat 3 November"}).status_code == 303
    assert head.post(way, data={"note": "lagi"}).status_code in (409, 422)
    with app.app_context():
        tenant = db.session.get(Tenant, care.tenant_id)
        assert tenant is not None
        assert (tenant.stage, tenant.state, tenant.ended_on) == (Stage.AFTER, TenantState.GRADUATED, care.today)
        assert stage_of(care.person_id) is Stage.AFTER
        last = db.session.scalars(select(StageDecision).order_by(StageDecision.id.desc())).first()
        assert last is not None
        assert last.note == "Dinilai rapat 3 November"
        assert any(row.startswith("Komitmen keuangan terpenuhi: belum") for row in last.missing)
        deeds = list(db.session.scalars(select(AuditEntry.deed).where(AuditEntry.deed == "incubation.move_on")))
        assert len(deeds) == 2
    assert "Dinilai rapat 3 November" in head.get(f"/binaan/{care.tenant_id}").text


def test_who_stops_stops_with_a_reason_and_may_come_back(app: Flask, login: Login, care: Care) -> None:
    officer = login(Role.OFFICER)
    assert "Isi alasan berhenti." in officer.post(f"/binaan/{care.tenant_id}/berhenti", data={"reason": " "}).text
    officer.post(f"/binaan/{care.tenant_id}/berhenti", data={"reason": "Pindah kota"})
    assert "Pindah kota" in officer.get(f"/binaan/{care.tenant_id}").text
    again = contract(care.today, care.today + timedelta(days=90), person_id=care.person_id)
    assert officer.post("/binaan/terima", data=again).status_code == 303
    with app.app_context():
        assert stage_of(care.person_id) is Stage.PRE_INCUBATION


def test_a_mentor_sees_only_own_tenants(login: Login, care: Care) -> None:
    mentor = login(Role.MENTOR)
    assert "Siti Aminah" in mentor.get("/binaan").text
    assert "Budi Santoso" not in mentor.get("/binaan").text
    assert mentor.get(f"/binaan/{care.tenant_id}").status_code == 200
    for path in ("", "/kas"):
        assert mentor.get(f"/binaan/{care.stranger_id}{path}").status_code == 404
    assert mentor.post(f"/binaan/{care.stranger_id}/kas", data={"monday": "1"}).status_code in (404, 422)
    assert mentor.post(f"/binaan/{care.stranger_id}/capaian", data={"title": "x"}).status_code == 404
    for path in ("/orang", f"/orang/{care.person_id}", "/kelompok", "/kesiapan", "/inkubasi/laporan", "/binaan/terima"):
        assert mentor.get(path).status_code == 403, path


@pytest.mark.parametrize("role", [Role.TRAINER, Role.BANK, Role.ECONOMICS, Role.ADMIN])
def test_others_do_not_enter(login: Login, care: Care, role: Role) -> None:
    other = login(role)
    for path in ("/binaan", f"/binaan/{care.tenant_id}", "/kunjungan", "/kunjungan/catat", "/tindak-lanjut"):
        assert other.get(path).status_code == 403, path


def test_the_auditor_reads_and_changes_nothing(login: Login, care: Care) -> None:
    auditor = login(Role.AUDITOR)
    shown = auditor.get(f"/binaan/{care.tenant_id}")
    assert shown.status_code == 200
    assert "<form" not in shown.text.partition("<main")[2]
    for path in ("tahap", "berhenti", "kontrak", "pendamping", "capaian", "kas"):
        assert auditor.post(f"/binaan/{care.tenant_id}/{path}").status_code == 403


def test_a_mentor_who_leaves_hands_every_tenant_over(app: Flask, login: Login, care: Care) -> None:
    with app.app_context(), transaction():
        take_in("Dodi Harahap", care.mentor.id, head=care.head, today=care.today)
    head, mentor = login(Role.HEAD), login(Role.MENTOR)
    same = {"from_id": care.mentor.id, "to_id": care.mentor.id, "reason": "cuti"}
    assert "pengganti yang lain" in head.post("/binaan/alih", data=same).text
    given = {"from_id": care.mentor.id, "to_id": care.mentor2_id, "reason": "Pindah tugas"}
    assert head.post("/binaan/alih", data=given).status_code == 303
    assert "tidak punya binaan" in head.post("/binaan/alih", data=given).text
    assert mentor.get(f"/binaan/{care.tenant_id}").status_code == 404
    assert "Siti Aminah" in login("mentor2").get("/binaan").text
    with app.app_context():
        spells = list(db.session.scalars(select(MentorSpell).where(MentorSpell.tenant_id == care.tenant_id)))
        assert [(row.until_on, row.reason) for row in spells] == [(care.today, None), (None, "Pindah tugas")]


def test_a_contract_is_changed_and_stays_in_order(login: Login, care: Care) -> None:
    officer, way = login(Role.OFFICER), f"/binaan/{care.tenant_id}/kontrak"
    wrong = officer.post(way, data=contract(care.today, care.today - timedelta(days=1), contract_number="9/INK"))
    assert wrong.status_code == 422
    assert "9/INK" in wrong.text
    good = contract(care.today - timedelta(days=100), care.today + timedelta(days=30), contract_number="9/INK")
    assert officer.post(way, data=good).status_code == 303
