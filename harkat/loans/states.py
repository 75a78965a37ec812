"""Whether a loan runs, and how it ended."""

from core.labels import LabeledEnum


class LoanState(LabeledEnum):
    """Where a loan stands as a whole; being late is read from its installments."""

    RUNNING = ("running", "Berjalan")
    CLOSED = ("closed", "Lunas")
    WRITTEN_OFF = ("written_off", "Dihapus buku")
