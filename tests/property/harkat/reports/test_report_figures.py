"""Claim: every figure is the sum of its rows. Attack: invent histories, and count them again slowly, person by person.

The histories are written as rows, so the slow count shares nothing with the queries but the tables.
"""

import random
import statistics
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from core.db import db
from core.groups.models import SubGroup
from core.people.models import PaperKind, Person
from harkat.applications.models import Application
from harkat.applications.states import State, StopReason
from harkat.facility import queries as facility
from harkat.reports.basis import Basis
from harkat.reports.queries import cases
from harkat.reports.queries.front import front
from harkat.reports.queries.funnel import funnel, reached_by, reasons, reasons_by
from harkat.reports.queries.ledger import positions_on
from harkat.reports.reasons import WITHOUT_LIST, Reason, told_reasons
from harkat.reports.routes import Route, Scope
from harkat.reports.steps import OF_APPLICATIONS, TIMED_FROM, Step
from harkat.reports.steps import WITHOUT_LIST as STEPS_WITHOUT_LIST
from scoring.screening.kinds import FlagClosing, FlagReason
from scoring.status import Readiness
from tests import books, factories
from tests import factories_reports as make

QUICK = settings(deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
"""A seed cannot be made simpler, so nothing is shrunk."""

START = date(2026, 1, 5)
WARDS = (factories.WARD, "15.71.02.1001")
WAY = (
    State.DRAFT,
    State.SUBMITTED,
    State.VERIFIED,
    State.RECOMMENDED,
    State.AT_BANK,
    State.APPROVED,
    State.ACCEPTED,
    State.CONTRACTED,
    State.DISBURSED,
)
MARKS = {
    Step.APPLIED: State.SUBMITTED,
    Step.RECOMMENDED: State.AT_BANK,
    Step.APPROVED: State.APPROVED,
    Step.CONTRACTED: State.CONTRACTED,
    Step.DISBURSED: State.DISBURSED,
}


@dataclass
class File:
    """One application as it was invented."""

    row: Application
    members: list["Life"]
    steps: dict[State, date]
    stop: StopReason | None
    sub_group: SubGroup | None
    typed: dict[State, date]
    paid_on: date | None = None

    def counts_from(self, state: State, basis: Basis) -> date:
        """The day from which a step counts: its own, or (as recorded then) the one on which it was written down."""
        return self.steps[state] if basis is Basis.CORRECTED else self.typed.get(state, self.steps[state])

    def states(self, day: date, basis: Basis) -> list[State]:
        return [state for state in self.steps if self.counts_from(state, basis) <= day]

    def reached(self, step: Step, day: date, basis: Basis) -> date | None:
        state = MARKS[step]
        return self.steps[state] if state in self.steps and self.counts_from(state, basis) <= day else None

    def is_paid(self, day: date, basis: Basis) -> bool:
        return self.paid_on is not None and self.counts_from(State.DISBURSED, basis) <= day


@dataclass
class Life:
    """One person as invented: what happened on which day."""

    row: Person
    registered: date
    papers: dict[PaperKind, tuple[date, date | None]] = field(default_factory=dict)
    courses: list[tuple[date, date, date | None]] = field(default_factory=list)
    """Completed, written down, revoked."""
    graduated: date | None = None
    looked: list[tuple[date, date]] = field(default_factory=list)
    """Held, written down."""
    flags: list[tuple[FlagReason, date, date | None, bool]] = field(default_factory=list)
    """Kind, raised, closed, closed because it was wrong."""
    arrears: list[date] = field(default_factory=list)
    assessments: list[tuple[date, Readiness, int]] = field(default_factory=list)
    group_id: int | None = None
    files: list[File] = field(default_factory=list)

    def papers_on(self, day: date) -> date | None:
        asked = make.PAPERS_OF_MEMBER if self.group_id else make.PAPERS_ALONE
        seen = [
            self.papers[kind][0]
            for kind in asked
            if kind in self.papers
            and self.papers[kind][0] <= day
            and not ((ends := self.papers[kind][1]) is not None and ends < day)
        ]
        return max(seen) if len(seen) == len(asked) else None

    def flags_of(self, day: date, basis: Basis) -> list[tuple[FlagReason, date | None]]:
        return [
            (reason, closed)
            for reason, on, closed, wrong in self.flags
            if on <= day and not (wrong and basis is Basis.CORRECTED)
        ]

    def open_flags(self, day: date, basis: Basis) -> list[FlagReason]:
        return [reason for reason, closed in self.flags_of(day, basis) if closed is None or closed > day]

    def clear_on(self, day: date, basis: Basis) -> date | None:
        talks = [on for on, written in self.looked if (written if basis is Basis.KNOWN else on) <= day]
        looked = [*talks, *(on for on in self.arrears if on <= day)]
        if not looked or self.open_flags(day, basis):
            return None
        return max([min(looked), *(closed for _, closed in self.flags_of(day, basis) if closed is not None)])

    def trained_on(self, day: date, basis: Basis) -> date | None:
        known = [
            on
            for on, written, revoked in self.courses
            if (
                revoked is None and on <= day
                if basis is Basis.CORRECTED
                else max(on, written) <= day and (revoked is None or revoked > day)
            )
        ]
        return min(known, default=None)

    def newest(self, day: date) -> tuple[date, Readiness, int] | None:
        return next((known for known in reversed(self.assessments) if known[0] <= day), None)

    def ready_on(self, day: date) -> date | None:
        good = (Readiness.READY, Readiness.CONDITIONAL)
        newest = self.newest(day)
        if newest is None or newest[1] not in good:
            return None
        return min(on for on, status, _ in self.assessments if on <= day and status in good)

    def step_on(self, step: Step, day: date, basis: Basis) -> date | None:
        if step is Step.REGISTERED:
            return self.registered
        if step is Step.PAPERS:
            return self.papers_on(day)
        if step is Step.TRAINED:
            return self.trained_on(day, basis)
        if step is Step.INCUBATED:
            return self.graduated if self.graduated is not None and self.graduated <= day else None
        if step is Step.CLEAR:
            return self.clear_on(day, basis)
        if step is Step.READY:
            return self.ready_on(day)
        reached = [on for file in self.files if (on := file.reached(step, day, basis)) is not None]
        return min(reached, default=None)

    def reason(self, day: date, basis: Basis) -> Reason | None:
        stands = [(file, file.states(day, basis)) for file in self.files]
        stands = [(file, states) for file, states in stands if states]
        if any(State.DISBURSED in states for _, states in stands):
            return None
        ends = (State.REFUSED, State.DECLINED, State.WITHDRAWN)
        if any(states[-1] not in (State.DRAFT, *ends) for _, states in stands):
            return None
        sent = [(file, states[-1]) for file, states in stands if states[-1] is not State.DRAFT]
        if sent:
            file, end = max(sent, key=lambda known: known[0].row.id)
            if end is not State.REFUSED:
                return Reason.LEFT
            return {
                StopReason.SLIK: Reason.REFUSED_SLIK,
                StopReason.SECOND_FACILITY: Reason.REFUSED_SECOND_FACILITY,
                StopReason.CAPACITY: Reason.REFUSED_CAPACITY,
                StopReason.BUSINESS_NOT_FOUND: Reason.REFUSED_BUSINESS,
                StopReason.PAPERS: Reason.REFUSED_PAPERS,
            }.get(file.stop or StopReason.OTHER, Reason.REFUSED_OTHER)
        if self.papers_on(day) is None:
            return Reason.PAPERS
        if self.trained_on(day, basis) is None:
            return Reason.NOT_TRAINED
        held = self.open_flags(day, basis)
        if any(flag is not FlagReason.RENTENIR for flag in held):
            return Reason.PINJOL
        if held:
            return Reason.RENTENIR
        if any(on <= day for on in self.arrears):
            return Reason.ARREARS
        newest = self.newest(day)
        not_ready = newest is not None and newest[1] not in (Readiness.READY, Readiness.CONDITIONAL)
        if newest is not None and not_ready and newest[2] < 1_000_000:
            return Reason.CAPACITY
        return Reason.NOT_READY if not_ready else Reason.UNKNOWN


class World:
    """An invented city: two banks, groups, people and what became of them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.banks = [books.open_bank(name, ceiling=500_000_000) for name in ("Bank Uji Satu", "Bank Uji Dua")]
        self.lives = [self._live() for _ in range(self.chance.randrange(1, 9))]
        self.groups: dict[int, list[Life]] = {}
        self.sub_groups: dict[int, list[Life]] = {}
        for _ in range(self.chance.randrange(3)):
            self._gather()
        self.files: list[File] = []
        for life in self.lives:
            for _ in range(self.chance.randrange(3)):
                self._ask([life], None)
        for sub_group_id, members in self.sub_groups.items():
            if self.chance.random() < 0.7:
                self._ask(members, db.session.get(SubGroup, sub_group_id))

    def day(self, after: date = START, within: int = 120) -> date:
        return after + timedelta(days=self.chance.randrange(within))

    def later(self, on: date) -> date:
        """The day something was written down: mostly at once, sometimes weeks later."""
        return on if self.chance.random() < 0.6 else on + timedelta(days=self.chance.randrange(40))

    def _live(self) -> Life:
        registered = self.day()
        ward = self.chance.choice(WARDS)
        row = factories.make_person(registered_at=make.noon(registered), kelurahan_code=ward)
        life = Life(row, registered)
        self._fill(life)
        return life

    def _fill(self, life: Life) -> None:
        few = self.chance.random() < 0.4
        for kind in make.PAPERS_ALONE:
            if not few or self.chance.random() < 0.7:
                seen = self.day(life.registered, 60)
                ends = seen + timedelta(days=40) if self.chance.random() < 0.1 else None
                life.papers[kind] = (seen, ends)
                make.bring_papers(life.row, [kind], seen, expires_on=ends)
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            on = self.day(life.registered - timedelta(days=20), 90)
            written = self.later(on)
            revoked = written + timedelta(days=9) if self.chance.random() < 0.2 else None
            life.courses.append((on, written, revoked))
            revoked_at = make.noon(revoked) if revoked else None
            make.complete_course(life.row, on, recorded_on=written, revoked_at=revoked_at)
        if self.chance.random() < 0.3:
            life.graduated = self.day(life.registered + timedelta(days=1), 60)
            make.graduate(life.row, life.graduated)
        if self.chance.random() < 0.6:
            on = self.day(life.registered, 60)
            life.looked.append((on, self.later(on)))
            make.interview(life.row, on, recorded_on=life.looked[-1][1])
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            on = self.day(life.registered, 60)
            closed = on + timedelta(days=25) if self.chance.random() < 0.5 else None
            wrong = closed is not None and self.chance.random() < 0.3
            life.flags.append((self.chance.choice(list(FlagReason)), on, closed, wrong))
            closing = FlagClosing.WRONG if wrong else FlagClosing.SETTLED
            make.raise_flag(life.row, life.flags[-1][0], on, closed_on=closed, closing=closing)
        if self.chance.random() < 0.2:
            life.arrears.append(self.day(life.registered, 60))
            make.find_arrears(life.row, life.arrears[-1])
        for on in sorted(self.day(life.registered, 90) for _ in range(self.chance.randrange(3))):
            status, affordable = self.chance.choice(list(Readiness)), self.chance.choice((0, 900_000, 1_000_000))
            life.assessments.append((on, status, affordable))
            make.assess(life.row, status, on, affordable=affordable)

    def _gather(self) -> None:
        group, sub_group = factories.make_group(size=5)
        assert sub_group is not None
        group.registered_at = make.noon(START)
        sub_group.formed_on = START
        members = []
        for row in factories_of(sub_group):
            row.registered_at = make.noon(START)
            life = Life(row, START, group_id=group.id)
            self._fill(life)
            members.append(life)
        join_at(group.id, sub_group.id, START)
        self.groups[group.id] = self.sub_groups[sub_group.id] = members
        self.lives += members

    def _ask(self, members: list[Life], sub_group: SubGroup | None) -> None:
        if any(file.row.state not in ENDS for life in members for file in life.files):
            return
        on = max(life.registered for life in members) + timedelta(days=self.chance.randrange(20))
        steps: dict[State, date] = {}
        for state in WAY[: self.chance.randrange(1, len(WAY) + 1)]:
            steps[state] = on
            on += timedelta(days=self.chance.randrange(12))
        stop = None
        last = list(steps)[-1]
        if last is State.AT_BANK and self.chance.random() < 0.7:
            steps[State.REFUSED], stop = on, self.chance.choice(list(StopReason))
        elif last is State.APPROVED and self.chance.random() < 0.5:
            steps[State.DECLINED], stop = on, StopReason.EXPIRED
        elif last is State.SUBMITTED and self.chance.random() < 0.3:
            steps[State.WITHDRAWN], stop = on, StopReason.CHANGED_MIND
        typed = {}
        if State.CONTRACTED in steps:
            typed[State.CONTRACTED] = self.later(steps[State.CONTRACTED])
        if State.DISBURSED in steps:
            typed[State.DISBURSED] = max(self.later(steps[State.DISBURSED]), typed[State.CONTRACTED])
        row = make.apply(
            sub_group or members[0].row,
            [life.row for life in members],
            bank_id=self.chance.choice(self.banks).id,
            steps=steps,
            amount=self.chance.randrange(1, 10) * 1_000_000,
            stop_reason=stop,
            typed=typed,
        )
        file = File(row, members, steps, stop, sub_group, typed)
        if State.DISBURSED in steps:
            file.paid_on = steps[State.DISBURSED]
            loan = make.pay_out(row, [life.row for life in members], file.paid_on, recorded_on=typed[State.DISBURSED])
            if self.chance.random() < 0.5:
                make.repay(loan, self.chance.randrange(1, loan.principal), typed[State.DISBURSED] + timedelta(days=9))
        self.files.append(file)
        for life in members:
            life.files.append(file)


ENDS = (State.REFUSED, State.DECLINED, State.WITHDRAWN)


def factories_of(sub_group: SubGroup) -> list[Person]:
    from core.groups.models import SubGroupMember

    query = db.session.query(Person).join(SubGroupMember, SubGroupMember.person_id == Person.id)
    return list(query.filter(SubGroupMember.sub_group_id == sub_group.id).order_by(Person.id))


def join_at(group_id: int, sub_group_id: int, day: date) -> None:
    from core.groups.models import Membership, SubGroupMember

    for row in db.session.query(Membership).filter(Membership.group_id == group_id):
        row.joined_on = day
    for member in db.session.query(SubGroupMember).filter(SubGroupMember.sub_group_id == sub_group_id):
        member.joined_on = day
    db.session.flush()


def check_funnel(world: World, day: date, basis: Basis) -> None:
    known = [life for life in world.lives if life.registered <= day]
    for row in funnel(day, basis=basis):
        when = [on for life in known if (on := life.step_on(row.step, day, basis)) is not None]
        assert row.reached.persons == len(when), row.step
        assert row.share == (Fraction(len(when), len(known)) if known else None)
        if row.step in OF_APPLICATIONS:
            files = [file for file in world.files if file.reached(row.step, day, basis) is not None]
            assert row.reached.applications == len(files)
            assert row.reached.sub_groups == len({file.sub_group.id for file in files if file.sub_group})
            assert row.reached.groups == len({file.sub_group.group_id for file in files if file.sub_group})
            assert row.reached.rupiah == sum(amount_of(file.row, row.step) for file in files)
        else:
            counts = [[life.step_on(row.step, day, basis) for life in members] for members in world.groups.values()]
            assert row.reached.sub_groups == sum(all(on is not None for on in ons) for ons in counts)
            assert row.reached.groups == sum(any(on is not None for on in ons) for ons in counts)
        took = days_taken(world, known, row.step, day, basis)
        assert row.timed == len(took)
        assert row.median_days == (Fraction(statistics.median(took)) if took else None)


def amount_of(row: Application, step: Step) -> int:
    if step is Step.APPLIED:
        return row.requested
    return (row.recommended if step is Step.RECOMMENDED else row.approved) or 0


def days_taken(world: World, known: list[Life], step: Step, day: date, basis: Basis) -> list[int]:
    origin = TIMED_FROM.get(step)
    if origin is None:
        return []
    if origin is Step.REGISTERED:
        ends = [(life.registered, life.step_on(step, day, basis)) for life in known]
        return [max(0, (end - start).days) for start, end in ends if end is not None]
    both = [(file.reached(origin, day, basis), file.reached(step, day, basis)) for file in world.files]
    return [(end - start).days for start, end in both if start is not None and end is not None]


def check_reasons(world: World, day: date, basis: Basis) -> None:
    counted = reasons(day, basis)
    known = [life for life in world.lives if life.registered <= day]
    slow = [life.reason(day, basis) for life in known]
    assert counted == {reason: slow.count(reason) for reason in Reason}
    stopped = [life for life in known if life.reason(day, basis) is not None]
    assert sum(counted.values()) == len(stopped), "everybody who stands still is counted once"
    closed = {count.key for count in told_reasons(counted) if count.closing}
    for reason in set(Reason) - WITHOUT_LIST - closed:
        query, _ = cases.persons_held(reason, day, basis=basis)
        numbers = sorted(row.number for row in db.session.execute(query))
        assert numbers == sorted(life.row.number for life in stopped if life.reason(day, basis) is reason)


def check_parts(world: World, day: date, basis: Basis) -> None:
    known = [life for life in world.lives if life.registered <= day]
    code, route = world.chance.choice(("15.71.01", "15.71.02")), world.chance.choice(list(Route))
    parts = [life for life in known if life.row.kelurahan_code.startswith(code)]
    here = [life for life in parts if (life.group_id is None) == (route is Route.ALONE)]
    scope = Scope(code, route.value)
    rows = funnel(day, scope, basis)
    for row in rows:
        assert row.reached.persons == sum(life.step_on(row.step, day, basis) is not None for life in here)
    for row in (row for row in rows if row.step in STEPS_WITHOUT_LIST):
        told = reached_by(day, basis, by_district=True)[code][row.step]
        assert told == sum(life.step_on(row.step, day, basis) is not None for life in parts)
    seen = world.chance.choice([row for row in rows if row.step in OF_APPLICATIONS])
    query, _ = cases.applications_at(seen.step, day, scope, basis)
    assert len(db.session.execute(query).all()) == seen.reached.applications
    query, _ = cases.persons_at(seen.step, day, scope, basis)
    reached = [life.row.number for life in here if life.step_on(seen.step, day, basis) is not None]
    assert sorted(line.number for line in db.session.execute(query)) == sorted(reached)
    counted = reasons_by(day, by_district=True, basis=basis).get(code, {})
    slow = [life.reason(day, basis) for life in parts]
    assert {reason: count for reason, count in counted.items() if count} == {
        reason: slow.count(reason) for reason in Reason if reason in slow
    }


def check_front(world: World, day: date, today: date, basis: Basis) -> None:
    shown = front(day, today=today, basis=basis)
    paid = [file for file in world.files if file.is_paid(day, basis)]
    amounts = [file.row.approved or 0 for file in paid]
    assert shown.total.disbursed_total == sum(amounts)
    assert sum(month.disbursed for month in shown.months) == sum(amounts)
    for area in shown.areas:
        here = [
            life for life in world.lives if life.row.kelurahan_code.startswith(area.code) and life.registered <= day
        ]
        assert area.registered == len(here)
        assert area.ready == sum(life.step_on(Step.READY, day, basis) is not None for life in here)
        assert area.applied == sum(life.step_on(Step.APPLIED, day, basis) is not None for life in here)
        assert area.borrowers == sum(life.step_on(Step.DISBURSED, day, basis) is not None for life in here)
    assert shown.unplaced == 0
    assert [area.code for area in shown.areas] == ["15.71.01", "15.71.02"]
    for bank in shown.banks:
        assert bank.position.disbursed_total == sum(
            file.row.approved or 0 for file in paid if file.row.bank_id == bank.bank_id
        )


@pytest.mark.parametrize("share", [0.25, 0.6, 1.0])
@given(seed=some.integers(0, 10**6))
@settings(
    max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_figure_is_the_slow_sum_of_its_rows(app_on_both: Flask, share: float, seed: int) -> None:
    with app_on_both.app_context():
        try:
            world = World(seed)
            day = START + timedelta(days=int(250 * share))
            for basis in Basis:
                check_funnel(world, day, basis)
                check_reasons(world, day, basis)
                check_parts(world, day, basis)
                check_front(world, day, START + timedelta(days=400), basis)
        finally:
            db.session.rollback()
            db.session.remove()


@given(seed=some.integers(0, 10**6))
@settings(
    max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_transfers_of_all_days_make_the_balances_of_today(app_on_both: Flask, seed: int) -> None:
    with app_on_both.app_context():
        try:
            World(seed)
            last = date(2030, 1, 1)
            assert positions_on(last, Basis.CORRECTED) == facility.positions()
            assert positions_on(last, Basis.KNOWN) == facility.positions()
            assert facility.verify() == []
        finally:
            db.session.rollback()
            db.session.remove()
