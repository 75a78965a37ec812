"""Deadlocks, serialization failures and a locked SQLite file: tried again, a bounded number of times, and told as such.

The failures are real ones, made by two transactions that get in each other's way, never by a stand-in.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from app import create_app
from core.db import RACES_AT_MOST, db, retry_lost_races, transaction
from harkat.facility import queries as facility
from tests import books, conftest

ADD = text("UPDATE facility_balance SET funding = funding - :more, available = available + :more WHERE bank_id = :bank")


@pytest.fixture
def postgresql_app(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app on PostgreSQL alone."""
    from tests import factories

    application = create_app(conftest.settings(postgres_url, tmp_path_factory.mktemp("races")))
    with application.app_context():
        db.create_all()
        factories.lay_ground()
        with transaction():
            books.open_bank(ceiling=1_000)
            books.open_bank("Bank Uji Dua", ceiling=1_000)
        db.session.remove()
    return application


def both(application: Flask, deeds: list[Callable[[], None]]) -> list[int]:
    """Do two deeds at the same moment, each tried again as an entrance does; return how often each was tried."""

    def do(deed: Callable[[], None]) -> int:
        tries = 0

        def counted() -> None:
            nonlocal tries
            tries += 1
            deed()

        with application.app_context():
            try:
                retry_lost_races(counted)
            finally:
                db.session.remove()
        return tries

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(do, deeds))


def meet(barrier: Barrier) -> None:
    """Wait for the other on the first try; a second try finds nobody to wait for."""
    try:
        barrier.wait(20)
    except BrokenBarrierError:
        return
    finally:
        barrier.abort()


def test_a_deadlock_is_tried_again_and_both_deeds_are_done(postgresql_app: Flask) -> None:
    barrier = Barrier(2)

    def crosswise(first: int, second: int) -> Callable[[], None]:
        def deed() -> None:
            with transaction() as session:
                session.execute(ADD, {"more": 10, "bank": first})
                meet(barrier)
                session.execute(ADD, {"more": 10, "bank": second})

        return deed

    tries = both(postgresql_app, [crosswise(1, 2), crosswise(2, 1)])
    assert sorted(tries) == [1, 2], "one was the victim and came again"
    with postgresql_app.app_context():
        assert [facility.position(key).available for key in (1, 2)] == [1_020, 1_020]
        db.session.remove()
        db.engine.dispose()


def test_a_serialization_failure_is_tried_again_and_both_deeds_are_done(postgresql_app: Flask) -> None:
    barrier = Barrier(2)

    def deed() -> None:
        with transaction() as session:
            session.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
            seen = session.execute(text("SELECT available FROM facility_balance WHERE bank_id = 1")).scalar_one()
            meet(barrier)
            session.execute(ADD, {"more": seen, "bank": 1})

    tries = both(postgresql_app, [deed, deed])
    assert sorted(tries) == [1, 2]
    with postgresql_app.app_context():
        assert facility.position(1).available == 4_000, "the second doubled what the first had left"
        db.session.remove()
        db.engine.dispose()


def test_a_locked_file_is_given_up_after_a_few_tries_and_told_as_a_crowd(app: Flask, login: conftest.Login) -> None:
    client = login("bank")
    with app.app_context(), transaction():
        books.open_bank(ceiling=10**9)
    form = {"kind": "repayments", "csrf_token": ""}
    with app.app_context(), hurried():
        with db.engine.connect().execution_options(harkat_write=True) as holder:
            holder.execute(text("UPDATE facility_balance SET funding = funding"))
            tries = 0

            def deed() -> None:
                nonlocal tries
                tries += 1
                with transaction():
                    pass

            with pytest.raises(OperationalError, match="locked"):
                retry_lost_races(deed)
            assert tries == RACES_AT_MOST
            answer = client.post("/berkas-bank/1/lanjut", data=form)
            assert answer.status_code == 503
            assert "Sedang ramai" in answer.text
            assert "Tidak ada yang tersimpan" in answer.text
            assert "Sisa dana" not in answer.text
            holder.rollback()
        with transaction():
            pass
        db.session.remove()


@contextmanager
def hurried() -> Iterator[None]:
    """Let every connection give up waiting for the file at once, instead of after half a minute.

    The app outlives the test, so its patience is given back.
    """

    def hurry(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=5")

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "connect", hurry)
    try:
        yield
    finally:
        event.remove(db.engine, "connect", hurry)
        db.session.remove()
        db.engine.dispose()
