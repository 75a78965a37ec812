"""No message, subject, calendar entry or link says what somebody else may not read."""

from datetime import date, time
from urllib.parse import unquote

import pytest

from balikat.follow_up.kinds import FollowUpReason
from balikat.follow_up.wording import message as follow_up_message
from balikat.training.notices.words import NoticeKind, Told, message_of, subject_of
from core.config import ROOT
from core.contacts.reach import NEVER_IN_MESSAGES, whatsapp_link
from harkat.applicants.wording import STANDS, members_words, stands
from harkat.applications.states import State
from harkat.reminders.kinds import ReminderKind
from harkat.reminders.wording import message, subject

DAY = date(2026, 11, 23)
TOLD = Told("Tata boga", "Angkatan 3", "Balai BLK", DAY, 4, "Resep", date(2026, 11, 22), "banjir", time(8))


def messages() -> list[str]:
    """Return everything that may be sent, in every kind and for every sort of phone."""
    made = [message(kind, "Siti Aminah", on=DAY, may_tell=tell, hour="08.00", place="Balai BLK")
            for kind in ReminderKind for tell in (True, False)]  # fmt: skip
    made += [subject(kind, may_tell=tell) for kind in ReminderKind for tell in (True, False)]
    made += [message_of(kind, TOLD, "Siti", allowance="boleh absen 1 kali lagi") for kind in NoticeKind]
    made += [subject_of(kind, TOLD) for kind in NoticeKind]
    made += [follow_up_message("Siti", reason, 3, "https://contoh.id/x", days=30) for reason in FollowUpReason]
    made += [unquote(whatsapp_link("0812", text)) for text in made]
    return made


def test_no_message_names_a_debt_a_score_or_a_refusal() -> None:
    assert [text for text in messages() if NEVER_IN_MESSAGES.search(text)] == []


def test_no_message_names_a_sum() -> None:
    assert [text for text in messages() if "Rp" in text] == []


def test_a_shared_phone_cannot_tell_one_kind_from_another() -> None:
    assert len({message(kind, "Siti", on=DAY, may_tell=False) for kind in ReminderKind}) == 1
    assert len({subject(kind, may_tell=False) for kind in ReminderKind}) == 1


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_plain_words_for_its_applicant_and_its_chair(state: State) -> None:
    for words in (*stands(state), *stands(state, for_chair=True), members_words(3)):
        assert NEVER_IN_MESSAGES.search(words) is None
        assert "tolak" not in words.lower()
    assert set(STANDS) == set(State)


def test_every_place_that_prepares_a_message_is_looked_at_here() -> None:
    known = {
        "balikat/follow_up/wording.py",
        "balikat/training/notices/words.py",
        "core/contacts/reach.py",
    }
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("core", "scoring", "balikat", "harkat")
        for path in (ROOT / package).rglob("*.py")
        if "wa.me" in path.read_text() and "sample" not in path.parts
    }
    assert found == known
    calendars = {
        path.relative_to(ROOT).as_posix()
        for package in ("core", "scoring", "balikat", "harkat")
        for path in (ROOT / package).rglob("*.py")
        if "VCALENDAR" in path.read_text()
    }
    assert calendars == set(), "the first calendar needs its words looked at here"
