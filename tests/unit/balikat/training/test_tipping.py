"""Each way of being at risk, shown on the day before it tips and on the day after."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from balikat.training.attendance import Counting
from balikat.training.completion import Outcome, Rule, Standing
from tests.unit.balikat.training.test_completion_rule import FIRST, meetings, stand


@dataclass(frozen=True)
class Case:
    """A participant's marks up to a day and up to the next, and what is said on both."""

    name: str
    rule: Rule
    before: str
    after: str
    said_before: str
    outcome_after: Outcome
    said_after: str
    at_risk_before: bool = True
    at_risk_after: bool = False
    post_test: tuple[int | None, int | None] = (None, None)
    mandatory: tuple[int, ...] = ()
    sessions: int = 10


CASES = [
    Case(
        "one absence is still allowed",
        Rule(40),
        "HHHHA",
        "HHHHAA",
        "masih bisa absen 1 kali",
        Outcome.NOT_YET,
        "tidak boleh absen lagi",
        at_risk_after=True,
    ),
    Case(
        "no absence is left",
        Rule(40),
        "AAHHH",
        "AAHHHA",
        "tidak boleh absen lagi",
        Outcome.CANNOT_PASS,
        "Paling banyak bisa hadir 28 JP, padahal batasnya 32 JP",
    ),
    Case(
        "the limit is reached with an absence to spare",
        Rule(40),
        "AHHHHHHH",
        "AHHHHHHHH",
        "masih bisa absen 1 kali",
        Outcome.PASSED,
        "Hadir 32 JP; batasnya 32 JP",
    ),
    Case(
        "a mandatory session comes nearer and is missed",
        Rule(40),
        "HHHHH",
        "HHHHHA",
        "Sesi wajib 7 Maret 2026 masih harus dihadiri",
        Outcome.CANNOT_PASS,
        "Sesi wajib 7 Maret 2026 tidak dihadiri",
        at_risk_before=False,
        mandatory=(6,),
    ),
    Case(
        "a failed post-test is repeated",
        Rule(40, 80, 60),
        "HHHHHHHHHH",
        "HHHHHHHHHH",
        "Nilai post-test 59, batas lulus 60. Perlu mengulang",
        Outcome.PASSED,
        "Hadir 40 JP",
        post_test=(59, 60),
    ),
    Case(
        "sick days count only where the rule says so",
        Rule(40, 80, None, Counting(sick=True)),
        "SAAHH",
        "SAAHHH",
        "tidak boleh absen lagi",
        Outcome.NOT_YET,
        "tidak boleh absen lagi",
        at_risk_after=True,
    ),
]


def on_day(case: Case, letters: str, post_test: int | None) -> Standing:
    rows = meetings(case.sessions, held=len(letters), mandatory=case.mandatory)
    return stand(case.rule, rows, letters, post_test, FIRST + timedelta(days=len(letters) - 1))


def words(found: Standing) -> str:
    return " ".join((found.allowance, *found.reasons))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_is_told_before_and_after_it_tips(case: Case) -> None:
    before, after = on_day(case, case.before, case.post_test[0]), on_day(case, case.after, case.post_test[1])
    assert before.outcome is Outcome.NOT_YET
    assert before.is_at_risk is case.at_risk_before
    assert case.said_before in words(before)
    assert after.outcome is case.outcome_after
    assert after.is_at_risk is case.at_risk_after
    assert case.said_after in words(after)
    if case.outcome_after is Outcome.CANNOT_PASS:
        assert after.urgency > before.urgency if case.at_risk_before else after.urgency < before.urgency
