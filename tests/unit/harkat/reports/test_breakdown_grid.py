"""Breakdowns: which cells may be told, how they are worded, and where tiles stand."""

from dataclasses import replace
from datetime import date

from harkat.reports.breakdowns.dimensions import (
    AGES,
    SECTORS,
    Dimension,
    Measure,
    amount_choices,
    birthdays_before,
    month_choices,
    month_end,
)
from harkat.reports.breakdowns.grid import CLOSED, Figures, Grid, closed_places, named
from harkat.reports.breakdowns.queries.sums import bad_persons, owing
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.breakdowns.sketch import sketch
from harkat.reports.breakdowns.tiles import DISTRICTS, ward_places
from harkat.reports.narrow_reasons import DEBTS_OR_SCORE, REST, narrow_reasons
from harkat.reports.reasons import Reason

FINE = Figures(persons=20, loans=20, disbursed=90_000_000, owed=50_000_000, owing=20)
SOME = Figures(persons=20, loans=20, disbursed=90_000_000, owed=50_000_000, bad=10_000_000, bad_persons=8)
FEW = Figures(persons=20, loans=20, disbursed=90_000_000, owed=50_000_000, bad=10_000_000, bad_persons=2)


def grid(rows: dict[str, Figures], measure: Measure = Measure.NPL) -> Grid:
    names = [(key, key.upper()) for key in rows]
    closed = closed_places(rows, {}, {}, persons=bad_persons)
    closed_owed = closed_places(rows, {}, {}, persons=owing)
    return Grid(measure, Dimension.BANK, None, names, [], rows, {}, {}, FINE, closed=closed, closed_owed=closed_owed)


def test_a_share_of_many_is_told_and_of_few_is_closed_with_another() -> None:
    open_grid = grid({"a": SOME, "b": FINE})
    assert open_grid.words(SOME, Measure.NPL, "a") == "20,00%"
    assert open_grid.words(FINE, Measure.NPL, "b") == "0,00%"
    shown = grid({"a": FEW, "b": SOME, "c": SOME})
    closed = [key for key, figures in shown.by_row.items() if shown.words(figures, Measure.NPL, key) == CLOSED]
    assert "a" in closed
    assert len(closed) >= 2
    assert shown.words(Figures(), Measure.NPL, "x") == "–", "nothing is owed there"


def test_one_small_cell_closes_every_cell_but_no_sum() -> None:
    sums = {"a": SOME, "b": SOME}, {"x": SOME, "y": SOME}
    assert closed_places(*sums, {("a", "x"): FEW, ("b", "y"): SOME}, persons=bad_persons) == {("a", "x"), ("b", "y")}
    assert closed_places({"a": SOME}, {"x": SOME}, {("a", "x"): SOME}, persons=bad_persons) == frozenset()


def test_what_one_person_owes_is_told_nowhere_nor_is_it_the_rest_of_a_sum() -> None:
    one = Figures(persons=7, loans=1, disbursed=5_000_000, owed=3_000_000, owing=1)
    shown = grid({"a": one, "b": FINE, "c": FINE, "d": Figures(persons=3, loans=3)}, Measure.OWED)
    told = {key: shown.words(figures, Measure.OWED, key) for key, figures in shown.by_row.items()}
    assert told["a"] == CLOSED
    assert sorted(told.values()).count(CLOSED) == 2, "one closed row would be the total less the others"
    assert told["d"] == "Rp0", "nothing is owed there"
    assert shown.has_closed
    assert sum(words == CLOSED for _, words in sketch(shown).values) == 2
    narrowed = replace(shown, may_tell_debts=False)
    assert all(narrowed.words(shown.row(key), Measure.OWED, key) == CLOSED for key in "abc")
    assert narrowed.words(one, Measure.DISBURSED, "a") == "Rp5.000.000"


def test_a_narrowed_question_knows_it_and_the_same_thing_twice_is_once() -> None:
    assert BreakdownQuestion(kolom=Dimension.DISTRICT).columns is None
    assert BreakdownQuestion(bank=1).is_narrowed
    assert BreakdownQuestion(kecamatan="15.71.01").is_narrowed
    assert not BreakdownQuestion(baris=Dimension.SEX).is_narrowed


def test_bands_and_months_leave_no_gap() -> None:
    divisions = [f"{number:02}" for number in range(1, 100)]
    unused = {"04", "34", "40", "44", "48", "54", "57", "67", "83", "89"}
    for division in divisions:
        hits = [name for low, high, name in SECTORS if low <= division <= high]
        assert len(hits) == (0 if division in unused and not hits else 1), division
    assert len(birthdays_before(date(2026, 2, 28))) == len(AGES)
    assert birthdays_before(date(2026, 2, 28))["born_25"] == date(2001, 2, 28)
    assert amount_choices()[0][1] == "Sampai Rp2.500.000"
    assert [key for key, _ in month_choices(date(2025, 12, 31), date(2026, 2, 1))] == ["202512", "202601", "202602"]
    assert month_end("202602") == date(2026, 2, 28)
    assert [key for key, _ in named([("a", "A"), ("b", "B")], {"b", "-"}, keep_empty=False)] == ["b", "-"]


def test_tiles_do_not_lie_on_each_other_and_closed_shares_are_not_drawn() -> None:
    assert len(set(DISTRICTS.values())) == len(DISTRICTS) == 11
    places = ward_places([f"15.71.01.{number}" for number in range(8)] + ["15.71.02.1"])
    assert len(set(places.values())) == 9
    assert places["15.71.02.1"] == (0, 2), "a kecamatan begins a new line"
    plan = sketch(grid({"a": FEW, "b": SOME, "c": SOME}))
    assert (0, CLOSED) in plan.values
    assert sketch(grid({"a": FINE}, Measure.DISBURSED)).values == ((90_000_000, "90"),)


def test_a_bar_is_as_long_as_its_words_say_in_the_unit_of_its_title() -> None:
    for measure, figures, words in ((Measure.DISBURSED, FINE, 90), (Measure.NPL, SOME, 20), (Measure.LOANS, FINE, 20)):
        plan = sketch(grid({"a": figures}, measure))
        ((number, told),) = plan.values
        assert number / plan.per == words
        assert told.startswith(str(words))


def test_debts_of_a_part_are_told_together_or_not_at_all() -> None:
    many = {Reason.PAPERS: 3, Reason.PINJOL: 4, Reason.ARREARS: 4, Reason.UNKNOWN: 1}
    shown = narrow_reasons({"a": many, "b": many}, "a")
    assert shown.together == ((DEBTS_OR_SCORE, "8"), (Reason.UNKNOWN.label, "1"))
    assert shown.stopped == 12
    few = {Reason.PINJOL: 2, Reason.UNKNOWN: 9}
    mixed = narrow_reasons({"a": many, "b": few}, "b")
    assert mixed.together == ((REST, "11"),)
    alone = narrow_reasons({"a": many, "b": {Reason.PINJOL: 2}}, "b")
    assert alone.together == ((REST, CLOSED),)
    assert alone.stopped is None
    assert narrow_reasons({"a": many}, "nowhere").stopped == 0
