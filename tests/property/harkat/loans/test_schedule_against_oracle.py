"""Claim: every schedule equals one made slowly from the conventions' words. Attack: 2,000 random requests."""

import random

import pytest

from harkat.loans.request import read_terms
from harkat.loans.schedule import build
from harkat.loans.terms import TermsRefused
from tests import loan_oracle
from tests.loan_requests import random_request


@pytest.mark.parametrize("seed", range(8))
def test_the_kernel_and_the_slow_oracle_agree_row_for_row(seed: int) -> None:
    chance = random.Random(seed)
    agreed = 0
    for _ in range(250):
        request = random_request(chance)
        try:
            expected = loan_oracle.rows(request)
        except loan_oracle.Refused:
            with pytest.raises(TermsRefused):
                build(read_terms(request))
            continue
        rows = build(read_terms(request)).rows
        assert [(row.principal, row.interest, row.balance) for row in rows] == expected, request
        dates = loan_oracle.due_dates(request)
        if dates is not None:
            assert [row.due_on for row in rows] == dates[: len(rows)], request
        agreed += 1
    assert agreed > 100
