"""How a loan came into the books."""

from core.labels import LabeledEnum


class LoanOrigin(LabeledEnum):
    """Where a loan's first entry comes from."""

    APPLICATION = ("application", "Permohonan")
    OUTSIDE = ("outside", "Dicairkan bank tanpa permohonan")
    TAKEN_OVER = ("taken_over", "Saldo awal")
