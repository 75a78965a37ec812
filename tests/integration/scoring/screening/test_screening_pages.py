"""The doors of screening: files of the right person only, lines that prove, decisions that stay, closed to others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Role
from core.db import db, transaction
from core.errors import NotAllowed
from core.jobs.service import run_once
from scoring.screening import queries, service
from scoring.screening.drafts import UploadedFile
from scoring.screening.jobs import JOBS
from scoring.screening.kinds import Decision, FlagReason, InterviewSource
from scoring.screening.lenders import DebtKind
from scoring.screening.models import DebtFinding, DebtFlag, DeclaredDebt, ScreeningFile
from scoring.screening.waiting import queries as waiting
from tests import factories
from tests.factories import NOW, TODAY
from tests.outside import outside
from tests.screening_cases import (
    IDEB,
    NIK,
    consent,
    count,
    facilities,
    make_finding,
    officer,
    send,
    with_changes,
)

Login = Callable[..., FlaskClient]


@dataclass(frozen=True)
class People:
    """Keys of the persons of a test: the owner of the sample iDeb, and somebody who did not consent."""

    owner: int
    silent: int


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in; its requests share nothing with the test."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


@pytest.fixture
def people(app: Flask) -> Iterator[People]:
    """Two persons; one has consented to screening."""
    with app.app_context():
        with transaction():
            owner = factories.make_person("Taufik Akbar", nik=NIK)
            silent = factories.make_person("Rina Wati")
            consent(owner.id)
            keys = People(owner.id, silent.id)
        yield keys


# --- files ------------------------------------------------------------


def test_an_ideb_is_read_and_its_findings_stand_on_the_page_with_their_lines(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    answer = send(client, people.owner, (IDEB.read_bytes(), IDEB.name))
    assert answer.status_code == 303, answer.text
    shown = client.get(f"/pemeriksaan/orang/{people.owner}").text
    assert "Menunggu keputusan" in shown
    assert "fasilitas ke-1 di iDeb" in shown
    assert NIK not in shown
    waiting = queries.unanswered_findings(people.owner)
    assert waiting
    assert all(row.lender in shown and row.lines for row in waiting)


def test_what_was_uploaded_is_unreadable_in_the_database(login: Login, people: People) -> None:
    send(login(Role.OFFICER), people.owner, (IDEB.read_bytes(), IDEB.name))
    raw = db.session.connection().exec_driver_sql("SELECT content, filename FROM screening_file").one()
    assert b"TAUFIK" not in bytes(raw[0])
    assert NIK.encode() not in bytes(raw[1])
    evidence = db.session.connection().exec_driver_sql("SELECT evidence FROM debt_finding").first()
    assert evidence is not None
    assert b"fasilitas" not in bytes(evidence[0])
    assert queries.files_of(people.owner)[0].content == IDEB.read_bytes()


def test_the_ideb_of_somebody_else_leaves_nothing_behind(login: Login, people: People) -> None:
    with transaction():
        consent(people.silent)
    answer = send(login(Role.OFFICER), people.silent, (IDEB.read_bytes(), IDEB.name))
    assert answer.status_code == 422
    assert "milik orang lain" in answer.text
    assert count(ScreeningFile) == count(DebtFinding) == 0


def test_without_consent_nothing_is_read(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    answer = send(client, people.silent, (IDEB.read_bytes(), IDEB.name))
    assert answer.status_code == 422
    assert "belum menyetujui" in answer.text
    assert count(ScreeningFile) == 0
    assert 'name="files"' not in client.get(f"/pemeriksaan/orang/{people.silent}/unggah").text


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "kosong.csv", "kosong"),
        (b'{"header": {"totalBagian": "1"', "rusak.txt", "terpotong atau rusak"),
        (b"PK\x03\x04 bukan buku kerja", "palsu.xlsx", "rusak"),
        (b"nama;umur\nBudi;30\n", "lain.csv", ""),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_with_a_way_on(
    login: Login, people: People, content: bytes, name: str, word: str
) -> None:
    answer = send(login(Role.OFFICER), people.owner, (content, name))
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert word in answer.text
    assert count(ScreeningFile) == 0


def test_no_file_chosen_is_said(login: Login, people: People) -> None:
    answer = send(login(Role.OFFICER), people.owner)
    assert answer.status_code == 422
    assert "Pilih berkas" in answer.text


def test_the_same_file_is_read_once(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    send(client, people.owner, (IDEB.read_bytes(), IDEB.name))
    answer = send(client, people.owner, (IDEB.read_bytes(), "salinan.txt"))
    assert answer.status_code == 422
    assert "sudah diperiksa" in answer.text
    assert count(ScreeningFile) == 1


def test_reading_again_keeps_decisions_and_asks_again_only_when_it_got_worse(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    send(client, people.owner, (IDEB.read_bytes(), IDEB.name))
    finding = queries.unanswered_findings(people.owner)[0]
    values = {"decision": Decision.DISMISSED.value, "reason": "Pinjaman ini atas nama adiknya, surat dilihat."}
    assert client.post(f"/pemeriksaan/temuan/{finding.id}", data=values).status_code == 303

    def later(value: dict[str, Any]) -> None:
        value["individual"]["tanggalPermintaan"] = "20261115091522"

    send(client, people.owner, (with_changes(later), "baru.txt"))
    again = queries.finding(finding.id)
    assert again.decision is Decision.DISMISSED
    assert not again.waits

    def worse(value: dict[str, Any]) -> None:
        value["individual"]["tanggalPermintaan"] = "20261118091522"
        for facility in facilities(value):
            facility["kualitas"] = "5"

    send(client, people.owner, (with_changes(worse), "memburuk.txt"))
    again = queries.finding(finding.id)
    assert again.decision is Decision.DISMISSED
    assert again.waits
    assert "berubah sejak diputuskan" in client.get(f"/pemeriksaan/orang/{people.owner}").text


def test_a_debt_missing_from_a_newer_complete_ideb_is_gone(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    send(client, people.owner, (IDEB.read_bytes(), IDEB.name))

    def paid(value: dict[str, Any]) -> None:
        value["individual"]["tanggalPermintaan"] = "20261118091522"
        value["individual"]["fasilitas"]["kreditPembiayan"] = []

    send(client, people.owner, (with_changes(paid), "lunas.txt"))
    assert all(row.gone_on is not None for row in queries.findings_of(people.owner))
    assert queries.known_debts(people.owner) == []
    assert queries.monthly_burden(people.owner) == 0


def test_a_file_is_handed_out_as_it_came_and_each_look_is_recorded(login: Login, people: People) -> None:
    send(login(Role.OFFICER), people.owner, (IDEB.read_bytes(), IDEB.name))
    file_id = queries.files_of(people.owner)[0].id
    answer = login(Role.AUDITOR).get(f"/pemeriksaan/berkas/{file_id}")
    assert answer.data == IDEB.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert NIK not in answer.headers["Content-Disposition"]
    looks = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "screening.view")).all()
    assert any(entry.actor_role is Role.AUDITOR for entry in looks)


def test_old_files_lose_their_content_and_keep_what_they_showed(login: Login, people: People) -> None:
    send(login(Role.OFFICER), people.owner, (IDEB.read_bytes(), IDEB.name))
    file = queries.files_of(people.owner)[0]
    with transaction():
        db.session.get_one(ScreeningFile, file.id).read_at = NOW.replace(year=NOW.year - 2)
    findings = count(DebtFinding)
    run = run_once(JOBS[0], business_date=TODAY, now=NOW)
    assert run is not None
    assert run.outcome == "1 berkas dihapus isinya"
    assert login(Role.OFFICER).get(f"/pemeriksaan/berkas/{file.id}").status_code == 404
    assert count(DebtFinding) == findings


# --- decisions and flags ------------------------------------------------------------


def test_confirming_an_illegal_lender_flags_the_person_and_dismissing_takes_it_back(
    login: Login, people: People
) -> None:
    client = login(Role.OFFICER)
    finding_id = make_finding(people.owner)
    page = client.get(f"/pemeriksaan/temuan/{finding_id}").text
    assert "TRSF DANA KILAT" in page
    assert "baris 7" in page
    assert queries.open_flags(people.owner) == []
    values = {"decision": "confirmed", "reason": "Mengaku meminjam lewat HP.", "installment_monthly": "500.000"}
    assert client.post(f"/pemeriksaan/temuan/{finding_id}", data=values).status_code == 303
    assert [flag.reason for flag in queries.open_flags(people.owner)] == [FlagReason.ILLEGAL_PINJOL]
    assert queries.monthly_burden(people.owner) == 500_000
    values = {"decision": "dismissed", "reason": "Ternyata transfer untuk toko bernama sama."}
    client.post(f"/pemeriksaan/temuan/{finding_id}", data=values)
    assert queries.open_flags(people.owner) == []
    assert queries.flags_of(people.owner)[0].close_note == values["reason"]
    deeds = {entry.deed for entry in db.session.scalars(select(AuditEntry))}
    assert {"screening.decide", "screening.raise_flag", "screening.close_flag"} <= deeds


def test_licensed_debt_that_is_current_is_counted_and_never_flags(login: Login, people: People) -> None:
    finding_id = make_finding(people.owner, kind=DebtKind.PINJOL_LICENSED, quality=1)
    values = {"decision": "confirmed", "reason": "Masih lancar.", "installment_monthly": "300.000"}
    login(Role.OFFICER).post(f"/pemeriksaan/temuan/{finding_id}", data=values)
    assert queries.open_flags(people.owner) == []
    assert queries.monthly_burden(people.owner) == 300_000


def test_what_a_statement_only_suggests_counts_nowhere_until_confirmed(people: People) -> None:
    make_finding(people.owner)
    assert queries.known_debts(people.owner) == []
    assert len(queries.unanswered_findings(people.owner)) == 1
    assert waiting.count_waiting() == 1


def test_a_decision_needs_a_reason_and_keeps_what_was_typed(login: Login, people: People) -> None:
    finding_id = make_finding(people.owner)
    answer = login(Role.OFFICER).post(f"/pemeriksaan/temuan/{finding_id}", data={"decision": "confirmed"})
    assert answer.status_code == 422
    assert "Isi alasan" in answer.text
    assert 'value="confirmed" checked' in answer.text
    assert queries.finding(finding_id).decision is None


# --- what is told ------------------------------------------------------------

RENTENIR = {
    "told_as": "mobile_lender",
    "lender": "Pak Ucok",
    "received": "900.000",
    "principal": "1.000.000",
    "paid_every": "day",
    "installment": "30.000",
    "payments": "40",
    "payments_made": "10",
    "taken_on": "01/11/2026",
    "handed_as": "cash",
    "purpose": "productive_micro",
}


def test_a_daily_lender_is_priced_shown_beside_the_cap_and_flagged(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    answer = client.post(f"/pemeriksaan/orang/{people.owner}/utang", data=RENTENIR, follow_redirects=True)
    assert answer.status_code == 200
    assert "541,9%" in answer.text
    assert "0,275% sehari" in answer.text
    assert [flag.reason for flag in queries.open_flags(people.owner)] == [FlagReason.RENTENIR]
    assert queries.monthly_burden(people.owner) == 912_500
    assert queries.known_debts(people.owner)[0].outstanding == 900_000


def test_money_from_family_is_no_flag(login: Login, people: People) -> None:
    values = RENTENIR | {"told_as": "family", "paid_every": "month", "payments": "5", "payments_made": "0"}
    login(Role.OFFICER).post(f"/pemeriksaan/orang/{people.owner}/utang", data=values)
    assert count(DeclaredDebt) == 1
    assert queries.open_flags(people.owner) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"received": "1 juta"}, "Tulis angka lengkap"),
        ({"received": "2.000.000"}, "lebih kecil daripada yang diterima"),
        ({"payments_made": "41"}, "melebihi banyaknya angsuran"),
        ({"taken_on": "31/02/2026"}, "tidak ada di kalender"),
        ({"taken_on": "01/01/2099"}, "sesudah hari ini"),
        ({"payments": "0"}, "antara 1 dan 1000"),
        ({"told_as": "raja"}, "dari daftar"),
        ({"lender": ""}, "Isi nama pemberi pinjaman"),
    ],
)
def test_a_debt_with_impossible_numbers_is_refused_and_what_was_typed_stays(
    login: Login, people: People, change: dict[str, str], word: str
) -> None:
    answer = login(Role.OFFICER).post(f"/pemeriksaan/orang/{people.owner}/utang", data=RENTENIR | change)
    assert answer.status_code == 422
    assert word in answer.text
    assert "30.000" in answer.text
    assert count(DeclaredDebt) == 0


def test_a_told_debt_is_closed_with_proof_and_its_flag_with_it(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    client.post(f"/pemeriksaan/orang/{people.owner}/utang", data=RENTENIR)
    debt, flag = queries.declared_debts(people.owner)[0], queries.open_flags(people.owner)[0]
    early = client.post(f"/pemeriksaan/penanda/{flag.id}/tutup", data={"closing": "settled", "note": "katanya lunas"})
    assert early.status_code == 422
    assert "Tutup dulu utang" in early.text
    vague = client.post(f"/pemeriksaan/utang/{debt.id}/lunas", data={"closed_on": "02/11/2026", "close_reason": "ok"})
    assert vague.status_code == 422
    assert "Tulis buktinya" in vague.text
    values = {"closed_on": "02/11/2026", "close_reason": "Kuitansi lunas dilihat."}
    assert client.post(f"/pemeriksaan/utang/{debt.id}/lunas", data=values).status_code == 303
    assert queries.open_flags(people.owner) == []
    assert queries.known_debts(people.owner) == []


def test_only_after_a_talk_is_no_debt_more_than_silence(login: Login, people: People) -> None:
    assert queries.monthly_burden(people.owner) is None
    values = {"held_on": "19/11/2026", "has_no_other_debt": "1"}
    login(Role.OFFICER).post(f"/pemeriksaan/orang/{people.owner}/wawancara", data=values)
    assert queries.monthly_burden(people.owner) == 0
    state = queries.evidence_state(people.owner)
    assert state.interview_on is not None
    assert state.ideb_on is None


# --- who may ------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.TRAINER, Role.BANK, Role.ECONOMICS, Role.MENTOR, Role.ADMIN])
def test_debts_are_closed_to_everybody_else(login: Login, people: People, role: Role) -> None:
    make_finding(people.owner)
    client = login(role)
    for path in ("", f"/orang/{people.owner}", f"/orang/{people.owner}/unggah", "/temuan/1", "/berkas/1"):
        assert client.get(f"/pemeriksaan{path}").status_code == 403, path
    assert "Buka pemeriksaan utang" not in client.get(f"/orang/{people.owner}").text


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
def test_readers_see_and_change_nothing(login: Login, people: People, role: Role) -> None:
    finding_id = make_finding(people.owner)
    client = login(role)
    shown = client.get(f"/pemeriksaan/orang/{people.owner}")
    assert shown.status_code == 200
    assert "TRSF DANA KILAT" in shown.text
    assert "Unggah iDeb" not in shown.text
    assert client.post(f"/pemeriksaan/temuan/{finding_id}", data={}).status_code == 403
    assert client.post(f"/pemeriksaan/orang/{people.owner}/utang", data=RENTENIR).status_code == 403


def test_the_officers_start_page_and_list_point_at_what_waits(login: Login, people: People) -> None:
    make_finding(people.owner)
    client = login(Role.OFFICER)
    assert "Penanda utang menunggu keputusan" in client.get("/").text
    listed = client.get("/pemeriksaan?tampil=menunggu").text
    assert "Taufik Akbar" in listed
    assert "Rina Wati" not in listed
    assert "1 temuan" in listed
    assert "temuan menunggu keputusan" in client.get(f"/orang/{people.owner}").text


def test_services_hold_the_rules_without_the_pages(people: People) -> None:
    with pytest.raises(service.NoConsent), transaction():
        service.upload(people.silent, [UploadedFile("a", b"x")], actor=officer(), now=NOW, today=TODAY)
    with pytest.raises(NotAllowed), transaction():
        service.upload(people.owner, [UploadedFile("a", b"x")], actor=SYSTEM, now=NOW, today=TODAY)
    assert count(DebtFlag) == 0


def test_a_question_of_the_talk_leads_to_its_own_form(login: Login, people: People) -> None:
    client = login(Role.OFFICER)
    talk = client.get(f"/pemeriksaan/orang/{people.owner}/wawancara").text
    for source in InterviewSource:
        assert f"/pemeriksaan/orang/{people.owner}/utang?dari={source.value}" in talk
    form = client.get(f"/pemeriksaan/orang/{people.owner}/utang?dari=supplier").text
    assert '<option value="supplier" selected>' in form
    assert client.get(f"/pemeriksaan/orang/{people.owner}/utang?dari=%3Cb%3E").status_code == 200
    url = f"/pemeriksaan/orang/{people.owner}/utang"
    assert client.post(url, data=RENTENIR | {"handed_as": "emas"}).status_code == 422
    shown = client.post(url, data=RENTENIR | {"handed_as": "transfer"}, follow_redirects=True).text
    assert "transfer atau dompet digital" in shown
    assert "Lanjutkan wawancara" in shown
