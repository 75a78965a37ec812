"""Claim: every page gives each borrower the same rupiah. Attack: parts, take-backs, old balances, money of nobody.

The slow sum never reads the database: it replays the facts that were invented, loan by loan, person by person.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete, select

from core.auth.roles import SYSTEM
from core.db import db
from core.groups.models import SubGroupMember
from core.people.models import Person
from harkat.facility import queries as facility
from harkat.facility.book.service import move
from harkat.facility.exceptions import service as exceptions
from harkat.facility.ledger import TransferKind
from harkat.facility.models import FacilityTransfer
from harkat.facility.orders import Order, Reversed
from harkat.loans.laying_out import OpeningBalance
from harkat.loans.models import LoanShare
from harkat.loans.opening_drafts import OutsideDraft, TakeOverDraft
from harkat.loans.openings import service as openings
from harkat.repayments.parts import service as parts
from harkat.reports.basis import Basis
from harkat.reports.breakdowns.dimensions import Dimension
from harkat.reports.breakdowns.queries.sums import every_part, grid, loans_in
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.breakdowns.tables import grid_table
from harkat.reports.open_data.queries import counted_on
from harkat.reports.open_data.rows import Dimension as OpenDimension
from harkat.reports.open_data.rows import OpenMeasure
from harkat.reports.queries.front import front
from harkat.reports.tables import UNPLACED, area_table
from tests import books, factories
from tests import factories_reports as make

FIRST = date(2026, 1, 5)
TODAY = date(2026, 11, 20)
DISTRICTS = {"15.71.01": factories.WARD, "15.71.02": "15.71.02.1001"}


@dataclass
class Moved:
    """Money that went out on a day, written down on another; ``back_on`` is when it was written down as taken back."""

    paid_on: date
    recorded_on: date
    shares: dict[int, int]
    back_on: date | None = None

    def counts(self, day: date, basis: Basis) -> bool:
        return (self.recorded_on if basis is Basis.KNOWN else self.paid_on) <= day

    def is_back(self, day: date, basis: Basis) -> bool:
        return self.back_on is not None and (basis is Basis.CORRECTED or self.back_on <= day)

    @property
    def amount(self) -> int:
        return sum(self.shares.values())


@dataclass
class Lent:
    """A loan as it was invented; ``balance`` is what of it was taken over."""

    number: str
    bearer: int
    moves: list[Moved] = field(default_factory=list)
    balance: int | None = None
    has_shares: bool = True

    def received(self, day: date, basis: Basis) -> dict[int, int]:
        counted = [moved for moved in self.moves if moved.counts(day, basis)]
        had: Counter[int] = Counter()
        for moved in counted:
            had.update(moved.shares)
        amount = sum(moved.amount for moved in counted if not moved.is_back(day, basis))
        if counted and self.balance is not None:
            amount = self.balance
        if not amount or not self.has_shares:
            return {}
        given = {person: amount * part // had.total() for person, part in had.items()}
        given[self.bearer] += amount - sum(given.values())
        return given

    def monthly(self, day: date, basis: Basis) -> Counter[str]:
        """Add the loan up by month: each part under its own, or under the first where a part was taken back."""
        counted = [moved for moved in self.moves if moved.counts(day, basis)]
        in_parts = self.balance is None and not any(moved.is_back(day, basis) for moved in counted)
        if in_parts:
            by_month: Counter[str] = Counter()
            for moved in counted:
                by_month[f"{moved.paid_on:%Y%m}"] += moved.amount
            return by_month
        whole = sum(self.received(day, basis).values())
        return Counter({f"{min(moved.paid_on for moved in counted):%Y%m}": whole} if whole else {})

    def paid_out(self, day: date, basis: Basis) -> int:
        counted = [moved for moved in self.moves if moved.counts(day, basis)]
        if counted and self.balance is not None:
            return self.balance
        return sum(moved.amount for moved in counted if not moved.is_back(day, basis))


class Banks:
    """Invented payments without applications, which every kind of loan can begin with."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.bank = books.open_bank("Bank Uji Satu", ceiling=15_000_000)
        self.lent = [self._in_parts() for _ in range(2)]
        self.lent += [self._taken_over(), self._in_parts(), self._taken_over(has_shares=False)]
        self.nobodys = [self._nobodys() for _ in range(2)]

    def _people(self) -> tuple[int | None, int | None, list[int]]:
        if self.chance.random() < 0.3:
            people, sub_group_id = [factories.make_person().id], None
        else:
            _, sub_group = factories.make_group(size=5)
            assert sub_group is not None
            sub_group_id = sub_group.id
            query = select(SubGroupMember.person_id).where(SubGroupMember.sub_group_id == sub_group_id)
            people = sorted(db.session.scalars(query))
        for key in people:
            person = db.session.get(Person, key)
            assert person is not None
            person.kelurahan_code = self.chance.choice(list(DISTRICTS.values()))
        return (people[0] if sub_group_id is None else None), sub_group_id, people

    def _moved(self, people: list[int], after: date = FIRST) -> Moved:
        paid_on = after + timedelta(days=self.chance.randrange(60))
        shares = {person: self.chance.randrange(1, 900) * 1_001 for person in people}
        return Moved(paid_on, paid_on + timedelta(days=self.chance.choice((0, 0, 20, 60))), shares)

    def _in_parts(self) -> Lent:
        person_id, sub_group_id, people = self._people()
        few = people[: self.chance.randrange(1, len(people) + 1)]
        first = self._moved(few)
        reference = f"keluar-{people[0]}"
        draft = OutsideDraft(
            person_id, self.bank.id, first.amount, 12, first.paid_on, "Uji", reference, None, sub_group_id, first.shares
        )
        loan = openings.open_outside(draft, actor=SYSTEM, now=make.noon(first.recorded_on))
        lent = Lent(loan.number, min(few), [first])
        for number in range(self.chance.randrange(3)):
            more = self._moved(self.chance.sample(people, self.chance.randrange(1, len(people) + 1)), first.paid_on)
            more.recorded_on = max(more.recorded_on, lent.moves[-1].recorded_on)
            parts.pay_part(
                loan.id, shares=more.shares, deductions=(), paid_on=more.paid_on, reference=f"{reference}-{number}",
                actor=SYSTEM, now=make.noon(more.recorded_on),
            )  # fmt: skip
            lent.moves.append(more)
        for moved, name in zip(lent.moves[1:], (f"{reference}-0", f"{reference}-1"), strict=False):
            if self.chance.random() < 0.4:
                moved.back_on = moved.recorded_on + timedelta(days=self.chance.randrange(1, 40))
                self._take_back(f"{name}/lebih", moved.back_on)
        return lent

    def _take_back(self, reference: str, on: date) -> None:
        row = db.session.scalars(select(FacilityTransfer).where(FacilityTransfer.reference == reference)).one()
        order = Order(
            row.bank_id, TransferKind.REVERSED, row.amount, on, f"{reference}/tarik", loan_id=row.loan_id,
            reverses=Reversed(row.id, row.kind), note="Salah bayar",
        )  # fmt: skip
        move(order, actor=SYSTEM, now=make.noon(on))

    def _taken_over(self, *, has_shares: bool = True) -> Lent:
        person_id, sub_group_id, people = self._people()
        moved = self._moved(people)
        balance = max(1, moved.amount - self.chance.randrange(1, moved.amount))
        draft = TakeOverDraft(
            person_id, self.bank.id, moved.amount, moved.paid_on - timedelta(days=90), Decimal(3), 11,
            moved.paid_on + timedelta(days=20), OpeningBalance(moved.paid_on, balance), "S-9", f"awal-{people[0]}",
            None, sub_group_id, moved.shares,
        )  # fmt: skip
        loan = openings.take_over(draft, actor=SYSTEM, now=make.noon(moved.recorded_on))
        if not has_shares:
            db.session.execute(delete(LoanShare).where(LoanShare.loan_id == loan.id))
        return Lent(loan.number, min(people), [moved], balance, has_shares)

    def _nobodys(self) -> Moved:
        moved = self._moved([0])
        name = f"entah-{self.chance.random()}"
        row = exceptions.pay_without_room(
            bank_id=self.bank.id, loan_id=None, amount=moved.amount, occurred_on=moved.paid_on, reference=name,
            reason="Belum jelas", actor=SYSTEM, now=make.noon(moved.recorded_on),
        )  # fmt: skip
        if self.chance.random() < 0.5:
            moved.back_on = moved.recorded_on + timedelta(days=30)
            exceptions.take_back_unnamed(row, reason="Jelas", actor=SYSTEM, now=make.noon(moved.back_on))
        return moved


def check(banks: Banks, day: date, basis: Basis) -> None:
    by_part = {
        (lent.number, person): rupiah for lent in banks.lent for person, rupiah in lent.received(day, basis).items()
    }
    homes = {key: code[:8] for key, code in db.session.execute(select(Person.id, Person.kelurahan_code))}
    slow = Counter(dict.fromkeys(DISTRICTS, 0))
    for (_, person), rupiah in by_part.items():
        slow[homes[person]] += rupiah
    paid_out = sum(lent.paid_out(day, basis) for lent in banks.lent)
    paid_out += sum(one.amount for one in banks.nobodys if one.counts(day, basis) and not one.is_back(day, basis))
    unplaced = paid_out - slow.total()

    shown = front(day, today=TODAY, basis=basis)
    assert shown.total.disbursed_total == paid_out
    assert {area.code: area.disbursed for area in shown.areas} == dict(slow)
    assert shown.unplaced == unplaced
    told = {str(row[0]): row[-1] for row in area_table(shown).rows}
    assert told.get(UNPLACED, 0) == unplaced
    if shown.reported_on is None:
        told = dict.fromkeys(told, 0)
    assert sum(int(str(rupiah)) for rupiah in told.values()) == paid_out, "the file's column adds up to the banks' sum"

    question = BreakdownQuestion(baris=Dimension.DISTRICT, dasar=basis)
    laid = grid(question, day)
    assert {code: laid.row(code).disbursed for code in DISTRICTS} == dict(slow)
    assert laid.outside(paid_out) == unplaced
    assert (UNPLACED in dict(grid_table(laid, day, shown).facts)) == bool(unplaced)
    numbers = dict(db.session.execute(select(Person.number, Person.id)).all())
    listed = {(row[1], numbers[row[0]]): row[-1] for row in every_part(question, day)}
    assert listed == by_part
    check_months(banks, day, basis, unplaced)
    if basis is Basis.CORRECTED:
        given = counted_on(day).tables[OpenMeasure.DISBURSED]
        assert sorted(given[OpenDimension.KECAMATAN.value].values()) == sorted(slow.values())
        assert sum(given[OpenDimension.BANK.value].values()) == slow.total()


def check_months(banks: Banks, day: date, basis: Basis, unplaced: int) -> None:
    slow: Counter[str] = Counter()
    for lent in banks.lent:
        slow.update(lent.monthly(day, basis))
    question = BreakdownQuestion(baris=Dimension.MONTH, kolom=Dimension.DISTRICT, dasar=basis)
    laid, whole = grid(question, day), grid(BreakdownQuestion(baris=Dimension.DISTRICT, dasar=basis), day)
    assert {key: figures.disbursed for key, figures in laid.by_row.items()} == dict(slow)
    assert {key: figures.owed for key, figures in laid.by_column.items()} == {
        key: figures.owed for key, figures in whole.by_row.items()
    }
    for key, figures in laid.by_row.items():
        listed, _ = loans_in(question, day, {Dimension.MONTH: key})
        assert sum(row.disbursed for row in db.session.execute(listed)) == figures.disbursed
    if basis is Basis.CORRECTED:
        paid: Counter[str] = Counter()
        for lent in banks.lent:
            for moved in lent.moves:
                if moved.counts(day, basis) and not moved.is_back(day, basis):
                    paid[f"{moved.paid_on:%Y%m}"] += moved.amount if lent.balance is None else lent.balance
        for moved in banks.nobodys:
            if moved.counts(day, basis) and not moved.is_back(day, basis):
                paid[f"{moved.paid_on:%Y%m}"] += moved.amount
        months = front(day, today=TODAY, basis=basis).months
        assert {f"{month.first_day:%Y%m}": month.disbursed for month in months if month.disbursed} == dict(paid)
        assert paid.total() - unplaced == slow.total()


@given(seed=some.integers(0, 10**6))
@settings(
    max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_pages_tell_the_same_rupiah_by_kecamatan_on_any_day(app_on_both: Flask, seed: int) -> None:
    with app_on_both.app_context():
        try:
            banks = Banks(seed)
            assert facility.verify() == []
            for away in (15, 45, 90):
                for basis in Basis:
                    check(banks, FIRST + timedelta(days=away), basis)
            check(banks, TODAY, Basis.CORRECTED)
        finally:
            db.session.rollback()
            db.session.remove()
