"""The words of the screening room: what officers decide, why a person is flagged, what debts people tell of."""

from core.labels import LabeledEnum


class Decision(LabeledEnum):
    """What an officer decided about a finding."""

    CONFIRMED = ("confirmed", "Benar utang orang ini")
    DISMISSED = ("dismissed", "Bukan utang orang ini")
    ANSWERED = ("answered", "Sudah dijelaskan, bukan pinjaman")


class FlagReason(LabeledEnum):
    """Why a debt must be settled, with help, before financing."""

    ILLEGAL_PINJOL = ("illegal_pinjol", "Pinjol ilegal")
    RENTENIR = ("rentenir", "Rentenir")
    PINJOL_IN_ARREARS = ("pinjol_in_arrears", "Pinjol atau paylater menunggak")
    DISTRESS = ("distress", "Pola gali lubang tutup lubang")


class InterviewSource(LabeledEnum):
    """Whom a person says the money came from, in the words people use."""

    MOBILE_LENDER = ("mobile_lender", "Bank keliling, bank harian, atau perorangan")
    DAILY_COOPERATIVE = ("daily_cooperative", "Koperasi harian yang menagih ke rumah")
    UNLICENSED_APP = ("unlicensed_app", "Aplikasi pinjaman yang tidak dikenal")
    LICENSED_APP = ("licensed_app", "Aplikasi pinjaman berizin atau paylater")
    COOPERATIVE = ("cooperative", "Koperasi terdaftar")
    STATE_MICROFINANCE = ("state_microfinance", "PNM Mekaar, UMi, atau KUR")
    BANK = ("bank", "Bank atau BPR")
    VEHICLE = ("vehicle", "Kredit motor atau barang")
    PAWN = ("pawn", "Gadai")
    SUPPLIER = ("supplier", "Utang barang ke pemasok")
    ROTATING_SAVINGS = ("rotating_savings", "Arisan yang sudah ditarik")
    FAMILY = ("family", "Keluarga")
    FRIEND = ("friend", "Teman atau tetangga")


class HandedAs(LabeledEnum):
    """How the money of a debt that was told came and goes; cash leaves no line in any statement."""

    CASH = ("cash", "Tunai")
    TRANSFER = ("transfer", "Transfer atau dompet digital")
    GOODS = ("goods", "Berupa barang")


class FlagClosing(LabeledEnum):
    """Why a flag was closed."""

    SETTLED = ("settled", "Utang terbukti lunas")
    WRONG = ("wrong", "Penanda keliru")
    RESTRUCTURED = ("restructured", "Sudah disepakati jadwal baru dan lancar")


class YesNo(LabeledEnum):
    """Whether a pattern turned out to be borrowing."""

    YES = ("yes", "Ya, ini pinjaman")
    NO = ("no", "Bukan pinjaman")
