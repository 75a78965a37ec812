"""Dividing what a bank's row gives for a whole loan among those who borrow together; whole rupiah."""

from collections.abc import Mapping


def split_by(amount: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Divide an amount in proportion to weights by person; the rupiah that do not divide go one each, in order.

    Nobody gets more than their weight unless the amount is above the sum of all. Who gets nothing is left out.
    """
    whole = sum(weights.values())
    if amount <= 0 or whole <= 0:
        return {}
    shares = {person_id: amount * weight // whole for person_id, weight in weights.items()}
    rest = amount - sum(shares.values())
    for person_id in sorted(weights, key=lambda person_id: shares[person_id] >= weights[person_id]):
        if rest and weights[person_id]:
            shares[person_id] += 1
            rest -= 1
    return {person_id: share for person_id, share in shares.items() if share}


def split_paid(amount: int, *, left: Mapping[int, int], approved: Mapping[int, int]) -> dict[int, int]:
    """Divide a payment by what each may still have; what goes beyond it by what each was approved."""
    inside = split_by(min(amount, sum(left.values())), left)
    beyond = split_by(amount - sum(inside.values()), approved)
    whole = {person_id: inside.get(person_id, 0) + beyond.get(person_id, 0) for person_id in approved}
    return {person_id: share for person_id, share in whole.items() if share}
