"""Schedule requests as lines of JSON: whatever a line holds, it gets one line of answer."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from harkat.loans.answer import answer, refusal
from harkat.loans.request import HugeNumber, RepeatedFields, read_terms
from harkat.loans.schedule import build
from harkat.loans.terms import TermsRefused

LONGEST_LINE = 8 * 2**20


class NotJson(ValueError):
    """A line that cannot be read as JSON; the text is Indonesian."""


def answer_line(line: bytes) -> str:
    """Answer one line of JSON with one line of JSON, refusals and unreadable lines included."""
    if len(line) > LONGEST_LINE:
        return json.dumps(refusal(TermsRefused("Baris terlalu panjang: paling banyak 8 MB.")))
    try:
        fields = decode(line)
    except NotJson as error:
        return json.dumps(refusal(TermsRefused(str(error))))
    if not isinstance(fields, dict):
        return json.dumps(refusal(TermsRefused("Setiap baris harus berupa objek JSON dengan nama isian.")))
    identity = fields.get("id")
    try:
        shown = encode(identity)
    except RecursionError:
        return json.dumps(refusal(TermsRefused("Isian id bersarang terlalu dalam.", field="id")))
    try:
        plain = answer(build(read_terms(fields)))
    except TermsRefused as error:
        plain = refusal(error)
    del plain["id"]
    return f'{{"id": {shown}, {json.dumps(plain)[1:]}'


def decode(line: bytes) -> Any:
    """Read a line of JSON strictly: no NaN or Infinity, names that stand twice and numbers beyond reach marked.

    :raises NotJson: for anything else
    """
    try:
        return _load(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotJson("Baris ini bukan teks UTF-8.") from None
    except RecursionError:
        raise NotJson("JSON bersarang terlalu dalam.") from None
    except ValueError:
        raise NotJson("Baris ini bukan JSON yang benar.") from None


def _load(text: str) -> Any:
    return json.loads(
        text,
        object_pairs_hook=_read_object,
        parse_constant=_refuse_constant,
        parse_float=_read_float,
        parse_int=_read_int,
    )


def _read_object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    counts = Counter(name for name, _ in pairs)
    return RepeatedFields(fields, counts.most_common(1)[0][0])


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _read_float(text: str) -> object:
    number = float(text)
    return number if math.isfinite(number) else HugeNumber(text)


def _read_int(text: str) -> object:
    return int(text) if len(text) <= 100 else HugeNumber(text)


def encode(value: object) -> str:
    """Write a decoded value as JSON again, numbers beyond reach as they were written."""
    try:
        return json.dumps(value, allow_nan=False)
    except TypeError:
        if isinstance(value, HugeNumber):
            return value.text
        if isinstance(value, dict):
            return "{" + ", ".join(f"{json.dumps(name)}: {encode(inner)}" for name, inner in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(encode, value)) + "]"
        raise
