"""What a visitor would like to borrow, and the installments that come of it."""

from dataclasses import dataclass

from core.labels import LabeledEnum
from core.money import Rupiah
from harkat.loans.paces import Pace
from harkat.loans.terms import Method


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

    def method(self, usual: Method) -> Method:
        """Return the method whose table is shown: the one asked for, or the product's."""
        if self.metode is None:
            return usual
        return {Shown.ANNUITY: Method.ANNUITY, Shown.EFFECTIVE: Method.EFFECTIVE, Shown.FLAT: Method.FLAT}[self.metode]
