"""The completion rule: exactly on the limit, before and after it tips, and in words."""

from datetime import date, timedelta

import pytest

from balikat.training.attendance import Counting, Mark, Marked, SessionStatus
from balikat.training.completion import AssessmentKind, Meeting, Outcome, Rule, Standing, standing

FIRST = date(2026, 3, 2)
LATE = date(2026, 12, 31)


def meetings(count: int, hours: int = 4, held: int | None = None, mandatory: tuple[int, ...] = ()) -> list[Meeting]:
    """Make daily meetings numbered from 1; the first ``held`` of them are held (all when None)."""
    return [
        Meeting(
            number,
            FIRST + timedelta(days=number - 1),
            hours,
            SessionStatus.HELD if held is None or number <= held else SessionStatus.PLANNED,
            number in mandatory,
        )
        for number in range(1, count + 1)
    ]


def marks(letters: str, hours: int = 4) -> dict[int, Marked]:
    """Read marks for meetings 1, 2, …: H present, I excused, S sick, A absent, a dot for none."""
    kinds = {"H": Mark.PRESENT, "I": Mark.EXCUSED, "S": Mark.SICK, "A": Mark.ABSENT}
    return {
        number: Marked(kinds[letter], hours if letter == "H" else 0)
        for number, letter in enumerate(letters, start=1)
        if letter in kinds
    }


def stand(rule: Rule, rows: list[Meeting], letters: str, post_test: int | None = None, today: date = LATE) -> Standing:
    """Ask the rule with marks as letters."""
    scores = {} if post_test is None else {AssessmentKind.POST_TEST: post_test}
    return standing(rule, rows, marks(letters), scores, today)


@pytest.mark.parametrize(
    ("letters", "outcome"),
    [
        ("HHHHHHHHHH", Outcome.PASSED),
        ("HHHHHHHHAA", Outcome.PASSED),  # 32 of 40: exactly 80%
        ("HHHHHHHAAA", Outcome.CANNOT_PASS),
        ("HHHHHHHHIS", Outcome.PASSED),
        ("HHHHHHHISS", Outcome.CANNOT_PASS),
    ],
)
def test_eighty_percent_of_ten_sessions(letters: str, outcome: Outcome) -> None:
    assert stand(Rule(40), meetings(10), letters).outcome is outcome


@pytest.mark.parametrize(
    ("share", "total", "required"),
    [(80, 40, 32), (80, 41, 33), (80, 200, 160), (90, 30, 27), (100, 7, 7), (1, 1, 1), (67, 3, 3), (66, 3, 2)],
)
def test_required_hours_are_exact_and_rounded_up(share: int, total: int, required: int) -> None:
    assert Rule(total, share).hours_required(total) == required


def test_one_hour_below_the_limit_is_not_enough() -> None:
    rows = meetings(10)
    late = marks("HHHHHHHHAA") | {8: Marked(Mark.PRESENT, 3)}
    assert standing(Rule(40), rows, late, {}, LATE).outcome is Outcome.CANNOT_PASS
    assert standing(Rule(40), rows, late | {9: Marked(Mark.PRESENT, 1)}, {}, LATE).outcome is Outcome.PASSED


def test_excused_and_sick_count_only_where_the_rule_says_so() -> None:
    rows = meetings(10)
    assert stand(Rule(40), rows, "HHHHHHISAA").outcome is Outcome.CANNOT_PASS
    assert stand(Rule(40, counting=Counting(excused=True, sick=True)), rows, "HHHHHHISAA").outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("held", "letters", "outcome", "may_miss", "at_risk", "allowance"),
    [
        (0, "", Outcome.NOT_YET, 2, False, "masih bisa absen 2 kali"),
        (1, "A", Outcome.NOT_YET, 1, True, "masih bisa absen 1 kali"),
        (2, "AA", Outcome.NOT_YET, 0, True, "tidak boleh absen lagi"),
        (3, "AAA", Outcome.CANNOT_PASS, 0, False, "tidak bisa lulus lagi"),
        (7, "HHHHHHH", Outcome.NOT_YET, 2, False, "masih bisa absen 2 kali"),
        (8, "HHHHHHHH", Outcome.PASSED, 2, False, "masih bisa absen 2 kali"),
        (9, "HHHHHHHAA", Outcome.NOT_YET, 0, True, "tidak boleh absen lagi"),
    ],
)
def test_before_and_after_it_tips(
    held: int, letters: str, outcome: Outcome, may_miss: int, at_risk: bool, allowance: str
) -> None:
    found = stand(Rule(40), meetings(10, held=held), letters, today=FIRST + timedelta(days=held))
    assert (found.outcome, found.sessions_may_still_miss, found.is_at_risk) == (outcome, may_miss, at_risk)
    assert found.allowance == allowance


def test_nothing_is_said_of_absences_when_no_session_is_left() -> None:
    found = standing(
        Rule(40, post_test_minimum=60), meetings(10), marks("HHHHHHHHHH"), {AssessmentKind.POST_TEST: 59}, LATE
    )
    assert (found.is_at_risk, found.hours_short, found.allowance) == (True, False, "")


def test_a_promise_of_absences_holds_for_the_longest_sessions() -> None:
    rows = [
        Meeting(1, FIRST, 8, SessionStatus.PLANNED),
        Meeting(2, FIRST + timedelta(days=1), 1, SessionStatus.PLANNED),
        Meeting(3, FIRST + timedelta(days=2), 1, SessionStatus.PLANNED),
    ]
    assert standing(Rule(10, 80), rows, {}, {}, FIRST).sessions_may_still_miss == 0
    assert standing(Rule(10, 20), rows, {}, {}, FIRST).sessions_may_still_miss == 1


@pytest.mark.parametrize(("score", "outcome"), [(None, Outcome.NOT_YET), (59, Outcome.NOT_YET), (60, Outcome.PASSED)])
def test_the_post_test_counts_exactly_on_the_limit(score: int | None, outcome: Outcome) -> None:
    assert stand(Rule(40, post_test_minimum=60), meetings(10), "HHHHHHHHHH", score).outcome is outcome


def test_a_failed_test_can_be_repeated_and_says_so() -> None:
    found = stand(Rule(40, post_test_minimum=60), meetings(10), "HHHHHHHHHH", 50)
    assert found.is_at_risk
    assert "Nilai post-test 50, batas lulus 60. Perlu mengulang post-test." in found.reasons


def test_a_missed_mandatory_session_ends_it_whatever_the_share() -> None:
    rows = meetings(10, mandatory=(3,))
    found = stand(Rule(40), rows, "HHAHHHHHHH")
    assert found.outcome is Outcome.CANNOT_PASS
    assert "Sesi wajib 4 Maret 2026 tidak dihadiri." in found.reasons


def test_a_late_participant_was_at_the_mandatory_session() -> None:
    rows = meetings(10, mandatory=(3,))
    late = marks("HHHHHHHHHH") | {3: Marked(Mark.PRESENT, 1)}
    assert standing(Rule(40), rows, late, {}, LATE).outcome is Outcome.PASSED


def test_being_excused_from_a_mandatory_session_is_not_attending_it() -> None:
    rule = Rule(40, counting=Counting(excused=True))
    assert stand(rule, meetings(10, mandatory=(3,)), "HHIHHHHHHH").outcome is Outcome.CANNOT_PASS


def test_a_mandatory_session_ahead_keeps_everybody_waiting() -> None:
    found = stand(Rule(40), meetings(10, held=9, mandatory=(10,)), "HHHHHHHHH", today=FIRST + timedelta(days=9))
    assert found.outcome is Outcome.NOT_YET
    assert "Sesi wajib 11 Maret 2026 masih harus dihadiri." in found.reasons
    assert found.sessions_may_still_miss == 0


def test_a_cancelled_session_counts_for_nobody() -> None:
    rows = meetings(11)
    rows[10] = Meeting(11, rows[10].held_on, 4, SessionStatus.CANCELLED, is_mandatory=True)
    found = stand(Rule(40), rows, "HHHHHHHHAAH")
    assert (found.outcome, found.hours_total, found.hours_attended) == (Outcome.PASSED, 40, 32)


def test_hours_without_a_session_yet_can_still_come_but_do_not_pass_anybody() -> None:
    found = stand(Rule(40), meetings(2), "HH")
    assert found.outcome is Outcome.NOT_YET
    assert found.hours_total == 40
    assert found.notes == ("32 JP pelatihan belum punya jadwal sesi.",)


def test_sessions_beyond_the_course_hours_are_counted_in() -> None:
    assert stand(Rule(40), meetings(12), "HHHHHHHHAAAA").outcome is Outcome.CANNOT_PASS


def test_a_held_session_without_a_mark_is_missed() -> None:
    found = stand(Rule(40), meetings(10), "..HHHHHHHH")
    assert (found.hours_attended, found.hours_missed, found.outcome) == (32, 8, Outcome.PASSED)


def test_past_sessions_without_attendance_are_named() -> None:
    found = stand(Rule(40), meetings(10, held=1), "H", today=FIRST + timedelta(days=3))
    assert found.sessions_unmarked == 2
    assert found.notes == ("Presensi 2 sesi yang sudah lewat belum diisi.",)


def test_the_percentage_shown_never_rounds_up_to_the_limit() -> None:
    found = standing(
        Rule(1000), [Meeting(1, FIRST, 1000, SessionStatus.HELD)], {1: Marked(Mark.PRESENT, 799)}, {}, LATE
    )
    assert (found.percent, found.outcome) == (79, Outcome.CANNOT_PASS)


def test_reasons_are_words() -> None:
    found = stand(Rule(40), meetings(10, held=2), "HA", today=FIRST + timedelta(days=2))
    assert found.reasons == ("Hadir 4 JP dari 32 JP yang dibutuhkan (80% dari 40 JP).", "Masih bisa absen 1 kali.")


def test_those_at_risk_stand_first() -> None:
    risk = stand(Rule(40), meetings(10, held=1), "A", today=FIRST)
    lost = stand(Rule(40), meetings(10, held=3), "AAA", today=FIRST)
    on_the_way = stand(Rule(40), meetings(10, held=1), "H", today=FIRST)
    passed = stand(Rule(40), meetings(10), "HHHHHHHHHH")
    assert sorted([passed, on_the_way, lost, risk], key=lambda row: row.urgency) == [risk, lost, on_the_way, passed]
