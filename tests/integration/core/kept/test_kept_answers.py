"""Claim: a kept answer is never given for one of now after a change. Attack: change in every way a session can."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, event, func, insert, select, text, update

from core import clock
from core.db import db, transaction
from core.kept import answers, changes
from core.kept.models import KeptAnswer
from core.people.models import Person
from core.places.models import Kecamatan
from tests import factories


@pytest.fixture(autouse=True)
def keep_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "WORTH_KEEPING_MS", 0)
    monkeypatch.setattr(answers, "OLD_FOR", 0)


class Asking:
    """Counts how often it is really asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[tuple[Any, ...]]:
        self.times += 1
        return [(db.session.scalar(select(func.count(Person.id))), date(2026, 5, 1), Decimal("1.50"), None, "x", True)]


def page(app: Flask, asking: Asking, **asked: Any) -> list[tuple[Any, ...]]:
    with app.app_context():
        return answers.kept_rows("orang", asked, asking)


def add_person() -> None:
    factories.make_person()


CHANGES: list[Callable[[], object]] = [
    add_person,
    lambda: db.session.execute(update(Person).values(rt="001")),
    lambda: db.session.execute(delete(Person).where(Person.id < 0)),
    lambda: db.session.execute(insert(Kecamatan), [{"code": "15.71.99", "name": "Uji"}]),
    lambda: db.session.execute(text("UPDATE person SET rt = '002'")),
]


def test_an_answer_is_given_again_with_its_kinds_of_values(app_on_both: Flask) -> None:
    asking = Asking()
    first = page(app_on_both, asking, day=date(2026, 1, 1))
    assert page(app_on_both, asking, day=date(2026, 1, 1)) == first
    assert asking.times == 1
    page(app_on_both, asking, day=date(2026, 1, 2))
    assert asking.times == 2


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_it_is_asked_anew(app: Flask, change: Callable[[], object]) -> None:
    asking = Asking()
    page(app, asking)
    with app.app_context(), transaction():
        change()
    page(app, asking)
    assert asking.times == 2


def test_what_was_rolled_back_is_no_change_and_a_note_in_a_quiet_table_neither(app: Flask) -> None:
    asking = Asking()
    page(app, asking)
    with app.app_context():
        add_person()
        db.session.rollback()
    with app.app_context(), transaction():
        factories.account_named("officer").name = "Nama Baru"
    page(app, asking)
    assert asking.times == 1


def test_a_transaction_that_changed_something_reads_the_rows_themselves(app: Flask) -> None:
    asking = Asking()
    before = page(app, asking)[0][0]
    with app.app_context(), transaction():
        add_person()
        assert answers.kept_rows("orang", {}, asking)[0][0] == before + 1
    assert page(app, asking)[0][0] == before + 1


def test_a_write_transaction_never_gets_an_old_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Asking()
    before = page(app, asking)[0][0]
    monkeypatch.setattr(answers, "OLD_FOR", 10**9)
    with app.app_context(), transaction():
        add_person()
    with app.app_context(), transaction():
        assert answers.kept_rows("orang", {}, asking)[0][0] == before + 1


def test_an_old_answer_is_given_for_a_while_and_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Asking()
    page(app, asking)
    monkeypatch.setattr(answers, "OLD_FOR", 1000)
    with app.app_context(), transaction():
        add_person()
        db.session.execute(update(KeptAnswer).values(took=60_000))
    with app.app_context():
        assert answers.older_figures() is None
        answers.kept_rows("orang", {}, asking)
        assert asking.times == 1
        assert answers.older_figures() is not None
    tomorrow = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    page(app, asking)
    assert asking.times == 2


def test_renewing_asks_anew_after_half_of_an_answers_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asking, made = Asking(), clock.now()
    page(app, asking)
    monkeypatch.setattr(answers, "OLD_FOR", 60)
    with app.app_context(), transaction():
        add_person()
        db.session.execute(update(KeptAnswer).values(took=60_000, made_at=made))
    for minutes, times in ((29, 1), (31, 2)):
        monkeypatch.setattr(clock, "now", lambda later=minutes: made + timedelta(minutes=later))
        page(app, asking)
        assert asking.times == 1
        with app.app_context(), answers.renewing() as renewed:
            answers.kept_rows("orang", {}, asking)
            assert asking.times == times
            assert len(renewed) == times - 1


def test_what_is_too_old_to_be_given_is_dropped(app: Flask) -> None:
    page(app, Asking())
    for hours, left in ((23, 1), (25, 0)):
        with app.app_context(), transaction():
            answers.forget_old(clock.now() + timedelta(hours=hours))
        with app.app_context():
            assert db.session.scalar(select(func.count(KeptAnswer.key))) == left


def test_how_things_stand_is_read_once_in_a_transaction_and_again_after_it(app: Flask) -> None:
    asking, seen = Asking(), []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        seen.append("change_count" in statement)

    with app.app_context():
        engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        for question in ("a", "b", "a", "b"):
            answers.kept_rows("orang", {"question": question}, asking)
        assert (asking.times, sum(seen)) == (2, 1)
        with transaction():
            add_person()
        first = answers.kept_rows("orang", {"question": "a"}, asking)
        assert first[0][0] == db.session.scalar(select(func.count(Person.id)))
        event.remove(engine, "before_cursor_execute", note)


def test_quick_answers_are_not_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "WORTH_KEEPING_MS", 60_000)
    asking = Asking()
    page(app, asking)
    page(app, asking)
    assert asking.times == 2


def test_every_quiet_table_exists() -> None:
    assert set(db.metadata.tables) >= changes.QUIET
