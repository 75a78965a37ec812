"""The pages of applications through the browser: the whole way, who sees what, and bad input that is kept."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.auth.roles import SYSTEM, Role
from core.db import db, transaction
from core.people.models import Paper, PaperKind
from harkat.applications.models import Application
from harkat.applications.states import State
from harkat.facility import queries as facility
from harkat.facility import service as facility_service
from tests import factories
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import STEPS, Case, bring_to, the

Login = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let the pages' day be the day of the tests' people."""
    with time_machine.travel(NOW, tick=False):
        yield


@contextmanager
def inside(app: Flask) -> Iterator[None]:
    """Look into the database between two requests."""
    with app.app_context():
        yield
        db.session.remove()


def brought_to(app: Flask, state: str, case: Case, *, group: bool = False) -> int:
    with inside(app):
        return bring_to(state, case, group=group)


def state_of(app: Flask, application_id: int) -> State:
    with inside(app):
        return the(application_id).state


def words_of(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def request_of(case: Case, **changes: str) -> dict[str, str]:
    return {
        "person_id": str(case.person_id),
        "bank_id": str(case.bank_id),
        "requested": "5.000.000",
        "installments": "12",
        "purpose": "Membeli etalase",
        "reference": "form-baru",
        **changes,
    }


def test_the_whole_way_by_three_roles(app_on_both: Flask, case_on_both: Case) -> None:
    app, case, login = app_on_both, case_on_both, factories.signing_in(app_on_both)
    officer, head, bank = login("officer"), login("head"), login("bank")
    answer = officer.post("/permohonan/baru", data=request_of(case))
    assert answer.status_code == 303
    url = answer.location.removesuffix("/ajukan")
    assert "Ajukan permohonan" in words_of(officer.get(answer.location))
    answer = officer.post(f"{url}/ajukan")
    assert answer.location == f"{url}/diajukan"
    assert "Rekomendasi kota bukan persetujuan" in words_of(officer.get(answer.location))
    checked = {"person_ids": str(case.person_id), "answer": "clear", "source": "office", "checked_on": "20/11/2026"}
    kinds = ("dukcapil", "state_employee", "subsidised", "deceased")
    deeds: list[tuple[FlaskClient, str, dict[str, str]]] = [
        (officer, "kunjungan", {"visited_on": "20/11/2026", "note": "Warung buka tiap hari"}),
        *((officer, "kelayakan", {**checked, "kind": kind}) for kind in kinds),
        (officer, "rekomendasi", {"amount": "4.500.000", "note": "Pembukuan rapi"}),
        (head, "pengesahan", {"note": ""}),
        (bank, "bank/setujui", {"amount": "4.000.000", "installments": "10", "reference": "form-setuju"}),
        (officer, "terima", {"reference": "form-terima"}),
        (
            bank,
            "akad",
            {
                "contract_number": "AKAD/7",
                "contract_on": "20-11-2026",
                f"account_{case.person_id}": "1234-5678.90",
                "reference": "form-akad",
            },
        ),
        (bank, "pencairan", {"disbursed_on": "2026-11-20", "reference": "form-cair"}),
    ]
    for client, path, fields in deeds:
        assert client.get(f"{url}/{path}").status_code == 200
        answer = client.post(f"{url}/{path}", data=fields)
        assert answer.status_code == 303, words_of(answer)
        shown = words_of(client.get(answer.location))
        assert "Perjalanan permohonan" in shown or path == "kelayakan"
    assert "Rp4.000.000 selama 10 bulan" in shown
    with inside(app):
        assert facility.position(case.bank_id).outstanding == 4_000_000


def test_a_double_click_is_one_application_and_one_approval(app: Flask, login: Login, case: Case) -> None:
    officer, bank = login("officer"), login("bank")
    first, second = (officer.post("/permohonan/baru", data=request_of(case)) for _ in range(2))
    assert first.location == second.location
    application_id = brought_to_bank(app)
    fields = {"amount": "1.000.000", "installments": "12", "reference": "form-x"}
    for _ in range(2):
        assert bank.post(f"/permohonan/{application_id}/bank/setujui", data=fields).status_code == 303
    with inside(app):
        assert facility.position(case.bank_id).committed == 1_000_000


def brought_to_bank(app: Flask) -> int:
    with inside(app):
        application_id = db.session.scalars(select(Application.id)).one()
        for name, step in STEPS[1:]:
            with transaction():
                step(the(application_id))
            if name == "at_bank":
                break
    return application_id


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"requested": "lima juta"}, "harus berupa angka"),
        ({"requested": "5 juta"}, "1.000.000 untuk satu juta"),
        ({"requested": "10.000.001"}, "Batas produk untuk perorangan Rp10.000.000"),
        ({"installments": "37"}, "3 sampai 36 bulan"),
        ({"purpose": ""}, "Isi kegunaan dana"),
        ({"bank_id": ""}, "Isi bank tujuan"),
    ],
)
def test_bad_input_is_explained_and_kept(
    app: Flask, login: Login, case: Case, changes: dict[str, str], message: str
) -> None:
    answer = login("officer").post("/permohonan/baru", data=request_of(case, **changes))
    assert answer.status_code == 422
    assert message in words_of(answer)
    page = answer.get_data(as_text=True)
    kept = request_of(case, **changes)
    assert f'value="{kept["requested"]}"' in page
    assert kept["purpose"] in page
    with inside(app):
        assert db.session.scalars(select(Application)).all() == []


def test_a_second_application_is_refused_and_what_was_typed_stays(app: Flask, login: Login, case: Case) -> None:
    number = None
    application_id = brought_to(app, "draft", case)
    with inside(app):
        number = the(application_id).number
    answer = login("officer").post("/permohonan/baru", data=request_of(case, purpose="Gerobak baru"))
    assert answer.status_code == 422
    assert f"masih punya permohonan atau pinjaman berjalan ({number})" in words_of(answer)
    assert "Gerobak baru" in words_of(answer)


def test_an_incomplete_file_waits_with_its_list(app: Flask, login: Login, case: Case) -> None:
    application_id = brought_to(app, "draft", case)
    with inside(app), transaction():
        photo = (Paper.person_id == case.person_id) & (Paper.kind == PaperKind.BUSINESS_PHOTO)
        db.session.delete(db.session.scalars(select(Paper).where(photo)).one())
    officer = login("officer")
    shown = words_of(officer.get(f"/permohonan/{application_id}/ajukan"))
    assert "Ini bukan penolakan" in shown
    assert "Masih ditunggu 1 berkas: Foto tempat usaha." in shown
    assert "Ajukan permohonan" not in shown
    answer = officer.post(f"/permohonan/{application_id}/ajukan")
    assert answer.status_code == 422
    assert state_of(app, application_id) is State.DRAFT
    assert "Foto tempat usaha" in words_of(officer.get(f"/permohonan/{application_id}/lembar"))


def test_shares_that_do_not_sum_are_kept_as_typed(app: Flask, login: Login, case: Case) -> None:
    fields = request_of(case, person_id="", sub_group_id=str(case.sub_group_id), requested="6.000.000")
    fields |= {f"share_{person_id}": "900.000" for person_id in case.member_ids}
    answer = login("officer").post("/permohonan/baru", data=fields)
    assert answer.status_code == 422
    assert "kurang Rp600.000 dari Rp6.000.000" in words_of(answer)
    assert answer.get_data(as_text=True).count('value="900.000"') == 6


@pytest.mark.parametrize(
    ("path", "fields", "message"),
    [
        ("bank/setujui", {"amount": "5.000.001", "installments": "12", "reference": "a"}, "sebesar rekomendasi"),
        ("bank/setujui", {"amount": "x", "installments": "12", "reference": "a"}, "harus berupa angka"),
        ("bank/setujui", {"amount": "1.000.000", "installments": "99", "reference": "a"}, "3 sampai 36 bulan"),
        ("bank/tolak", {"reason": "", "reference": "a"}, "Pilih alasan penolakan"),
        ("bank/tolak", {"reason": "expired", "reference": "a"}, "Pilih alasan penolakan dari daftar"),
        ("bank/tolak", {"reason": "other", "reference": "a"}, "Tulis alasannya"),
        ("bank/lengkapi", {"note": "", "reference": "a"}, "Isi apa yang perlu dilengkapi"),
        ("akad", {"contract_number": "A", "contract_on": "31/02/2026", "reference": "a"}, "tidak ada di kalender"),
        ("pencairan", {"disbursed_on": "20/11/2026", "reference": "a"}, "belum bisa menjadi"),
    ],
)
def test_the_bank_reads_what_is_wrong(
    app: Flask, login: Login, case: Case, path: str, fields: dict[str, str], message: str
) -> None:
    application_id = brought_to(app, "at_bank", case)
    answer = login("bank").post(f"/permohonan/{application_id}/{path}", data=fields)
    assert answer.status_code == 422
    assert message in words_of(answer)
    assert state_of(app, application_id) is State.AT_BANK


def test_not_enough_room_is_said_with_the_sum_and_changes_nothing(app: Flask, login: Login, case: Case) -> None:
    application_id = brought_to(app, "at_bank", case)
    with inside(app), transaction():
        bank = facility.bank(case.bank_id)
        facility_service.set_ceiling(bank, 1, reference="turun", source="uji", actor=SYSTEM, now=NOW)
    fields = {"amount": "1.000.000", "installments": "12", "note": "Setuju sebagian", "reference": "a"}
    answer = login("bank").post(f"/permohonan/{application_id}/bank/setujui", data=fields)
    assert answer.status_code in (409, 422)
    assert "Rp1" in words_of(answer)
    assert "Setuju sebagian" in words_of(answer)
    assert state_of(app, application_id) is State.AT_BANK


def test_a_foreign_bank_and_a_stranger_find_nothing(app: Flask, login: Login, case: Case) -> None:
    application_id = brought_to(app, "at_bank", case)
    for path in ("", "/bank/setujui", "/akad"):
        assert login("bank2").get(f"/permohonan/{application_id}{path}").status_code == 404
    assert "PM-" not in words_of(login("bank2").get("/permohonan"))
    assert login("bank").get(f"/permohonan/{application_id}").status_code == 200
    assert login("officer").get("/permohonan/999").status_code == 404


@pytest.mark.parametrize("role", [Role.ECONOMICS, Role.TRAINER, Role.MENTOR, Role.ADMIN])
def test_roles_without_this_work_are_kept_out(app: Flask, login: Login, case: Case, role: Role) -> None:
    application_id = brought_to(app, "at_bank", case)
    for path in ("/permohonan", f"/permohonan/{application_id}", f"/permohonan/{application_id}/bank/setujui"):
        assert login(role).get(path).status_code == 403


def test_the_auditor_reads_and_does_nothing(app: Flask, login: Login, case: Case) -> None:
    application_id = brought_to(app, "at_bank", case)
    auditor = login(Role.AUDITOR)
    page = auditor.get(f"/permohonan/{application_id}").get_data(as_text=True)
    assert "Riwayat" in page
    assert "/bank/setujui" not in page
    for path in ("ajukan", "kunjungan", "rekomendasi", "pengesahan", "bank/setujui", "terima", "akad", "tarik"):
        assert auditor.post(f"/permohonan/{application_id}/{path}").status_code == 403


def test_a_bank_sees_nothing_before_the_file_was_sent(app: Flask, login: Login, case: Case) -> None:
    application_id = brought_to(app, "recommended", case)
    assert login("bank").get(f"/permohonan/{application_id}").status_code == 404


def test_the_list_searches_filters_and_keeps_it_in_the_address(app: Flask, login: Login, case: Case) -> None:
    brought_to(app, "at_bank", case)
    brought_to(app, "draft", case, group=True)
    officer = login("officer")
    shown = words_of(officer.get("/permohonan?q=siti&status=at_bank&bank=1&kecamatan=15.71.01"))
    assert "Siti Aminah" in shown
    assert "Sub 1" not in shown
    page = officer.get("/permohonan?status=at_bank&q=siti").get_data(as_text=True)
    sorting = re.findall(r'href="(/permohonan\?[^"]*urut=[^"]*)"', page)
    assert sorting
    assert all("status=at_bank" in link and "q=siti" in link for link in sorting)
    assert "Tidak ada permohonan yang cocok" in words_of(officer.get("/permohonan?q=tidakada"))
    assert "Siti" in words_of(officer.get("/permohonan?status=bukan&bank=x&urut=apa&hal=-3"))
    assert "Tidak ada permohonan" in words_of(officer.get("/permohonan?kecamatan=15.71.02"))


def test_the_start_pages_point_at_the_work(app: Flask, login: Login, case: Case) -> None:
    brought_to(app, "at_bank", case)
    assert "Permohonan menunggu keputusan" in words_of(login("bank").get("/"))
    assert "Permohonan menunggu keputusan" not in words_of(login("bank2").get("/"))
    brought_to(app, "recommended", case, group=True)
    assert "Rekomendasi menunggu pengesahan" in words_of(login("head").get("/"))


def test_the_contract_form_opens_when_the_last_has_signed(app: Flask, login: Login, case: Case) -> None:
    application_id = brought_to(app, "accepted", case, group=True)
    officer, bank, url = login("officer"), login("bank"), f"/permohonan/{application_id}"
    shown = words_of(bank.get(f"{url}/akad"))
    assert "Akad belum dapat dicatat" in shown
    assert "Anggota 4 (pernyataan tanggung renteng, surat kuasa kepada ketua)" in shown
    assert "Nomor akad" not in shown
    fields = {"contract_number": "A-1", "contract_on": "20/11/2026", "reference": "f"}
    fields |= {f"account_{person_id}": f"12345678{person_id}" for person_id in case.member_ids}
    assert "Belum menandatangani: Anggota 1" in words_of(bank.post(f"{url}/akad", data=fields))
    keys = [str(key) for key in case.member_ids]
    signed = {"person_ids": keys, "papers": ["liability", "power"], "signed_on": "20/11/2026", "has_stamp": "1"}
    early = officer.post(f"{url}/tanda-tangan/catat", data=signed)
    assert (early.status_code, "Belum tercatat mendapat penjelasan: Anggota 1" in words_of(early)) == (422, True)
    officer.post(f"{url}/tanda-tangan/penjelasan", data={"heard_ids": keys, "explained_on": "20/11/2026"})
    assert officer.post(f"{url}/tanda-tangan/catat", data=signed | {"person_ids": keys[1:]}).status_code == 303
    assert "Akad dan pencairan menunggu 1 anggota: Anggota 1 (pernyataan" in words_of(officer.get(url))
    officer.post(f"{url}/tanda-tangan/catat", data=signed | {"person_ids": keys[:1]})
    assert "Nomor akad" in words_of(bank.get(f"{url}/akad"))
    assert bank.post(f"{url}/akad", data=fields).status_code == 303


def test_applications_show_on_the_pages_of_people_and_groups(app: Flask, login: Login, case: Case) -> None:
    officer = login("officer")
    assert f"/permohonan/baru?orang={case.person_id}" in officer.get(f"/orang/{case.person_id}").get_data(as_text=True)
    url = f"/permohonan/baru?sub_kelompok={case.sub_group_id}"
    assert url in officer.get(f"/kelompok/{case.group_id}").get_data(as_text=True)
    brought_to(app, "draft", case, group=True)
    page = officer.get(f"/kelompok/{case.group_id}").get_data(as_text=True)
    assert url not in page
    assert "PM-2026-00001" in page


def test_no_page_calls_a_recommendation_an_approval(app: Flask, login: Login, case: Case) -> None:
    application_id = brought_to(app, "recommended", case)
    shown = words_of(login("officer").get(f"/permohonan/{application_id}"))
    assert not re.search(r"(?i)disetujui(?! bank)", shown)


def test_the_beginning_without_an_applicant_says_where_to_start(login: Login, case: Case) -> None:
    officer = login("officer")
    assert "Cari orang" in words_of(officer.get("/permohonan/baru"))
    assert officer.get("/permohonan/baru?orang=abc").status_code == 200
    assert officer.get("/permohonan/baru?orang=9999").status_code == 404
    assert officer.post("/permohonan/baru", data={}).status_code == 422
