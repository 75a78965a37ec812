"""Photos and scans are told by their first bytes."""

import pytest

from core.files.papers import ENDINGS, LARGEST_PAPER, PaperRefused, check_signed_pdf, paper_type_of


@pytest.mark.parametrize(
    ("start", "media_type", "ending"),
    [
        (b"\xff\xd8\xff\xe1", "image/jpeg", ".jpg"),
        (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", ".webp"),
        (b"%PDF-1.7", "application/pdf", ".pdf"),
    ],
)
def test_what_a_phone_makes_is_known(start: bytes, media_type: str, ending: str) -> None:
    assert paper_type_of(start + b"the rest") == media_type
    assert ENDINGS[media_type] == ending


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"<svg>", b"MZ\x90", b"GIF89a", b"PK\x03\x04", b"RIFF----WAVE", b"%PDF-" + b"0" * LARGEST_PAPER],
)
def test_anything_else_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(PaperRefused, match=r"[Ff]oto") as refused:
        paper_type_of(content, field="scan")
    assert refused.value.field == "scan"


def test_an_electronic_signature_lies_inside_the_file() -> None:
    check_signed_pdf(b"%PDF-1.7 /ByteRange [0 1 2 3] /Contents <00> %%EOF")
    for content in (b"%PDF-1.7 tanpa", b"GIF89a /ByteRange /Contents", b"\xff\xd8\xff/ByteRange/Contents", b""):
        with pytest.raises(PaperRefused, match=r"layanan TTE.*bukan drafnya"):
            check_signed_pdf(content)
