"""Reads JSON from strangers: bounded depth, numbers that cannot grow, JSON wrapped in a JSON string."""

import json
import re

from core.files.limits import DEEPEST_JSON, LONGEST_NUMBER, FileRefused

_BROKEN = "Berkas JSON terpotong atau rusak. Unduh ulang berkas iDeb, jangan dibuka lalu disimpan dengan program lain."
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def looks_like_json(text: str) -> bool:
    """Tell whether text begins as JSON does (an object, a list or a quoted JSON string)."""
    start = text.lstrip("\ufeff \t\r\n\x00")[:40]
    if start[:1] == "{":
        return True
    if start[:1] == "[":
        return bool(re.match(r"\[\s*([\[{\"\]]|-?\d+\s*[,\]])", start))
    return bool(re.match(r'"[\s\\"]*[{\[][\s\\]*["\\\]}]', start))


def read_json(text: str) -> object:
    """Read a JSON value; long numbers and fractions stay text, and a value that is itself JSON text is opened.

    :raises FileRefused: for broken JSON or one nested too deep
    """
    value: object = text.strip("\ufeff \t\r\n\x00")
    for _ in range(4):
        if not isinstance(value, str):
            break
        value = _load(value)
    if isinstance(value, str):
        raise FileRefused(_BROKEN)
    return value


def _load(text: str) -> object:
    _check_depth(text)
    try:
        return json.loads(text, parse_int=_keep_short, parse_float=str, parse_constant=str, strict=False)
    except (ValueError, RecursionError):
        raise FileRefused(_BROKEN) from None


def _keep_short(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _check_depth(text: str) -> None:
    if text.count("{") + text.count("[") <= DEEPEST_JSON:
        return
    depth = 0
    for match in _BRACKETS.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > DEEPEST_JSON:
                raise FileRefused(
                    "Susunan berkas JSON ini terlalu dalam untuk sebuah iDeb. Unduh ulang dari sumbernya."
                )
        elif sign in "]}":
            depth -= 1
