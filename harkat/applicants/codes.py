"""Codes that can be read aloud, and the numbers they belong to."""

import re
import secrets

DIGITS = 6
NUMBER = re.compile(r"(HK|KL|PM)-[0-9A-Z]{2,6}-[0-9]{1,12}")


def fresh_code() -> str:
    """Make a code of six digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def fresh_link() -> str:
    """Make the secret of a link, too long to be guessed."""
    return secrets.token_urlsafe(32)


def tidy_number(text: str) -> str:
    """Return a receipt's number as it is printed: ``hk 2026 12`` becomes ``HK-2026-00012``."""
    words = re.findall(r"[0-9A-Za-z]+", text.upper())
    if len(words) == 3 and words[2].isdigit():
        return f"{words[0]}-{words[1]}-{int(words[2]):05d}"
    return "-".join(words)


def tidy_code(text: str) -> str:
    """Return the digits of a code as it was typed."""
    return re.sub(r"[^0-9]", "", text)


def spoken(code: str) -> str:
    """Write a code in two groups, as it is read aloud."""
    return f"{code[:3]} {code[3:]}"
