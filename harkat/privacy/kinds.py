"""Kinds of requests about one's own entries, what becomes of each table when a person is erased, and breaches."""

from core.labels import LabeledEnum

HOURS = 72
"""3 x 24 hours: UU 27/2022 articles 30 and 32 (correct, copy), 40 and 41 (stop), 46 (tell of a breach)."""


class RequestKind(LabeledEnum):
    """What a person asks for about their own entries."""

    COPY = ("copy", "Salinan data")
    CORRECTION = ("correction", "Pembetulan data")
    LIMIT = ("limit", "Pembatasan pemakaian data")
    WITHDRAWAL = ("withdrawal", "Pencabutan persetujuan")
    ERASURE = ("erasure", "Penghapusan data")
    OBJECTION = ("objection", "Keberatan atas penilaian otomatis")


class Fate(LabeledEnum):
    """What becomes of a table's rows about a person who is erased."""

    ERASED = ("erased", "dihapus")
    EMPTIED = ("emptied", "isinya dikosongkan")
    HELD = ("held", "ditahan dulu")
    KEPT = ("kept", "tetap, tanpa nama")


class BreachState(LabeledEnum):
    """How far the handling of a breach has come."""

    OPEN = ("open", "Sedang ditangani")
    TOLD = ("told", "Sudah diberitahukan")
