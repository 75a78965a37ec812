"""The draw falls the same for everybody who has the seed, and fairly."""

from collections import Counter

from harkat.reports.audit_samples.drawing import draw

LOANS = [f"PJ-2026-{number:05}" for number in range(1, 101)]


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_loans() -> None:
    assert draw(LOANS, size=10, seed="abc") == draw(reversed(LOANS), size=10, seed="abc")
    assert draw(LOANS, size=10, seed="abc") != draw(LOANS, size=10, seed="abd")
    assert draw(LOANS, size=10, seed="abc") == draw(LOANS, size=20, seed="abc")[:10]


def test_no_loan_falls_twice_and_a_small_book_is_taken_whole() -> None:
    assert sorted(draw(LOANS[:3], size=10, seed="x")) == LOANS[:3]
    assert len(set(draw(LOANS, size=50, seed="x"))) == 50


def test_every_loan_falls_about_as_often() -> None:
    fallen = Counter(number for seed in range(400) for number in draw(LOANS, size=10, seed=str(seed)))
    assert len(fallen) == 100
    assert 15 < min(fallen.values()) <= max(fallen.values()) < 75
