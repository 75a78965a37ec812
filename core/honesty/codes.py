"""Codes on papers by which their holder answers without signing in, and codes by which a complaint is followed."""

import re
import secrets
from dataclasses import dataclass

from core.crypto import blind_index
from core.errors import RuleBroken
from core.honesty.kinds import Occasion

LETTERS = {Occasion.REGISTERED: "D", Occasion.CERTIFIED: "S", Occasion.DISBURSED: "C"}
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is read for something else: 0 and O, 1, I and L."""
SEAL_LENGTH = 6
FOLLOW_LENGTH = 8
_FORM = re.compile(r"([DSC])(\d{1,18})([2-9A-Z]{6})")


class UnknownCode(RuleBroken):
    """A code that stands on none of our papers."""


@dataclass(frozen=True)
class AnswerCode:
    """What a code on a paper stands for: an occasion and the row it is about."""

    occasion: Occasion
    key: int


def answer_code(occasion: Occasion, key: int) -> str:
    """Return the code printed on a paper, for example ``D-12-7KQ2MH``; it cannot be made without our key."""
    return f"{LETTERS[occasion]}-{key}-{_seal(occasion, key)}"


def read_answer_code(text: str) -> AnswerCode:
    """Read a code as it was typed, dashes and letter case aside.

    :raises UnknownCode: for a code we did not print
    """
    found = _FORM.fullmatch(re.sub(r"[\s-]", "", text).upper())
    if found:
        occasion = next(kind for kind, letter in LETTERS.items() if letter == found[1])
        if secrets.compare_digest(found[3], _seal(occasion, int(found[2]))):
            return AnswerCode(occasion, int(found[2]))
    raise UnknownCode("Kode ini tidak dikenal. Periksa huruf dan angkanya pada lembar Anda.", field="code")


def follow_code(reference: str) -> str:
    """Return the code by which a complaint is followed; the same form sent twice gets the same code.

    :param reference: the form's own mark, which nobody else knows
    """
    return _letters(f"follow code {reference}", FOLLOW_LENGTH)


def follow_digest(number: str, code: str) -> str:
    """Return the keyed digest under which a complaint's code is kept."""
    return blind_index(f"complaint {number.strip().upper()} {re.sub(r'[^0-9A-Za-z]', '', code).upper()}")


def used_digest(code: AnswerCode) -> str:
    """Return the keyed digest by which a code that gave its answer is known again."""
    return blind_index(f"answered {code.occasion} {code.key}")


def _seal(occasion: Occasion, key: int) -> str:
    return _letters(f"answer code {occasion} {key}", SEAL_LENGTH)


def _letters(text: str, length: int) -> str:
    number = int(blind_index(text), 16)
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
