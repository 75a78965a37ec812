"""A sub-group among itself: minutes, signatures, deeds about members, money confirmed, and causes that stay private."""

import io
import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask, url_for
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import delete, select

from core.auth.models import Account
from core.auth.roles import Role
from core.db import db, transaction
from core.errors import DomainError
from core.groups import queries as groups
from core.groups.models import SubGroup
from core.people.models import Paper, PaperKind, Person
from harkat.applications import jobs, queries, service
from harkat.applications.members import queries as member_queries
from harkat.applications.members.kinds import EventState, MemberEventKind
from harkat.applications.members.service import go_ahead
from harkat.applications.minutes import queries as minutes
from harkat.applications.minutes import service as minute_service
from harkat.applications.signing import queries as signing
from harkat.applications.states import State, StopReason
from harkat.loans import queries as loans
from harkat.loans.members import queries as loan_members
from harkat.loans.service import settle
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import STEPS, Case, as_actor, bring_to, sign_all, the

Login = Callable[..., FlaskClient]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    """Run in the app; the session ends with the test."""
    with app.app_context():
        yield
        db.session.remove()


def brought(app: Flask, state: str, case: Case) -> int:
    with app.app_context():
        key = bring_to(state, case, group=True, requested=6_000_000)
        db.session.remove()
    return key


def words_of(answer: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))  # type: ignore[attr-defined]


def approve_less(application_id: int, amount: int) -> None:
    with transaction():
        service.approve(the(application_id), amount=amount, reference="kurang", actor=as_actor("bank"), now=NOW)


def test_a_smaller_approval_waits_for_minutes(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "at_bank", case)
    with app.app_context():
        approve_less(key, 4_000_001)
    officer, url = login("officer"), f"/permohonan/{key}"
    refused = officer.post(f"{url}/terima", data={"reference": "t"})
    assert (refused.status_code, "menyepakati pembagian barunya dahulu" in words_of(refused)) == (422, True)
    page = officer.post(f"{url}/berita-acara", data={"amount": "4.000.001", "bagi_ulang": "1"}).get_data(as_text=True)
    first, *others = case.member_ids
    assert re.search(rf'name="share_{first}" value="666\.671"', page), "the remainder goes to the named member"
    fields = {f"share_{member}": "666.666" for member in others} | {f"share_{first}": "666.670"}
    fields |= {"held_on": "20/11/2026", "place": "Balai RT 05", "reference": "ba-1"}
    present = [str(member) for member in case.member_ids]
    short = officer.post(f"{url}/berita-acara", data=fields | {"present_ids": present})
    assert "kurang Rp1 dari Rp4.000.001" in words_of(short)
    fields[f"share_{first}"] = "666.671"
    few = officer.post(f"{url}/berita-acara", data=fields | {"present_ids": present[:3]})
    assert "paling sedikit 4 anggota hadir" in words_of(few)
    scanned = {"present_ids": present[:5], "scan": (io.BytesIO(b"teks"), "ba.png")}
    assert "bukan foto (JPG, PNG" in words_of(officer.post(f"{url}/berita-acara", data=fields | scanned))
    for _ in range(2):
        scanned = {"present_ids": present[:5], "scan": (io.BytesIO(PNG), "ba.png")}
        assert officer.post(f"{url}/berita-acara", data=fields | scanned).status_code == 303
    shown = words_of(officer.get(url))
    assert shown.count("Berita acara (PDF)") == 1
    assert officer.post(f"{url}/terima", data={"reference": "t"}).status_code == 303
    with app.app_context():
        (row,) = minutes.minutes_of(key)
        paper = PdfReader(io.BytesIO(officer.get(f"{url}/berita-acara/{row.id}.pdf").data))
    text = paper.pages[0].extract_text()
    assert "Anggota 6" in text.split("Tidak hadir")[1][:40]
    assert "666.671" in text


def test_signatures_fall_when_the_split_changes_and_hold_for_their_list(case: Case, inside: None) -> None:
    key = bring_to("accepted", case, group=True)
    with transaction():
        sign_all(the(key))
    assert signing.missing_of(the(key), TODAY) == []
    with transaction():
        rows = queries.shares_of(key)
        shares = {row.person_id: row.approved or 0 for row in rows}
        low, high = rows[0], rows[1]
        assert low.recommended is not None
        shares[low.person_id] -= 1
        high.recommended = (high.recommended or 0) + 1
        high.requested += 1
        shares[high.person_id] += 1
    with transaction():
        minute_service.agree(
            the(key), shares=shares, held_on=TODAY, place="Balai", present_ids=list(shares), reference="b",
            actor=as_actor("officer"), now=NOW,
        )  # fmt: skip
    assert len(signing.missing_of(the(key), TODAY)) == len(case.member_ids)


def test_each_member_has_a_schedule_that_makes_up_the_loan(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "disbursed", case)
    with app.app_context():
        loan = loans.loan_of_application(key)
        assert loan is not None
        own = loan_members.schedules_of(loan)
        for place, row in enumerate(loans.schedule_rows(loan.id)):
            assert sum(mine.rows[place].principal for mine in own) == row.principal
            assert sum(mine.rows[place].interest for mine in own) == row.interest
        assert [mine.amount for mine in own] == [sum(row.principal for row in mine.rows) for mine in own]
        assert [mine.person_id for mine in own if mine.bears_remainder] == [case.member_ids[0]]
        loan_id, member = loan.id, own[2].person_id
    officer = login("officer")
    assert "menanggung sisa pembulatan" in words_of(officer.get(f"/pinjaman/{loan_id}"))
    assert "Rp1.000.000" in words_of(officer.get(f"/pinjaman/{loan_id}/anggota/{member}"))
    text = PdfReader(io.BytesIO(officer.get(f"/pinjaman/{loan_id}/anggota/{member}/jadwal.pdf").data)).pages[0]
    assert "Anggota 3" in text.extract_text()
    assert login("bank2").get(f"/pinjaman/{loan_id}/anggota/{member}").status_code == 404
    assert officer.get(f"/pinjaman/{loan_id}/anggota/{case.person_id}").status_code == 404


def test_a_contract_that_falls_through_thaws_the_list(case: Case, inside: None) -> None:
    key = bring_to("contracted", case, group=True)
    with transaction():
        service.withdraw(the(key), reason=StopReason.CHANGED_MIND, note=None, actor=as_actor("officer"), now=NOW)
    sub_group = db.session.get(SubGroup, case.sub_group_id, populate_existing=True)
    assert sub_group is not None
    assert sub_group.frozen_at is None
    assert all(member.liability_agreed_on is None for member in groups.sub_group_members(sub_group.id))


def test_a_paid_off_sub_group_is_free_after_some_days(case: Case, inside: None) -> None:
    key = bring_to("disbursed", case, group=True)
    loan = loans.loan_of_application(key)
    assert loan is not None
    assert jobs.release_paid_off(TODAY, NOW).startswith("0 ")
    with transaction():
        settle(loans.lock(loan.id), outstanding=0, oldest_due_on=None, closed_on=TODAY)
    assert jobs.release_paid_off(TODAY, NOW).startswith("0 ")
    later = TODAY.replace(month=12, day=1)
    assert [jobs.release_paid_off(later, NOW)[:2] for _ in range(2)] == ["1 ", "0 "]


def test_idle_files_end_once_and_others_stay(case: Case, inside: None) -> None:
    draft = bring_to("draft", case)
    kept = bring_to("verified", case, group=True)
    assert jobs.expire_idle(TODAY.replace(year=2027), NOW).startswith("1 ")
    assert (the(draft).state, the(kept).state) == (State.EXPIRED, State.VERIFIED)
    assert the(draft).stop_reason is StopReason.EXPIRED
    assert jobs.expire_idle(TODAY.replace(year=2027), NOW).startswith("0 ")


def test_after_the_contract_only_the_bank_lets_a_member_go(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "disbursed", case)
    officer, bank, url = login("officer"), login("bank"), f"/permohonan/{key}/peristiwa"
    member = case.member_ids[3]
    asked = {"person_id": str(member), "kind": "addendum", "happened_on": "20/11/2026"}
    assert "Isi nomor adendum" in words_of(officer.post(url, data=asked))
    assert officer.post(url, data=asked | {"addendum_number": "AD/1"}).status_code == 303
    with app.app_context():
        (event,) = member_queries.events_of(case.sub_group_id)
        event_id = event.id
    assert bank.post(f"{url}/{event_id}/lepas").status_code == 409
    assert officer.post(f"{url}/{event_id}/setuju").status_code == 403
    assert login("bank2").post(f"{url}/{event_id}/setuju").status_code == 404
    assert "masih menanggung" in words_of(bank.get(bank.post(f"{url}/{event_id}/setuju").location))
    with app.app_context():
        assert member in queries.borrowers_of(None, case.sub_group_id), "liable until the bank lets go"
    bank.post(f"{url}/{event_id}/lepas")
    with app.app_context():
        (event,) = member_queries.events_of(case.sub_group_id)
        assert (event.state, event.released_on) == (EventState.RELEASED, TODAY)
        assert member not in queries.borrowers_of(None, case.sub_group_id)
        assert member in queries.share_holders(key), "history stays"


def test_a_scan_that_was_to_follow_is_kept_once(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "contracted", case)
    officer, url = login("officer"), f"/permohonan/{key}"
    assert "11 catatan belum ada pindaiannya" in words_of(officer.get(url))
    with app.app_context():
        chosen = [f"s{row.id}" for row in signing.signatures_of(key)][:3]
    assert "Pilih berkas pindaiannya" in words_of(officer.post(f"{url}/pindaian", data={"keys": chosen}))
    bad = {"keys": chosen, "scan": (io.BytesIO(b"teks"), "surat.png")}
    assert "bukan foto (JPG, PNG" in words_of(officer.post(f"{url}/pindaian", data=bad))
    good = {"keys": chosen, "scan": (io.BytesIO(PNG), "surat.png")}
    assert officer.post(f"{url}/pindaian", data=good).status_code == 303
    again = {"keys": chosen, "scan": (io.BytesIO(PNG + b"1"), "surat.png")}
    assert "Pindaian itu sudah ada" in words_of(officer.post(f"{url}/pindaian", data=again))
    assert "8 catatan" in words_of(officer.get(url))
    assert login("bank").get(f"{url}/pindaian").status_code == 403


def test_members_tell_somebody_else_what_they_received(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "disbursed", case)
    url = f"/permohonan/{key}/uang-diterima"
    told = {"person_id": str(case.member_ids[0]), "amount": "900.000", "confirmed_on": "20/11/2026", "way": "office"}
    assert login("officer").post(url, data=told).status_code == 403
    other = login("officer2")
    assert "Tulis apa yang dikatakan anggota" in words_of(other.post(url, data=told))
    assert other.post(url, data=told | {"note": "Dipotong ketua"}).status_code == 303
    told |= {"person_id": str(case.member_ids[1]), "amount": "1.000.000"}
    assert other.post(url, data=told).status_code == 303
    waiting = words_of(login("head").get("/"))
    assert "Uang diterima belum dikonfirmasi" in waiting
    assert "2 dari 6" in words_of(login("head").get("/permohonan/uang-diterima"))
    shown = words_of(login("head").get(f"/permohonan/{key}"))
    assert "2 dari 6 sudah mengonfirmasi" in shown
    assert "1 berbeda dari catatan bank" in shown


def test_what_members_share_is_shown_and_stops_nothing(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "submitted", case)
    first, second = case.member_ids[:2]
    with app.app_context(), transaction():
        phone = db.session.scalars(select(Person.phone).where(Person.id == first)).one()
        db.session.get_one(Person, second).phone = phone
    officer = login("officer")
    seen = {"visited_on": "20/11/2026", "is_open": "1", "matches_papers": "1", "note": "Etalase penuh"}
    for member in (first, second):
        sent = officer.post(f"/permohonan/{key}/usaha/{member}", data=seen | {"photo": (io.BytesIO(PNG), "foto.png")})
        assert sent.status_code == 303
    shown = words_of(officer.get(f"/permohonan/{key}"))
    assert "Nomor telepon sama: Anggota 1 dan Anggota 2." in shown
    assert "Foto kunjungan pernah dipakai untuk orang lain: Anggota 1, Anggota 2." in shown
    assert "pemilik tidak ditemui" in shown


def test_checks_hold_the_recommendation_and_a_list_answers_them(app: Flask, login: Login, case: Case) -> None:
    key = brought(app, "verified", case)
    officer, url = login("officer"), f"/permohonan/{key}"
    advice = {"amount": "6.000.000", "note": "Layak"}
    assert "Belum dicek: Anggota 1 (NIK dikenal Dukcapil;" in words_of(officer.post(f"{url}/rekomendasi", data=advice))
    with app.app_context():
        niks = [share.person.nik for share in queries.shares_of(key)]
    lines = "\n".join(["NIK;Hasil", *(f"{nik};dikenal" for nik in niks[:5]), f"{niks[5]};meninggal", "123;dikenal"])
    sent = officer.post(f"{url}/kelayakan/daftar", data={"file": (io.BytesIO(lines.encode()), "dukcapil.csv")})
    shown = words_of(officer.get(sent.location))
    assert "6 peminjam terjawab dari daftar. Baris 8: NIK harus 16 angka" in shown
    assert shown.count("Ada temuan") >= 1
    answered = {
        "person_ids": [str(member) for member in case.member_ids],
        "answer": "clear", "source": "sikp", "checked_on": "20/11/2026",
    }  # fmt: skip
    for kind in ("state_employee", "subsidised"):
        assert officer.post(f"{url}/kelayakan", data=answered | {"kind": kind}).status_code == 303
    assert officer.post(f"{url}/rekomendasi", data=advice).status_code == 303, "a finding stops nothing by itself"
    assert login("bank").get(f"{url}/kelayakan").status_code == 403


def test_the_ready_go_first_and_nobody_is_removed(case: Case, inside: None) -> None:
    key = bring_to("draft", case, group=True, requested=6_000_000)
    waiting = case.member_ids[0]
    with pytest.raises(DomainError, match="Semua anggota sudah siap"), transaction():
        go_ahead(the(key), actor=as_actor("officer"), now=NOW)
    with transaction():
        db.session.execute(delete(Paper).where(Paper.person_id == waiting, Paper.kind == PaperKind.KTP))
    with transaction():
        assert go_ahead(the(key), actor=as_actor("officer"), now=NOW) == 1
    application = the(key)
    assert (application.requested, application.remainder_person_id) == (5_000_000, case.member_ids[1])
    assert waiting in {row.person_id for row in groups.members_of(case.group_id)}
    (event,) = member_queries.events_of(case.sub_group_id)
    assert (event.person_id, event.kind, event.note) == (waiting, MemberEventKind.NEXT_ROUND, None)
    with transaction():
        service.submit(application, actor=as_actor("officer"), now=NOW)


CAUSE = "tunggakan pinjol Zzyzx"


def test_no_paper_or_page_of_the_group_names_a_members_cause(app: Flask, login: Login, case: Case) -> None:
    """Whatever the chair can open or is handed is searched for why a member left and what a member still lacks."""
    key = brought(app, "verified", case)
    officer, url = login("officer"), f"/permohonan/{key}"
    left = {
        "person_id": str(case.member_ids[5]), "note": CAUSE, "held_on": "20/11/2026", "place": "Balai",
        "present_ids": [str(member) for member in case.member_ids[:5]], "reference": "keluar-1",
    }  # fmt: skip
    assert officer.post(f"{url}/anggota-keluar", data=left).status_code == 303
    with app.app_context():
        for name, step in STEPS[3:7]:
            with transaction():
                step(the(key))
            if name == "approved":
                (row,) = minutes.minutes_of(key)
        with transaction():
            db.session.execute(delete(Paper).where(Paper.person_id == case.member_ids[2]))
        minutes_id = row.id
    handed = ("tanggung-renteng.pdf", "tanda-tangan/surat-kuasa.pdf", "tanda-tangan/penjelasan.pdf",
              f"berita-acara/{minutes_id}.pdf")  # fmt: skip
    told = [
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(officer.get(f"{url}/{name}").data)).pages)
        for name in handed
    ]
    told.append(words_of(officer.get(f"{url}/lembar")))
    with app.test_request_context():
        sheet = url_for("readiness_together.for_chair", sub_group_id=case.sub_group_id)
    told.append(words_of(officer.get(sheet)))
    with app.app_context(), transaction():
        db.session.scalars(select(Account).where(Account.username == "chair")).one().person_id = case.member_ids[0]
    chair = login("chair")
    open_pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and Role.CHAIR in getattr(app.view_functions[rule.endpoint], "allowed", ())
    ]
    assert open_pages
    told += [words_of(chair.get(re.sub(r"<[^>]+>", str(key), path))) for path in open_pages]
    text = " ".join(told)
    assert "1 anggota masih punya langkah yang harus diselesaikan" in text
    assert "Anggota tidak ikut dalam pinjaman ini" in text
    for cause in ("Zzyzx", "pinjol", "SLIK", "tunggakan pinjol", "KTP: belum", "penanda", "skor"):
        assert cause.lower() not in text.lower().replace("iDeb SLIK".lower(), ""), cause
