"""What a visitor would like to borrow, and the installments that come of it."""

from dataclasses import dataclass

from core.labels import LabeledEnum
from core.money import Rupiah
from harkat.loans.terms import Frequency, Method

WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12


class Pace(LabeledEnum):
    """How often a trader would rather pay."""

    MONTHLY = ("monthly", "setiap bulan")
    WEEKLY = ("weekly", "setiap minggu")


class Shown(LabeledEnum):
    """The methods that are laid side by side."""

    ANNUITY = ("annuity", "Anuitas (angsuran tetap)")
    EFFECTIVE = ("effective", "Efektif (pokok tetap)")
    FLAT = ("flat", "Flat")


@dataclass(frozen=True, slots=True)
class Wish:
    """A loan a visitor asks about; rupiah and months."""

    jumlah: Rupiah
    bulan: int
    angsuran: Pace = Pace.MONTHLY
    metode: Shown | None = None

    @property
    def frequency(self) -> Frequency:
        """How often installments fall due."""
        return Frequency.WEEKLY if self.angsuran is Pace.WEEKLY else Frequency.MONTHLY

    @property
    def installments(self) -> int:
        """How many installments the months make: 52 weeks a year, half a week counted as one."""
        if self.angsuran is Pace.MONTHLY:
            return self.bulan
        return (self.bulan * WEEKS_A_YEAR * 2 + MONTHS_A_YEAR) // (2 * MONTHS_A_YEAR)

    def method(self, usual: Method) -> Method:
        """Return the method whose table is shown: the one asked for, or the product's."""
        if self.metode is None:
            return usual
        return {Shown.ANNUITY: Method.ANNUITY, Shown.EFFECTIVE: Method.EFFECTIVE, Shown.FLAT: Method.FLAT}[self.metode]
