"""In what order a payment pays a schedule by a bank's own rule, and what becomes of more money than is due."""

from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

SURPLUS_DEFAULT = "repayments.surplus_default"


class PayingOrder(LabeledEnum):
    """Which part of what is owed a payment pays first; nobody here pays a penalty."""

    OLDEST = ("oldest", "Angsuran paling lama dahulu: bunga, lalu pokok")
    OLDEST_PRINCIPAL = ("oldest_principal", "Angsuran paling lama dahulu: pokok, lalu bunga")
    INTEREST = ("interest", "Semua bunga yang sudah jatuh tempo dahulu, lalu pokok")


class SurplusChoice(LabeledEnum):
    """What becomes of money beyond what is due by the day it was paid."""

    ADVANCE = ("advance", "Dibayar di muka untuk angsuran berikutnya")
    CLOSE = ("close", "Pinjaman dilunasi lebih awal")


declare(
    [
        Definition(
            SURPLUS_DEFAULT,
            "Uang lebih bila peminjam belum memilih",
            "choice",
            SurplusChoice.ADVANCE.value,
            "Contoh: aturan program belum terbit; pelunasan hanya bila jumlahnya tepat melunasi",
            choices=tuple(SurplusChoice),
        ),
    ]
)
