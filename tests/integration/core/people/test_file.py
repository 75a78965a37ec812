"""A person's file: details with drafts, corrections, businesses, papers, consents."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from core.people.kinds import ConsentPurpose, PaperKind, Sex
from core.people.models import Business, Person
from core.people.queries import businesses_of, consent_given, papers_of, papers_seen
from tests import factories

Login = Callable[..., FlaskClient]
NIK = "1571016005850003"


@pytest.fixture
def person_id(app: Flask) -> int:
    with app.app_context(), transaction():
        return factories.make_person("Siti Aminah", nik=NIK, phone="081234567890").id


def details(**changes: str) -> dict[str, str]:
    values = {
        "nik": NIK,
        "name": "Siti Aminah",
        "phone": "081234567890",
        "sex": "female",
        "born_on": "20/05/1985",
        "kelurahan_code": factories.WARD,
        "household_cost_monthly": "Rp1.500.000",
        "version": "1",
    }
    return values | changes


def entry_of(deed: str) -> AuditEntry:
    return db.session.scalars(select(AuditEntry).where(AuditEntry.deed == deed)).one()


def test_the_edit_form_opens_with_what_is_recorded(login: Login, person_id: int) -> None:
    page = login(Role.OFFICER).get(f"/orang/{person_id}/ubah").text
    for value in (NIK, "Siti Aminah", "0812-3456-7890", "20/05/1985"):
        assert value in page


def test_details_are_written_and_audited_without_nik(app: Flask, login: Login, person_id: int) -> None:
    answer = login(Role.OFFICER).post(f"/orang/{person_id}/ubah", data=details(address="Jalan Melati 3"))
    assert answer.location == f"/orang/{person_id}"
    with app.app_context():
        person = db.session.get_one(Person, person_id)
        assert (person.address, person.household_cost_monthly, person.sex) == ("Jalan Melati 3", 1_500_000, Sex.FEMALE)
        entry = entry_of("people.complete")
        assert entry.after == {"address": "tercatat", "household_cost_monthly": 1_500_000}
        assert entry.before == {"address": None, "household_cost_monthly": None}


def test_a_changed_name_or_nik_needs_a_reason_and_is_a_correction(app: Flask, login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    refused = client.post(f"/orang/{person_id}/ubah", data=details(name="Siti Aminah Putri"))
    assert refused.status_code == 422
    assert "Tulis alasannya" in refused.text
    assert "Siti Aminah Putri" in refused.text
    changed = details(name="Siti Aminah Putri", nik="1571016005850004", reason="salah ketik")
    assert client.post(f"/orang/{person_id}/ubah", data=changed).status_code == 303
    with app.app_context():
        entry = entry_of("people.correct")
        assert "salah ketik" in entry.summary
        assert entry.before is not None
        assert entry.before["nik"] == "157101••••••0003"
        assert db.session.get_one(Person, person_id).nik == "1571016005850004"


def test_a_missing_nik_may_be_added_without_a_reason(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person("Siti Aminah", nik=None).id
    assert login(Role.OFFICER).post(f"/orang/{person_id}/ubah", data=details()).status_code == 303
    with app.app_context():
        assert db.session.get_one(Person, person_id).nik == NIK


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"born_on": "31/02/1985"}, "tidak ada di kalender"),
        ({"born_on": "20-Mei"}, "contoh 31/03/2026"),
        ({"born_on": "01/01/2099"}, "tidak boleh sesudah hari ini"),
        ({"household_cost_monthly": "1 juta"}, "contoh 1.000.000"),
        ({"household_cost_monthly": "-5"}, "paling sedikit Rp0"),
        ({"other_income_monthly": "99999999999"}, "paling banyak"),
        ({"sex": "lain"}, "Pilih jenis kelamin dari daftar."),
    ],
)
def test_bad_details_are_explained_kept_and_change_nothing(
    app: Flask, login: Login, person_id: int, changes: dict[str, str], message: str
) -> None:
    answer = login(Role.OFFICER).post(f"/orang/{person_id}/ubah", data=details(address="Jalan Baru", **changes))
    assert answer.status_code == 422
    assert message in answer.text
    assert "Jalan Baru" in answer.text
    with app.app_context():
        assert db.session.get_one(Person, person_id).address is None


def test_a_nik_of_somebody_else_is_refused(app: Flask, login: Login, person_id: int) -> None:
    with app.app_context(), transaction():
        other = factories.make_person("Budi", nik="1571012005850009").number
    answer = login(Role.OFFICER).post(
        f"/orang/{person_id}/ubah", data=details(nik="1571012005850009", reason="salah ketik")
    )
    assert answer.status_code == 422
    assert other in answer.text


def test_two_officers_do_not_overwrite_each_other_unseen(app: Flask, login: Login, person_id: int) -> None:
    first, second = login(Role.OFFICER), login("officer2")
    first.post(f"/orang/{person_id}/ubah", data=details(address="Dari petugas satu"))
    late = second.post(f"/orang/{person_id}/ubah", data=details(address="Dari petugas dua"))
    assert late.status_code == 422
    assert "diubah petugas lain" in late.text
    assert "Dari petugas dua" in late.text
    assert 'name="version" value="2"' in late.text
    again = second.post(f"/orang/{person_id}/ubah", data=details(address="Dari petugas dua", version="2"))
    assert again.status_code == 303


def test_a_draft_is_kept_sealed_restored_and_cleared(app: Flask, login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    unfinished = details(address="Jalan Setengah", born_on="20/0")
    piece = client.post(f"/orang/{person_id}/ubah/draf", data=unfinished, headers={"HX-Request": "true"})
    assert piece.status_code == 200
    assert piece.text.startswith("Draf tersimpan")
    with app.app_context():
        (sealed,) = db.session.execute(text("SELECT sealed FROM form_draft")).one()
        assert b"Setengah" not in bytes(sealed)
        assert db.session.get_one(Person, person_id).address is None
    opened = client.get(f"/orang/{person_id}/ubah").text
    for words in ("Jalan Setengah", "20/0", "Ini draf Anda dari"):
        assert words in opened
    assert "Jalan Setengah" not in login("officer2").get(f"/orang/{person_id}/ubah").text
    client.post(f"/orang/{person_id}/ubah", data=details(address="Jalan Selesai"))
    after = client.get(f"/orang/{person_id}/ubah").text
    assert "Ini draf Anda" not in after
    assert "Jalan Selesai" in after


def test_a_draft_button_works_without_javascript_and_a_draft_can_be_dropped(login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    answer = client.post(f"/orang/{person_id}/ubah/draf", data=details(address="Jalan Setengah"))
    assert answer.location == f"/orang/{person_id}/ubah"
    assert "Draf disimpan" in client.get(answer.location).text
    client.post(f"/orang/{person_id}/ubah/draf/buang")
    assert "Jalan Setengah" not in client.get(f"/orang/{person_id}/ubah").text


def test_a_huge_draft_is_refused(login: Login, person_id: int) -> None:
    answer = login(Role.OFFICER).post(f"/orang/{person_id}/ubah/draf", data={"need": "x" * 30_000})
    assert answer.status_code == 422


def business(**changes: str) -> dict[str, str]:
    return {"name": "Warung Siti", "sales_monthly": "6.000.000", "profit_monthly": "2000000"} | changes


def test_a_business_is_added_and_changed(app: Flask, login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    full = business(kbli_code="56102", kbli_version="2020", nib="9120304567890", started_on="01/06/2021")
    assert client.post(f"/orang/{person_id}/usaha/tambah", data=full).status_code == 303
    with app.app_context():
        (found,) = businesses_of(person_id)
        assert (found.kbli_code, found.kbli_version, found.nib) == ("56102", "2020", "9120304567890")
        business_id = found.id
    path = f"/orang/{person_id}/usaha/{business_id}/ubah"
    assert 'value="6.000.000"' in client.get(path).text
    assert client.post(path, data=business(sales_monthly="7.000.000")).status_code == 303
    with app.app_context():
        assert db.session.get_one(Business, business_id).sales_monthly == 7_000_000
        assert (entry_of("people.edit_business").after or {})["sales_monthly"] == 7_000_000


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Isi nama usaha."),
        ({"sales_monthly": "enam juta"}, "Jumlah harus berupa angka"),
        ({"profit_monthly": "7.000.000"}, "Laba sebulan tidak mungkin melebihi omzet"),
        ({"kbli_code": "561"}, "5 angka"),
        ({"kbli_code": "56102"}, "dari daftar tahun berapa"),
        ({"nib": "123"}, "NIB harus 13 angka; yang diisi 3 angka"),
        ({"started_on": "01/01/2099"}, "tidak boleh sesudah hari ini"),
        ({"selling_days_monthly": "32"}, "antara 0 dan 31"),
        ({"selling_days_monthly": "tiap hari"}, "angka bulat"),
        ({"kelurahan_code": "99.99"}, "Pilih kelurahan tempat usaha dari daftar."),
    ],
)
def test_a_bad_business_is_explained_and_not_kept(
    app: Flask, login: Login, person_id: int, changes: dict[str, str], message: str
) -> None:
    answer = login(Role.OFFICER).post(f"/orang/{person_id}/usaha/tambah", data=business(**changes))
    assert answer.status_code == 422
    assert message in answer.text
    with app.app_context():
        assert businesses_of(person_id) == []


def test_a_business_of_somebody_else_is_404(app: Flask, login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    client.post(f"/orang/{person_id}/usaha/tambah", data=business())
    with app.app_context():
        business_id = businesses_of(person_id)[0].id
        with transaction():
            other = factories.make_person("Budi").id
    assert client.get(f"/orang/{other}/usaha/{business_id}/ubah").status_code == 404


def test_a_loss_may_be_recorded(app: Flask, login: Login, person_id: int) -> None:
    login(Role.OFFICER).post(f"/orang/{person_id}/usaha/tambah", data=business(profit_monthly="-500.000"))
    with app.app_context():
        assert businesses_of(person_id)[0].profit_monthly == -500_000


def test_a_paper_is_seen_refused_and_seen_again(app: Flask, login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    assert 'value="ktp" selected' in client.get(f"/orang/{person_id}/berkas/ktp").text
    seen = {"kind": "ktp", "seen_on": "01/11/2026", "answer": "refused"}
    refused = client.post(f"/orang/{person_id}/berkas", data=seen)
    assert "Tulis mengapa berkas belum bisa diterima" in refused.text
    client.post(f"/orang/{person_id}/berkas", data=seen | {"note": "buram"})
    with app.app_context():
        assert papers_of(person_id) == []
        assert papers_seen(person_id)[0].note == "buram"
    assert "belum bisa diterima" in client.get(f"/orang/{person_id}").text
    client.post(f"/orang/{person_id}/berkas", data=seen | {"answer": "accepted", "seen_on": "02/11/2026"})
    with app.app_context():
        (paper,) = papers_of(person_id)
        assert paper.kind is PaperKind.KTP
        assert paper.is_accepted


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seen_on": "01/01/2099"}, "tidak boleh sesudah hari ini"),
        ({"expires_on": "01/01/2020"}, "sudah tidak berlaku"),
        ({"kind": "sim"}, "Pilih jenis berkas dari daftar."),
        ({"answer": ""}, "Pilih hasil pemeriksaan."),
    ],
)
def test_an_unlikely_paper_is_refused(
    app: Flask, login: Login, person_id: int, changes: dict[str, str], message: str
) -> None:
    seen = {"kind": "ktp", "seen_on": "01/11/2026", "answer": "accepted"} | changes
    answer = login(Role.OFFICER).post(f"/orang/{person_id}/berkas", data=seen)
    assert answer.status_code == 422
    assert message in answer.text
    with app.app_context():
        assert papers_seen(person_id) == []


def test_a_consent_is_given_withdrawn_once_and_given_again(app: Flask, login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    sharing = {"purpose": "sharing"}
    assert "bank mitra" in client.get(f"/orang/{person_id}/persetujuan/sharing").text
    early = client.post(f"/orang/{person_id}/persetujuan/cabut", data=sharing)
    assert "tidak ada yang dicabut" in early.text
    client.post(f"/orang/{person_id}/persetujuan", data=sharing | {"answer": "given"})
    with app.app_context():
        assert consent_given(person_id, ConsentPurpose.SHARING)
    assert "Cabut persetujuan" in client.get(f"/orang/{person_id}/persetujuan/sharing").text
    client.post(f"/orang/{person_id}/persetujuan/cabut", data=sharing)
    with app.app_context():
        assert not consent_given(person_id, ConsentPurpose.SHARING)
    assert "dicabut" in client.get(f"/orang/{person_id}").text
    assert "Persetujuan dicabut" in client.get("/").text
    assert "Siti Aminah" in client.get("/orang?keadaan=dicabut").text
    client.post(f"/orang/{person_id}/persetujuan", data=sharing | {"answer": "given"})
    with app.app_context():
        assert consent_given(person_id, ConsentPurpose.SHARING)


def test_an_answer_must_be_chosen(login: Login, person_id: int) -> None:
    answer = login(Role.OFFICER).post(f"/orang/{person_id}/persetujuan", data={"purpose": "sharing"})
    assert answer.status_code == 422
    assert "Pilih jawaban." in answer.text


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
def test_readers_change_nothing(login: Login, person_id: int, role: Role) -> None:
    client = login(role)
    for path in ("ubah", "ubah/draf", "usaha/tambah", "berkas", "persetujuan", "persetujuan/cabut"):
        assert client.post(f"/orang/{person_id}/{path}").status_code == 403
