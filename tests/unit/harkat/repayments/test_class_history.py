"""The bank's word on a class outranks ours from its day on, until it is old."""

from datetime import date

from harkat.loans.classification import Collectability
from harkat.loans.stated import is_in_force, ruling_class
from harkat.repayments.class_history import ClassTurn, Turn, class_history

MONTH_END = date(2026, 10, 31)


def test_a_banks_word_rules_for_its_days_only() -> None:
    own, theirs = Collectability.CURRENT, Collectability.SUBSTANDARD
    rules = [
        ruling_class(own, theirs, MONTH_END, day=day, holds=45)
        for day in (date(2026, 10, 30), MONTH_END, date(2026, 12, 15), date(2026, 12, 16))
    ]
    assert rules == [own, theirs, theirs, own]
    assert ruling_class(own, None, None, day=MONTH_END, holds=45) is own
    assert not is_in_force(None, MONTH_END, holds=45)


def test_the_history_turns_with_ours_with_the_banks_word_and_when_that_is_old() -> None:
    own = [Turn(date(2026, 9, 1), 1, 0), Turn(date(2026, 11, 5), 2, 3)]
    stated = [Turn(MONTH_END, 3, 95)]
    assert class_history(own, stated, holds=30, today=date(2026, 12, 31)) == [
        ClassTurn(date(2026, 12, 1), 2, 3, by_bank=False, own_rank=2),
        ClassTurn(date(2026, 11, 5), 3, 95, by_bank=True, own_rank=2),
        ClassTurn(MONTH_END, 3, 95, by_bank=True, own_rank=1),
        ClassTurn(date(2026, 9, 1), 1, 0, by_bank=False, own_rank=1),
    ]
    assert [row.differs for row in class_history(own, stated, holds=30, today=MONTH_END)] == [True, True, False]


def test_a_later_word_ends_the_one_before() -> None:
    stated = [Turn(MONTH_END, 3, 95), Turn(date(2026, 11, 30), 1, 0)]
    turns = class_history([], stated, holds=45, today=date(2026, 12, 1))
    assert [(turn.on, turn.rank, turn.own_rank) for turn in turns] == [
        (date(2026, 11, 30), 1, None), (MONTH_END, 3, None),
    ]  # fmt: skip
    assert class_history([], [], holds=45, today=MONTH_END) == []
