"""Brings names and statement texts to one plain form, remembering where words began."""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_NBMB = re.compile(r"(?<=\d)NBMB(?=[A-Z])")
_NOTED = re.compile(r"(?<=[a-z])(?=[A-Z]{2})")
_WORD = re.compile(r"\d+|[A-Za-z]+")
# four digits or more, or two of a date, a clock or cents; begins with digits so that the search skips the letters
_NUMBER = re.compile(r"\d\d(?:\d\d+|(?<=[/:.,]\d\d)(?!\d)|(?<!\d\d\d)(?=[/:]))")
_LEGAL = frozenset({"pt", "cv", "tbk", "persero", "ud", "pd", "uus", "bpd"})


class PlainText(NamedTuple):
    """A text as words, as letters without spaces, and which places in the letters begin or end a word."""

    words: tuple[str, ...]
    letters: str
    starts: frozenset[int]
    ends: frozenset[int]


def shape_of(text: str) -> str:
    """Put one number in the place of references, amounts and dates, so that lines that say the same are the same."""
    return _NUMBER.sub("9999", text)


def fold(text: str) -> str:
    """Fold accents and odd signs away, keeping capitals."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def split_plain(text: str) -> list[str]:
    """Split a text into plain words; letters and digits that touch are parted, and so are a note and a NAME."""
    if "NBMB" in text:
        text = _NBMB.sub(" NBMB ", text)
    folded = fold(text)
    found = _WORD.findall(folded if folded.isupper() else _NOTED.sub(" ", folded))
    return " ".join(found).lower().split(" ") if found else []


@lru_cache(maxsize=4096)
def plain_text(text: str) -> PlainText:
    """Bring a text to its plain form."""
    words = split_plain(text)
    ends = list(accumulate(map(len, words)))
    return PlainText(tuple(words), "".join(words), frozenset((0, *ends[:-1]) if ends else ()), frozenset(ends))


@lru_cache(maxsize=8192)
def plain_words(text: str) -> str:
    """Give a text's plain words with single spaces; one bank's phrase for any transfer is cut."""
    return " ".join(plain_text(text).words).replace("pay top up echannel", "pay echannel")


@lru_cache(maxsize=8192)
def line_words(texts: tuple[str, ...]) -> str:
    """Give the plain words of all texts of a line, as ``plain_words`` does of the texts joined."""
    words = " ".join([word for text in texts for word in plain_text(text).words])
    return words.replace("pay top up echannel", "pay echannel")


def name_words(name: str) -> tuple[str, ...]:
    """Give a company's or brand's words without legal forms: ``PT``, ``Tbk``, ``(Persero)``, ``d/h …``."""
    bare = re.split(r"\bd\s*/\s*h\b|\bdahulu\b|\bformerly\b|\bsebelumnya\b", name, maxsplit=1, flags=re.IGNORECASE)[0]
    words = [word for word in split_plain(bare) if word not in _LEGAL]
    return tuple(words or split_plain(name))


def name_letters(name: str) -> str:
    """Give a name's letters without spaces and legal forms."""
    return "".join(name_words(name))
