"""``harkat verify``: what it prints and how it exits, in order and out of order."""

import json

from flask import Flask
from sqlalchemy import delete

from core.db import db, transaction
from harkat.facility.commands import verify
from harkat.facility.days.models import FacilityDay
from tests import books


def test_the_command_agrees_or_names_the_account(app: Flask) -> None:
    with app.app_context():
        with transaction():
            books.lend(books.open_bank(ceiling=1_000).id, 400)
        db.session.remove()
    run = app.test_cli_runner().invoke(verify, ["--format", "json"])
    assert (run.exit_code, json.loads(run.output)) == (0, {"ok": True, "differences": []})
    assert "cocok" in app.test_cli_runner().invoke(verify, []).output
    with app.app_context():
        with transaction() as session:
            session.execute(
                db.text("UPDATE facility_balance SET available = available + 5, outstanding = outstanding - 5")
            )
        db.session.remove()
    run = app.test_cli_runner().invoke(verify, ["--format", "json"])
    assert run.exit_code == 1
    assert json.loads(run.output) == {
        "ok": False,
        "differences": [
            {"bank": "Bank Uji Satu", "account": "available", "stored": 605, "recomputed": 600},
            {"bank": "Bank Uji Satu", "account": "outstanding", "stored": 395, "recomputed": 400},
        ],
    }
    table = app.test_cli_runner().invoke(verify, [])
    assert table.exit_code == 1
    assert "available" in table.output
    assert "605" in table.output


def test_sums_by_day_can_be_made_anew_from_the_console(app: Flask) -> None:
    with app.app_context(), transaction():
        books.open_bank("Bank Uji Satu", ceiling=50_000_000)
    with app.app_context(), transaction():
        db.session.execute(delete(FacilityDay))
    runner = app.test_cli_runner()
    assert runner.invoke(verify, []).exit_code == 1
    assert runner.invoke(verify, ["--rebuild-days"]).exit_code == 0
    assert runner.invoke(verify, []).exit_code == 0
