"""Counts of persons held by debts: small ones closed, and sums that would tell as much."""

from harkat.reports.debt_counts import DebtCount, close_small


def test_small_counts_and_the_sums_of_few_are_closed() -> None:
    rows = close_small(
        {
            "Pinjol ilegal": DebtCount(held=12, owed=9_000_000, owed_by=11, got_out=6),
            "Rentenir": DebtCount(held=3, owed=1_000_000, owed_by=3, got_out=2),
            "Tunggakan lama": DebtCount(held=8, owed=5_000_000, owed_by=4, got_out=0),
            "Pola": DebtCount(held=0, owed=0, owed_by=0, got_out=0),
        }
    )
    shown = {row.kind: (row.held.number, row.owed, row.got_out.number) for row in rows}
    assert shown["Rentenir"][:2] == (None, "ditutup")
    assert shown["Tunggakan lama"][1] == "ditutup", "the sum of fewer than five persons"
    assert shown["Pola"][:2] == (None, "ditutup"), "nobody, among the few"
    assert all(number is None or number == 0 or number >= 5 for number, _, _ in shown.values())
    assert all(number is None or number == 0 or number >= 5 for _, _, number in shown.values())


def test_what_is_closed_among_the_reasons_is_closed_here_too() -> None:
    counts = {"Rentenir": DebtCount(7, 9_000_000, 7, 6), "Tunggakan lama": DebtCount(9, 5_000_000, 9, 6)}
    first, second = close_small(counts, closed=("Tunggakan lama",))
    assert (first.held.number, first.owed) == (7, "Rp9.000.000")
    assert (second.held.words, second.owed) == ("ditutup", "ditutup")
