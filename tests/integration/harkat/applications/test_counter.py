"""The counter on one screen: draw, call, skip, call again, finish; numbers only, and only for the city's staff."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW

Login = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def words(client: FlaskClient, url: str = "/loket?loket=1") -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(url).get_data(as_text=True)))


def test_a_number_walks_from_the_slip_to_served(app: Flask, login: Login) -> None:
    officer = login("officer")
    assert "Belum ada nomor" in words(officer)
    for mark in ("a", "a", "b"):
        slip = officer.post("/loket/ambil?loket=1", data={"errand": "apply", "reference": mark})
        assert slip.status_code == 303
    assert "002" in words(officer, slip.location)
    assert "Layanan ini gratis" in words(officer, slip.location)
    assert officer.post("/loket/ambil", data={"reference": "c"}).status_code == 422
    assert officer.post("/loket/panggil", data={"desk": "10"}).status_code == 422
    for desk in ("1", "2"):
        assert officer.post("/loket/panggil", data={"desk": desk}).status_code == 303
    assert "Nomor 001 masih di loket 1" in officer.post("/loket/panggil", data={"desk": "1"}).get_data(as_text=True)
    board = words(officer, "/loket/papan")
    assert board.index("001") < board.index("Loket 1")
    assert officer.post("/loket/nomor/1/lewati").status_code == 303
    assert officer.post("/loket/panggil", data={"desk": "1"}).status_code == 422
    assert officer.post("/loket/nomor/1/panggil", data={"desk": "1"}).status_code == 303
    for _ in range(2):
        assert officer.post("/loket/nomor/1/selesai", data={"loket": "1"}).location == "/loket?loket=1"
    assert officer.post("/loket/nomor/1/lewati").status_code == 422
    assert "Sudah dilayani 1" in words(officer)
    piece = officer.get("/loket/papan", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" not in piece
    assert "002" in piece


def test_a_new_day_begins_at_one(app: Flask, login: Login) -> None:
    login("officer").post("/loket/ambil", data={"errand": "ask", "reference": "a"})
    with time_machine.travel(NOW.replace(day=21), tick=False):
        officer = login("officer")
        officer.post("/loket/ambil", data={"errand": "ask", "reference": "b"})
        assert "001" in words(officer, "/loket/nomor/2")


@pytest.mark.parametrize("who", ["bank", "trainer", "auditor"])
def test_others_have_no_counter(app: Flask, login: Login, who: str) -> None:
    assert login(who).get("/loket").status_code == 403
    assert login(who).post("/loket/panggil", data={"desk": "1"}).status_code == 403
