"""Figures about debts never give a small count away."""

from balikat.debt_exit.kinds import DebtClass
from harkat.reports.ways_out_figures import by_class, few, heaviest, sum_of_some


def test_everybody_is_counted_once_under_the_heaviest_debt() -> None:
    debts = [(1, DebtClass.OLD_ARREARS), (1, DebtClass.RENTENIR), (2, DebtClass.DISTRESS), (1, DebtClass.DISTRESS)]
    assert heaviest(debts) == {1: DebtClass.RENTENIR, 2: DebtClass.DISTRESS}


def test_small_counts_and_their_money_are_closed_and_cannot_be_subtracted() -> None:
    classes = dict.fromkeys(range(20), DebtClass.RENTENIR) | dict.fromkeys(range(20, 23), DebtClass.OLD_ARREARS)
    shown = by_class(classes, dict.fromkeys(classes, 100_000))
    words = {count.key: (count.words, amount) for count, amount in shown.rows}
    assert words[DebtClass.OLD_ARREARS] == ("kurang dari 5", "ditutup")
    assert words[DebtClass.RENTENIR] == ("ditutup", "ditutup"), "20 of 23 would tell the 3"
    assert (shown.persons, shown.amount) == ("23", "ditutup")


def test_large_counts_are_told() -> None:
    classes = dict.fromkeys(range(6), DebtClass.RENTENIR) | dict.fromkeys(range(6, 13), DebtClass.ILLEGAL_PINJOL)
    shown = by_class(classes, {0: 600_000, 7: 50_000})
    words = {count.key: (count.words, amount) for count, amount in shown.rows if count.number}
    assert words == {DebtClass.RENTENIR: ("6", "Rp600.000"), DebtClass.ILLEGAL_PINJOL: ("7", "Rp50.000")}
    assert (shown.persons, shown.amount) == ("13", "Rp650.000")


def test_totals_of_few_are_closed() -> None:
    assert (few(0), few(4), few(5)) == ("0", "kurang dari 5", "5")
    assert (sum_of_some(0, 0), sum_of_some(9_000, 4), sum_of_some(9_000, 5)) == ("Rp0", "ditutup", "Rp9.000")
