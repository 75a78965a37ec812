"""Eight desks draw and call at the same moment: no number is drawn or called twice, and none is left out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from core.db import db, retry_lost_races, transaction
from core.errors import DomainError
from harkat.applications.counter import queries, service
from harkat.applications.counter.tickets import Errand, TicketState
from tests import factories
from tests.factories import NOW, TODAY

DESKS, ROUNDS = 8, 4
Answer = TypeVar("Answer")


def test_no_number_is_drawn_or_called_twice(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        officer = factories.account_named("officer").as_actor()
        db.session.remove()
    start = Barrier(DESKS)

    def inside(deed: Callable[[], Answer]) -> Answer:
        def whole() -> Answer:
            with transaction():
                return deed()

        return retry_lost_races(whole)

    def work(desk: int) -> list[tuple[int, int]]:
        pairs = []
        with app_on_both.app_context():
            for turn in range(ROUNDS):
                start.wait(60)
                mark = f"{desk}-{turn}"
                drawn = inside(
                    lambda mark=mark: (
                        service.draw(  # type: ignore[misc]
                            Errand.ASK, day=TODAY, reference=mark, actor=officer, now=NOW
                        ).number
                    )
                )
                start.wait(60)
                called = inside(lambda: service.call_next(desk, day=TODAY, actor=officer, now=NOW).id)
                number = queries.ticket(called).number
                inside(
                    lambda called=called: service.finish(  # type: ignore[misc]
                        queries.ticket(called), TicketState.SERVED, actor=officer, now=NOW
                    )
                )
                pairs.append((drawn, number))
                db.session.remove()
        return pairs

    with ThreadPoolExecutor(DESKS) as crowd:
        pairs = [pair for found in crowd.map(work, range(1, DESKS + 1)) for pair in found]
    everything = list(range(1, DESKS * ROUNDS + 1))
    assert sorted(drawn for drawn, _ in pairs) == everything
    assert sorted(called for _, called in pairs) == everything
    with app_on_both.app_context():
        assert {row.state for row in queries.tickets_of(TODAY)} == {TicketState.SERVED}
        db.session.remove()


def test_two_desks_that_want_the_last_number_share_it_not(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        officer = factories.account_named("officer").as_actor()
        with transaction():
            service.draw(Errand.APPLY, day=TODAY, reference="satu", actor=officer, now=NOW)
        db.session.remove()
    start = Barrier(2)

    def call(desk: int) -> str:
        with app_on_both.app_context():
            start.wait(60)

            def deed() -> str:
                with transaction():
                    return str(service.call_next(desk, day=TODAY, actor=officer, now=NOW).number)

            try:
                return retry_lost_races(deed)
            except DomainError as refusal:
                return type(refusal).__name__
            finally:
                db.session.remove()

    with ThreadPoolExecutor(2) as pair:
        assert sorted(pair.map(call, (1, 2))) == ["1", "NobodyWaits"]
