"""Claims about the completion rule that must hold for every class, attacked with invented ones."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from balikat.training.attendance import Counting, Entry, Mark, Marked, SessionStatus, merge
from balikat.training.completion import AssessmentKind, Meeting, Outcome, Rule, standing

FIRST = date(2026, 3, 2)
ORDER = [Outcome.CANNOT_PASS, Outcome.NOT_YET, Outcome.PASSED]

rules = st.builds(
    Rule,
    course_hours=st.integers(1, 80),
    share_percent=st.integers(1, 100),
    post_test_minimum=st.none() | st.integers(0, 100),
    counting=st.builds(Counting, excused=st.booleans(), sick=st.booleans()),
)
scores = st.dictionaries(st.sampled_from(AssessmentKind), st.integers(0, 100))
days = st.integers(-5, 60).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def classes(draw: st.DrawFn) -> tuple[list[Meeting], dict[int, Marked]]:
    """Invent a class of one participant: sessions in any state, with or without marks."""
    rows: list[Meeting] = []
    marks: dict[int, Marked] = {}
    for number in range(draw(st.integers(0, 12))):
        hours = draw(st.integers(1, 8))
        status = draw(st.sampled_from(SessionStatus))
        rows.append(
            Meeting(number, FIRST + timedelta(days=draw(st.integers(0, 40))), hours, status, draw(st.booleans()))
        )
        if draw(st.booleans()):
            mark = draw(st.sampled_from(Mark))
            marks[number] = Marked(mark, draw(st.integers(1, hours)) if mark is Mark.PRESENT else 0)
    return rows, marks


@given(rules, classes(), scores, days, st.randoms(use_true_random=False))
def test_the_order_of_sessions_and_marks_does_not_matter(
    rule: Rule,
    room: tuple[list[Meeting], dict[int, Marked]],
    results: dict[AssessmentKind, int],
    day: date,
    random: object,
) -> None:
    """Claim: shuffling what is told changes nothing of what is answered."""
    rows, marks = room
    shuffled = list(rows)
    shuffled_marks = list(marks.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(shuffled_marks)  # type: ignore[attr-defined]
    assert standing(rule, rows, marks, results, day) == standing(rule, shuffled, dict(shuffled_marks), results, day)


@given(rules, classes(), scores, days, st.data())
def test_attending_more_never_makes_it_worse(
    rule: Rule,
    room: tuple[list[Meeting], dict[int, Marked]],
    results: dict[AssessmentKind, int],
    day: date,
    data: st.DataObject,
) -> None:
    """Claim: turning any mark (or a held session's missing one) into full presence never lowers the outcome."""
    rows, marks = room
    decided = [row for row in rows if row.id in marks or row.status is SessionStatus.HELD]
    if not decided:
        return
    row = data.draw(st.sampled_from(decided))
    before = standing(rule, rows, marks, results, day)
    after = standing(rule, rows, marks | {row.id: Marked(Mark.PRESENT, row.hours)}, results, day)
    assert ORDER.index(after.outcome) >= ORDER.index(before.outcome)
    assert after.hours_attended >= before.hours_attended
    if before.outcome is Outcome.PASSED:
        assert after.outcome is Outcome.PASSED


@given(rules, classes(), scores, days, st.integers(0, 100))
def test_a_better_post_test_never_makes_it_worse(
    rule: Rule, room: tuple[list[Meeting], dict[int, Marked]], results: dict[AssessmentKind, int], day: date, more: int
) -> None:
    """Claim: raising the post-test never lowers the outcome."""
    rows, marks = room
    low = results.get(AssessmentKind.POST_TEST, 0)
    better = results | {AssessmentKind.POST_TEST: max(low, more)}
    before, after = (standing(rule, rows, marks, told, day) for told in (results, better))
    assert ORDER.index(after.outcome) >= ORDER.index(before.outcome)


@given(rules, classes(), scores, days, st.data())
def test_the_promised_absences_are_kept(
    rule: Rule,
    room: tuple[list[Meeting], dict[int, Marked]],
    results: dict[AssessmentKind, int],
    day: date,
    data: st.DataObject,
) -> None:
    """Claim: missing as many open sessions as promised, whichever they are, still leaves a way to pass."""
    rows, marks = room
    now = standing(rule, rows, marks, results, day)
    if now.outcome is Outcome.CANNOT_PASS:
        return
    still_open = [
        row for row in rows if row.status is SessionStatus.PLANNED and row.id not in marks and not row.is_mandatory
    ]
    missed = data.draw(st.permutations(still_open))[: now.sessions_may_still_miss]
    assert len(missed) == now.sessions_may_still_miss
    later = standing(rule, rows, marks | {row.id: Marked(Mark.ABSENT, 0) for row in missed}, results, day)
    assert later.outcome is not Outcome.CANNOT_PASS


@given(rules, classes(), scores, days)
def test_who_cannot_pass_cannot_pass_even_with_all_that_is_left(
    rule: Rule, room: tuple[list[Meeting], dict[int, Marked]], results: dict[AssessmentKind, int], day: date
) -> None:
    """Claim: CANNOT_PASS is true: full presence at all that is open and a perfect test still do not pass, and
    NOT_YET is true: they do (when the hours that have no session yet are held too)."""
    rows, marks = room
    found = standing(rule, rows, marks, results, day)
    best = dict(marks)
    planned = sum(row.hours for row in rows if row.status is not SessionStatus.CANCELLED)
    extra = [Meeting(1000, FIRST, max(rule.course_hours - planned, 0), SessionStatus.HELD)]
    for row in [*rows, *extra]:
        if row.status is SessionStatus.PLANNED or row.id == 1000:
            best.setdefault(row.id, Marked(Mark.PRESENT, row.hours))
    end = standing(rule, [*rows, *extra], best, results | {AssessmentKind.POST_TEST: 100}, day)
    assert (end.outcome is Outcome.PASSED) == (found.outcome is not Outcome.CANNOT_PASS)


marked = st.builds(lambda mark: Marked(mark, 2 if mark is Mark.PRESENT else 0), st.sampled_from(Mark))


@given(st.dictionaries(st.integers(1, 6), st.tuples(marked, marked, st.booleans(), st.booleans())))
def test_two_trainers_with_the_same_page_never_lose_a_mark(
    wishes: dict[int, tuple[Marked, Marked, bool, bool]],
) -> None:
    """Claim: after both sent a page shown empty, each row touched by one bears that mark, and one touched by both
    bears the first, with the second told about it; sending both again changes nothing."""
    first = [Entry(key, None, one if touched else None) for key, (one, _, touched, _) in wishes.items()]
    second = [Entry(key, None, two if touched else None) for key, (_, two, _, touched) in wishes.items()]
    stored = dict(merge(first, {}).changes)
    late = merge(second, stored)
    stored |= late.changes
    for key, (one, two, touched_one, touched_two) in wishes.items():
        expected = one if touched_one else (two if touched_two else None)
        assert stored.get(key) == expected
        assert (key in late.clashes) == (touched_one and touched_two and one != two)
    for again in (merge(first, stored), merge([replace(entry, shown=None) for entry in second], stored)):
        assert again.changes == {}
