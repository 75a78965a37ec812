"""Photos and PDFs as evidence: whole ones pass without where they were made, anything else is refused."""

import struct
import zlib

import pytest

from core.files.evidence import JPEG, PDF, PNG, WEBP, read_evidence_file, read_photo, without_traces
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


def piece(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def webp(*extra: bytes, flags: int) -> bytes:
    body = piece(b"VP8X", bytes((flags, 0, 0, 0, 0, 0, 0, 0, 0, 0))) + piece(b"VP8L", b"\x2f\x00\x00") + b"".join(extra)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def test_a_photo_passes_without_its_place() -> None:
    place = segment(0xE1, b"Exif\x00\x00GPS 1.6 S 103.6 E")
    assert read_photo(jpeg(place)) == (jpeg(), JPEG)
    assert read_photo(png(extra=chunk(b"eXIf", b"GPS") + chunk(b"tEXt", b"Author\x00Ani"))) == (png(), PNG)
    assert read_photo(jpeg() + b"trailer after the picture") == (jpeg(), JPEG)
    assert read_photo(jpeg() + jpeg(place)) == (jpeg(), JPEG)
    web = webp(piece(b"EXIF", b"GPS 1.6 S 103.6 E"), flags=0x08)
    assert without_traces(web, WEBP) == webp(flags=0)
    assert without_traces(b"%PDF-1.4 as it is", PDF) == b"%PDF-1.4 as it is"


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_held_on_its_side_still_says_so(order: str) -> None:
    said = [(0x0110, 2, 4, 0), (0x0112, 3, 1, 6), (0x8825, 4, 1, 99)]
    tiff = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(f"{order}IH", 8, len(said))
    tiff += b"".join(
        struct.pack(f"{order}HHI", tag, kind, count) + struct.pack(f"{order}HH", value, 0)
        for tag, kind, count, value in said
    )
    stripped, _ = read_photo(jpeg(segment(0xE1, b"Exif\x00\x00" + tiff + b"GPS 1.6 S")))
    turned = b"Exif\x00\x00MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)
    assert stripped == jpeg(segment(0xE1, turned))
    assert read_photo(stripped) == (stripped, JPEG)


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
