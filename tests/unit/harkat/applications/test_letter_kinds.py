"""The way of a letter as a table, when it may be made, and what counts as electronically signed."""

import pytest

from harkat.applications.letters.issued.kinds import (
    FOLLOWS,
    LetterKind,
    LetterRefused,
    LetterState,
    check_ready,
    check_step,
)
from harkat.applications.letters.wording import decision
from harkat.applications.states import State, StopReason


@pytest.mark.parametrize("current", LetterState)
@pytest.mark.parametrize("following", LetterState)
def test_a_letter_steps_only_forward(current: LetterState, following: LetterState) -> None:
    if following in FOLLOWS[current]:
        check_step(current, following)
    else:
        with pytest.raises(LetterRefused, match="sudah berstatus"):
            check_step(current, following)


@pytest.mark.parametrize("state", State)
def test_a_decision_is_told_only_when_there_is_one(state: State) -> None:
    decided = state in {State.APPROVED, State.ACCEPTED, State.CONTRACTED, State.DISBURSED, State.REFUSED}
    if decided:
        check_ready(LetterKind.DECISION, state, is_confirmed=True)
        return
    with pytest.raises(LetterRefused, match="setelah bank memutuskan"):
        check_ready(LetterKind.DECISION, state, is_confirmed=True)


def test_no_letter_names_a_cause() -> None:
    words = " ".join(decision(applicant="Sub 1, Melati", bank="Bank Uji", granted=None)).lower()
    for reason in StopReason:
        assert reason.label.lower() not in words
    assert "utang" not in words
    assert "bank yang memutuskan" in words
