"""Tells whether a name printed by a bank and a person's name are the same person's."""

import re

from scoring.screening.words import word_set

_TITLES = word_set(
    "h hj haji hajjah ir dr drs dra prof bpk bapak ibu ibuk sdr sdri tn ny nn se sh st sp spd mm mpd skom amd "
    "ssos kh ust s e m pd kom sos qq"
)
_SAME = {
    **dict.fromkeys(
        word_set("muhammad mohammad muhamad mohamad mohammed muh moh moch mochammad mochamad mhd mhmd md"), "m"
    ),
    **dict.fromkeys(("abd", "abdoel"), "abdul"),
    **dict.fromkeys(("st", "sti"), "siti"),
}
_COMMON_FIRST = word_set("m abdul siti ahmad nur sri dewi tri")
_CUT_WIDTH = 8


def same_person(printed: str, name: str) -> bool | None:
    """Compare a printed name with a person's: initials, cut names, order and titles aside; None when one is empty."""
    left, right = _words(printed), _words(name)
    if not left or not right:
        return None
    if left == right or "".join(left) == "".join(right):
        return True
    shorter, longer = sorted((left, right), key=lambda words: (len(words), len("".join(words))))
    if _fits_cut(shorter, longer):
        return True
    if len(shorter) == 1:
        return len(shorter[0]) >= 5 and shorter[0] not in _COMMON_FIRST and shorter[0] == longer[0]
    return _covers(shorter, longer)


def _words(name: str) -> list[str]:
    bare = re.split(r"\bq\.?q\b|/|\(", name.lower(), maxsplit=1)[0]
    bare = re.sub(r",.*$", "", bare)  # degrees stand behind a comma
    words = [word.strip("'") for word in re.findall(r"[a-z']+", bare)]
    kept = [_SAME.get(word, word) for word in words if word]
    while len(kept) > 2 and kept[0] in _TITLES and kept[0] != "m":
        kept.pop(0)
    if len(kept) > 1 and kept[0] in _TITLES and len(kept[0]) > 1:
        kept.pop(0)
    if len(kept) == 2 and kept[0] in ("h", "hj"):
        kept.pop(0)
    return kept


def _fits_cut(shorter: list[str], longer: list[str]) -> bool:
    """Tell a name that was cut by a field's width."""
    cut, full = " ".join(shorter), " ".join(longer)
    return len(cut) >= _CUT_WIDTH and full.startswith(cut)


def _covers(shorter: list[str], longer: list[str]) -> bool:
    """Match every word of the shorter name to a word of the longer one, an initial to a word it begins."""
    left = list(longer)
    whole = 0
    for word in sorted(shorter, key=len, reverse=True):
        match = next((other for other in left if other == word), None)
        if match is None:
            match = next((other for other in left if _stands_for(word, other)), None)
        else:
            whole += len(word) > 1
        if match is None:
            return False
        left.remove(match)
    return whole >= 1 and len(left) <= 2


def _stands_for(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return len(short) >= 4 and long.startswith(short)
