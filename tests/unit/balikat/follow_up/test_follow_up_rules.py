"""When somebody is asked again, and the message that asks."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from balikat.follow_up.dueness import Finish, plan, read_months
from balikat.follow_up.kinds import FollowUpReason
from balikat.follow_up.wording import message, whatsapp_address
from core.errors import RuleBroken

END = date(2026, 8, 31)


def due(today: date, known: tuple[tuple[int, date], ...] = ()) -> list[tuple[int, date]]:
    finish = Finish(FollowUpReason.TRAINING, 1, 7, END)
    return [(one.months, one.due_on) for one in plan([finish], known, months=(3, 6), open_days=60, today=today)]


@pytest.mark.parametrize(
    ("today", "made"),
    [
        (date(2026, 11, 29), []),
        (date(2026, 11, 30), [(3, date(2026, 11, 30))]),  # three months after 31 August is 30 November
        (date(2027, 1, 29), [(3, date(2026, 11, 30))]),
        (date(2027, 1, 30), []),
        (date(2027, 2, 28), [(6, date(2027, 2, 28))]),
    ],
)
def test_a_follow_up_falls_due_to_the_day(today: date, made: list[tuple[int, date]]) -> None:
    assert due(today) == made


def test_who_was_asked_around_that_day_is_not_asked_again() -> None:
    day = date(2026, 11, 30)
    assert due(day, ((7, day - timedelta(days=45)),)) == []
    assert len(due(day, ((7, day - timedelta(days=46)),))) == 1
    assert len(due(day, ((8, day),))) == 1


def test_graduation_comes_before_a_course() -> None:
    both = [Finish(reason, 1, 7, END) for reason in FollowUpReason]
    made = plan(both, (), months=(3,), open_days=60, today=date(2026, 11, 30))
    assert [one.finish.reason for one in made] == [FollowUpReason.GRADUATION]


@pytest.mark.parametrize("value", [[], [0], [37], ["3"], 3, None, {}])
def test_months_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(RuleBroken):
        read_months(value)


def test_the_message_opens_whatsapp_with_the_link_and_no_course() -> None:
    text = message("SITI AMINAH", FollowUpReason.TRAINING, 3, "https://harkat.id/x?y=1&z", days=30)
    address = urlsplit(whatsapp_address("081234567890", text))
    assert (address.netloc, address.path) == ("wa.me", "/6281234567890")
    assert parse_qs(address.query)["text"] == [text]
    assert text.startswith("Halo Siti,")
    assert "https://harkat.id/x?y=1&z" in text
    assert "AMINAH" not in text
