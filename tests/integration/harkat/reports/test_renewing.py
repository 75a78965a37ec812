"""Claim: whoever opens a report of today meets answers that were worked out before."""

import pytest
from flask import Flask
from sqlalchemy import select

from core import clock
from core.db import db
from core.jobs import service
from core.jobs.registry import jobs
from core.kept import answers
from core.kept.models import KeptAnswer
from tests.conftest import Login

PAGES = ("/laporan", "/laporan/perjalanan", "/laporan/rincian", "/laporan/rincian?ukuran=orang")


def test_the_pages_of_today_ask_only_what_the_job_has_asked(
    small_city: Flask, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "WORTH_KEEPING_MS", 0)
    with small_city.app_context():
        (run,) = service.run_due(jobs.named("reports.renew"), today=clock.today(), now=clock.now())
        assert run.error is None
    known = _known(small_city)
    assert run.outcome == f"{len(known)} jawaban laporan dihitung ulang"
    assert len(known) > 5
    client = login("economics")
    for page in PAGES:
        assert client.get(page).status_code == 200
        assert _known(small_city) == known, page
    client.get("/laporan/rincian?baris=jenis_kelamin")
    assert _known(small_city) > known


def _known(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(KeptAnswer.key)))
