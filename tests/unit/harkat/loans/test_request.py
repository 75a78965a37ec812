import json
import subprocess
import sys
from typing import Any

import pytest

from harkat.loans.lines import answer_line
from harkat.loans.request import read_terms
from harkat.loans.schedule import build
from harkat.loans.terms import TermsRefused

GOOD: dict[str, Any] = {"method": "annuity", "principal": 10_000_000, "annual_rate": "6", "n": 12}
DATED = GOOD | {"disbursed_on": "2025-01-31"}
GIVEN = {"method": "given_payment", "principal": 1_000_000, "annual_rate": "12", "payment": 100_000}
NEST = "[" * 5_000 + "]" * 5_000


def ask(request: object) -> dict[str, Any]:
    answered: dict[str, Any] = json.loads(answer_line(json.dumps(request).encode()))
    return answered


def test_an_answer_has_exactly_the_promised_names() -> None:
    answered = ask(DATED | {"id": {"a": [1, None]}})
    assert list(answered) == [
        "id",
        "rows",
        "payment",
        "total_interest",
        "effective_rate_annual",
        "compounded_rate_annual",
        "conventions",
    ]
    assert answered["id"] == {"a": [1, None]}
    assert list(answered["rows"][0]) == ["n", "due_on", "pay_on", "principal", "interest", "payment", "balance"]
    assert answered["effective_rate_annual"] == "6.0000"
    assert answered["compounded_rate_annual"] == "6.1678"
    assert answered["conventions"]["rounding"] == {
        "interest": "half_up",
        "principal": "half_up",
        "payment": "half_up",
        "payment_multiple": 1,
        "remainder": "last",
    }


@pytest.mark.parametrize(
    "request_",
    [
        GOOD,
        DATED,
        GIVEN,
        DATED | {"first_due_on": "2025-02-28"},
        DATED | {"first_due_on": "2025-04-15", "day_count": "actual/actual", "annuity_payment": "level"},
        DATED | {"due_dates": [f"2025-{month:02d}-20" for month in range(2, 12)] + ["2026-01-01", "2026-03-01"]},
        DATED | {"method": "bullet", "frequency": "quarterly", "n": 4, "grace": {"interest_deferred": 3}},
        DATED
        | {"events": [{"on": "2025-08-01", "kind": "payoff"}], "closed_days": ["2025-03-31"], "skip_sundays": True},
    ],
)
def test_conventions_given_back_make_the_same_schedule(request_: dict[str, Any]) -> None:
    answered = ask(request_)
    assert "error" not in answered, answered
    again = ask(answered["conventions"])
    assert again == answered


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"method": "flatt"}, "method"),
        ({"method": None}, "method"),
        ({"method": ["flat"]}, "method"),
        ({"principal": 0}, "principal"),
        ({"principal": -5}, "principal"),
        ({"principal": True}, "principal"),
        ({"principal": "10000000"}, "principal"),
        ({"principal": 10_000_000.0}, "principal"),
        ({"principal": 10**18}, "principal"),
        ({"principal": 10**90}, "principal"),
        ({"annual_rate": 6}, "annual_rate"),
        ({"annual_rate": "-1"}, "annual_rate"),
        ({"annual_rate": "6,5"}, "annual_rate"),
        ({"annual_rate": "1e2"}, "annual_rate"),
        ({"annual_rate": " 6"}, "annual_rate"),
        ({"annual_rate": "٦"}, "annual_rate"),
        ({"annual_rate": "6.0000001"}, "annual_rate"),
        ({"annual_rate": "NaN"}, "annual_rate"),
        ({"annual_rate": "999999999"}, "annual_rate"),
        ({"n": 0}, "n"),
        ({"n": -1}, "n"),
        ({"n": 12.0}, "n"),
        ({"n": True}, "n"),
        ({"n": None}, "n"),
        ({"n": 10**9}, "n"),
        ({"frequency": "fortnightly"}, "frequency"),
        ({"frequency": None}, "frequency"),
        ({"disbursed_on": "31-01-2025"}, "disbursed_on"),
        ({"disbursed_on": "20250131"}, "disbursed_on"),
        ({"disbursed_on": "2025-02-30"}, "disbursed_on"),
        ({"disbursed_on": "２０２５-01-31"}, "disbursed_on"),
        ({"disbursed_on": 20250131}, "disbursed_on"),
        ({"disbursed_on": "9999-12-01"}, "n"),
        ({"disbursed_on": "2025-01-31", "first_due_on": "2025-01-31"}, "first_due_on"),
        ({"disbursed_on": "2025-01-31", "due_dates": ["2025-02-01"]}, "due_dates"),
        ({"disbursed_on": "2025-01-31", "due_dates": ["2025-02-01"] * 12}, "due_dates"),
        ({"disbursed_on": "2025-01-31", "due_dates": ["x"] * 12}, "due_dates[0]"),
        ({"disbursed_on": "2025-01-31", "due_dates": "2025-02-01"}, "due_dates"),
        ({"day_count": "actual/365"}, "disbursed_on"),
        ({"day_count": "30E/360"}, "day_count"),
        ({"events": [{"on": "2025-03-01", "kind": "payoff"}]}, "disbursed_on"),
        ({"rounding": {"interest": "bankers"}}, "rounding.interest"),
        ({"rounding": {"payment_multiple": 0}}, "rounding.payment_multiple"),
        ({"rounding": {"payment_multiple": 5_000_000}}, "rounding.payment_multiple"),
        ({"rounding": {"remainder": "first"}}, "rounding.remainder"),
        ({"rounding": {"colour": 1}}, "rounding.colour"),
        ({"rounding": []}, "rounding"),
        ({"grace": {"principal": 12}}, "grace.principal"),
        ({"grace": {"interest_deferred": 12}}, "grace.interest_deferred"),
        ({"grace": {"principal": -1}}, "grace.principal"),
        ({"grace": {"principal": "1"}}, "grace.principal"),
        ({"annuity_payment": "flat"}, "annuity_payment"),
        ({"payment": 900_000}, "payment"),
        ({"skip_sundays": 1}, "skip_sundays"),
        ({"closed_days": ["2025-13-01"]}, "closed_days[0]"),
        ({"colour": "red"}, "colour"),
        ({"PRINCIPAL": 5}, "PRINCIPAL"),
    ],
)
def test_a_wrong_field_is_named_in_indonesian(change: dict[str, Any], field: str) -> None:
    answered = ask(GOOD | {"id": 7} | change)
    assert list(answered) == ["id", "error", "field"]
    assert answered["id"] == 7
    assert answered["field"] == field, answered
    assert len(answered["error"]) > 10


@pytest.mark.parametrize("missing", ["method", "principal", "annual_rate", "n"])
def test_a_missing_field_is_named(missing: str) -> None:
    assert ask({name: value for name, value in GOOD.items() if name != missing})["field"] == missing


@pytest.mark.parametrize(
    ("events", "field"),
    [
        ([{"on": "2025-03-10", "kind": "prepay_lower_payment", "amount": 20_000_000}], "events[0].amount"),
        ([{"on": "2025-03-10", "kind": "prepay_lower_payment", "amount": 1}], "events[0].amount"),
        ([{"on": "2025-03-10", "kind": "prepay_lower_payment"}], "events[0].amount"),
        ([{"on": "2025-03-10", "kind": "payoff", "amount": 5}], "events[0].amount"),
        ([{"on": "2025-03-10", "kind": "gift", "amount": 5}], "events[0].kind"),
        ([{"on": "2025-01-30", "kind": "payoff"}], "events[0].on"),
        ([{"on": "2027-01-30", "kind": "payoff"}], "events[0].on"),
        ([{"kind": "payoff"}], "events[0].on"),
        ([{"on": "2025-03-10", "kind": "payoff", "note": "x"}], "events[0].note"),
        (["payoff"], "events[0]"),
        (
            [
                {"on": "2025-06-10", "kind": "prepay_lower_payment", "amount": 5_000_000},
                {"on": "2025-03-10", "kind": "payoff"},
            ],
            "events[0].amount",
        ),
    ],
)
def test_a_wrong_event_is_named_by_its_place(events: list[object], field: str) -> None:
    assert ask(DATED | {"events": events})["field"] == field


def test_a_payment_that_never_repays_says_how_much_is_short() -> None:
    answered = ask(GIVEN | {"payment": 7_500})
    assert answered["field"] == "payment"
    assert "kurang Rp2.500" in answered["error"]
    assert "Rp10.001" in answered["error"]
    assert ask(GIVEN | {"payment": 10_000})["field"] == "payment"
    assert "error" not in ask(GIVEN | {"payment": 10_001})


@pytest.mark.parametrize(
    "line",
    [
        b"x",
        b"[",
        b"[]",
        b"12",
        b"null",
        b'"text"',
        b"{",
        b'{"method": NaN}',
        b'{"id": Infinity}',
        b"\xff\xfe",
        NEST.encode(),
        b'{"id":' + NEST.encode() + b"}",
        b"{'method': 'flat'}",
        b'{"a": 1,}',
    ],
)
def test_a_line_that_is_no_json_object_is_answered_without_a_field(line: bytes) -> None:
    answered = json.loads(answer_line(line))
    assert answered["id"] is None
    assert answered["field"] is None
    assert answered["error"]


def test_names_that_stand_twice_are_refused_where_they_stand() -> None:
    assert json.loads(answer_line(b'{"id":1,"n":2,"n":3}'))["field"] == "n"
    line = json.dumps(GOOD)[:-1] + ', "rounding": {"interest": "up", "interest": "down"}}'
    assert json.loads(answer_line(line.encode()))["field"] == "rounding.interest"


def test_numbers_beyond_reach_are_refused_by_field_and_echoed_as_written() -> None:
    line = '{"id": [1e400, 0.1], "method": "flat", "annual_rate": "6", "n": 3, "principal": ' + "9" * 6_000 + "}"
    answered = answer_line(line.encode())
    assert answered.startswith('{"id": [1e400, 0.1], ')
    assert json.loads(answered)["field"] == "principal"


@pytest.mark.parametrize("identity", [None, 0, -1, 1.5, "ä\ud800", [[]], {"x": None}, False, 10**30])
def test_the_id_comes_back_as_it_went_in(identity: object) -> None:
    assert ask(GOOD | {"id": identity})["id"] == identity
    assert ask({"id": identity})["id"] == identity


def test_reading_requests_loads_neither_the_web_nor_the_database() -> None:
    heavy = ("flask", "sqlalchemy", "numpy", "app")
    loaded = f"import sys, harkat.loans.commands; print([name for name in {heavy} if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"method": "effective", "principal": 10, "n": 15},
            "Pinjaman sudah lunas sebelum angsuran ke-15. Kurangi jumlah angsuran.",
        ),
        (
            {"method": "annuity", "principal": 1, "n": 8, "annual_rate": "120", "rounding": {"interest": "up"}},
            "Kurangi jumlah angsuran supaya tiap angsuran cukup besar untuk membayar bunganya.",
        ),
    ],
)
def test_installments_too_small_to_be_whole_are_told_apart(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        build(read_terms({"annual_rate": "6", **changes}))
    assert refused.value.field == "n"
    assert message in refused.value.message
