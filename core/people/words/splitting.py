"""Which words a person is found by, and which a search asks for."""

import re

LONGEST = 40
_WORD = re.compile(r"[^\W_]+")


def words_of(name: str, number: str, phone: str) -> set[str]:
    """Return the words of a person: those of the name, the number whole and by its parts, the phone's digits."""
    digits = re.sub(r"[^0-9]", "", phone)
    last = number.rpartition("-")[2]
    found = {*_WORD.findall(name.lower()), *_WORD.findall(number.lower()), number.lower(), last.lstrip("0"), digits}
    return {word[:LONGEST] for word in found if word}


def beginnings_of(typed: str) -> list[str]:
    """Return the beginnings of words that every person found must have; signs that are no letters part words."""
    if re.fullmatch(r"\s*\+?[0-9][0-9 .-]+", typed):
        digits = re.sub(r"[^0-9]", "", typed)
        return ["0" + digits[2:] if digits.startswith("62") else digits]
    beginnings: list[str] = []
    for part in typed.lower().split():
        beginnings += [part] if re.fullmatch(r"[a-z]{2}-[0-9a-z]+(-[0-9]*)?", part) else _WORD.findall(part)
    return [word[:LONGEST] for word in beginnings]


def running_number(typed: str) -> int | None:
    """Return the running number that what was typed ends with, where it is a number alone or one of our numbers."""
    found = re.fullmatch(r"\s*(?:[A-Za-z]{2}-[0-9]{4}-)?0*([0-9]{1,15})\s*", typed)
    return int(found[1]) if found else None
