"""How far a bank's file has come, and what became of each of its rows."""

from dataclasses import dataclass

from core.labels import LabeledEnum

ROWS_AT_ONCE = 40
"""Rows of one piece, which is one transaction: whoever else writes waits about a second at most."""


class FileState(LabeledEnum):
    """Where a file stands."""

    UPLOADED = ("uploaded", "Kolom belum dicocokkan")
    READY = ("ready", "Siap diproses")
    RUNNING = ("running", "Sedang diproses")
    DONE = ("done", "Selesai")


class RowState(LabeledEnum):
    """What became of one row."""

    WAITING = ("waiting", "Menunggu")
    APPLIED = ("applied", "Tercatat")
    REPEATED = ("repeated", "Sudah tercatat sebelumnya")
    REFUSED = ("refused", "Perlu diperbaiki")


@dataclass(frozen=True)
class Carried:
    """What came of a row that was carried out; ``note`` is what somebody should look at."""

    is_new: bool
    note: str = ""
