"""Photos and PDFs as evidence: whole ones pass without where they were made, anything else is refused."""

import struct
import zlib

import pytest

from core.files.evidence import JPEG, PDF, PNG, read_evidence_file, read_photo
from core.files.limits import LARGEST_FILE, FileRefused


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 1, extra: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00")) + chunk(b"IEND", b"")
    )


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(extra: bytes = b"", height: int = 1) -> bytes:
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, 1, 1) + b"\x01\x11\x00")
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\x00")
        + extra
        + frame
        + segment(0xDA, b"\x01\x01\x00\x00?\x00")
        + b"\x12\x34\xff\xd9"
    )


def test_a_photo_passes_without_its_place() -> None:
    place = segment(0xE1, b"Exif\x00\x00GPS 1.6 S 103.6 E")
    assert read_photo(jpeg(place)) == (jpeg(), JPEG)
    assert read_photo(png(extra=chunk(b"eXIf", b"GPS") + chunk(b"tEXt", b"Author\x00Ani"))) == (png(), PNG)
    assert read_photo(jpeg() + b"trailer after the picture") == (jpeg(), JPEG)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"bukan gambar sama sekali",
        b"GIF89a" + b"\x01" * 40,
        b"%PDF-1.4 bukan foto",
        jpeg()[:-2],
        jpeg()[:20],
        jpeg(height=0),
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff" + b"<script>alert(1)</script>" * 3,
        png()[:30],
        png(width=0),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        jpeg() + b"\x00" * LARGEST_FILE,
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        read_photo(content)


def test_evidence_may_be_a_pdf_too() -> None:
    whole = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"
    assert read_evidence_file(whole) == (whole, PDF)
    assert read_evidence_file(png())[1] == PNG
    with pytest.raises(FileRefused, match="terpotong"):
        read_evidence_file(b"%PDF-1.4\n1 0 obj")
    with pytest.raises(FileRefused, match="bukan keduanya"):
        read_evidence_file(b"PK\x03\x04" + b"\x00a" * 50)
