"""What may be kept beside an application, and telling a picture or PDF by its first bytes."""

from core.errors import RuleBroken
from core.labels import LabeledEnum

LARGEST = 5 * 1024 * 1024
_SIGNS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


class ScanRefused(RuleBroken):
    """A file that is no scan or photo."""


class AttachmentKind(LabeledEnum):
    """What an attachment shows."""

    SIGNED = ("signed", "Surat yang sudah ditandatangani")
    MINUTES = ("minutes", "Berita acara")
    VISIT = ("visit", "Foto kunjungan usaha")
    ADDENDUM = ("addendum", "Adendum")
    BANK_SCHEDULE = ("bank_schedule", "Jadwal dari bank")


def media_type_of(content: bytes, *, field: str) -> str:
    """Tell PDF, JPEG or PNG by the first bytes; the name alone proves nothing.

    :param field: the form's field, for the message
    :raises ScanRefused: for an empty, too large or other file
    """
    if not content:
        raise ScanRefused("Berkas ini kosong. Pindai atau foto ulang.", field=field)
    if len(content) > LARGEST:
        raise ScanRefused("Berkas lebih besar dari 5 MB. Kecilkan fotonya, lalu unggah lagi.", field=field)
    for sign, media_type in _SIGNS:
        if content.startswith(sign):
            return media_type
    raise ScanRefused("Unggah PDF, JPG, atau PNG.", field=field)
