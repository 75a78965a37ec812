"""Who may leave a rentenir through the programme's own product, where the city has switched it on."""

from dataclasses import dataclass
from datetime import date

from balikat.debt_exit.debts import ExitDebt, outcome_of
from balikat.debt_exit.kinds import DebtClass, ProofKind, ProofShows
from core.money import format_rupiah


@dataclass(frozen=True)
class RefinanceRules:
    """The dated rules of the product: whether it is open, and the most it refinances in rupiah."""

    is_open: bool
    most: int


@dataclass(frozen=True)
class RefinanceAnswer:
    """Whether a debt may be refinanced and, where not, every reason; ``amount`` in rupiah."""

    amount: int
    reasons: tuple[str, ...]

    @property
    def is_eligible(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons


def evaluate(
    debt: ExitDebt, amount: int, *, undertaking_on: date | None, rules: RefinanceRules, steady_days: int
) -> RefinanceAnswer:
    """Say whether a rentenir debt may be refinanced: proven, within the most, and with an undertaking of no new loan.

    The loan itself is applied for like any other; the creditor is paid against a receipt, never the person.
    """
    reasons = []
    if not rules.is_open:
        reasons.append("Produk ini belum dibuka kota. Pimpinan dapat membukanya lewat halaman Aturan.")
    if debt.debt_class is DebtClass.ILLEGAL_PINJOL:
        reasons.append("Pinjol ilegal tidak pernah dibiayai ulang.")
    elif debt.debt_class is not DebtClass.RENTENIR:
        reasons.append("Produk ini hanya untuk keluar dari rentenir.")
    if debt.is_withdrawn or outcome_of(debt, steady_days=steady_days) is not None:
        reasons.append("Utang ini tidak lagi terbuka.")
    if not any(proof.shows is ProofShows.EXISTS for proof in debt.proofs):
        reasons.append("Belum ada bukti bahwa utangnya memang ada. Unggah kartu setoran atau surat utangnya.")
    if undertaking_on is None:
        reasons.append(f"{ProofKind.UNDERTAKING.label} belum ditandatangani dan diunggah.")
    newest = max(debt.balances, key=lambda balance: balance.on, default=None)
    if newest is None:
        reasons.append("Sisa utangnya belum dicatat.")
    elif amount > newest.amount:
        reasons.append(f"Jumlahnya melebihi sisa utang, {format_rupiah(newest.amount)}.")
    if amount > rules.most:
        reasons.append(f"Jumlahnya melebihi batas produk ini, {format_rupiah(rules.most)}.")
    return RefinanceAnswer(amount, tuple(reasons))
