"""Entries are linked by a job; a row changed behind the app's back is named by the command and the page."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, update

from core.audit import sealing, service
from core.audit.chain import Broken, Tampering
from core.audit.commands import audit
from core.audit.jobs import seal
from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM
from core.db import db, transaction
from tests.conftest import Login
from tests.factories import NOW, TODAY

LATER = NOW + timedelta(days=1)


def write(count: int) -> list[int]:
    with transaction():
        rows = [
            service.record(
                "tes.buat", actor=SYSTEM, now=NOW, subject="tes", subject_id=n, summary=f"Ke-{n}", after={"count": n}
            )
            for n in range(count)
        ]
        db.session.flush()
        return [row.id for row in rows]


def test_the_job_links_what_is_settled_and_running_again_adds_nothing(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        write(3)
        first = seal(TODAY, LATER)
        newest = sealing.head()
        assert newest is not None
        assert first == f"{newest.number} catatan audit dikunci"
        assert seal(TODAY, LATER) == "0 catatan audit dikunci"
        assert sealing.check() == []


def test_what_is_still_settling_waits_with_all_after_it(app: Flask) -> None:
    with app.app_context():
        before = len(write(2))
        seal(TODAY, LATER)
        newest = sealing.head()
        assert newest is not None
        assert before == 2
        with transaction():
            service.record("tes.buat", actor=SYSTEM, now=LATER, subject="tes", subject_id=1, summary="Baru saja")
            service.record("tes.buat", actor=SYSTEM, now=NOW, subject="tes", subject_id=2, summary="Tanggal mundur")
        assert seal(TODAY, LATER) == "0 catatan audit dikunci"
        assert seal(TODAY, LATER + timedelta(hours=1)) == "2 catatan audit dikunci"
        assert sealing.check() == []


def test_a_changed_and_a_deleted_row_are_named(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        ids = write(4)
        seal(TODAY, LATER)
        with transaction():
            db.session.execute(update(AuditEntry).where(AuditEntry.id == ids[1]).values(summary="Diganti"))
            db.session.execute(delete(AuditEntry).where(AuditEntry.id == ids[2]))
        assert sealing.check() == [Broken(ids[1], Tampering.CHANGED), Broken(ids[2], Tampering.DELETED)]
    answer = app_on_both.test_cli_runner().invoke(audit)
    assert answer.exit_code == 1
    assert f"Catatan {ids[1]}: Isinya diubah" in answer.output


def test_the_auditor_sees_the_broken_row_on_the_page(app: Flask, login: Login) -> None:
    with app.app_context():
        ids = write(2)
        seal(TODAY, LATER)
    auditor = login("auditor")
    assert "cocok dengan rantainya" in auditor.get("/jejak/rantai").get_data(as_text=True)
    with app.app_context(), transaction():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == ids[0]).values(after={"count": 99}))
    shown = auditor.get("/jejak/rantai").get_data(as_text=True)
    assert f"Nomor {ids[0]}" in shown
    assert "Isinya diubah setelah dikunci" in shown
    assert login("officer").get("/jejak/rantai").status_code == 403
