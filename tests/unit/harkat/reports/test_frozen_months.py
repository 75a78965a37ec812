"""Which month ends are to be frozen, and how three answers to one question are told apart."""

from datetime import date

from harkat.reports.snapshots.frozen import ALL_BANKS, RUPIAH, compare, month_ends


def test_only_months_that_are_over_are_frozen() -> None:
    assert month_ends(date(2026, 1, 15), until=date(2026, 3, 31)) == [date(2026, 1, 31), date(2026, 2, 28)]
    assert month_ends(date(2026, 1, 15), until=date(2026, 4, 1))[-1] == date(2026, 3, 31)
    assert month_ends(date(2026, 3, 1), until=date(2026, 3, 2)) == []
    assert len(month_ends(date(1926, 3, 1), until=date(2026, 3, 2))) == 60


def test_a_correction_shows_as_a_difference() -> None:
    frozen, known, now = ({ALL_BANKS: {"owed": value}} for value in (100, 100, 80))
    (line,) = compare(frozen, known, now, labels={"owed": "Sisa"}, unit=RUPIAH)
    assert line.is_changed
    assert line.difference_words == "−Rp20"
    (same,) = compare(frozen, {}, frozen, labels={"owed": "Sisa"}, unit=RUPIAH)
    assert (same.difference_words, same.words(same.known)) == ("tetap", "–")
