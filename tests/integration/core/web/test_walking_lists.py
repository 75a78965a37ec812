"""Claim: walking a list page by page shows every row once and in order, and walking back shows the same pages.

Attack: equal values, absent values, both ways round, on both databases, rows that come and go on the way, and marks
that are nonsense, bent, or of another order.
"""

import html
import random
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, delete, func, select

from core.auth.roles import Role
from core.db import db, transaction
from core.people.models import Person
from core.web import listing as lists
from core.web.keyset import Order
from tests import factories

Login = Callable[..., FlaskClient]
COUNT = 23
LINK = re.compile(r'<a [^>]*rel="(prev|next)" href="([^"]*)"')
SHOWN = re.compile(r"HK-LIST-[0-9]{3}")


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "ROWS_A_PAGE", 4)
    monkeypatch.setattr(lists, "COUNT_AT_MOST", 10)


def fill(app: Flask) -> None:
    draw = random.Random(5)
    with app.app_context(), transaction():
        for place in range(COUNT):
            person = factories.make_person(
                f"Orang {draw.randrange(6)}",
                number=f"HK-LIST-{place:03}",
                registered_at=factories.NOW + timedelta(days=draw.randrange(5)),
            )
            person.rt = draw.choice(["001", "002", None])


def shown(client: FlaskClient, address: str) -> tuple[list[str], dict[str, str]]:
    page = client.get(address).text
    return list(dict.fromkeys(SHOWN.findall(page))), {rel: html.unescape(href) for rel, href in LINK.findall(page)}


def test_every_row_is_shown_once_and_walking_back_shows_the_same(app: Flask, login: Login) -> None:
    fill(app)
    client = login(Role.OFFICER)
    for sort, column in (("nama", Person.name), ("-nama", Person.name.desc()), ("-nomor", Person.id.desc())):
        tie = Person.id.desc() if sort.startswith("-") else Person.id
        with app.app_context():
            expected = list(db.session.scalars(select(Person.number).order_by(column, tie)))
        forth, address = [], f"/orang?urut={sort}&kecamatan=15.71.01"
        while address:
            numbers, links = shown(client, address)
            forth.append(numbers)
            address = links.get("next", "")
        assert [number for numbers in forth for number in numbers] == expected
        assert all(len(numbers) == 4 for numbers in forth[:-1])
        back = [forth[-1]]
        while "prev" in links:
            assert "kecamatan=15.71.01" in links["prev"]
            assert "Orang" not in links["prev"], "the name at a page's end must not stand in the address"
            numbers, links = shown(client, links["prev"])
            back.append(numbers)
        assert back[::-1] == forth
    assert "10+ baris" in client.get("/orang").text


def test_rows_that_come_and_go_neither_repeat_nor_hide_others(app: Flask, login: Login) -> None:
    fill(app)
    client = login(Role.OFFICER)
    first, links = shown(client, "/orang?urut=nomor")
    with app.app_context(), transaction():
        db.session.execute(delete(Person).where(Person.number.in_([first[0], first[-1]])))
        factories.make_person("Baru", number="HK-LIST-900")
    second, links = shown(client, links["next"])
    assert second == [f"HK-LIST-{place:03}" for place in range(4, 8)]
    assert shown(client, links["prev"])[0][0] == "HK-LIST-001"


@pytest.mark.parametrize("mark", ["x", "gAAAA", "%00", "1" * 2000, "[1,2]"])
def test_a_bent_mark_falls_back_to_the_number_of_the_page(app: Flask, login: Login, mark: str) -> None:
    fill(app)
    client = login(Role.OFFICER)
    numbers, links = shown(client, f"/orang?urut=nomor&hal=2&sesudah={mark}")
    assert numbers == [f"HK-LIST-{place:03}" for place in range(4, 8)]
    other = links["next"].replace("urut=nomor", "urut=-nama")
    assert client.get(other).status_code == 200
    assert shown(client, "/orang?urut=nomor&hal=3")[0][0] == "HK-LIST-008"


@pytest.mark.parametrize("descending", [False, True])
def test_absent_values_and_expressions_keep_their_place(app_on_both: Flask, descending: bool) -> None:
    fill(app_on_both)
    with app_on_both.app_context():
        high = db.engine.dialect.name == "postgresql"
        columns: list[ColumnElement[object]] = [Person.rt, func.lower(Person.name), Person.registered_at]  # type: ignore[list-item]
        for column in columns:
            order = Order("x", column, Person.id, descending, high)
            query = select(Person.id, column, Person.id)
            whole = [row[0] for row in db.session.execute(query.order_by(*order.clauses()))]
            assert len(whole) == COUNT
            for backward in (False, True):
                rows = list(db.session.execute(query.order_by(*order.clauses(backward=backward))))
                for place, row in enumerate(rows):
                    mark = order.read(order.write(tuple(row)[1:]))
                    assert mark == tuple(row)[1:]
                    beyond = query.where(order.beyond(mark, backward=backward)).order_by(
                        *order.clauses(backward=backward)
                    )
                    assert list(db.session.execute(beyond.limit(3))) == rows[place + 1 : place + 4]
