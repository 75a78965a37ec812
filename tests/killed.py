"""A worker that is killed again and again: run as ``python -m tests.killed URL FOLDER KILLS`` on an empty database.

The parent forks a child that approves, pays out, posts repayments, carries a bank's file out and runs the night, one
deed a transaction, and says each deed that was acknowledged. The parent kills it with SIGKILL at a random point, then
looks: the books verify, and every deed acknowledged since the last kill is there, with some of the earlier ones. The
next child goes on where the last acknowledgment was. At the end everything is finished and all of it is looked at: each
deed was done exactly once. Prints one line of JSON.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app import create_app
from core.auth.roles import SYSTEM
from core.db import db, retry_lost_races, transaction
from harkat.bank_files import queries as files
from harkat.bank_files import service as file_service
from harkat.bank_files.columns import FileKind
from harkat.facility import queries as facility
from harkat.loans import queries as loan_queries
from harkat.loans import service as loans
from harkat.loans.models import Loan
from harkat.loans.openings.queries import by_reference
from harkat.repayments import queries, service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.jobs import nightly
from harkat.repayments.models import Repayment
from harkat.repayments.quality.models import LoanQuality
from tests import books, conftest, factories

Deed = tuple[str, int]
AMOUNT = 6_000_000
PAID_OUT = date(2026, 1, 15)
MOST_ACKNOWLEDGED = 14
EARLIER_LOOKED_AT = 20
PATIENCE = 60.0


def main(url: str, folder: str, kills: int) -> None:
    """Lay the ground, kill children, and print what was found."""
    application = create_app(conftest.settings(url, Path(folder)))
    plan = _lay(application, kills)
    context, chance = multiprocessing.get_context("fork"), random.Random(20261122)
    acknowledged, found = 0, Counter[str]()
    for _ in range(kills):
        receiver, sender = context.Pipe(duplex=False)
        child = context.Process(target=_work, args=(application, plan[acknowledged:], sender))
        child.start()
        sender.close()
        fresh = _listen(receiver, chance.randrange(1, MOST_ACKNOWLEDGED))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        fresh += _listen(receiver, sys.maxsize)
        child.join(PATIENCE)
        earlier = chance.sample(plan[:acknowledged], min(EARLIER_LOOKED_AT, acknowledged))
        found["kills"] += 1
        _look(application, earlier + plan[acknowledged : acknowledged + fresh], found)
        acknowledged += fresh
    _finish(application, plan[acknowledged:])
    _look(application, plan, found)
    print(json.dumps({**found, "deeds": len(plan), **_count(application)}), flush=True)  # noqa: T201


def _lay(application: Flask, kills: int) -> list[Deed]:
    """Make a bank, applications and a bank's file begun; return the deeds in their order."""
    with application.app_context():
        db.create_all()
        factories.lay_ground()
        with transaction():
            bank = books.open_bank(ceiling=10**11)
            keys = [books.make_application(bank.id, amount=AMOUNT).id for _ in range(3 * kills)]
            number = books.open_loan(bank, on=PAID_OUT).number
            actor = factories.account_named("bank").as_actor()
            rows = [(1, ("No Pinjaman", "No Transaksi", "Tgl Bayar", "Jumlah Bayar"))]
            rows += [(line, (number, f"S{line}", "2026-02-01", "100")) for line in range(2, 3 * kills + 2)]
            draft = file_service.FileDraft(FileKind.REPAYMENTS, "a.csv", b"a", rows)
            file = file_service.take_in(draft, actor=actor, now=books.NOW)
            file_service.match(file, file.mapping, actor=actor, now=books.NOW)
            file_service.begin(file, file_service.reckon(file), actor=actor, now=books.NOW)
        db.session.remove()
        db.engine.dispose()
    plan: list[Deed] = []
    for place, key in enumerate(keys):
        plan += [("approve", key), ("lend", key), ("pay", key), ("file", place + 1)]
        plan += [("night", place)] if place % 5 == 0 else []
    return plan


def _listen(receiver: Connection, most: int) -> int:
    """Count acknowledgments until there are enough or the child is gone."""
    count = 0
    while count < most and receiver.poll(PATIENCE):
        try:
            said = receiver.recv()
        except EOFError:
            break
        if said != "ok":
            raise AssertionError(said)
        count += 1
    return count


def _work(application: Flask, plan: list[Deed], sender: Connection) -> None:
    with application.app_context():
        try:
            for deed in plan:
                retry_lost_races(lambda deed=deed: _do(deed))  # type: ignore[misc]
                sender.send("ok")
        except Exception:  # noqa: BLE001 - whatever goes wrong must reach the parent
            sender.send(traceback.format_exc())


def _do(deed: Deed) -> None:
    kind, key = deed
    deeds: dict[str, Callable[[int], Any]] = {"approve": _approve, "lend": _lend, "pay": _pay, "file": _file}
    if kind == "night":
        nightly(PAID_OUT + timedelta(days=60 + key), books.NOW)
        return
    with transaction():
        deeds[kind](key)


def _approve(key: int) -> None:
    books.reserve(books.application(key), AMOUNT, reference=f"setuju-{key}")


def _lend(key: int) -> None:
    row = books.application(key)
    assert row.person_id is not None
    loans.open_loan(
        application_id=key, bank_id=row.bank_id, person_id=row.person_id, sub_group_id=None,
        shares={row.person_id: AMOUNT}, principal=AMOUNT, installments=6, disbursed_on=PAID_OUT,
        reference=f"buka-{key}", actor=SYSTEM, now=books.NOW,
    )  # fmt: skip


def _pay(key: int) -> None:
    loan = by_reference(f"buka-{key}")
    assert loan is not None
    draft = RepaymentDraft(f"bayar-{key}", loan.id, date(2026, 2, 15), 500_000, slip=f"B{key}")
    service.post(draft, actor=SYSTEM, now=books.NOW)


def _file(place: int) -> None:
    """Bring the file to at least as many rows as its place in the plan; a piece done twice is one."""
    file = files.file_for(1, SYSTEM)
    if file.handled < place:
        file_service.go_on(file, actor=SYSTEM, now=books.NOW, most=place - file.handled)


def _look(application: Flask, acknowledged: list[Deed], found: Counter[str]) -> None:
    """Verify the books, and that everything acknowledged is there."""
    with application.app_context():
        differences = facility.verify()
        assert differences == [], differences
        for kind, key in acknowledged:
            if kind == "approve":
                assert facility.transfer_by_reference(f"setuju-{key}/sisih") is not None
            elif kind == "lend":
                loan = by_reference(f"buka-{key}")
                assert loan is not None
                assert len(loan_queries.schedule_rows(loan.id)) == 6
            elif kind == "pay":
                row = queries.by_reference(f"bayar-{key}")
                assert row is not None
                assert sum(queries.paid_by_repayment(row.loan_id)[row.id]) == 500_000
            elif kind == "file":
                assert files.file_for(1, SYSTEM).applied >= key
        found["looked_at"] += len(acknowledged)
        db.session.remove()
        db.engine.dispose()


def _finish(application: Flask, rest: list[Deed]) -> None:
    with application.app_context():
        for deed in rest:
            _do(deed)
        db.session.remove()
        db.engine.dispose()


def _count(application: Flask) -> dict[str, int]:
    with application.app_context():
        file = files.file_for(1, SYSTEM)
        found = {
            "loans": db.session.scalar(select(func.count()).select_from(Loan)) or 0,
            "repayments": db.session.scalar(select(func.count()).select_from(Repayment)) or 0,
            "classed": db.session.scalar(select(func.count()).select_from(LoanQuality)) or 0,
            "file_rows": file.applied,
        }
        db.session.remove()
        return found


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
