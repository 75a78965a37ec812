import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.money import format_rupiah
from harkat.loans.printing import percent_words
from harkat.loans.request import read_terms
from harkat.loans.schedule import Schedule, build

TABLES: list[dict[str, Any]] = json.loads((Path(__file__).parents[3] / "tables" / "published.json").read_text("utf-8"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_published_table_is_met_to_the_rupiah(table: dict[str, Any]) -> None:
    schedule, expected = build(read_terms(table["request"])), table["expected"]
    assert table["source"]
    checked = 0
    for name, value in _figures(schedule).items():
        if name in expected:
            assert value == expected[name], f"{table['name']}: {name}"
            checked += 1
    for row, published in zip(schedule.rows, expected.get("unrounded_rows", []), strict=False):
        # the printed spreadsheet carries fractions from row to row, so its figures may be one rupiah away
        assert abs(row.principal - published[1]) <= 1
        assert abs(row.interest - published[2]) <= 1
        assert abs(row.balance - published[0]) <= row.n
        checked += 1
    assert checked
    assert sum(row.principal for row in schedule.rows) == table["request"]["principal"]
    assert schedule.rows[-1].balance == 0


def _figures(schedule: Schedule) -> dict[str, object]:
    first = schedule.rows[0]
    rate = schedule.effective_rate_annual
    return {
        "payment": schedule.payment,
        "total_interest": schedule.total_interest,
        "last_payment": schedule.rows[-1].payment,
        "first_row": {"principal": first.principal, "interest": first.interest, "payment": first.payment},
        "effective_rate_two_decimals": None if rate is None else str(rate.quantize(Decimal("0.01"))),
    }


def test_every_table_names_where_it_was_published() -> None:
    assert len(TABLES) >= 15
    assert all(len(table["source"]) > 10 for table in TABLES)


def test_ojk_example_reads_as_the_lender_prints_it() -> None:
    table = next(table for table in TABLES if "OJK" in table["name"])
    schedule = build(read_terms(table["request"]))
    assert percent_words(schedule.effective_rate_annual) == "30,03%"
    assert format_rupiah(schedule.payment) == "Rp1.170.000"
