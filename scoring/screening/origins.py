"""Where evidence came from, whose account it is, and the codes a bank answers with."""

from core.labels import LabeledEnum


class EvidenceOrigin(LabeledEnum):
    """How evidence came in; what a person typed is never shown as if a program had read it."""

    ORIGINAL = ("original", "berkas asli")
    TYPED = ("typed", "diketik dari kertas, dicocokkan orang kedua")
    SEEN = ("seen", "dilihat petugas")
    CODED = ("coded", "jawaban berkode")


class WaitingKind(LabeledEnum):
    """Why evidence that was handed in does not count yet."""

    COLUMNS = ("columns", "Kolom mutasi belum dipastikan")
    TYPED_IDEB = ("typed_ideb", "iDeb ketikan menunggu dicocokkan orang kedua")


class AccountOwner(LabeledEnum):
    """Whose account a statement is of."""

    OWN = ("own", "Orang ini")
    SPOUSE = ("spouse", "Istri atau suaminya")


class BankResult(LabeledEnum):
    """The code with which a bank answers about a person's SLIK, instead of handing over the report."""

    CLEAN = ("clean", "Bersih")
    WATCHED = ("watched", "Kualitas 2")
    BAD = ("bad", "Kualitas 3 sampai 5")
    WRITTEN_OFF = ("written_off", "Hapus buku")
    SECOND_FACILITY = ("second_facility", "Fasilitas ganda")
