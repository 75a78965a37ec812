"""What is told of debts on a past day: as it was recorded then, or with what was found wrong since; never rupiah."""

from datetime import date, timedelta

import pytest
from flask import Flask

from core import clock
from core.db import db
from harkat.reports.basis import Basis
from harkat.reports.debt_counts import ONLY_TODAY
from harkat.reports.debts.queries import told_debts
from harkat.reports.ways_out.queries import ways_out
from scoring.screening.kinds import FlagClosing, FlagReason
from tests import factories
from tests import factories_reports as make
from tests.conftest import Login

START = date(2026, 3, 2)
KIND = FlagReason.ILLEGAL_PINJOL


def after(days: int) -> date:
    return START + timedelta(days=days)


def write_flags() -> None:
    """Fourteen flags of a day: six stay, six are settled on day 20, two turn out wrong on day 30."""
    for place in range(14):
        person = factories.make_person(registered_at=make.noon(START))
        closed = None if place < 6 else after(20) if place < 12 else after(30)
        closing = FlagClosing.WRONG if place >= 12 else FlagClosing.SETTLED
        make.raise_flag(person, KIND, after(1), closed_on=closed, closing=closing)
    db.session.commit()


@pytest.mark.parametrize(
    ("days", "basis", "held", "got_out"),
    [
        (0, Basis.KNOWN, 0, 0),
        (19, Basis.KNOWN, 14, 0),
        (19, Basis.CORRECTED, 12, 0),
        (20, Basis.KNOWN, 8, 6),
        (20, Basis.CORRECTED, 6, 6),
        (30, Basis.KNOWN, 6, 6),
        (30, Basis.CORRECTED, 6, 6),
    ],
)
def test_a_flag_counts_from_its_raising_to_its_closing(
    app: Flask, days: int, basis: Basis, held: int, got_out: int
) -> None:
    with app.app_context():
        write_flags()
        today = after(400)
        row = next(row for row in told_debts(after(days), today=today, basis=basis) if row.kind == KIND.label)
        assert (row.held.number, row.got_out.number) == (held, got_out)
        assert row.owed == ONLY_TODAY
        assert ways_out(after(days), today=today, basis=basis).burden_left == ONLY_TODAY
        assert ONLY_TODAY not in {row.owed for row in told_debts(today, today=today, basis=basis)}


def test_two_days_subtracted_from_each_other_give_no_rupiah_of_anybody(app: Flask, login: Login) -> None:
    with app.app_context():
        write_flags()
    reader = login("economics")
    yesterday, today = clock.today() - timedelta(days=1), clock.today()
    for address in ("/laporan/utang", "/laporan/pembinaan"):
        told = reader.get(f"{address}?tanggal={yesterday:%d/%m/%Y}&dasar=known").text.split("<main")[1]
        assert "Rp" not in told.replace("Rupiah", "")
        assert "Angka untuk tanggal lampau" in told
        assert "Seperti yang tercatat pada hari itu" in told
        assert "Rp" in reader.get(address).text
    for name in ("utang", "pembinaan"):
        file = reader.get(f"/laporan/unduh/{name}.csv?tanggal={yesterday:%d/%m/%Y}")
        assert ONLY_TODAY in file.text
        assert f"{yesterday:%Y-%m-%d}.csv" in file.headers["Content-Disposition"]
    assert reader.get(f"/laporan/utang?tanggal={today + timedelta(days=2):%d/%m/%Y}").status_code == 422
