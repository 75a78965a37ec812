"""Photos and files are told by their first bytes."""

import pytest

from core.people.kinds import PaperKind
from core.people.paper_guides import GUIDES
from core.people.scan_kinds import LARGEST, UnreadableScan, media_type_of


@pytest.mark.parametrize(
    ("start", "media_type"),
    [
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
    ],
)
def test_what_a_phone_makes_is_known(start: bytes, media_type: str) -> None:
    assert media_type_of(start + b"the rest") == media_type


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04", b"\xff\xd8\xff" + b"x" * LARGEST])
def test_anything_else_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UnreadableScan, match=r"[Ff]oto"):
        media_type_of(content)


def test_every_paper_says_what_it_is_and_where_it_comes_from() -> None:
    assert set(GUIDES) == set(PaperKind)
    for guide in GUIDES.values():
        assert guide.what.endswith(".")
        assert guide.where.endswith(".")
