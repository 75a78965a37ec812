"""Two honest answers to what was true on a past day: as known then, or with what was corrected since."""

from core.labels import LabeledEnum


class Basis(LabeledEnum):
    """Which rows of the ledger count for a past day."""

    CORRECTED = ("corrected", "Dengan koreksi sampai sekarang")
    KNOWN = ("known", "Seperti yang tercatat pada hari itu")
