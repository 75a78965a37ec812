"""When a bank's word may be corrected, and what becomes of the money."""

import pytest

from harkat.applications.corrections.effects import CORRECTABLE, Effect, why_not_correctable
from harkat.applications.states import State


@pytest.mark.parametrize("state", State)
def test_only_before_the_contract_and_after_a_word(state: State) -> None:
    refusal = why_not_correctable(state)
    assert (refusal is None) == (state in CORRECTABLE)
    if state in (State.CONTRACTED, State.DISBURSED):
        assert refusal is not None
        assert "adendum" in refusal


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (5_000_000, 3_000_000, "turun Rp2.000.000, dari Rp5.000.000 ke Rp3.000.000"),
        (3_000_000, 5_000_000, "naik Rp2.000.000"),
        (5_000_000, 0, "Rp5.000.000 yang disisihkan bebas kembali"),
        (0, 5_000_000, "Dana Rp5.000.000 disisihkan"),
        (5_000_000, 5_000_000, "tetap Rp5.000.000"),
    ],
)
def test_the_effect_is_said_in_rupiah(before: int, after: int, words: str) -> None:
    assert words in Effect(before, after).words
