"""Looking at debts is judged by account and day: asked about, never accused of."""

from datetime import UTC, date, datetime, timedelta

import pytest

from harkat.privacy.looks.period import MOST_DAYS, Period, read_period
from harkat.privacy.looks.unusual import Limits, Look, Span, Unusual, has_case, is_outside_hours, unusual

FRIDAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
"""Ten o'clock on that Friday in Jambi."""
LIMITS = Limits(many=5, opens=7, closes=17)


def look(at: datetime = MORNING, *, account: int = 1, person: int = 1, has_case: bool | None = True) -> Look:
    """Return one look."""
    return Look(at, account, f"Akun {account}", person, f"HK-{person:03}", has_case)


def kinds(looks: list[Look]) -> list[tuple[int, date, Unusual]]:
    """Return what is unusual about some looks."""
    days = {one.at.date() + timedelta(days=add) for one in looks for add in (0, 1)}
    return [row.key for row in unusual(looks, dict.fromkeys(days, LIMITS))]


def test_many_means_different_persons_of_one_account_on_one_day() -> None:
    assert kinds([look(person=1) for _ in range(9)]) == []
    assert kinds([look(person=person) for person in range(4)]) == []
    assert kinds([look(person=person) for person in range(5)]) == [(1, FRIDAY, Unusual.MANY)]
    assert kinds([look(person=person, account=person % 2) for person in range(8)]) == []
    later = MORNING - timedelta(days=1)
    assert kinds([look(later if person < 3 else MORNING, person=person) for person in range(6)]) == []


@pytest.mark.parametrize(
    ("hour", "day", "outside"),
    [(0, 20, False), (9, 20, False), (10, 20, True), (23, 19, True), (3, 21, True), (3, 22, True), (3, 23, False)],
)
def test_the_office_is_open_on_weekdays_from_its_first_hour_until_its_last(hour: int, day: int, outside: bool) -> None:
    assert is_outside_hours(datetime(2026, 11, day, hour, 0, tzinfo=UTC), LIMITS) is outside


def test_a_day_is_a_day_in_jambi() -> None:
    night = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    assert kinds([look(night)]) == [(1, date(2026, 11, 21), Unusual.HOURS)]


def test_only_a_look_without_a_case_is_asked_about_and_never_where_duty_reaches_everybody() -> None:
    assert kinds([look(has_case=True), look(has_case=None)]) == []
    assert kinds([look(has_case=False)]) == [(1, FRIDAY, Unusual.NO_CASE)]


def test_a_case_holds_on_its_days_alone() -> None:
    ended = Span(FRIDAY, FRIDAY + timedelta(days=2))
    assert [has_case(FRIDAY + timedelta(days=add), [ended]) for add in (-1, 0, 2, 3)] == [False, True, True, False]
    assert has_case(date(2030, 1, 1), [ended, Span(FRIDAY, None)])
    assert not has_case(FRIDAY, [])


def test_questions_accuse_nobody_and_name_persons_by_number_only() -> None:
    night = MORNING + timedelta(hours=10)
    found = unusual([look(night, person=person, has_case=False) for person in range(14)], {FRIDAY: LIMITS})
    assert [row.kind for row in found] == list(Unusual)
    assert all(row.asked.endswith("?") for row in found)
    assert "14 orang" in found[0].asked
    assert "14 kali, pukul 20.00" in found[1].behind
    assert "HK-009, dan 4 lagi." in found[2].behind
    words = " ".join(row.asked + row.behind for row in found).lower()
    assert not [word for word in ("curang", "diduga", "pelanggaran", "mengintip", "salah") if word in words]


def test_the_newest_day_comes_first() -> None:
    looks = [look(MORNING - timedelta(days=1), has_case=False), look(has_case=False)]
    assert [day for _, day, _ in kinds(looks)] == [FRIDAY, FRIDAY - timedelta(days=1)]


def test_typed_days_make_a_range_and_nonsense_falls_back_with_a_word() -> None:
    month = FRIDAY - timedelta(days=MOST_DAYS - 1)
    assert read_period("", "", FRIDAY) == Period(month, FRIDAY)
    assert read_period("18/11/2026", "2026-11-19", FRIDAY) == Period(date(2026, 11, 18), date(2026, 11, 19))
    for first, last in (("besok", ""), ("", "31/02/2026"), ("", "01/01/2027"), ("0001-01-01", ""), ("20/11/2026", "x")):
        period = read_period(first, last, FRIDAY)
        assert period.note
        assert month <= period.first <= period.last <= FRIDAY
    assert "31 hari" in (read_period("01/01/2026", "", FRIDAY).note or "")
    assert read_period("20/11/2026", "10/11/2026", FRIDAY).note, "the first day may not lie behind the last"
