"""Claim: whoever opens a report of today meets answers that were worked out before."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from core import clock
from core.db import db, transaction
from core.jobs import service
from core.jobs.registry import jobs
from core.kept import answers
from core.kept.models import KeptAnswer
from harkat.applications.states import State
from harkat.loans.models import Loan
from tests import factories
from tests import factories_reports as make
from tests.conftest import Login
from tests.integration.harkat.reports.test_report_pages import steps

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


def test_money_that_came_after_the_answers_is_not_said_to_lie_nowhere(
    small_city: Flask, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "WORTH_KEEPING_MS", 0)
    monkeypatch.setattr(answers, "OLD_FOR", 10**9)
    client = login("economics")
    pages = ("/laporan", "/laporan/rincian")
    assert not any("Belum dapat dipetakan" in client.get(page).text for page in pages)
    with small_city.app_context(), transaction():
        bank_id = db.session.scalars(select(Loan.bank_id)).one()
        late = factories.make_person("Belakangan", registered_at=make.noon(date(2026, 7, 1)))
        paid = make.apply(late, [late], bank_id=bank_id, steps=steps(State.DISBURSED))
        make.pay_out(paid, [late], date(2026, 8, 28))
    for page in pages:
        words = client.get(page).text
        assert "sesudah itu ada catatan baru" in words
        assert "Belum dapat dipetakan" not in words


def _known(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(KeptAnswer.key)))
