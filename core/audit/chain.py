"""The chain over the audit trail: what each link is made of, and what a broken one tells."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from core.labels import LabeledEnum

START = "0" * 64
"""What the first link names as the one before it."""


class Tampering(LabeledEnum):
    """How an entry and the chain disagree."""

    CHANGED = ("changed", "Isinya diubah setelah dikunci")
    DELETED = ("deleted", "Dihapus setelah dikunci")
    INSERTED = ("inserted", "Disisipkan di antara catatan yang sudah dikunci")
    REORDERED = ("reordered", "Urutan atau kunci rantainya diubah")


@dataclass(frozen=True)
class Link:
    """One link: the entry it seals, the keyed digest of that entry, and the hash over all before it."""

    number: int
    entry_id: int
    digest: str
    hash: str


@dataclass(frozen=True)
class Broken:
    """One entry that does not agree with the chain."""

    entry_id: int
    how: Tampering


def content(values: Mapping[str, Any]) -> str:
    """Return an entry's content as one text that is the same on every database.

    :param values: the entry's columns; anything JSON does not know is written as text
    """
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def next_hash(previous: str, *, entry_id: int, digest: str) -> str:
    """Return the hash of the link after ``previous``."""
    return sha256(f"{previous}|{entry_id}|{digest}".encode()).hexdigest()


def broken(links: Iterable[Link], digests: Mapping[int, str]) -> list[Broken]:
    """Return every entry that disagrees, once each, in the order of the chain and then by number.

    :param links: the whole chain in the order of its numbers
    :param digests: digest by entry number, of every entry that is there now
    """
    found: dict[int, Tampering] = {}
    previous, expected, newest, sealed = START, 1, 0, set()
    for link in links:
        hash_now = next_hash(previous, entry_id=link.entry_id, digest=link.digest)
        if link.number != expected or link.hash != hash_now:
            found.setdefault(link.entry_id, Tampering.REORDERED)
        now = digests.get(link.entry_id)
        if now is None:
            found[link.entry_id] = Tampering.DELETED
        elif now != link.digest:
            found[link.entry_id] = Tampering.CHANGED
        previous, expected = link.hash, link.number + 1
        newest = max(newest, link.entry_id)
        sealed.add(link.entry_id)
    for entry_id in sorted(entry for entry in digests if entry < newest and entry not in sealed):
        found[entry_id] = Tampering.INSERTED
    return [Broken(entry_id, how) for entry_id, how in found.items()]
