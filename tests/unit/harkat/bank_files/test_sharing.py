"""A bank's one figure for a whole loan, divided among those who borrow together: nothing lost, nobody above theirs."""

from hypothesis import given
from hypothesis import strategies as st

from harkat.bank_files.sharing import split_by, split_paid

WEIGHTS = st.dictionaries(st.integers(1, 9), st.integers(0, 10**9), min_size=1, max_size=9)


@given(WEIGHTS, st.integers(1, 10**9))
def test_every_rupiah_goes_to_somebody(weights: dict[int, int], amount: int) -> None:
    shares = split_by(amount, weights)
    assert sum(shares.values()) == (amount if sum(weights.values()) else 0)
    assert all(share > 0 and weights[person_id] for person_id, share in shares.items())
    if amount <= sum(weights.values()):
        assert all(share <= weights[person_id] for person_id, share in shares.items())


def test_what_goes_beyond_is_divided_as_was_approved() -> None:
    approved = {1: 3_000_000, 2: 1_000_000}
    assert split_paid(2_000_000, left=approved, approved=approved) == {1: 1_500_000, 2: 500_000}
    assert split_paid(1_000_000, left={1: 0, 2: 600_000}, approved=approved) == {1: 300_000, 2: 700_000}
    assert split_paid(400_000, left={1: 0, 2: 0}, approved=approved) == {1: 300_000, 2: 100_000}
