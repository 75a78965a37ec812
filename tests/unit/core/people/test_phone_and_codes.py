"""Phone numbers, KBLI codes and NIBs are read however they are typed, or refused with an example."""

from datetime import date

import pytest

from core.errors import DomainError
from core.people.consent import REQUIRED, TEXTS, text_for, text_of_version, texts_on
from core.people.kbli import parse_kbli, parse_nib
from core.people.kinds import ConsentPurpose
from core.people.phone import format_phone, parse_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812-3456-7890", "081234567890"),
        ("+62 812 3456 7890", "081234567890"),
        ("6281234567890", "081234567890"),
        ("81234567890", "081234567890"),
        ("(0741) 123456", "0741123456"),
    ],
)
def test_a_phone_number_is_kept_one_way(typed: str, kept: str) -> None:
    assert parse_phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "abc", "0812", "0812345678901234", "08123456789a", "+1 202 555 0100"])
def test_what_is_no_phone_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(DomainError, match="0812-3456-7890") as caught:
        parse_phone(typed)
    assert caught.value.field == "phone"


def test_a_phone_number_is_shown_in_groups() -> None:
    assert format_phone("081234567890") == "0812-3456-7890"
    assert format_phone("0741123456") == "0741-1234-56"


@pytest.mark.parametrize("typed", ["56102", "561.02", " 56102 "])
def test_a_kbli_code_has_five_digits(typed: str) -> None:
    assert parse_kbli(typed) == "56102"


@pytest.mark.parametrize("typed", ["5610", "561022", "56l02", "warung", "00123", "34000", "89001"])
def test_another_code_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="NIB") as caught:
        parse_kbli(typed)
    assert caught.value.field == "kbli_code"


def test_a_nib_has_thirteen_digits() -> None:
    assert parse_nib("9120 3045 6789 0") == "9120304567890"
    with pytest.raises(DomainError, match="diisi 12 angka"):
        parse_nib("912030456789")
    with pytest.raises(DomainError, match="hanya berisi angka"):
        parse_nib("91203O4567890")


def test_every_purpose_has_a_text_and_only_registration_is_needed() -> None:
    assert [text.purpose for text in texts_on(date(2026, 11, 20))] == list(ConsentPurpose)
    assert frozenset({ConsentPurpose.REGISTRATION}) == REQUIRED
    for text in TEXTS:
        assert "setuju" in text.text
        assert text.refusal
        assert text_of_version(text.purpose, text.version) is text


def test_versions_of_a_text_are_told_apart() -> None:
    assert len({(text.purpose, text.version) for text in TEXTS}) == len(TEXTS)
    assert text_of_version(ConsentPurpose.SCREENING, "1999-1") is None
    assert text_for(ConsentPurpose.SCREENING, date(2020, 1, 1)).purpose is ConsentPurpose.SCREENING
