"""What may be kept beside an application."""

from core.labels import LabeledEnum


class AttachmentKind(LabeledEnum):
    """What an attachment shows."""

    SIGNED = ("signed", "Surat yang sudah ditandatangani")
    MINUTES = ("minutes", "Berita acara")
    VISIT = ("visit", "Foto kunjungan usaha")
    ADDENDUM = ("addendum", "Adendum")
    BANK_SCHEDULE = ("bank_schedule", "Jadwal dari bank")
