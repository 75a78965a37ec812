"""Claim: however applications are walked, two accounts always act, shares sum, and money is held exactly once.

A person's and a sub-group's applications are driven through every deed in any order, by every account, with members
signing and un-signing, days passing and forms sent twice. After each step the database is asked, not the services.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from app import create_app
from core.auth.models import Account
from core.dates import day_of
from core.db import db, transaction
from core.errors import DomainError
from core.groups.models import SubGroup, SubGroupMember
from harkat.applications import queries, service
from harkat.applications.minutes import service as minutes
from harkat.applications.minutes.queries import awaits_minutes
from harkat.applications.models import Application, ApplicationShare, BankDecision
from harkat.applications.signing import service as signing
from harkat.applications.signing.papers import SigningPaper
from harkat.applications.signing.queries import missing_of
from harkat.applications.states import RESERVED, State, StopReason
from harkat.applications.visits.queries import missing_of as missing_visits
from harkat.facility import queries as facility
from harkat.facility.models import Reservation
from harkat.facility.terms import ReservationState
from harkat.loans import queries as loans
from tests import conftest, factories
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import (
    accounts_of,
    answer_checks,
    as_actor,
    ask,
    lay_case,
    the,
    visit_one,
)

ROOM = 9_000_000
ACCOUNTS = ("officer", "officer2", "head", "bank", "bank2", "auditor")
SENT = (State.AT_BANK, State.APPROVED, State.ACCEPTED, State.CONTRACTED, State.DISBURSED, State.REFUSED)
AMOUNTS = st.integers(500_000, 8_000_000)


class Ground:
    """One app on a database file that is copied fresh for each walk."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        self.clean, self.used = folder / "clean.sqlite", folder / "used.sqlite"
        self.app = create_app(conftest.settings(f"sqlite:///{self.used}", folder))
        with self.app.app_context():
            db.create_all()
            factories.lay_ground()
            self.case = lay_case(room=ROOM, size=5)
            db.session.remove()
            db.engine.dispose()
        shutil.copy(self.used, self.clean)

    def enter(self) -> None:
        """Begin a walk on a fresh copy."""
        shutil.copy(self.clean, self.used)
        self.context = self.app.app_context()
        self.context.push()

    def leave(self) -> None:
        """Close the copy."""
        db.session.remove()
        db.engine.dispose()
        self.context.pop()


class ApplicationMachine(RuleBasedStateMachine):
    """Walk a person's and a sub-group's applications at random."""

    ground: ClassVar["Ground | None"] = None

    @initialize()
    def begin(self) -> None:
        """Start from the same ground each time: a small facility, two drafts and the accounts."""
        kind = ApplicationMachine
        kind.ground = kind.ground or Ground()
        self.ground_now = kind.ground
        self.ground_now.enter()
        self.case = self.ground_now.case
        self.now = NOW
        self.forms = 0
        for group in (False, True):
            self.draft(group=group, amount=2_000_000, months=12)

    def teardown(self) -> None:
        """Say how far the walk came and leave the ground."""
        if hasattr(self, "case"):
            for state in db.session.scalars(select(Application.state).distinct()):
                event(f"ended with one {state.value}")
            self.ground_now.leave()

    def attempt(self, deed: Callable[[], Any]) -> bool:
        """Try a deed in one transaction; a refusal is as good as a success, anything else is a fault."""
        try:
            with transaction():
                deed()
        except DomainError:
            return False
        return True

    def pick(self, group: bool) -> Application | None:
        """Return the newest application of the person or of the sub-group."""
        mine = Application.sub_group_id.is_not(None) if group else Application.person_id.is_not(None)
        key = db.session.scalar(select(Application.id).where(mine).order_by(Application.id.desc()).limit(1))
        return None if key is None else the(key)

    def form(self) -> str:
        """Return the mark of a fresh form."""
        self.forms += 1
        return f"form-{self.forms}"

    @rule(group=st.booleans(), amount=AMOUNTS, months=st.integers(1, 40))
    def draft(self, group: bool, amount: int, months: int) -> None:
        """Write an application down, twice with the same form."""
        request = ask(self.case, group=group, requested=amount, installments=months, reference=self.form())
        for _ in range(2):
            self.attempt(lambda: service.draft(request, actor=as_actor("officer"), now=self.now))

    @rule(group=st.booleans(), who=st.sampled_from(ACCOUNTS), deed=st.sampled_from(["submit", "confirm", "accept"]))
    def plain_deed(self, group: bool, who: str, deed: str) -> None:
        """Do a deed without fields as anybody."""
        application = self.pick(group)
        if application is not None:
            self.attempt(lambda: getattr(service, deed)(application, actor=as_actor(who), now=self.now))

    @rule(group=st.booleans(), who=st.sampled_from(ACCOUNTS), amount=AMOUNTS, deed=st.sampled_from("vr"))
    def advise(self, group: bool, who: str, amount: int, deed: str) -> None:
        """Visit or recommend as anybody."""
        application = self.pick(group)
        if application is None:
            return
        actor = as_actor(who)
        if deed == "v":
            day = day_of(self.now)
            self.visit_as(application, who, seats=amount % 6)
            self.attempt(lambda: service.verify(application, visited_on=day, note="-", actor=actor, now=self.now))
        else:
            self.attempt(lambda: service.recommend(application, amount=amount, note="-", actor=actor, now=self.now))

    def visit_as(self, application: Application, who: str, *, seats: int = 5) -> None:
        """Visit the first of a sub-group's members, perhaps not all of them."""
        if application.sub_group_id is None:
            return
        for key in sorted(queries.share_holders(application.id))[:seats]:
            self.attempt(partial(visit_one, application, key, as_actor(who), self.now))

    @rule(group=st.booleans(), who=st.sampled_from(ACCOUNTS), amount=AMOUNTS, twice=st.booleans())
    def approve(self, group: bool, who: str, amount: int, twice: bool) -> None:
        """Approve as anybody, perhaps by a double click."""
        application = self.pick(group)
        reference = self.form()
        if application is not None:
            for _ in range(1 + twice):
                self.attempt(
                    lambda: service.approve(
                        application, amount=amount, reference=reference, actor=as_actor(who), now=self.now
                    )
                )

    @rule(group=st.booleans(), who=st.sampled_from(ACCOUNTS), way=st.sampled_from(["refuse", "return", "send_back"]))
    def turn_back(self, group: bool, who: str, way: str) -> None:
        """Refuse or return as anybody."""
        application, actor = self.pick(group), as_actor(who)
        if application is None:
            return
        if way == "refuse":
            self.attempt(
                lambda: service.refuse(
                    application, reason=StopReason.SLIK, note=None, reference=self.form(), actor=actor, now=self.now
                )
            )
        elif way == "return":
            self.attempt(
                lambda: service.return_to_city(application, note="-", reference=self.form(), actor=actor, now=self.now)
            )
        else:
            self.attempt(lambda: service.return_(application, note="-", actor=actor, now=self.now))

    @rule(group=st.booleans(), way=st.sampled_from(["decline", "withdraw", "expire"]))
    def let_go(self, group: bool, way: str) -> None:
        """End an application before the money goes out."""
        application, actor = self.pick(group), as_actor("officer")
        if application is None:
            return
        if way == "expire":
            self.attempt(lambda: service.expire(application, today=day_of(self.now), actor=actor, now=self.now))
            return
        deed = service.decline if way == "decline" else service.withdraw
        self.attempt(lambda: deed(application, reason=StopReason.CHANGED_MIND, note=None, actor=actor, now=self.now))

    @rule(heard=st.booleans(), seats=st.sets(st.integers(0, 4)), who=st.sampled_from(ACCOUNTS))
    def sign(self, heard: bool, seats: set[int], who: str) -> None:
        """Let some members sign, perhaps before it was explained to them, as anybody records it."""
        application = self.pick(group=True)
        if application is None:
            return
        keys = [key for seat, key in enumerate(sorted(queries.share_holders(application.id))) if seat in seats]
        self.sign_as(application, keys, who, heard=heard)

    def sign_as(self, application: Application, keys: list[int], who: str, *, heard: bool = True) -> None:
        """Explain and sign."""
        day, actor = day_of(self.now), as_actor(who)
        if heard:
            self.attempt(
                lambda: signing.explain(application, person_ids=keys, explained_on=day, actor=actor, now=self.now)
            )
        self.attempt(
            lambda: signing.sign(
                application, person_ids=keys, papers=list(SigningPaper), signed_on=day, has_stamp=True,
                actor=actor, now=self.now,
            )
        )  # fmt: skip

    @rule(fits=st.booleans(), present=st.integers(0, 5), who=st.sampled_from(["officer", "bank"]))
    def agree(self, fits: bool, present: int, who: str) -> None:
        """Record minutes on the shares, that sum or do not."""
        application = self.pick(group=True)
        if application is not None:
            self.agree_as(application, who, present=present, extra=0 if fits else 1)

    def agree_as(self, application: Application, who: str, *, present: int = 5, extra: int = 0) -> None:
        """Agree the shares as they are, give or take."""
        rows = queries.shares_of(application.id)
        shares = {row.person_id: (row.approved or row.recommended or row.requested) + extra for row in rows}
        self.attempt(
            lambda: minutes.agree(
                application, shares=shares, held_on=day_of(self.now), place="Balai",
                present_ids=list(shares)[:present], reference=self.form(), actor=as_actor(who), now=self.now,
            )
        )  # fmt: skip

    @rule(group=st.booleans(), who=st.sampled_from(["officer", "bank", "bank2"]), early=st.booleans())
    def contract(self, group: bool, who: str, early: bool) -> None:
        """Sign the credit agreement, perhaps dated before the approval."""
        application = self.pick(group)
        if application is None:
            return
        accounts = accounts_of(application.id)
        day = day_of(NOW) - timedelta(days=1) if early else day_of(self.now)
        done = self.attempt(
            lambda: service.contract(
                application, contract_number=self.form(), contract_on=day, payout_accounts=accounts,
                actor=as_actor(who), now=self.now,
            )
        )  # fmt: skip
        assert not (done and early)

    @rule(group=st.booleans(), who=st.sampled_from(["officer", "bank", "bank2"]), twice=st.booleans())
    def disburse(self, group: bool, who: str, twice: bool) -> None:
        """Pay out, perhaps by a double click."""
        application, reference = self.pick(group), self.form()
        if application is not None:
            for _ in range(1 + twice):
                self.attempt(
                    lambda: service.disburse(
                        application, disbursed_on=day_of(self.now), reference=reference, actor=as_actor(who),
                        now=self.now,
                    )
                )  # fmt: skip

    @rule(group=st.booleans(), steps=st.integers(3, 9), days=st.integers(0, 2))
    def walk_on(self, group: bool, steps: int, days: int) -> None:
        """Take some steps the right way, so that deep states are reached."""
        for _ in range(steps):
            self.step_on(group)
        self.now += timedelta(days=days)

    def step_on(self, group: bool) -> None:
        """Take the next step the right way; the shares are the default split."""
        application = self.pick(group)
        if application is None:
            return
        amount = min(application.requested, 2_000_000)
        state, day = application.state, day_of(self.now)
        deeds: dict[State, Callable[[], Any]] = {
            State.DRAFT: lambda: service.submit(application, actor=as_actor("officer"), now=self.now),
            State.RETURNED: lambda: service.submit(application, actor=as_actor("officer"), now=self.now),
            State.SUBMITTED: lambda: service.verify(
                application, visited_on=day, note="-", actor=as_actor("officer"), now=self.now
            ),
            State.VERIFIED: lambda: service.recommend(
                application, amount=amount, note="-", actor=as_actor("officer2"), now=self.now
            ),
            State.RECOMMENDED: lambda: service.confirm(application, actor=as_actor("head"), now=self.now),
            State.AT_BANK: lambda: service.approve(
                application, amount=500_000, reference=self.form(), actor=as_actor("bank"), now=self.now
            ),
            State.APPROVED: lambda: service.accept(application, actor=as_actor("officer"), now=self.now),
            State.ACCEPTED: lambda: service.contract(
                application,
                contract_number=self.form(),
                contract_on=day,
                payout_accounts=accounts_of(application.id),
                actor=as_actor("bank"),
                now=self.now,
            ),
            State.CONTRACTED: lambda: service.disburse(
                application, disbursed_on=day, reference=self.form(), actor=as_actor("bank"), now=self.now
            ),
        }
        if state is State.SUBMITTED:
            self.visit_as(application, "officer")
        if state is State.VERIFIED:
            self.attempt(lambda: answer_checks(application, now=self.now))
        if application.sub_group_id is not None and state is State.APPROVED:
            self.agree_as(application, "officer")
        if application.sub_group_id is not None and state is State.ACCEPTED:
            self.sign_as(application, list(queries.share_holders(application.id)), "officer")
        if state in deeds:
            self.attempt(deeds[state])

    @rule()
    def a_month_passes(self) -> None:
        """Let offers run out."""
        self.now += timedelta(days=31)

    @invariant()
    def two_accounts_always_act(self) -> None:
        """Nobody recommends and confirms, or recommends and decides; roles fit."""
        if not hasattr(self, "case"):
            return
        roles = {account.id: account.role.value for account in db.session.scalars(select(Account))}
        for row in db.session.scalars(select(Application)):
            acted = [key for key in (row.recommended_by_id, row.confirmed_by_id, row.decided_by_id) if key]
            assert len(acted) == len(set(acted))
            if row.state in SENT:
                assert roles[row.recommended_by_id or 0] == "officer"
                assert roles[row.confirmed_by_id or 0] == "head"
            if row.state in RESERVED | {State.DISBURSED, State.REFUSED}:
                assert roles[row.decided_by_id or 0] == "bank"
        for decision in db.session.scalars(select(BankDecision)):
            assert decision.recommended_by_id != decision.decided_by_id

    @invariant()
    def every_member_was_visited(self) -> None:
        """No sub-group is verified with a member whose business nobody visited."""
        if not hasattr(self, "case"):
            return
        query = select(Application).where(Application.verified_at.is_not(None), Application.sub_group_id.is_not(None))
        for row in db.session.scalars(query):
            assert missing_visits(row) == {}

    @invariant()
    def shares_sum(self) -> None:
        """The members' shares are the application's amount, asked, advised and approved alike."""
        if not hasattr(self, "case"):
            return
        for row in db.session.scalars(select(Application)):
            query = select(ApplicationShare).where(ApplicationShare.application_id == row.id)
            shares = db.session.scalars(query).all()
            assert sum(share.requested for share in shares) == row.requested
            for name in ("recommended", "approved"):
                whole, parts = getattr(row, name), [getattr(share, name) for share in shares]
                assert whole == (None if None in parts else sum(parts)), name

    @invariant()
    def money_is_held_exactly_once(self) -> None:
        """Reserved states hold one reservation, ended ones none, paid ones a loan; the ledger agrees."""
        if not hasattr(self, "case"):
            return
        held = 0
        for row in db.session.scalars(select(Application)):
            query = select(Reservation).where(Reservation.application_id == row.id)
            mine = db.session.scalars(query).all()
            holding = [one for one in mine if one.state is ReservationState.HELD]
            assert len(holding) == (1 if row.state in RESERVED else 0), row.state
            held += sum(one.amount for one in holding)
            used = [one for one in mine if one.state is ReservationState.USED]
            assert bool(used) == (row.state is State.DISBURSED) == (loans.loan_of_application(row.id) is not None)
        assert facility.position(self.case.bank_id).committed == held
        assert facility.verify() == []

    @invariant()
    def no_contract_without_signatures_and_the_list_stays(self) -> None:
        """From the contract on every member has signed, and the list is frozen as it was."""
        if not hasattr(self, "case"):
            return
        rows = db.session.scalars(select(Application).where(Application.sub_group_id.is_not(None)))
        for row in rows:
            if row.state not in (State.CONTRACTED, State.DISBURSED):
                continue
            members = db.session.scalars(
                select(SubGroupMember).where(
                    SubGroupMember.sub_group_id == row.sub_group_id, SubGroupMember.left_on.is_(None)
                )
            ).all()
            assert all(member.liability_agreed_on for member in members)
            assert missing_of(row, day_of(self.now)) == [], "no contract and no pay-out without every signature"
            assert not awaits_minutes(row), "a smaller amount is shared as agreed"
            assert {member.person_id for member in members} == set(queries.share_holders(row.id))
            sub_group = db.session.get(SubGroup, row.sub_group_id)
            assert sub_group is not None
            assert sub_group.frozen_at is not None


TestApplicationMachine = ApplicationMachine.TestCase
TestApplicationMachine.settings = settings(
    max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
