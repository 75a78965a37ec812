"""Claim: however an amount is split, the shares sum to it, everyone has some, and nobody more than was asked.

Attacked with amounts from one rupiah a member up to the whole sum, very uneven requests, and any bearer.
"""

from hypothesis import assume, given
from hypothesis import strategies as st

from harkat.applications.shares import SharesDoNotFit, check_shares, split_evenly, split_proportionally

members = st.lists(st.integers(1, 10**6), min_size=1, max_size=10, unique=True)


@given(data=st.data(), person_ids=members, amount=st.integers(1, 10**12))
def test_even_splits_sum_and_differ_only_at_the_bearer(data: st.DataObject, person_ids: list[int], amount: int) -> None:
    assume(amount >= len(person_ids))
    bearer = data.draw(st.sampled_from(person_ids))
    shares = split_evenly(amount, person_ids, remainder_to=bearer)
    assert sum(shares.values()) == amount
    others = {share for person_id, share in shares.items() if person_id != bearer}
    assert len(others) <= 1
    assert all(0 <= shares[bearer] - other < len(person_ids) for other in others)


@given(
    data=st.data(),
    requested=st.dictionaries(st.integers(1, 10**6), st.integers(1, 10**11), min_size=1, max_size=10),
)
def test_proportional_splits_fit_what_was_asked(data: st.DataObject, requested: dict[int, int]) -> None:
    amount = data.draw(st.integers(1, sum(requested.values())))
    bearer = data.draw(st.sampled_from(sorted(requested)))
    try:
        shares = split_proportionally(amount, requested, remainder_to=bearer)
    except SharesDoNotFit:
        smallest = min(requested.values())
        assert amount * smallest // sum(requested.values()) == 0, "refused only where somebody would get nothing"
        return
    check_shares(shares, amount=amount, members={key: str(key) for key in requested}, at_most=requested)
    for person_id, share in shares.items():
        fair = amount * requested[person_id] / sum(requested.values())
        assert abs(share - fair) < len(requested) + 1
