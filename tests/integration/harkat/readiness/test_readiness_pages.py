"""Readiness through the pages: what is known becomes a status with reasons and steps; four eyes; closed to others."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Actor, Role
from core.db import db, transaction
from core.errors import NotAllowed
from core.groups import queries as groups
from core.jobs.service import run_once
from core.people.models import Business, Paper, PaperKind
from core.policy import service as policy
from harkat.readiness import queries, service
from harkat.readiness.drafts import DepartureDraft, ObservationDraft
from harkat.readiness.jobs import JOBS
from harkat.readiness.models import ObservedFact, ReadinessAssessment
from harkat.readiness.packing import unpack_facts
from scoring.facts import FactKind, Sureness
from scoring.first_scorecard import FIRST_SCORECARD, SCORECARD_KEY
from scoring.readiness import Readiness
from scoring.screening.models import DebtInterview
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
    """A trader of whom only the registration is known."""
    with app.app_context():
        with transaction():
            key = factories.make_person("Yanti Lontong", household_cost_monthly=2_000_000).id
        yield key


def complete(person_id: int, **business: Any) -> None:
    """Record a business, papers and a talk about debts, as officers do."""
    with transaction() as session:
        values: dict[str, Any] = {
            "started_on": TODAY - timedelta(days=1200),
            "sales_monthly": 12_000_000,
            "profit_monthly": 4_200_000,
            "selling_days_monthly": 26,
            **business,
        }
        session.add(Business(person_id=person_id, name="Lontong Yanti", created_at=NOW, **values))
        for kind in (PaperKind.KTP, PaperKind.FAMILY_CARD, PaperKind.BUSINESS_LICENSE):
            session.add(Paper(person_id=person_id, kind=kind, seen_on=TODAY, is_accepted=True))
        session.add(DebtInterview(person_id=person_id, held_on=TODAY, has_no_other_debt=True, recorded_at=NOW))


def officer(name: str = "officer") -> Actor:
    """Return an officer."""
    return factories.account_named(name).as_actor()


def assess(person_id: int) -> ReadinessAssessment:
    """Assess a person as an officer does."""
    with transaction():
        return service.assess(person_id, actor=officer(), now=NOW, today=TODAY)


def assessments() -> int:
    """Count the kept assessments."""
    return db.session.scalar(select(func.count(ReadinessAssessment.id))) or 0


def test_somebody_just_registered_is_asked_for_facts_and_not_turned_away(login: Login, person_id: int) -> None:
    client = login(Role.OFFICER)
    assert "Belum pernah dinilai" in client.get(f"/kesiapan/orang/{person_id}").text
    assert client.post(f"/kesiapan/orang/{person_id}/nilai").status_code == 303
    shown = client.get(f"/kesiapan/orang/{person_id}").text
    assert "Perlu pendampingan" in shown
    assert "Ikuti wawancara utang bersama petugas" in shown
    assert "langkah berikutnya" in shown
    assert "disetujui" not in shown.lower()
    assert "Belum layak" not in shown


def test_facts_are_gathered_from_the_rooms_with_their_source_and_day(person_id: int) -> None:
    complete(person_id)
    facts = queries.gather(person_id, today=TODAY)
    license_seen, profit = facts.get(FactKind.BUSINESS_LICENSE), facts.get(FactKind.PROFIT_MONTHLY)
    assert license_seen is not None
    assert license_seen.sureness is Sureness.DOCUMENT
    assert profit is not None
    assert (profit.value, profit.sureness) == (4_200_000, Sureness.SELF_REPORTED)
    assert facts.value(FactKind.BUSINESS_AGE_MONTHS) == 39
    assert facts.value(FactKind.TRAINING_COMPLETED) == 0
    assert facts.value(FactKind.DEBT_INTERVIEW) == 1
    assert facts.get(FactKind.IDEB_READ) is None
    assert facts.get(FactKind.OWN_LOAN_DAYS_LATE) is None


def test_a_refused_or_expired_paper_says_nothing(person_id: int) -> None:
    with transaction() as session:
        late = TODAY - timedelta(days=1)
        session.add(Paper(person_id=person_id, kind=PaperKind.KTP, seen_on=TODAY, is_accepted=False, note="buram"))
        session.add(Paper(person_id=person_id, kind=PaperKind.FAMILY_CARD, seen_on=TODAY, expires_on=late))
    facts = queries.gather(person_id, today=TODAY)
    assert facts.get(FactKind.KTP_SEEN) is None
    assert facts.get(FactKind.FAMILY_CARD_SEEN) is None


def test_an_assessment_can_be_explained_in_a_year(person_id: int) -> None:
    complete(person_id)
    kept = assess(person_id)
    assert unpack_facts(kept.facts) == queries.gather(person_id, today=TODAY)
    assert kept.card_version == FIRST_SCORECARD["version"]
    assert kept.reasons
    assert kept.capacity is not None
    assert kept.affordable is not None
    assert kept.affordable % 50_000 == 0
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "readiness.assess")).one()
    assert "Yanti" not in entry.summary


def test_a_visit_is_written_down_and_changes_the_status_page(login: Login, person_id: int) -> None:
    complete(person_id, profit_monthly=None, sales_monthly=None)
    client = login(Role.OFFICER)
    client.post(f"/kesiapan/orang/{person_id}/nilai")
    assert "Belum bisa dihitung" in client.get(f"/kesiapan/orang/{person_id}").text
    values = {
        "observed_on": "19/11/2026",
        "sureness": "mentor",
        "business_running": "1",
        "business_seen": "1",
        "profit_per_selling_day": "160.000",
        "selling_days": "26",
        "bookkeeping_months": "3",
        "money_separate": "1",
    }
    answer = client.post(f"/kesiapan/orang/{person_id}/catatan", data=values, follow_redirects=True)
    assert answer.status_code == 200
    assert "Rp4.160.000" in answer.text
    assert "laba per hari × hari berjualan" in answer.text
    assert "Pembukuannya rapi 3 bulan berturut-turut." in answer.text


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"profit_per_selling_day": "160 ribu"}, "Tulis angka lengkap"),
        ({"selling_days": "32"}, "antara 0 dan 31"),
        ({"selling_days": "0"}, "hari berjualan nol"),
        ({"observed_on": "01/01/2099"}, "sesudah hari ini"),
        ({"observed_on": ""}, "Isi tanggal dilihat"),
        ({"sureness": "yakin"}, "dari daftar"),
        ({"profit_per_selling_day": ""}, "paling sedikit satu keterangan"),
    ],
)
def test_a_bad_observation_is_refused_and_kept_on_the_form(
    login: Login, person_id: int, change: dict[str, str], word: str
) -> None:
    values = {"observed_on": "19/11/2026", "sureness": "mentor", "profit_per_selling_day": "160.000"} | change
    answer = login(Role.OFFICER).post(f"/kesiapan/orang/{person_id}/catatan", data=values)
    assert answer.status_code == 422
    assert word in answer.text
    assert "mentor" in answer.text
    assert db.session.scalar(select(func.count(ObservedFact.id))) == 0


def test_a_better_guess_of_the_same_kind_replaces_the_older(person_id: int) -> None:
    with transaction():
        for value in (1, 3):
            draft = ObservationDraft(TODAY, Sureness.MENTOR, ((FactKind.BOOKKEEPING_MONTHS, value),))
            service.observe(person_id, draft, actor=officer(), now=NOW, today=TODAY)
    assert queries.gather(person_id, today=TODAY).value(FactKind.BOOKKEEPING_MONTHS) == 3


def test_a_departure_needs_a_second_person(login: Login, person_id: int) -> None:
    complete(person_id)
    assess(person_id)
    client, second = login("officer"), login("officer2")
    values = {"status": "conditional", "reason": "Usahanya saya kenal, langganan tetap."}
    newest = queries.latest(person_id)
    assert newest is not None
    before = newest.status
    values["status"] = "ready"
    assert client.post(f"/kesiapan/orang/{person_id}/beda", data=values).status_code == 303
    departure = queries.departures_of(person_id)[0]
    assert queries.open_departures() == [departure]
    key = departure.id
    assert client.post(f"/kesiapan/beda/{key}/sahkan").status_code == 403
    assert "Usul status kesiapan" not in client.get("/").text
    assert "Usul status kesiapan" in second.get("/").text
    assert second.post(f"/kesiapan/beda/{key}/sahkan").status_code == 303
    newest = queries.latest(person_id)
    assert newest is not None
    assert newest.status is Readiness.READY
    assert newest.computed is before
    assert "disahkan orang kedua" in client.get(f"/kesiapan/orang/{person_id}").text
    assert second.post(f"/kesiapan/beda/{key}/sahkan").status_code == 409


def test_a_departure_is_turned_down_with_a_reason(login: Login, person_id: int) -> None:
    complete(person_id)
    assess(person_id)
    login("officer").post(f"/kesiapan/orang/{person_id}/beda", data={"status": "not_yet", "reason": "Saya ragu."})
    key = queries.departures_of(person_id)[0].id
    head = login(Role.HEAD)
    bare = head.post(f"/kesiapan/beda/{key}/tolak", data={})
    assert bare.status_code == 422
    assert "Isi alasan" in bare.text
    assert head.post(f"/kesiapan/beda/{key}/tolak", data={"answer": "Tidak ada bukti."}).status_code == 303
    newest = queries.latest(person_id)
    assert newest is not None
    assert newest.status is newest.computed


def test_one_departure_at_a_time_and_never_to_the_same_status(login: Login, person_id: int) -> None:
    complete(person_id)
    same = assess(person_id).status.value
    client = login("officer")
    answer = client.post(f"/kesiapan/orang/{person_id}/beda", data={"status": same, "reason": "Sama saja."})
    assert answer.status_code == 422
    assert "memang sudah" in answer.text
    client.post(f"/kesiapan/orang/{person_id}/beda", data={"status": "not_yet", "reason": "Satu."})
    answer = client.post(f"/kesiapan/orang/{person_id}/beda", data={"status": "ready", "reason": "Dua."})
    assert answer.status_code == 422
    assert "menunggu pengesahan" in answer.text


def test_a_confirmed_departure_stands_until_something_changes(person_id: int) -> None:
    complete(person_id)
    first = assess(person_id)
    with transaction():
        draft = DepartureDraft(Readiness.READY, "Langganan tetap.")
        departure = service.propose_departure(first, draft, actor=officer(), now=NOW)
        service.answer_departure(departure, is_confirmed=True, answer=None, actor=officer("head"), now=NOW)
    assert assess(person_id).status is Readiness.READY
    with transaction():
        draft_seen = ObservationDraft(TODAY, Sureness.MENTOR, ((FactKind.BUSINESS_RUNNING, 0),))
        service.observe(person_id, draft_seen, actor=officer(), now=NOW, today=TODAY)
    assert assess(person_id).status is Readiness.NOT_YET


def test_the_night_assesses_only_those_of_whom_something_changed(person_id: int) -> None:
    complete(person_id)
    with transaction():
        other = factories.make_person("Rudi Bakso").id
    for key in (person_id, other):
        assess(key)
    run = run_once(JOBS[0], business_date=TODAY, now=NOW)
    assert run is not None
    assert run.outcome == "2 orang diperiksa, 0 dinilai ulang"
    with transaction() as session:
        session.add(Paper(person_id=other, kind=PaperKind.KTP, seen_on=TODAY, is_accepted=True))
    run = run_once(JOBS[0], business_date=TODAY + timedelta(days=1), now=NOW + timedelta(days=1))
    assert run is not None
    assert run.outcome == "2 orang diperiksa, 1 dinilai ulang"
    assert assessments() == 3


def test_a_fact_that_grew_too_old_is_noticed_by_the_night(person_id: int) -> None:
    complete(person_id)
    assess(person_id)
    later = TODAY + timedelta(days=181)
    with transaction():
        again = service.assess_if_changed(person_id, actor=SYSTEM, now=NOW + timedelta(days=1), today=later)
        assert again is not None
        assert "Belum ada wawancara utang." in {reason["text"] for reason in again.reasons}


def test_a_new_scorecard_counts_from_its_day_and_the_old_assessment_keeps_its_own(person_id: int) -> None:
    complete(person_id)
    first = assess(person_id)
    tomorrow = TODAY + timedelta(days=1)
    with transaction():
        policy.set_value(
            SCORECARD_KEY,
            FIRST_SCORECARD | {"version": "2026-2"},
            valid_from=tomorrow,
            source="uji",
            actor=officer("head"),
            now=NOW,
            today=TODAY,
        )
        again = service.assess_if_changed(person_id, actor=SYSTEM, now=NOW, today=tomorrow)
        assert again is not None
        assert again.card_version == "2026-2"
    assert db.session.get_one(ReadinessAssessment, first.id).card_version == "2026-1"


def test_the_letter_explains_without_a_number_and_says_how_to_object(login: Login, person_id: int) -> None:
    complete(person_id)
    assess(person_id)
    letter = login(Role.OFFICER).get(f"/kesiapan/orang/{person_id}/surat").text
    assert "Bila Anda tidak setuju" in letter
    assert "Bank yang memutuskan pembiayaan" in letter
    assert "Skor" not in letter
    assert "disetujui" not in letter.lower()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.BANK, Role.ECONOMICS, Role.MENTOR, Role.ADMIN])
def test_readiness_is_closed_to_everybody_else(login: Login, person_id: int, role: Role) -> None:
    assess(person_id)
    client = login(role)
    for path in ("", f"/orang/{person_id}", f"/orang/{person_id}/surat", f"/orang/{person_id}/catatan"):
        assert client.get(f"/kesiapan{path}").status_code == 403
    assert client.post(f"/kesiapan/orang/{person_id}/nilai").status_code == 403
    assert "Buka kesiapan" not in client.get(f"/orang/{person_id}").text


def test_an_auditor_reads_and_changes_nothing(login: Login, person_id: int) -> None:
    assess(person_id)
    client = login(Role.AUDITOR)
    shown = client.get(f"/kesiapan/orang/{person_id}")
    assert shown.status_code == 200
    assert "Nilai lagi" not in shown.text
    assert client.post(f"/kesiapan/orang/{person_id}/nilai").status_code == 403
    with pytest.raises(NotAllowed):
        service.assess(person_id, actor=officer("auditor"), now=NOW, today=TODAY)


def test_the_list_counts_searches_and_filters(login: Login, person_id: int) -> None:
    assess(person_id)
    client = login(Role.HEAD)
    assert "Yanti Lontong" in client.get("/kesiapan").text
    assert "Yanti Lontong" in client.get("/kesiapan?status=needs_mentoring&q=yanti").text
    assert "Tidak ada yang cocok" in client.get("/kesiapan?status=ready").text
    assert client.get("/kesiapan?status=aneh&urut=apa&hal=99").status_code == 200
    panel = client.get(f"/orang/{person_id}").text
    assert "Buka kesiapan" in panel
    assert "Perlu pendampingan" in panel


def test_a_groups_page_says_who_is_ready_now_and_who_has_steps(login: Login, app: Flask) -> None:
    with app.app_context():
        with transaction():
            group, _ = factories.make_group(size=5)
            group_id = group.id
        people = [member.person_id for member in groups.members_of(group_id)]
        for member_id in people[:2]:
            assess(member_id)
        with transaction():
            newest = queries.latest(people[0])
            assert newest is not None
            newest.status = Readiness.READY
        shown = login(Role.OFFICER).get(f"/kelompok/{group_id}").text
        assert "1 dari 5 anggota sudah siap" in shown
        assert "4 anggota masih punya langkah" in shown
        assert "belum dinilai" in shown
        assert "Kesiapan anggota" not in login(Role.TRAINER).get(f"/kelompok/{group_id}").text


def test_the_page_of_all_rules_leaves_the_scorecard_to_two_persons(login: Login) -> None:
    values = {"value": json.dumps(FIRST_SCORECARD), "valid_from": "31/12/2099", "source": "uji"}
    answer = login(Role.ADMIN).post(f"/aturan/{SCORECARD_KEY}", data=values)
    assert answer.status_code == 403
    assert "orang kedua" in answer.text
    assert "Buka tabel penilaian kesiapan" in login(Role.ADMIN).get(f"/aturan/{SCORECARD_KEY}").text


def test_a_night_that_was_cut_off_goes_on_where_it_stopped_and_one_trouble_holds_nobody_up(
    person_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        others = [factories.make_person().id for _ in range(3)]
    for key in (person_id, *others):
        assess(key)
    looked: list[int] = []
    real = service.assess_if_changed

    def stumble(key: int, **values: Any) -> ReadinessAssessment | None:
        looked.append(key)
        if key == others[0]:
            raise ValueError("one bad row")
        if key == others[2] and len(looked) < 8:
            raise KeyboardInterrupt
        return real(key, **values)

    monkeypatch.setattr("harkat.readiness.jobs.service.assess_if_changed", stumble)
    monkeypatch.setattr("harkat.readiness.jobs.CHUNK", 2)
    with pytest.raises(KeyboardInterrupt):
        JOBS[0].run(TODAY, NOW)
    cut_off = queries.running_reassessment()
    assert cut_off is not None
    assert (cut_off.looked, cut_off.failed, cut_off.everybody) == (2, 1, 4)
    looked[:] = [0] * 8
    db.session.rollback()
    assert JOBS[0].run(TODAY, NOW) == "4 orang diperiksa, 0 dinilai ulang, 1 gagal (lihat catatan sistem)"
    assert looked[8:] == others[1:]
    assert queries.running_reassessment() is None
