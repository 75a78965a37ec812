"""Patterns of words that look for a cheap hint before they search, since most lines hold none of the words."""

import re
from functools import lru_cache

_OPTIONAL = re.compile(r"\\?.[?*]")
_SIGNS = re.compile(r"\\[a-zA-Z]|[\\^$.|+{}\[\]?*]|\d")


class WordPattern:
    """A pattern ``\\b(one|two)\\b``; a text without a literal piece of any alternative is not searched."""

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self.hints = find_hints(pattern)

    def search(self, text: str) -> re.Match[str] | None:
        """Search as ``re.search`` does."""
        for hint in self.hints:
            if hint in text:
                return self.pattern.search(text)
        return None


@lru_cache(maxsize=256)
def find_hints(pattern: str) -> tuple[str, ...]:
    """Find for each alternative a piece of text that every match must hold; an empty hint means: always search."""
    inner = re.fullmatch(r"\\b\((?:\?:)?(.*)\)\\b", pattern, re.DOTALL)
    body = inner[1] if inner and _is_one_group(pattern) else pattern
    hints = {hint for alternative in _split(body) for hint in _hints_of(alternative)}
    if "" in hints:
        return ("",)
    return tuple(sorted(hint for hint in hints if not any(other != hint and other in hint for other in hints)))


def _is_one_group(pattern: str) -> bool:
    depth = 0
    body = pattern.removeprefix(r"\b").removesuffix(r"\b")
    for place, sign in enumerate(body):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and place < len(body) - 1:
            return False
    return True


def _split(body: str) -> list[str]:
    """Split at the bars that stand outside groups."""
    parts = [""]
    depth = 0
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _hints_of(alternative: str) -> list[str]:
    outside, groups = _part_groups(alternative)
    literal = _longest_literal(outside)
    if len(literal) >= 3 or not groups:
        return [literal]
    inner = [hint for part in _split(groups[0]) for hint in _hints_of(part)]
    return inner if all(len(hint) > len(literal) for hint in inner) else [literal]


def _part_groups(text: str) -> tuple[str, list[str]]:
    """Give the text with groups replaced by a mark, and the bodies of groups that must match."""
    outside = ""
    groups: list[str] = []
    depth = 0
    for place, sign in enumerate(text):
        if sign == "(":
            if depth == 0:
                groups.append("")
            depth += 1
            if depth == 1:
                continue
        if sign == ")":
            depth -= 1
            if depth == 0:
                if text[place + 1 : place + 2] in ("?", "*"):
                    groups.pop()
                outside += "."
                continue
        if depth:
            groups[-1] += sign
        else:
            outside += sign
    return outside, [group.removeprefix("?:") for group in groups]


def _longest_literal(text: str) -> str:
    bare = re.sub(r"\\[a-zA-Z](?:\{[^}]*\})?[*+?]?|\[[^\]]*\][*+?]?|\{[^}]*\}", "\0", text)
    bare = _OPTIONAL.sub("\0", bare)
    return max(_SIGNS.sub("\0", bare).split("\0"), key=len)
