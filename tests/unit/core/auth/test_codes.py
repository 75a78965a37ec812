"""A code is good for its half minute and its neighbours, once, and never again."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from core.auth.factors import codes
from core.auth.session import describe

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
STEP = int(AT.timestamp()) // 30


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (-30, True), (30, True), (-60, False), (60, False)])
def test_a_phone_half_a_minute_off_still_gets_in(seconds: int, good: bool) -> None:
    code = pyotp.TOTP(SECRET).at(AT + timedelta(seconds=seconds))
    assert (codes.matching_step(SECRET, code, at=AT, after=0) is not None) is good


def test_a_used_code_and_older_ones_are_refused() -> None:
    code = pyotp.TOTP(SECRET).at(AT)
    assert codes.matching_step(SECRET, code, at=AT, after=STEP - 1) == STEP
    assert codes.matching_step(SECRET, code, at=AT, after=STEP) is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦", "000000 000000", "💥"])
def test_nonsense_is_no_code(typed: str) -> None:
    assert codes.matching_step(SECRET, typed, at=AT, after=0) is None


def test_a_code_may_be_typed_in_two_parts() -> None:
    code = pyotp.TOTP(SECRET).at(AT)
    assert codes.matching_step(SECRET, f" {code[:3]} {code[3:]} ", at=AT, after=0) == STEP


def test_recovery_codes_differ_and_compare_whatever_way_they_are_typed() -> None:
    fresh = codes.new_recovery_codes()
    assert len(set(fresh)) == codes.RECOVERY_CODES
    assert codes.plain_recovery_code(fresh[0].lower().replace("-", " ")) == fresh[0].replace("-", "")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 13) AppleWebKit Chrome/120 Mobile Safari/537", "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537 Edg/120", "Edge di Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) AppleWebKit Version/17 Safari/605", "Safari di Mac"),
        ("curl/8", "Peramban di perangkat lain"),
    ],
)
def test_browsers_are_told_in_short_words(agent: str, words: str) -> None:
    assert describe(agent) == words
