"""Claim: a breakdown's cells and every loan's class follow from the rows. Attack: invent loans, count slowly.

Loans are paid out, repaid, taken back and restructured by the services, late and out of order; the slow count replays
each loan alone and lays every borrower's part out by hand.
"""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from core.auth.roles import SYSTEM
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups.models import SubGroup
from core.people.kinds import Sex
from core.people.models import Business, Person
from harkat.facility.terms import LenderType
from harkat.loans.changes import InterestTreatment
from harkat.loans.models import Loan, LoanShare
from harkat.repayments import queries as repayments
from harkat.repayments import service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.restructuring import service as restructuring
from harkat.reports.basis import Basis
from harkat.reports.breakdowns.dimensions import AGES, AMOUNTS, SECTORS, BorrowerKind, Dimension
from harkat.reports.breakdowns.grid import Figures
from harkat.reports.breakdowns.queries.sums import asked_on, grid, loans_in
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.quality.comparing import Outcome, Side, Trait
from harkat.reports.quality.figures import AGES_ON_BOOK, Held
from harkat.reports.quality.queries.histories import cohorts, outcomes
from harkat.reports.quality.queries.standing import standing
from harkat.reports.queries.front import front
from harkat.reports.queries.lateness import lateness
from tests import books, factories
from tests import factories_reports as make

FIRST = date(2025, 11, 3)
LATEST = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
WARDS = (factories.WARD, "15.71.02.1001")
DIMENSIONS = tuple(set(Dimension) - {Dimension.COURSE, Dimension.MENTOR})


class Lending:
    """Invented loans at a bank and a BPR."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0
        self.banks = [
            books.open_bank("Bank Uji Satu", ceiling=300_000_000),
            books.open_bank("Bank Uji Dua", ceiling=300_000_000, lender=LenderType.BPR),
        ]
        self.loans = [self._lend() for _ in range(self.chance.randrange(1, 6))]

    def _lend(self) -> Loan:
        on = FIRST + timedelta(days=self.chance.randrange(200))
        amount, months = self.chance.choice((2_500_000, 4_999_995, 10_000_000)), self.chance.choice((3, 6, 12))
        bank = self.chance.choice(self.banks)
        loan = books.open_loan(bank, amount=amount, months=months, on=on, group=self.chance.random() < 0.3)
        for person in borrowers(loan):
            self._colour(person)
        paid_on = on
        for _ in range(self.chance.randrange(9)):
            paid_on += timedelta(days=self.chance.choice((0, 20, 30, 31, 45, 90)))
            self._pay(loan, paid_on)
        if self.chance.random() < 0.3:
            self._restructure(loan, on + timedelta(days=self.chance.randrange(20, 150)))
            self._pay(loan, on + timedelta(days=self.chance.randrange(150, 300)))
        return loan

    def _colour(self, person: Person) -> None:
        person.sex = self.chance.choice((Sex.FEMALE, Sex.MALE, None))
        person.born_on = self.chance.choice((None, date(2001, 6, 1), date(1985, 2, 28), date(1960, 1, 1)))
        person.rt = self.chance.choice((None, "01", "02"))
        person.kelurahan_code = self.chance.choice(WARDS)
        if self.chance.random() < 0.7:
            code = self.chance.choice(("47112", "56102", "10710"))
            db.session.add(Business(person_id=person.id, name="Usaha", kbli_code=code, created_at=make.noon(FIRST)))
        db.session.flush()

    def _pay(self, loan: Loan, on: date) -> None:
        if on > LATEST:
            return
        self.count += 1
        amount = self.chance.choice((50_000, 300_000, 900_000, 2_000_000))
        posted = make.noon(on + timedelta(days=self.chance.choice((0, 0, 3, 40))))
        draft = RepaymentDraft(f"bayar-{loan.id}-{self.count}", loan.id, on, amount)
        try:
            with db.session.begin_nested():
                row = service.post(draft, actor=SYSTEM, now=posted)
                if self.chance.random() < 0.15:
                    name = f"batal-{loan.id}-{self.count}"
                    service.reverse(row, reference=name, reason="Keliru", actor=SYSTEM, now=posted + timedelta(days=1))
        except (RuleBroken, Conflict):
            return

    def _restructure(self, loan: Loan, on: date) -> None:
        self.count += 1
        name = f"ubah-{loan.id}-{self.count}"
        draft = restructuring.RestructuringDraft(
            loan.id, on, Decimal(3), 6, 0, InterestTreatment.DEFERRED, "S-1", "Banjir", name
        )
        try:
            with db.session.begin_nested():
                restructuring.restructure(draft, actor=SYSTEM, now=NOW)
        except (RuleBroken, Conflict):
            return


def borrowers(loan: Loan) -> list[Person]:
    query = select(Person).join(LoanShare, LoanShare.person_id == Person.id).where(LoanShare.loan_id == loan.id)
    return list(db.session.scalars(query.order_by(LoanShare.id)))


def key_by_hand(dimension: Dimension, loan: Loan, person: Person, day: date) -> str:
    born, code = person.born_on, db.session.scalar(select(Business.kbli_code).where(Business.person_id == person.id))
    age = None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    keys: dict[Dimension, str] = {
        Dimension.BANK: str(loan.bank_id),
        Dimension.DISTRICT: person.kelurahan_code[:8],
        Dimension.WARD: person.kelurahan_code,
        Dimension.SECTOR: next((low for low, high, _ in SECTORS if code and low <= code[:2] <= high), "-"),
        Dimension.SEX: person.sex.value if person.sex else "-",
        Dimension.AGE: "-" if age is None else next((str(limit) for limit, _ in AGES if age < limit), "99"),
        Dimension.KIND: (BorrowerKind.PERSON if loan.person_id else BorrowerKind.SUB_GROUP).value,
        Dimension.AMOUNT: next((str(most) for most in AMOUNTS if loan.principal <= most), "more"),
        Dimension.MONTH: f"{loan.disbursed_on:%Y%m}",
    }
    return keys[dimension]


def split(amount: int, parts: list[int], bearer: int) -> list[int]:
    """Share an amount out by parts, each rounded down; who stands at the bearer's place has the rest."""
    given = [amount * part // sum(parts) for part in parts]
    given[bearer] += amount - sum(given)
    return given


def slow_cells(loans: list[Loan], by: tuple[Dimension, ...], day: date) -> dict[tuple[str, ...], Figures]:
    seen: dict[tuple[str, ...], list[tuple[int, int | None, str | None, int, int, int, bool]]] = defaultdict(list)
    for loan in loans:
        if loan.disbursed_on > day:
            continue
        stands = repayments.standing_as_of(loan, day)
        shares = list(db.session.scalars(select(LoanShare).where(LoanShare.loan_id == loan.id).order_by(LoanShare.id)))
        parts = [share.amount for share in shares]
        bearer = [share.bears_remainder for share in shares].index(True)
        out, owed = split(loan.principal, parts, bearer), split(stands.outstanding, parts, bearer)
        is_bad = stands.outstanding > 0 and stands.collectability.is_non_performing
        for place, person in enumerate(borrowers(loan)):
            group = None
            if loan.sub_group_id:
                group = db.session.scalar(select(SubGroup.group_id).where(SubGroup.id == loan.sub_group_id))
            home = f"{person.kelurahan_code}/{person.rt}" if person.rt else None
            row = (person.id, group, home, loan.id, out[place], owed[place], is_bad)
            seen[tuple(key_by_hand(dimension, loan, person, day) for dimension in by)].append(row)
    return {
        key: Figures(
            persons=len({row[0] for row in rows}),
            groups=len({row[1] for row in rows} - {None}),
            neighborhoods=len({row[2] for row in rows} - {None}),
            loans=len({row[3] for row in rows}),
            disbursed=sum(row[4] for row in rows),
            owed=sum(row[5] for row in rows),
            owing=len({row[0] for row in rows if row[5]}),
            bad=sum(row[5] for row in rows if row[6]),
            bad_persons=len({row[0] for row in rows if row[6]}),
        )
        for key, rows in seen.items()
    }


def check_classes(lending: Lending, day: date) -> None:
    late = lateness(Basis.CORRECTED)
    found = {row.loan_id: row for row in db.session.execute(select(late), asked_on(day))}
    for loan in lending.loans:
        if loan.disbursed_on > day:
            assert loan.id not in found
            continue
        stands, row = repayments.standing_as_of(loan, day), found[loan.id]
        assert int(row.days_late) == stands.days_late
        assert int(row.overdue) == stands.overdue
        if stands.outstanding:
            assert int(row.rank) == stands.collectability.rank
            assert int(row.due) - int(row.paid) == stands.due


def fell_behind_on(loan: Loan, day: date) -> date | None:
    """Return the first day on which a loan was 31 days late, or the day it was first laid out anew."""
    course = repayments.course_of(loan, repayments.payments_of(loan, repayments.live_repayments(loan.id)), until=day)
    changed = [change.agreed_on for change in repayments.changes_of(loan, until=day)]
    settled = course.outcome.closed_on is not None
    late = [
        row.due.due_on + timedelta(days=31)
        for row in course.outcome.standings
        if row.due.due_on + timedelta(days=31) <= day
        and (row.settled_on is None or (row.settled_on - row.due.due_on).days > 30)
        and not (settled and row.settled_on is None)
    ]
    return min([*changed, *late], default=None)


def check_quality(lending: Lending, day: date) -> None:
    running = [(loan, repayments.standing_as_of(loan, day)) for loan in lending.loans if loan.disbursed_on <= day]
    stands = standing(day, Basis.CORRECTED)
    for rank in range(1, 6):
        own = [(loan, row) for loan, row in running if row.outstanding and row.collectability.rank == rank]
        held = stands.by_class.get(rank, Held())
        assert (held.loans, held.owed) == (len(own), sum(row.outstanding for _, row in own))
    assert stands.late.overdue == sum(row.overdue for _, row in running)
    assert sum(held.overdue for held in stands.bands.values()) == stands.late.overdue
    assert stands.restructured.loans == sum(
        bool(row.outstanding) and bool(repayments.changes_of(loan, until=day)) for loan, row in running
    )
    behind = {loan.id: fell_behind_on(loan, day) for loan, _ in running}
    found = cohorts(day, Basis.CORRECTED)
    assert sum(cohort.loans for cohort in found) == len(running)
    for place, (_, limit) in enumerate(AGES_ON_BOOK):
        old = [loan for loan, _ in running if (day - loan.disbursed_on).days >= limit]
        assert sum(cohort.old_enough[place] for cohort in found) == len(old)
        assert sum(cohort.behind[place] for cohort in found) == sum(
            on is not None and (on - loan.disbursed_on).days <= limit for loan in old for on in [behind[loan.id]]
        )
    sides = outcomes(Trait.SEX, day, Basis.CORRECTED)
    assert sum(side.behind for side in sides.values()) == sum(on is not None for on in behind.values())
    women = [loan for loan, _ in running if all(person.sex is Sex.FEMALE for person in borrowers(loan))]
    assert sides.get(Side.WOMEN, Outcome()).behind == sum(behind[loan.id] is not None for loan in women)


@pytest.mark.parametrize("gone", [290, 382])
@given(seed=some.integers(0, 10**6))
@settings(
    max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_cell_is_the_slow_sum_of_its_rows(app_on_both: Flask, gone: int, seed: int) -> None:
    with app_on_both.app_context():
        try:
            lending, day = Lending(seed), FIRST + timedelta(days=gone)
            check_classes(lending, day)
            check_quality(lending, day)
            rows, columns = lending.chance.sample(DIMENSIONS, 2)
            slow = slow_cells(lending.loans, (rows,), day)
            shown = grid(BreakdownQuestion(baris=rows), day)
            with_npl = rows is not Dimension.WARD
            assert {(key,): told(figures, with_npl) for key, figures in shown.by_row.items()} == {
                key: told(figures, with_npl) for key, figures in slow.items()
            }
            pairs = slow_cells(lending.loans, (rows, columns), day)
            both = grid(BreakdownQuestion(baris=rows, kolom=columns), day)
            assert dict(both.cells) == {key: told(figures, False) for key, figures in pairs.items()}
            assert set(both.by_row) <= {key for key, _ in both.rows}, "no row is lost"
            assert both.total.disbursed == sum(figures.disbursed for figures in pairs.values())
            assert both.total.disbursed == front(day, today=date(2027, 1, 1)).total.disbursed_total
            for (row, column), figures in pairs.items():
                query, _ = loans_in(BreakdownQuestion(baris=rows), day, {rows: row, columns: column})
                listed = db.session.execute(query).all()
                assert sum(int(line[5]) for line in listed) == figures.disbursed
        finally:
            db.session.rollback()
            db.session.remove()


@given(seed=some.integers(0, 10**6))
@settings(
    max_examples=2, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_day_as_known_then_does_not_change_by_what_comes_later(app_on_both: Flask, seed: int) -> None:
    with app_on_both.app_context():
        try:
            lending = Lending(seed)
            loan = lending.loans[0]
            day = loan.disbursed_on + timedelta(days=100)
            question = BreakdownQuestion(baris=Dimension.BANK, dasar=Basis.KNOWN)
            before = grid(question, day)
            late = lateness(Basis.KNOWN)
            classes = db.session.execute(select(late).order_by(late.c.loan_id), asked_on(day)).all()
            for away in (3, 40, 99):
                lending._pay(loan, loan.disbursed_on + timedelta(days=away))
            assert grid(question, day) == before
            assert db.session.execute(select(late).order_by(late.c.loan_id), asked_on(day)).all() == classes
        finally:
            db.session.rollback()
            db.session.remove()


def told(figures: Figures, with_npl: bool) -> Figures:
    """Return figures without what debts are told by where that is not asked."""
    fields = {name: getattr(figures, name) for name in Figures.__dataclass_fields__}
    return figures if with_npl else Figures(**fields | {"owing": 0, "bad": 0, "bad_persons": 0})
