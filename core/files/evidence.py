"""Checks a photo or PDF that somebody hands in as evidence, and takes out of a photo where it was made."""

import re
import struct

from core.files.limits import LARGEST_FILE, FileRefused

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_WEBP_TOLD = {b"EXIF", b"XMP "}
_WEBP_TOLD_FLAGS = 0x08 | 0x04
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The marker that ends a scan; what phones hang on behind the picture (a second one, a preview) is not kept."""
_EXIF, _ORIENTATION, _UPRIGHT = b"Exif\x00\x00", 0x0112, 1
_NO_PICTURE = "Berkas ini bukan foto yang bisa dibuka. Ambil ulang fotonya, atau pilih berkas JPG atau PNG."


def read_photo(content: bytes) -> tuple[bytes, str]:
    """Check a JPEG or PNG and return it without what cameras write beside the picture (place, device), with its type.

    :raises FileRefused: for anything that is no whole picture
    """
    _check_size(content)
    if content.startswith(b"\xff\xd8\xff"):
        return without_traces(content, JPEG), JPEG
    if content.startswith(_PNG_START):
        return without_traces(content, PNG), PNG
    raise FileRefused(_NO_PICTURE)


def without_traces(content: bytes, media_type: str) -> bytes:
    """Take out of a JPEG, PNG or WebP what cameras write beside the picture; anything else stays as it is.

    :raises FileRefused: for a picture that is not whole
    """
    strip = {JPEG: _strip_jpeg, PNG: _strip_png, WEBP: _strip_webp}.get(media_type)
    try:
        return content if strip is None else strip(content)
    except (IndexError, ValueError, struct.error):
        raise FileRefused(_NO_PICTURE) from None


def read_evidence_file(content: bytes) -> tuple[bytes, str]:
    """Check a photo or a PDF handed in as evidence and return it with its type.

    :raises FileRefused: for any other file
    """
    _check_size(content)
    if content[:1024].lstrip().startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise FileRefused("PDF ini terpotong. Simpan ulang, lalu unggah kembali.")
        return content, PDF
    if content.startswith((b"\xff\xd8\xff", _PNG_START)):
        return read_photo(content)
    raise FileRefused("Bukti berupa foto (JPG atau PNG) atau PDF. Berkas ini bukan keduanya.")


def _check_size(content: bytes) -> None:
    if not content:
        raise FileRefused("Berkas ini kosong. Ambil ulang fotonya, atau pilih berkas lain.")
    if len(content) > LARGEST_FILE:
        raise FileRefused(f"Berkas lebih besar dari {LARGEST_FILE // (1024 * 1024)} MB. Ambil foto yang lebih kecil.")


def _strip_jpeg(content: bytes) -> bytes:
    kept, place, has_frame, has_scan = [content[:2]], 2, False, False
    while True:
        if content[place] != 0xFF:
            raise ValueError
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xD9:
            break
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise ValueError
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            has_frame = bool(height and width)
        if marker == 0xDA:
            found = _AFTER_SCAN.search(content, end)
            if found is None:
                raise ValueError
            end, has_scan = found.start(), True
        if marker == 0xE1:
            kept.append(_turned(content[place + 4 : end]))
        elif marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE):
            kept.append(content[place:end])
        place = end
    if not (has_frame and has_scan):
        raise ValueError
    return b"".join([*kept, b"\xff\xd9"])


def _turned(told: bytes) -> bytes:
    """Keep of what a camera told only which way up it was held, or a phone's photo would lie on its side."""
    if not told.startswith(_EXIF) or told[6:8] not in (b"II", b"MM"):
        return b""
    order = "<" if told[6:8] == b"II" else ">"
    tiff = told[6:]
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        entries = [struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number) for number in range(count)]
    except struct.error:
        return b""
    turn = next((value for tag, _, _, value in entries if tag == _ORIENTATION), _UPRIGHT)
    if not _UPRIGHT < turn <= 8:
        return b""
    body = _EXIF + b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _strip_webp(content: bytes) -> bytes:
    (length,) = struct.unpack_from("<I", content, 4)
    finish, place, kept = 8 + length, 12, []
    if not content.startswith(b"RIFF") or content[8:12] != b"WEBP" or finish > len(content):
        raise ValueError
    while place < finish:
        kind, (size,) = content[place : place + 4], struct.unpack_from("<I", content, place + 4)
        end = place + 8 + size + size % 2
        if place + 8 + size > finish:
            raise ValueError
        piece = content[place:end]
        if kind == b"VP8X":
            piece = piece[:8] + bytes((piece[8] & ~_WEBP_TOLD_FLAGS,)) + piece[9:]
        if kind not in _WEBP_TOLD:
            kept.append(piece)
        place = end
    if not {b"VP8 ", b"VP8L", b"ANMF"} & {piece[:4] for piece in kept}:
        raise ValueError
    body = b"".join(kept)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _strip_png(content: bytes) -> bytes:
    kept, place, kind = [_PNG_START], len(_PNG_START), b""
    seen = set()
    while kind != b"IEND":
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind = content[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(content):
            raise ValueError
        if kind == b"IHDR" and 0 in struct.unpack(">II", content[place + 8 : place + 16]):
            raise ValueError
        if kind in _PNG_KEPT:
            kept.append(content[place:end])
        seen.add(kind)
        place = end
    if not {b"IHDR", b"IDAT"} <= seen:
        raise ValueError
    return b"".join(kept)
