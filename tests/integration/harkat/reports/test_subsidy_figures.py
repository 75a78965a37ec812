"""What the quality page says of the interest subsidy is the slow sum of the claims, on any day, and so in its files."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from core.money import format_rupiah
from harkat.repayments.subsidies.models import SubsidyClaim
from harkat.repayments.subsidy import ClaimState
from harkat.reports.basis import Basis
from harkat.reports.quality.queries.subsidies import subsidy
from tests import books
from tests import factories_reports as make

Login = Callable[..., FlaskClient]
FIRST = date(2026, 2, 2)
LAST = date(2026, 11, 20)


@dataclass
class Claimed:
    """A claim as it was invented."""

    amount: int
    drawn_up: date
    checked: date | None = None
    is_rejected: bool = False
    paid_on: date | None = None

    @property
    def state(self) -> ClaimState:
        if self.checked is None:
            return ClaimState.DRAWN_UP
        if self.is_rejected:
            return ClaimState.REJECTED
        return ClaimState.PAID if self.paid_on else ClaimState.CHECKED

    def stands(self, day: date, basis: Basis) -> str | None:
        """Tell whether it waits, is due or is paid; nothing where it does not count."""
        is_checked = self.checked is not None and self.checked <= day
        is_gone = self.is_rejected and (is_checked or basis is Basis.CORRECTED)
        if self.drawn_up > day or is_gone:
            return None
        if self.paid_on is not None and self.paid_on <= day and (is_checked or basis is Basis.CORRECTED):
            return "paid"
        return "due" if is_checked else "waiting"


def invent(chance: random.Random, bank_id: int, month: date) -> Claimed:
    drawn_up = FIRST + timedelta(days=chance.randrange(200))
    found = Claimed(chance.randrange(1, 900) * 1_001, drawn_up)
    if chance.random() < 0.8:
        found.checked = drawn_up + timedelta(days=chance.randrange(30))
        found.is_rejected = chance.random() < 0.3
        if not found.is_rejected and chance.random() < 0.6:
            found.paid_on = found.checked + timedelta(days=chance.randrange(-9, 30))
    row = SubsidyClaim(
        bank_id=bank_id, month=month, state=found.state, amount=found.amount, claimed=found.amount, letter="S-1",
        drawn_up_at=make.noon(drawn_up), drawn_up_by_name="Ani",
        checked_at=make.noon(found.checked) if found.checked else None,
        payment_number="SP2D-1" if found.paid_on else None, paid_on=found.paid_on,
    )  # fmt: skip
    db.session.add(row)
    return found


def slow(claims: list[Claimed], day: date, basis: Basis, stands: str) -> int:
    return sum(claim.amount for claim in claims if claim.stands(day, basis) == stands)


def test_the_subsidy_of_any_day_is_the_slow_sum_of_the_claims(app_on_both: Flask) -> None:
    chance = random.Random(7)
    with app_on_both.app_context():
        banks = [books.open_bank(name).id for name in ("Bank Uji Satu", "Bank Uji Dua")]
        claims = [invent(chance, bank_id, date(2024 + number, 1, 1)) for number in range(12) for bank_id in banks]
        db.session.flush()
        for day in (FIRST + timedelta(days=step) for step in range(0, 291, 10)):
            for basis in Basis:
                found = subsidy(day, basis)
                wanted = [slow(claims, day, basis, stands) for stands in ("waiting", "due", "paid")]
                assert [found.waiting, found.due, found.paid] == wanted, (day, basis)
        assert {claim.stands(LAST, Basis.KNOWN) for claim in claims} == {None, "waiting", "due", "paid"}
        db.session.rollback()
        db.session.remove()


def test_the_page_and_its_file_tell_the_same_subsidy(small_city: Flask, login: Login) -> None:
    chance, day = random.Random(3), date(2026, 9, 1)
    with small_city.app_context(), transaction():
        claims = [invent(chance, 1, date(2024 + number, 1, 1)) for number in range(12)]
    economics = login("economics")
    for basis in Basis:
        asked = f"tanggal=01/09/2026&dasar={basis.value}"
        page = economics.get(f"/laporan/mutu?{asked}").text
        lines = economics.get(f"/laporan/unduh/mutu.csv?{asked}").text.splitlines()
        for words, label, stands in (
            ("Menunggu pemeriksa kedua", "Subsidi bunga, menunggu pemeriksa kedua", "waiting"),
            ("Harus dibayar", "Subsidi bunga yang harus dibayar", "due"),
            ("Sudah dibayar", "Subsidi bunga, sudah dibayar", "paid"),
        ):
            wanted = slow(claims, day, basis, stands)
            assert wanted
            assert format_rupiah(wanted) in page.split(words)[1][:120], (basis, words)
            assert any(label in line and f",{wanted}," in line for line in lines), (basis, label, lines)
