"""Kinds of documents that figures rest on."""

from core.labels import LabeledEnum


class SourceKind(LabeledEnum):
    """What kind of document it is."""

    AGREEMENT = ("agreement", "Nota kesepahaman atau perjanjian")
    DECREE = ("decree", "Keputusan atau peraturan")
    BANK_LETTER = ("bank_letter", "Surat bank")
    REPORT = ("report", "Laporan atau berita acara")
    NEWS = ("news", "Pemberitaan")
