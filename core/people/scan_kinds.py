"""Which photos and files of papers can be kept: told by their first bytes, not by their name."""

from core.errors import RuleBroken

LARGEST = 8 * 1024 * 1024
"""Bytes; a photo of a present-day phone is 2 to 6 MB."""
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"


class UnreadableScan(RuleBroken):
    """A photo or file that cannot be kept, with what to do instead."""


def media_type_of(content: bytes) -> str:
    """Return the media type of a photo or file.

    :raises UnreadableScan: when it is empty, too large, or of another kind
    """
    if not content:
        raise UnreadableScan("Pilih foto atau berkasnya dulu.", field="file")
    if len(content) > LARGEST:
        raise UnreadableScan("Foto atau berkas paling besar 8 MB. Foto lagi dengan ukuran lebih kecil.", field="file")
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    raise UnreadableScan(
        "Berkas ini bukan foto (JPEG, PNG, WebP) atau PDF. Foto dengan kamera HP, lalu pilih fotonya.", field="file"
    )
