"""Tells which photos and scans of papers can be kept: by their first bytes, never by their name."""

from core.errors import RuleBroken

LARGEST_PAPER = 8 * 1024 * 1024
"""Bytes; a photo of a present-day phone is 2 to 6 MB."""
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf"}
_MARKS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))


class PaperRefused(RuleBroken):
    """A file that is no photo or scan of a paper, with what to do instead."""


def paper_type_of(content: bytes, *, field: str = "file") -> str:
    """Return the media type of a photo or scan: JPEG, PNG, WebP or PDF.

    :param field: the form's field, for the message
    :raises PaperRefused: when it is empty, larger than 8 MB, or of another kind
    """
    if not content:
        raise PaperRefused("Pilih foto atau berkasnya dulu.", field=field)
    if len(content) > LARGEST_PAPER:
        raise PaperRefused("Foto atau berkas paling besar 8 MB. Foto lagi dengan ukuran lebih kecil.", field=field)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    for mark, media_type in _MARKS:
        if content.startswith(mark):
            return media_type
    raise PaperRefused(
        "Berkas ini bukan foto (JPG, PNG, WebP) atau PDF. Foto suratnya dengan kamera HP, lalu pilih fotonya.",
        field=field,
    )


def check_signed_pdf(content: bytes, *, field: str = "file") -> None:
    """Refuse a file that is no PDF with an electronic signature inside; whether it holds is for a verifier to say.

    :raises PaperRefused: saying which file to bring
    """
    is_pdf = content[:1024].lstrip().startswith(b"%PDF-")
    if not is_pdf or b"/ByteRange" not in content or b"/Contents" not in content:
        raise PaperRefused(
            "PDF ini tidak memuat tanda tangan elektronik. Unggah berkas asli dari layanan TTE, bukan drafnya.",
            field=field,
        )
