"""What a posting of money is."""

from core.labels import LabeledEnum


class RepaymentKind(LabeledEnum):
    """Why money is posted on a loan; a reversal takes another posting back."""

    INSTALLMENT = ("installment", "Angsuran")
    PAYOFF = ("payoff", "Pelunasan dipercepat")
    RECOVERY = ("recovery", "Penagihan setelah hapus buku")
    REVERSAL = ("reversal", "Pembatalan")
