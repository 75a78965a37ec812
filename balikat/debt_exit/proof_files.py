"""What a proof may be: a photo or a PDF, told by its first bytes and never by its name."""

from core.errors import RuleBroken

LARGEST_PROOF = 8 * 1024 * 1024
MARKS = (
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"%PDF-", "application/pdf", ".pdf"),
)


class NoProof(RuleBroken):
    """A file that proves nothing: absent, empty, too large, neither photo nor PDF."""


def media_type_of(content: bytes) -> str:
    """Return the media type of a photo or PDF.

    :raises NoProof: for anything else, with what to bring
    """
    if not content:
        raise NoProof("Pilih foto atau PDF buktinya dulu.", field="file")
    if len(content) > LARGEST_PROOF:
        raise NoProof("Berkas lebih besar dari 8 MB. Potret ulang dengan ukuran lebih kecil.", field="file")
    for mark, media_type, _ in MARKS:
        if content.startswith(mark):
            return media_type
    raise NoProof("Bukti harus berupa foto (JPG atau PNG) atau PDF. Potret suratnya, lalu unggah.", field="file")


def ending_of(media_type: str) -> str:
    """Return the ending a file of a media type is handed out with."""
    return next(ending for _, known, ending in MARKS if known == media_type)
