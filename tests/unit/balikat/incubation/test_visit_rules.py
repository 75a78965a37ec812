"""Days and numbers of a visit that are refused or asked about, when the next one is due, and the route."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from balikat.incubation.growth import Measure, grow
from balikat.incubation.visits.outcomes import Numbers, StrangeNumbers, VisitDay, check_day, check_numbers, questions
from balikat.incubation.visits.route import Stop, due_on, plan_route

DAY = date(2026, 11, 20)
LARGEST = 500_000_000


@pytest.mark.parametrize(
    ("numbers", "before", "words"),
    [
        (Numbers(), None, []),
        (Numbers(5_000_000, 5_000_000), None, []),
        (Numbers(5_000_000, 5_000_001), None, ["lebih besar daripada penjualan"]),
        (Numbers(None, 9_000_000), None, []),
        (Numbers(5_000_000, -200_000), None, []),
        (Numbers(LARGEST, 1), None, []),
        (Numbers(LARGEST + 1, 1), None, ["sangat besar"]),
        (Numbers(20_000_000), Numbers(2_000_000), ["sepuluh kali lipat"]),
        (Numbers(19_999_999), Numbers(2_000_000), []),
        (Numbers(20_000_000), Numbers(0), []),
        (Numbers(stock=LARGEST + 1), None, ["stok"]),
    ],
)
def test_odd_numbers_are_asked_about(numbers: Numbers, before: Numbers | None, words: list[str]) -> None:
    asked = questions(numbers, before, largest_sales=LARGEST)
    assert len(asked) == len(words)
    assert all(word in question for word, question in zip(words, asked, strict=True))
    check_numbers(numbers, before, largest_sales=LARGEST, is_sure=True)
    if asked:
        with pytest.raises(StrangeNumbers, match="Tanyakan lagi"):
            check_numbers(numbers, before, largest_sales=LARGEST, is_sure=False)


@pytest.mark.parametrize(
    ("visited", "following", "field"),
    [
        (DAY, None, None),
        (DAY - timedelta(days=14), DAY, None),
        (DAY + timedelta(days=1), None, "visited_on"),
        (DAY - timedelta(days=15), None, "visited_on"),
        (DAY - timedelta(days=31), None, "visited_on"),
        (DAY, DAY, "next_on"),
        (DAY, DAY - timedelta(days=1), "next_on"),
    ],
)
def test_days_that_cannot_be_are_refused(visited: date, following: date | None, field: str | None) -> None:
    limits = {"earliest": DAY - timedelta(days=30), "late_days": 14, "today": DAY}
    if field is None:
        check_day(visited, following, **limits)  # type: ignore[arg-type]
        return
    with pytest.raises(VisitDay) as refused:
        check_day(visited, following, **limits)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("visited", "planned", "due"),
    [
        (None, None, DAY + timedelta(days=7)),
        (DAY, None, DAY + timedelta(days=14)),
        (DAY, DAY + timedelta(days=5), DAY + timedelta(days=5)),
        (DAY, DAY + timedelta(days=60), DAY + timedelta(days=14)),
        (None, DAY + timedelta(days=2), DAY + timedelta(days=2)),
    ],
)
def test_a_visit_is_due_by_plan_or_by_the_longest_gap(visited: date | None, planned: date | None, due: date) -> None:
    assert due_on(enrolled_on=DAY, visited_on=visited, planned_on=planned, every_days=14) == due


def test_the_route_goes_by_kelurahan_the_longest_wait_first() -> None:
    first = Stop(1, "Ani", "Warung", "0812", "", "Legok", "Danau Sipin", None, None, DAY)
    late = replace(
        first, tenant_id=2, name="Budi", kelurahan="Pasar", kecamatan="Pasar Jambi", due_on=date(2026, 11, 1)
    )
    also = replace(first, tenant_id=3, name="Aan", due_on=DAY)
    ahead = replace(first, tenant_id=4, due_on=DAY + timedelta(days=1))
    route = plan_route([first, ahead, also, late], DAY)
    assert [(place, [stop.tenant_id for stop in stops]) for place, stops in route] == [
        ("Pasar, Kecamatan Pasar Jambi", [2]),
        ("Legok, Kecamatan Danau Sipin", [3, 1]),
    ]
    assert late.days_late(DAY) == 19
    assert ahead.days_late(DAY) == 0


@pytest.mark.parametrize(
    ("sales", "percent", "word"),
    [
        ([], None, "Belum ada dua"),
        ([5], None, "Belum ada dua"),
        ([4_000, None, 5_000], 25, "naik 25%"),
        ([5_000, 4_000], -20, "turun 20%"),
        ([5_000, 5_000], 0, "sama"),
        ([0, 5_000], None, "Belum ada dua"),
    ],
)
def test_growth_compares_the_first_and_the_last_sales(sales: list[int | None], percent: int | None, word: str) -> None:
    measures = [Measure(DAY + timedelta(days=place), amount, None, None) for place, amount in enumerate(sales)]
    growth = grow(list(reversed(measures)))
    assert growth.sales_percent == percent
    assert word in growth.words
    assert [row.on for row in growth.measures] == sorted(row.on for row in measures)
