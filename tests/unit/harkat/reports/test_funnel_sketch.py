"""The picture of the funnel tells no more than its table: a closed step has no bar, and its words no reason."""

from dataclasses import replace
from fractions import Fraction

from core.documents.heat import lying_bars
from harkat.reports.funnel_sketch import CLOSED, funnel_sketch
from harkat.reports.routes import Need
from harkat.reports.steps import FunnelRow, Reached, Step
from harkat.reports.suppression import Closing


def row(step: Step, persons: int, closing: Closing | None = None) -> FunnelRow:
    return FunnelRow(step, Reached(persons, 0, 0), Fraction(1), None, 0, closing)


def test_a_closed_step_draws_the_same_whatever_it_hides() -> None:
    shown = [row(Step.REGISTERED, 40), row(Step.TRAINED, 12)]
    drawn = {
        funnel_sketch([*shown, row(Step.READY, hidden, closing)], {})
        for hidden in (1, 4, 7, 39)
        for closing in (Closing.SMALL, Closing.PROTECTING)
    }
    assert len(drawn) == 1
    (plan,) = drawn
    assert plan is not None
    assert plan.values == ((40, "40"), (12, "12"), (0, CLOSED))


def test_bars_follow_the_table_and_say_which_step_nobody_asks_for() -> None:
    rows = [row(Step.REGISTERED, 1200), row(Step.TRAINED, 3), row(Step.READY, 900)]
    plan = funnel_sketch(rows, {Step.REGISTERED: Need.ASKED, Step.TRAINED: Need.NOT_NEEDED})
    assert plan is not None
    assert plan.names == (Step.REGISTERED.label, f"{Step.TRAINED.label} (tidak diminta)", Step.READY.label)
    assert plan.values == ((1200, "1.200"), (3, "3"), (900, "900"))


def test_there_is_no_picture_of_nobody_nor_of_closed_steps_alone() -> None:
    assert funnel_sketch([row(Step.REGISTERED, 0)], {}) is None
    assert funnel_sketch([replace(row(Step.READY, 30), closing=Closing.PROTECTING)], {}) is None


def test_the_narrow_picture_fits_a_phone_and_names_every_bar() -> None:
    names, values = (Step.REGISTERED.label, Step.CLEAR.label), ((5, "5"), (0, CLOSED))
    narrow = lying_bars(names, values, across="Orang", is_narrow=True)
    assert int(narrow.partition('width="')[2].partition('"')[0].partition(".")[0]) <= 338
    for words in (*names, "5", CLOSED, "Orang"):
        assert f">{words}<" in narrow


def test_what_no_bank_has_reported_is_not_drawn_as_nobody() -> None:
    plan = funnel_sketch([row(Step.REGISTERED, 9), row(Step.DISBURSED, 0)], {}, has_reports=False)
    assert plan is not None
    assert plan.values == ((9, "9"), (0, "belum dilaporkan"))
