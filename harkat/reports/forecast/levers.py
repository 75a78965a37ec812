"""What the city could change, as a reader of the page sets it."""

from dataclasses import dataclass

from core.labels import LabeledEnum


class Classes(LabeledEnum):
    """How many BALIKAT classes run."""

    SAME = ("sama", "Seperti sekarang")
    HALF_MORE = ("tambah-setengah", "Ditambah setengah")
    DOUBLE = ("dua-kali", "Dua kali lipat")

    @property
    def times(self) -> float:
        """How many times today's classes."""
        return {"sama": 1.0, "tambah-setengah": 1.5, "dua-kali": 2.0}[self.value]


class Cleared(LabeledEnum):
    """How many of those held by pinjol get out of it."""

    NONE = ("tidak-ada", "Seperti sekarang")
    HALF = ("setengah", "Setengahnya selesai")
    ALL = ("semua", "Semuanya selesai")

    @property
    def share(self) -> float:
        """The share that gets out."""
        return {"tidak-ada": 0.0, "setengah": 0.5, "semua": 1.0}[self.value]


class BankSpeed(LabeledEnum):
    """How long the bank takes to decide."""

    SAME = ("sama", "Seperti sekarang")
    QUARTER_LESS = ("lebih-cepat", "Seperempat lebih cepat")
    HALF_TIME = ("setengah-waktu", "Setengah waktu sekarang")

    @property
    def time_share(self) -> float:
        """The share of today's days that is left."""
        return {"sama": 1.0, "lebih-cepat": 0.75, "setengah-waktu": 0.5}[self.value]


@dataclass(frozen=True)
class Levers:
    """The three settings together."""

    classes: Classes = Classes.SAME
    cleared: Cleared = Cleared.NONE
    bank: BankSpeed = BankSpeed.SAME

    @property
    def moved(self) -> bool:
        """Whether anything is other than today."""
        return self != Levers()


@dataclass(frozen=True)
class Reach:
    """What the levers take hold of.

    ``new_cases`` are the applications expected if everybody held by pinjol got free; absent while that count is closed.
    """

    new_cases: float | None = None
    spread_days: int = 180
