"""The chain over the trail names the entry that was changed, deleted, inserted or moved, and no other."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audit.chain import START, Broken, Link, Tampering, broken, next_hash
from core.audit.wording import in_words


def linked(entries: dict[int, str]) -> list[Link]:
    links: list[Link] = []
    for number, (entry_id, digest) in enumerate(sorted(entries.items()), start=1):
        previous = links[-1].hash if links else START
        links.append(Link(number, entry_id, digest, next_hash(previous, entry_id=entry_id, digest=digest)))
    return links


ENTRIES = {1: "a", 2: "b", 4: "d", 5: "e"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda rows: rows, []),
        (lambda rows: {**rows, 6: "new"}, []),
        (lambda rows: {**rows, 2: "B"}, [Broken(2, Tampering.CHANGED)]),
        (lambda rows: {key: value for key, value in rows.items() if key != 4}, [Broken(4, Tampering.DELETED)]),
        (lambda rows: {**rows, 3: "c"}, [Broken(3, Tampering.INSERTED)]),
        (lambda rows: {**rows, 2: "d", 4: "b"}, [Broken(2, Tampering.CHANGED), Broken(4, Tampering.CHANGED)]),
    ],
)
def test_each_kind_of_tampering_is_named(
    change: Callable[[dict[int, str]], dict[int, str]], expected: list[Broken]
) -> None:
    assert broken(linked(ENTRIES), change(dict(ENTRIES))) == expected


def test_a_link_rewritten_to_fit_a_changed_entry_breaks_the_chain() -> None:
    links = linked(ENTRIES)
    links[1] = Link(2, 2, "B", next_hash(links[0].hash, entry_id=2, digest="B"))
    assert Broken(4, Tampering.REORDERED) in broken(links, {**ENTRIES, 2: "B"})


def test_a_link_taken_out_with_its_entry_is_seen_at_the_next() -> None:
    links = [link for link in linked(ENTRIES) if link.entry_id != 2]
    rest = {key: value for key, value in ENTRIES.items() if key != 2}
    assert broken(links, rest) == [Broken(4, Tampering.REORDERED)]


@given(st.dictionaries(st.integers(1, 400), st.text(max_size=3), min_size=1, max_size=40), st.integers(0, 39))
def test_any_one_changed_entry_is_the_only_one_named(entries: dict[int, str], which: int) -> None:
    """Claim: one change names one entry. Attacked with trails with gaps and equal digests."""
    entry_id = sorted(entries)[which % len(entries)]
    assert broken(linked(entries), {**entries, entry_id: entries[entry_id] + "x"}) == [
        Broken(entry_id, Tampering.CHANGED)
    ]


def test_before_and_after_are_told_in_words() -> None:
    told = in_words({"paid_on": "2026-03-01", "is_given": True, "12": "izin", "nib": None, "shares": {"3": 5}})
    assert told == [
        ("Dibayar pada", "1 Maret 2026"),
        ("Diberikan", "ya"),
        ("Baris 12", "izin"),
        ("NIB", "kosong"),
        ("Pembagian", "Baris 3: 5"),
    ]
