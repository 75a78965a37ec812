"""How much of a target is reached, and how amounts are typed and written in their unit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from marshmallow import ValidationError

from harkat.reports.targets.achieving import Achievement, tells_of_arrears, workbook_table
from harkat.reports.targets.kinds import Quarter, TargetUnit, quarter_of
from harkat.reports.targets.schemas import read_amount, typed


def row(
    target: int | None, realised: int | None, unit: TargetUnit = TargetUnit.PERSONS, *, lower: bool = False
) -> Achievement:
    return Achievement(1, "Nama", unit, lower, "Bagian", target, realised, "", "belum ada dokumen", "")


@pytest.mark.parametrize(
    ("made", "percent"),
    [
        (row(200, 50), "25.00"),
        (row(3, 1), "33.33"),
        (row(500, 625, TargetUnit.PERCENT, lower=True), "75.00"),
        (row(500, 1_200, TargetUnit.PERCENT, lower=True), "0.00"),
        (row(500, 0, TargetUnit.PERCENT, lower=True), "200.00"),
    ],
)
def test_the_share_reached_follows_the_direction(made: Achievement, percent: str) -> None:
    assert made.percent == Decimal(percent)


@pytest.mark.parametrize("made", [row(None, 5), row(5, None), row(0, 5)])
def test_nothing_is_said_without_both_numbers(made: Achievement) -> None:
    assert made.percent is None
    assert made.percent_words == "belum ada"


@pytest.mark.parametrize(
    ("text", "unit", "kept"),
    [("12,5", TargetUnit.PERCENT, 1250), ("5%", TargetUnit.PERCENT, 500), ("1.250.000", TargetUnit.RUPIAH, 1_250_000)],
)
def test_amounts_are_read_in_their_unit_and_written_back(text: str, unit: TargetUnit, kept: int) -> None:
    assert read_amount(text, unit) == kept
    assert read_amount(typed(kept, unit), unit) == kept


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12,345", TargetUnit.PERCENT),
        ("enam", TargetUnit.PERSONS),
        ("-5", TargetUnit.PERSONS),
        ("1,5", TargetUnit.RUPIAH),
    ],
)
def test_nonsense_is_refused(text: str, unit: TargetUnit) -> None:
    with pytest.raises(ValidationError):
        read_amount(text, unit)


def test_quarters_end_on_their_last_day() -> None:
    assert [Quarter(2024, number).last_day for number in (1, 2, 3, 4)] == [
        date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31),
    ]  # fmt: skip
    assert quarter_of(date(2026, 11, 22)) == Quarter(2026, 4)
    assert Quarter(2026, 4).first_day == date(2026, 10, 1)


def test_excel_holds_percents_with_decimals_and_the_rest_whole() -> None:
    table = workbook_table([row(500, 625, TargetUnit.PERCENT, lower=True), row(200, 50)], [], "Triwulan IV 2026")
    assert [cells[3:6] for cells in table.rows] == [
        (Decimal("5.00"), Decimal("6.25"), Decimal("75.00")), (200, 50, Decimal("25.00")),
    ]  # fmt: skip


def test_a_rounded_value_is_not_what_the_share_is_counted_from() -> None:
    made = replace(row(200, 28, TargetUnit.PERCENT), exact=Fraction(2764, 100))
    assert made.percent == Decimal("13.82")
    assert made.realised_words == "0,28%"
    assert workbook_table([made], [], "t").rows[0][4] == Decimal("0.276400")


@pytest.mark.parametrize(
    ("name", "told"),
    [("Kredit bermasalah (NPL)", True), ("Tunggakan lama", True), ("Nplace", False), ("Pedagang yang lulus", False)],
)
def test_names_that_tell_of_arrears_are_known(name: str, told: bool) -> None:
    assert tells_of_arrears(name) is told
