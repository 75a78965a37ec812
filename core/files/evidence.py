"""Checks a photo or PDF that somebody hands in as evidence, and takes out of a photo where it was made."""

import struct

from core.files.limits import LARGEST_FILE, FileRefused

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NO_PICTURE = "Berkas ini bukan foto yang bisa dibuka. Ambil ulang fotonya, atau pilih berkas JPG atau PNG."


def read_photo(content: bytes) -> tuple[bytes, str]:
    """Check a JPEG or PNG and return it without what cameras write beside the picture (place, device), with its type.

    :raises FileRefused: for anything that is no whole picture
    """
    _check_size(content)
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return _strip_jpeg(content), JPEG
        if content.startswith(_PNG_START):
            return _strip_png(content), PNG
    except (IndexError, ValueError, struct.error):
        pass
    raise FileRefused(_NO_PICTURE)


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
    kept, place, has_frame = [content[:2]], 2, False
    while True:
        if content[place] != 0xFF:
            raise ValueError
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise ValueError
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            has_frame = bool(height and width)
        if marker == 0xDA:
            break
        if marker == 0xEE or not (0xE1 <= marker <= 0xEF or marker == 0xFE):
            kept.append(content[place:end])
        place = end
    finish = content.rfind(b"\xff\xd9")
    if not has_frame or finish <= end:
        raise ValueError
    return b"".join([*kept, content[place : finish + 2]])


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
