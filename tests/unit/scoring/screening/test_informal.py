"""What declared debts cost: rates from cash flows, dated caps, classes, and fields that cannot be right."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.screening.caps import cap_on
from scoring.screening.commands import packaged_caps
from scoring.screening.informal import solve_rate
from scoring.screening.informal_cases import answer_case

BASE = {
    "id": "a",
    "received": 1_000_000,
    "instalment": 50_000,
    "count": 24,
    "period": "day",
    "lender": "x",
    "lender_type": "person",
    "purpose": "consumer",
    "date": "2026-08-01",
}


def answer(**changes: object) -> dict[str, object]:
    return answer_case({**BASE, **changes}, packaged_caps())


@pytest.mark.parametrize(
    ("received", "payments", "percent"),
    [(1_000_000, [50_000] * 24, 1.513), (1_000_000, [30_000] * 40, 0.921), (900_000, [30_000] * 40, 1.485)],
)
def test_rates_of_known_schedules(received: int, payments: list[int], percent: float) -> None:
    assert round(solve_rate(Fraction(received), [Fraction(one) for one in payments]) * 100, 3) == percent


@pytest.mark.parametrize("payments", [[100] * 12, [0, 0, 1300], [1250], [700, 300, 250], [10] * 400, [5000, 1]])
def test_the_rate_makes_the_payments_worth_what_was_received(payments: list[int]) -> None:
    rate = solve_rate(Fraction(1000), [Fraction(one) for one in payments])
    worth = sum(payment / (1 + rate) ** turn for turn, payment in enumerate(payments, start=1))
    assert worth == pytest.approx(1000, rel=1e-9)


def test_the_six_million_of_the_so_called_cooperative() -> None:
    schedule = [800_000 - 30_000 * turn for turn in range(12)]
    found = answer(received=5_400_000, schedule=schedule, period="month", lender_type="unregistered_coop")
    assert found["nominal_annual_pct"] == pytest.approx(76, abs=1)
    assert found["class"] == "ambiguous"


@pytest.mark.parametrize(
    ("lender_type", "expected"),
    [
        ("person", "rentenir"),
        ("unregistered_coop", "rentenir"),
        ("registered_coop", "rentenir"),
        ("unlicensed_app", "rentenir"),
        ("bank", "rentenir"),
        ("family", "ordinary"),
        ("friend", "ordinary"),
        ("state_microfinance", "ordinary"),
    ],
)
def test_classes_by_lender(lender_type: str, expected: str) -> None:
    assert answer(lender_type=lender_type)["class"] == expected


def test_an_unknown_lender_type_counts_as_person_with_a_warning() -> None:
    found = answer(lender_type="pak haji")
    assert found["class"] == "rentenir"
    assert "perorangan" in str(found["warnings"])


@pytest.mark.parametrize(
    ("day", "productive", "days", "percent"),
    [
        ("2026-08-01", False, 180, "0.3"),
        ("2026-08-01", False, 181, "0.2"),
        ("2026-08-01", True, 180, "0.275"),
        ("2026-08-01", True, 210, "0.1"),
        ("2024-06-01", False, 90, "0.3"),
        ("2024-06-01", True, 90, "0.1"),
        ("2023-06-01", False, 90, "0.4"),
        ("2019-06-01", False, 90, "0.8"),
    ],
)
def test_the_cap_in_force(day: str, *, productive: bool, days: int, percent: str) -> None:
    cap = cap_on(packaged_caps(), date.fromisoformat(day), productive=productive, days=days)
    assert cap is not None
    assert cap.percent_per_day == Decimal(percent)


def test_exactly_the_cap_is_no_breach_and_one_rupiah_more_is() -> None:
    loan = {"lender_type": "licensed_p2p", "received": 1_000_000, "count": 1, "period": "month"}
    assert answer(**loan, instalment=1_090_000)["class"] == "ordinary"
    assert answer(**loan, instalment=1_090_001)["class"] == "licensed_cap_breach"


def test_late_fees_beyond_the_principal_are_a_breach() -> None:
    loan = {
        "lender_type": "licensed_p2p",
        "received": 1_000_000,
        "count": 1,
        "period": "month",
        "instalment": 1_090_000,
    }
    assert answer(**loan, late_fees_paid=910_000)["class"] == "ordinary"
    assert answer(**loan, late_fees_paid=910_001)["class"] == "licensed_cap_breach"


def test_a_balloon_is_paid_with_the_last_installment() -> None:
    with_balloon = answer(instalment=100_000, count=3, period="month", balloon=1_000_000)
    as_schedule = answer(schedule=[100_000, 100_000, 1_100_000], period="month")
    assert with_balloon["nominal_annual_pct"] == as_schedule["nominal_annual_pct"] == 120.0


def test_nothing_earned_is_nothing_charged() -> None:
    found = answer(instalment=100_000, count=10, period="week")
    assert (found["nominal_annual_pct"], found["effective_annual_pct"], found["class"]) == (0.0, 0.0, "ordinary")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received": 0}, "received"),
        ({"received": "800.000"}, "received"),
        ({"received": True}, "received"),
        ({"received": float("nan")}, "received"),
        ({"received": -5}, "received"),
        ({"count": 0}, "count"),
        ({"count": 2.5}, "count"),
        ({"count": 10**9}, "count"),
        ({"instalment": -1}, "instalment"),
        ({"instalment": 0}, "instalment"),
        ({"instalment": None}, "instalment"),
        ({"period": "year"}, "period"),
        ({"schedule": []}, "schedule"),
        ({"schedule": [1, "x"]}, "schedule"),
        ({"purpose": "pesta"}, "purpose"),
        ({"date": "kemarin"}, "date"),
        ({"principal": 0}, "principal"),
        ({"lender_type": "licensed_p2p", "date": None}, "date"),
    ],
)
def test_wrong_fields_are_named(changes: dict[str, object], field: str) -> None:
    found = answer(**changes)
    assert found["field"] == field
    assert found["error"]
    assert found["id"] == "a"


@pytest.mark.parametrize("case", [None, 5, "x", [], [1]])
def test_a_case_that_is_no_object_gets_an_error(case: object) -> None:
    assert answer_case(case, packaged_caps())["error"]


def test_monstrous_rates_do_not_break_the_numbers() -> None:
    found = answer(received=1, instalment=10**15, count=1)
    assert found["effective_annual_pct"] is None
    assert found["class"] == "rentenir"
