"""Changing the scorecard: drafted, compared over real people, switched on by a second person, undone."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from harkat.readiness import card_form
from harkat.readiness.cards import queries
from harkat.readiness.kinds import CardState
from harkat.readiness.models import ScorecardDraft
from harkat.readiness.queries import card_on
from scoring.first_scorecard import FIRST_SCORECARD
from tests import factories
from tests.factories import TODAY
from tests.outside import outside

Login = Callable[..., FlaskClient]
DAY = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in; its requests share nothing with the test."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


@pytest.fixture(autouse=True)
def known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be the factories' day."""
    monkeypatch.setattr("core.clock.today", lambda: TODAY)
    monkeypatch.setattr("core.clock.now", lambda: factories.NOW)


def fields(**change: str) -> dict[str, str]:
    """Return a form that changes the first card."""
    return {**card_form.values_of(FIRST_SCORECARD), "version": "2026-2", "reason": "Uji ambang.", **change}


def begin(client: FlaskClient) -> int:
    """Begin a draft and return its key."""
    place = client.post("/kesiapan/tabel/rancangan").headers["Location"]
    return int(place.split("/")[-2])


def newest_draft() -> ScorecardDraft:
    """Return the draft begun last."""
    row = db.session.scalars(select(ScorecardDraft).order_by(ScorecardDraft.id.desc())).first()
    assert row is not None
    return row


def test_a_card_is_drafted_compared_confirmed_by_another_and_undone(app: Flask, login: Login) -> None:
    with app.app_context():
        with transaction():
            person = factories.make_person("Yanti Lontong", household_cost_monthly=2_000_000)
            person_id, name = person.id, person.name
        admin, head = login(Role.ADMIN), login(Role.HEAD)
        login(Role.OFFICER).post(f"/kesiapan/orang/{person_id}/nilai")
        key = begin(admin)
        stops = deepcopy(FIRST_SCORECARD["stops"])
        place = next(k for k, stop in enumerate(stops) if stop["measure"] == "installment_room")
        change = {f"stop-{place}-unknown": "not_yet"}
        assert admin.post(f"/kesiapan/tabel/rancangan/{key}/ubah", data=fields(**change)).status_code == 303
        compared = head.get(f"/kesiapan/tabel/rancangan/{key}").text
        assert "1 dari 1 orang akan berubah status" in compared
        assert name in compared
        assert "Belum layak" in compared
        assert name not in admin.get(f"/kesiapan/tabel/rancangan/{key}").text
        assert admin.post(f"/kesiapan/tabel/rancangan/{key}/ajukan", data={"valid_from": DAY}).status_code == 303
        assert admin.post(f"/kesiapan/tabel/rancangan/{key}/sahkan").status_code == 403
        assert card_on(TODAY).version == "2026-1"
        assert "Tabel penilaian menunggu pengesahan" in head.get("/").text
        assert head.post(f"/kesiapan/tabel/rancangan/{key}/sahkan").status_code == 303
        assert head.post(f"/kesiapan/tabel/rancangan/{key}/sahkan").status_code == 409
        assert card_on(TODAY).version == "2026-2"
        login(Role.OFFICER).post(f"/kesiapan/orang/{person_id}/nilai")
        back = head.post("/kesiapan/tabel/kembali", data={"version": "2026-1"})
        assert back.status_code == 303
        undo = newest_draft().id
        assert head.post(f"/kesiapan/tabel/rancangan/{undo}/sahkan").status_code == 403
        assert admin.post(f"/kesiapan/tabel/rancangan/{undo}/sahkan").status_code == 303
        assert card_on(TODAY).version == "2026-1"
        old = login(Role.HEAD).get(f"/kesiapan/orang/{person_id}").text
        assert "2026-2" in old
        deeds = set(db.session.scalars(select(AuditEntry.deed).where(AuditEntry.subject == "scorecard_draft")))
        assert {
            "readiness.begin_card",
            "readiness.change_card",
            "readiness.ask_card",
            "readiness.confirm_card",
        } <= deeds


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"item-training_completed-weight": "11"}, "Jumlah bobot harus 100, sekarang 101"),
        ({"item-training_completed-weight": "sepuluh"}, "bilangan bulat"),
        ({"item-training_completed-bands": "baik"}, "Tulis tingkat"),
        ({"item-training_completed-part": "agunan"}, "Pilih bagian"),
        ({"capacity-surplus_share_percent": "0"}, "Tidak ada orang yang bisa “siap”"),
        ({"stop-7-limit": "900000000"}, "Ruang untuk angsuran baru hanya"),
        ({"stop-0-reason": ""}, "Tulis alasan syarat"),
        ({"thresholds-ready": "101"}, "Ambang"),
        ({"version": "2026-1", "thresholds-ready": "69"}, "sudah dipakai tabel lain"),
        ({"version": ""}, "versi harus teks"),
        ({"reason": ""}, "Isi alasan perubahan"),
    ],
)
def test_an_unsound_draft_is_refused_with_its_reason_and_kept_on_the_form(
    app: Flask, login: Login, change: dict[str, str], word: str
) -> None:
    with app.app_context():
        client = login(Role.HEAD)
        key = begin(client)
        answer = client.post(f"/kesiapan/tabel/rancangan/{key}/ubah", data=fields(**change))
        assert answer.status_code == 422
        assert word in answer.text
        assert newest_draft().table["thresholds"] == FIRST_SCORECARD["thresholds"]


def test_a_draft_that_changes_nothing_or_begins_in_the_past_is_not_asked_for(app: Flask, login: Login) -> None:
    with app.app_context():
        client = login(Role.HEAD)
        key = begin(client)
        client.post(f"/kesiapan/tabel/rancangan/{key}/ubah", data=fields())
        same = client.post(f"/kesiapan/tabel/rancangan/{key}/ajukan", data={"valid_from": DAY})
        assert same.status_code == 422
        assert "sama dengan tabel yang berlaku" in same.text
        client.post(f"/kesiapan/tabel/rancangan/{key}/ubah", data=fields(**{"thresholds-ready": "60"}))
        late = client.post(f"/kesiapan/tabel/rancangan/{key}/ajukan", data={"valid_from": "01/01/2026"})
        assert late.status_code == 422
        assert "sudah lewat" in late.text


def test_a_card_is_turned_down_with_a_reason_or_laid_aside(app: Flask, login: Login) -> None:
    with app.app_context():
        admin, head = login(Role.ADMIN), login(Role.HEAD)
        key = begin(admin)
        admin.post(f"/kesiapan/tabel/rancangan/{key}/ubah", data=fields(**{"thresholds-ready": "60"}))
        admin.post(f"/kesiapan/tabel/rancangan/{key}/ajukan", data={"valid_from": DAY})
        assert head.post(f"/kesiapan/tabel/rancangan/{key}/tolak", data={}).status_code == 422
        assert head.post(f"/kesiapan/tabel/rancangan/{key}/tolak", data={"answer": "Belum."}).status_code == 303
        assert queries.draft(key).state is CardState.TURNED_DOWN
        other = begin(admin)
        assert admin.post(f"/kesiapan/tabel/rancangan/{other}/buang").status_code == 303
        assert admin.post(f"/kesiapan/tabel/rancangan/{other}/ajukan", data={"valid_from": DAY}).status_code == 422
        assert db.session.scalar(select(func.count(ScorecardDraft.id))) == 2
        assert card_on(TODAY).version == "2026-1"


@pytest.mark.parametrize("role", [Role.TRAINER, Role.BANK, Role.ECONOMICS, Role.MENTOR])
def test_the_scorecard_is_closed_to_others_and_officers_only_read(app: Flask, login: Login, role: Role) -> None:
    assert login(role).get("/kesiapan/tabel").status_code == 403
    assert login(Role.OFFICER).post("/kesiapan/tabel/rancangan").status_code == 403
    assert login(Role.OFFICER).get("/kesiapan/tabel").status_code == 200


def test_a_form_reads_back_the_table_it_was_made_from() -> None:
    values: dict[str, Any] = card_form.values_of(FIRST_SCORECARD)
    table = card_form.table_of(values, FIRST_SCORECARD)
    by_measure = {row["measure"]: row for row in FIRST_SCORECARD["items"]}
    assert {row["measure"]: row for row in table.pop("items")} == by_measure
    assert table == {key: value for key, value in FIRST_SCORECARD.items() if key != "items"}
