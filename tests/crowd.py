"""Many processes that approve at the same moment: run as ``python -m tests.crowd URL FOLDER`` on an empty database.

It forks before any thread or connection exists, which a test process cannot promise, and prints one line of JSON a
round: what every worker was told, and whether the books agree after it.
"""

import json
import multiprocessing
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from flask import Flask

from app import create_app
from core.auth.roles import SYSTEM
from core.db import db, retry_lost_races, transaction
from core.errors import DomainError
from harkat.facility import queries, service
from tests import books, conftest, factories

FULL = os.environ.get("HARKAT_RELIABILITY") == "full"
WORKERS = 64 if FULL else 32
ROUNDS = 50 if FULL else 2
AMOUNT = 10_000_000
PATIENCE = 120.0


def main(url: str, folder: str) -> None:
    """Lay the ground, let the crowd in, and print what happened in every round."""
    application = create_app(conftest.settings(url, Path(folder)))
    bank_id, keys = _lay(application)
    context = multiprocessing.get_context("fork")
    start, finish = context.Barrier(WORKERS + 1), context.Barrier(WORKERS + 1)
    told = context.Queue()
    crowd = [
        context.Process(target=_work, args=(application, keys[place::WORKERS], bank_id, start, finish, told))
        for place in range(WORKERS)
    ]
    for worker in crowd:
        worker.start()
    chance = random.Random(20260131)
    for number in range(ROUNDS):
        room = chance.randrange(1, WORKERS)
        with application.app_context(), transaction():
            ceiling = queries.position(bank_id).ceiling + room * AMOUNT + AMOUNT // 2 - _spare(bank_id)
            service.set_ceiling(
                queries.bank(bank_id), ceiling, reference=f"p{number}", source="Surat", actor=SYSTEM, now=books.NOW
            )
        _report(application, bank_id, room, _let_go(start, finish, told))
    for worker in crowd:
        worker.join(PATIENCE)


def _spare(bank_id: int) -> int:
    return queries.position(bank_id).available


def _let_go(start: Barrier, finish: Barrier, told: Any) -> Counter[str]:
    start.wait(PATIENCE)
    finish.wait(PATIENCE)
    return Counter(told.get(timeout=PATIENCE) for _ in range(WORKERS))


def _report(application: Flask, bank_id: int, room: int, answers: Counter[str]) -> None:
    with application.app_context():
        position = queries.position(bank_id)
        line = {
            "room": room,
            "answers": dict(answers),
            "available": position.available,
            "differences": [str(difference) for difference in queries.verify()],
        }
        db.session.remove()
    print(json.dumps(line), flush=True)  # noqa: T201


def _lay(application: Flask) -> tuple[int, list[int]]:
    with application.app_context():
        db.create_all()
        factories.lay_ground()
        with transaction():
            bank_id = books.open_bank().id
            keys = [books.make_application(bank_id, amount=AMOUNT).id for _ in range(WORKERS * ROUNDS)]
        db.session.remove()
        db.engine.dispose()
    return bank_id, keys


def _work(application: Flask, keys: list[int], bank_id: int, start: Barrier, finish: Barrier, told: Any) -> None:
    with application.app_context():
        for key in keys:
            start.wait(PATIENCE)
            told.put(_answer(lambda key=key: _approve(bank_id, key)))  # type: ignore[misc]
            finish.wait(PATIENCE)
        db.session.remove()


def _approve(bank_id: int, application_id: int) -> None:
    with transaction():
        service.reserve(
            bank_id=bank_id,
            amount=AMOUNT,
            application_id=application_id,
            reference=f"setuju-{application_id}",
            expires_on=books.EXPIRY,
            actor=SYSTEM,
            now=books.NOW,
        )


def _answer(deed: Callable[[], None]) -> str:
    try:
        retry_lost_races(deed)
    except DomainError as refusal:
        return type(refusal).__name__
    except Exception as error:  # noqa: BLE001 - whatever goes wrong must reach the test
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        db.session.remove()
    return "approved"


if __name__ == "__main__":
    main(*sys.argv[1:])
