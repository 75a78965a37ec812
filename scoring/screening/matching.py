"""Finds registry names in statement texts: spaces that moved, names cut by a field's width, typing errors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.labels import LabeledEnum
from scoring.screening.lenders import DEBT_KINDS, FLAGGING, Lender, LenderKind
from scoring.screening.normalising import PlainText, name_letters, name_words, plain_text
from scoring.screening.words import BOILERPLATE, NOTES, VOID


class NameForm(LabeledEnum):
    """How a name stands in the text."""

    COMPANY = ("company", "nama perusahaan")
    BRAND = ("brand", "merek")
    CUT = ("cut", "nama terpotong")
    TYPO = ("typo", "salah ketik")


@dataclass(frozen=True)
class NameHit:
    """A registry name found in a text: ``start`` and ``end`` are places in the text's letters without spaces."""

    lender: Lender
    form: NameForm
    start: int
    end: int
    name: str


_RANK = {
    LenderKind.PAYLATER: 0,
    LenderKind.P2P_LICENSED: 1,
    LenderKind.P2P_REVOKED: 2,
    LenderKind.STATE_MICROFINANCE: 3,
    LenderKind.ILLEGAL: 9,
}
_PREFIX = 6
_LOOSE_END = frozenset({LenderKind.P2P_LICENSED, LenderKind.PAYLATER, LenderKind.P2P_REVOKED})
_CUT_KINDS = _LOOSE_END | {LenderKind.ILLEGAL, LenderKind.MULTIFINANCE, LenderKind.STATE_MICROFINANCE, LenderKind.PAWN}


@dataclass(frozen=True)
class _Name:
    lender: Lender
    form: NameForm
    letters: str
    word_ends: frozenset[int]

    @property
    def rank(self) -> int:
        return _RANK.get(self.lender.kind, 5)


class LenderRegistry:
    """The lenders of one day, indexed for search; build it once and share it (about 50 ms for 3,500 names)."""

    def __init__(self, lenders: Sequence[Lender]) -> None:
        self.lenders = tuple(lenders)
        self._exact: dict[str, _Name] = {}
        self._prefixes: dict[str, list[_Name]] = {}
        for lender in lenders:
            for name in lender.names:
                self._add(lender, name)
        self._automaton = ahocorasick.Automaton()
        for letters, name_entry in self._exact.items():
            self._automaton.add_word(letters, name_entry)
        self._automaton.make_automaton()
        self._known = {name.letters: name for name in self._exact.values() if self._fuzzy(name)}
        self._known_letters = tuple(self._known)
        self._illegal_letters = tuple(
            name.letters
            for name in self._exact.values()
            if name.lender.kind is LenderKind.ILLEGAL and len(name.letters) >= 7
        )
        self.search = lru_cache(maxsize=16_384)(self._search)
        self._closest = lru_cache(maxsize=8_192)(self._find_close)

    def _add(self, lender: Lender, name: str) -> None:
        words = name_words(name)
        letters = "".join(words)
        if len(letters) < 3 or letters.isdigit() or _is_unfit(lender, words):
            return
        form = NameForm.COMPANY if name == lender.company else NameForm.BRAND
        ends: list[int] = []
        for word in words:
            ends.append((ends[-1] if ends else 0) + len(word))
        entry = _Name(lender, form, letters, frozenset(ends))
        held = self._exact.get(letters)
        if held is None or entry.rank < held.rank:
            self._exact[letters] = entry
        if lender.kind in _CUT_KINDS and len(letters) >= 10:
            self._prefixes.setdefault(letters[:_PREFIX], []).append(entry)

    @staticmethod
    def _fuzzy(name: _Name) -> bool:
        kind = name.lender.kind
        common = name.lender.common_word and name.form is NameForm.BRAND
        return kind in _LOOSE_END and len(name.letters) >= 7 and not common

    def _search(self, text: str) -> tuple[NameHit, ...]:
        """Find the registry names in a text, licensed before illegal, longest first, none overlapping."""
        plain = plain_text(text)
        exact = self._search_exact(plain)
        spans = {(hit.start, hit.end) for hit in exact}
        found = [*exact, *(hit for hit in self._search_cut(plain) if (hit.start, hit.end) not in spans)]
        if len(found) < 2:
            return tuple(found)
        found.sort(key=lambda item: (*_preference(item, plain.letters), item.start - item.end, item.start))
        kept: list[NameHit] = []
        for hit in found:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda item: item.start))

    def _search_exact(self, plain: PlainText) -> list[NameHit]:
        hits: list[NameHit] = []
        starts, ends = plain.starts, plain.ends
        for last, name in self._automaton.iter(plain.letters):
            end = last + 1
            start = end - len(name.letters)
            if start in starts and (end in ends or (len(name.letters) >= 7 and self._ends_loosely(name))):
                hits.append(NameHit(name.lender, name.form, start, end, name.letters))
        return hits

    @staticmethod
    def _ends_loosely(name: _Name) -> bool:
        return name.lender.kind in _LOOSE_END and not name.lender.common_word

    def _search_cut(self, plain: PlainText) -> list[NameHit]:
        hits: list[NameHit] = []
        letters = plain.letters
        begun = [start for start in plain.starts if letters[start : start + _PREFIX] in self._prefixes]
        for start in begun:
            names = self._prefixes[letters[start : start + _PREFIX]]
            measured = [(_shared(name.letters, letters, start), name) for name in names]
            most = max(length for length, _ in measured)
            longest = [name for length, name in measured if length == most]
            name = min(longest, key=lambda entry: entry.rank)
            alike = {(entry.lender.brand, entry.lender.kind) for entry in longest}
            if most < len(name.letters) and len(alike) == 1 and _is_cut(plain, start, most, name):
                hits.append(NameHit(name.lender, NameForm.CUT, start, start + most, name.letters))
        return hits

    def find_exact(self, name: str) -> Lender | None:
        """Find the lender that goes by exactly this name, spaces and legal forms aside."""
        entry = self._exact.get(name_letters(name))
        return entry.lender if entry else None

    def find_close(self, name: str, *, illegal: bool = False) -> NameHit | None:
        """Find the lender whose name differs by one typing error, two in names of twelve letters or more."""
        return self._closest(name, self._illegal_letters if illegal else self._known_letters)

    def _find_close(self, name: str, choices: tuple[str, ...]) -> NameHit | None:
        letters = name_letters(name)
        if len(letters) < 6 or letters in self._exact:
            return None
        allowed = 2 if len(letters) >= 12 else 1
        best = process.extractOne(letters, choices, scorer=OSA.distance, score_cutoff=allowed)
        if best is None or best[0][0] != letters[0]:
            return None
        entry = self._exact[best[0]]
        return NameHit(entry.lender, NameForm.TYPO, 0, len(letters), best[0])

    def find_company(self, printed: str) -> Lender | None:
        """Find who a reporter in an iDeb is: exact, cut, former name in ``d/h``, or with a typing error."""
        parts = [printed, *printed.lower().replace("(", " ").replace(")", " ").split("d/h")[1:]]
        for part in parts:
            entry = self._exact.get(name_letters(part))
            if entry and entry.lender.kind is not LenderKind.ILLEGAL:
                return entry.lender
        for part in parts:
            plain = plain_text(" ".join(name_words(part)))
            hits = [hit for hit in self._search_cut(plain) if hit.start == 0]
            if hits:
                return hits[0].lender
            close = self.find_close(part)
            if close:
                return close.lender
        return None


_BANK_WORDS = frozenset({"bri", "bni", "bca", "btn", "bsi", "mandiri", "bank", "pegadaian", "kur"})


def _is_unfit(lender: Lender, words: tuple[str, ...]) -> bool:
    """Tell a listed name that is no payee: an account on social media, a bank's own phrase (Pinjaman KUR BRI)."""
    if lender.kind is not LenderKind.ILLEGAL:
        return False
    everyday = all(word in VOID for word in words)
    return lender.brand.startswith("@") or (everyday and (len(words) == 1 or bool(_BANK_WORDS & set(words))))


_NOTE_END = re.compile(r"(?:pinjaman|cair|pencairan|angsuran|cicilan|tagihan)$")


def _preference(hit: NameHit, letters: str) -> tuple[bool, bool]:
    """Prefer licensed names, and among the others those that do not reach into the note behind a name."""
    licensed = hit.lender.kind in _LOOSE_END
    noted = hit.lender.kind is LenderKind.ILLEGAL and bool(_NOTE_END.search(letters, hit.start, hit.end))
    return not licensed, noted


def _shared(name: str, letters: str, start: int) -> int:
    limit = min(len(name), len(letters) - start)
    for place in range(_PREFIX, limit):
        if name[place] != letters[start + place]:
            return place
    return limit


def _is_cut(plain: PlainText, start: int, length: int, name: _Name) -> bool:
    """Tell a name cut by a field's width from another name that begins alike."""
    end = start + length
    if end not in plain.ends or length < 8:
        return False
    following = _word_at(plain, end)
    at_end = following is None or following.isdigit() or following in NOTES or following in BOILERPLATE
    if length not in name.word_ends:
        return length >= 10 or at_end
    if name.lender.kind is LenderKind.ILLEGAL:
        return False  # listed names begin with everyday words; only a word cut in two shows that a field cut them
    words_matched = sum(1 for place in name.word_ends if place <= length)
    if words_matched < 2:
        return False
    if at_end:
        return length >= 10
    return words_matched >= 3 and length >= 0.6 * len(name.letters)


def _word_at(plain: PlainText, place: int) -> str | None:
    position = 0
    for word in plain.words:
        if position == place:
            return word
        position += len(word)
    return None


_FLAGGING_NAMES = frozenset(kind.value for kind, debt in DEBT_KINDS.items() if debt in FLAGGING)


def is_flagging(lender: Lender) -> bool:
    """Tell whether borrowing from this lender is something an officer must ask about."""
    return lender.kind.value in _FLAGGING_NAMES
