"""Words of a page read back as the numbers they stand for, so that a file has real numbers."""

import re
from decimal import Decimal

_WHOLE = re.compile(r"(?:Rp)?(-?[0-9]{1,3}(?:\.[0-9]{3})*)")
_PERCENT = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?)%")


def as_cell(words: str) -> str | int | Decimal:
    """Return the number that words stand for, or the words where they say that it is closed or not known."""
    whole = _WHOLE.fullmatch(words)
    if whole:
        return int(whole[1].replace(".", ""))
    share = _PERCENT.fullmatch(words)
    return Decimal(share[1].replace(".", "").replace(",", ".")) if share else words
