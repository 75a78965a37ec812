"""Where and when somebody may be reached."""

from datetime import date, datetime

import pytest

from core.contacts.kinds import PhoneShared
from core.contacts.reach import NEVER_IN_MESSAGES, Reach, whatsapp_link
from core.dates import JAKARTA


def at(hour: int) -> datetime:
    return datetime(2026, 11, 20, hour, 30, tzinfo=JAKARTA)


@pytest.mark.parametrize(("hour", "may"), [(7, False), (8, True), (19, True), (20, False), (23, False), (0, False)])
def test_nobody_is_written_to_in_quiet_hours(hour: int, may: bool) -> None:
    assert (Reach("0812").why_not_now(at(hour), quiet_from=20, quiet_until=8) is None) is may


@pytest.mark.parametrize(("hour", "may"), [(8, False), (9, True), (15, True), (16, False)])
def test_safe_hours_are_kept_within_the_day(hour: int, may: bool) -> None:
    reach = Reach("0812", from_hour=9, until_hour=16)
    assert (reach.why_not_now(at(hour), quiet_from=20, quiet_until=8) is None) is may


def test_a_family_in_mourning_is_left_in_peace() -> None:
    reach = Reach("0812", died_on=date(2026, 11, 1))
    assert reach.why_not_now(at(10), quiet_from=20, quiet_until=8) is not None
    assert "jangan dihubungi" in reach.words


def test_a_shared_phone_is_told_nothing() -> None:
    assert Reach("0812").may_name_business
    assert Reach("0812", shared=PhoneShared.OWN).may_name_business
    assert not Reach("0812", shared=PhoneShared.SHARED).may_name_business


def test_the_link_carries_the_whole_message() -> None:
    assert whatsapp_link("081234", "Halo & apa?") == "https://wa.me/6281234?text=Halo%20%26%20apa%3F"


@pytest.mark.parametrize("words", ["pinjol", "Utang Anda", "tunggakan", "skor", "ditolak", "rentenir", "SLIK"])
def test_the_words_nobody_else_may_read_are_known(words: str) -> None:
    assert NEVER_IN_MESSAGES.search(f"Pesan: {words}.")
