"""What a measure means in plain Indonesian: one sentence when it is good, when it holds back, when nobody knows."""

from dataclasses import dataclass

from core.money import format_number, format_rupiah
from scoring.measures import Measure


@dataclass(frozen=True)
class Words:
    """Three sentences about one measure; ``{value}`` is written in the measure's own unit.

    ``none`` says it when the number is zero.
    """

    good: str
    weak: str
    unknown: str
    is_money: bool = False
    none: str | None = None


WORDS: dict[Measure, Words] = {
    Measure.BUSINESS_RUNNING: Words(
        "Usahanya berjalan.", "Usahanya sedang tidak berjalan.", "Belum tercatat apakah usahanya berjalan."
    ),
    Measure.BUSINESS_AGE_MONTHS: Words(
        "Usahanya sudah berjalan {value} bulan.",
        "Usahanya baru berjalan {value} bulan.",
        "Belum tercatat kapan usahanya dimulai.",
    ),
    Measure.BUSINESS_LICENSE: Words(
        "NIB atau surat keterangan usaha sudah ada.",
        "NIB atau surat keterangan usaha belum ada.",
        "NIB atau surat keterangan usaha belum diperlihatkan.",
    ),
    Measure.BUSINESS_SEEN: Words(
        "Tempat usahanya sudah dilihat petugas.",
        "Tempat usahanya tidak ditemukan saat dikunjungi.",
        "Tempat usahanya belum dikunjungi.",
    ),
    Measure.SELLING_DAYS: Words(
        "Berjualan {value} hari sebulan, teratur.",
        "Hanya berjualan {value} hari sebulan.",
        "Belum tercatat berapa hari berjualan dalam sebulan.",
    ),
    Measure.TRAINING_COMPLETED: Words(
        "Sudah lulus pelatihan BALIKAT.",
        "Belum lulus pelatihan BALIKAT.",
        "Belum tercatat mengikuti pelatihan BALIKAT.",
    ),
    Measure.BOOKKEEPING_MONTHS: Words(
        "Pembukuannya rapi {value} bulan berturut-turut.",
        "Pembukuannya baru {value} bulan.",
        "Belum ada catatan pembukuan.",
        none="Belum mencatat pembukuan.",
    ),
    Measure.SAVING_MONTHS: Words(
        "Menabung {value} bulan berturut-turut.",
        "Baru menabung {value} bulan.",
        "Belum tercatat kebiasaan menabung.",
        none="Belum menabung secara rutin.",
    ),
    Measure.MONEY_SEPARATE: Words(
        "Uang usaha dipisah dari uang rumah.",
        "Uang usaha masih bercampur dengan uang rumah.",
        "Belum tercatat apakah uang usaha dipisah dari uang rumah.",
    ),
    Measure.KTP_SEEN: Words("KTP sudah dilihat.", "KTP belum sesuai.", "KTP belum dilihat petugas."),
    Measure.FAMILY_CARD_SEEN: Words(
        "Kartu Keluarga sudah dilihat.", "Kartu Keluarga belum sesuai.", "Kartu Keluarga belum dilihat petugas."
    ),
    Measure.FINDINGS_WAITING: Words(
        "Semua temuan pemeriksaan utang sudah diputuskan.",
        "Masih ada {value} temuan pemeriksaan utang yang menunggu keputusan petugas.",
        "Temuan pemeriksaan utang belum diketahui.",
    ),
    Measure.OWN_LOAN_DAYS_LATE: Words(
        "Pinjaman BANK HARKAT dibayar tepat waktu.",
        "Pinjaman BANK HARKAT menunggak {value} hari.",
        "Belum pernah meminjam di BANK HARKAT, jadi belum ada riwayat.",
    ),
    Measure.SUBSIDIZED_LOANS: Words(
        "Tidak ada kredit bersubsidi lain.",
        "Masih ada {value} kredit bersubsidi lain yang berjalan.",
        "Belum tercatat apakah ada kredit bersubsidi lain.",
    ),
    Measure.DEBT_FLAGS: Words(
        "Tidak ada penanda utang.",
        "Ada {value} utang yang perlu diselesaikan dulu.",
        "Belum ada wawancara utang.",
    ),
    Measure.WORST_QUALITY: Words(
        "Catatan kredit di SLIK lancar.",
        "Ada kredit berkualitas {value} di SLIK (1 lancar, 5 macet).",
        "iDeb SLIK belum dibaca, jadi riwayat kredit belum diketahui.",
    ),
    Measure.INSTALLMENT_ROOM: Words(
        "Sanggup menambah angsuran sampai {value} sebulan.",
        "Ruang untuk angsuran baru hanya {value} sebulan.",
        "Laba usaha, biaya rumah tangga, atau angsuran yang berjalan belum lengkap dicatat.",
        is_money=True,
        none="Belum ada sisa uang untuk angsuran baru.",
    ),
    Measure.DEBT_SERVICE_PERCENT: Words(
        "Angsuran yang berjalan ringan: {value}% dari pendapatan.",
        "Angsuran yang berjalan sudah {value}% dari pendapatan.",
        "Beban angsuran terhadap pendapatan belum diketahui.",
    ),
    Measure.STRESS_ROOM: Words(
        "Bila penjualan turun, masih sanggup mengangsur {value} sebulan.",
        "Bila penjualan turun, ruang angsuran tinggal {value} sebulan.",
        "Kemampuan saat penjualan turun belum diketahui.",
        is_money=True,
        none="Bila penjualan turun, tidak ada sisa uang untuk angsuran baru.",
    ),
}


def good(measure: Measure, value: int) -> str:
    """Say what is good about a measure."""
    return _fill(measure, WORDS[measure].good, value)


def weak(measure: Measure, value: int) -> str:
    """Say how a measure holds the person back."""
    words = WORDS[measure]
    return _fill(measure, words.none if value == 0 and words.none is not None else words.weak, value)


def unknown(measure: Measure) -> str:
    """Say that nobody knows yet."""
    return WORDS[measure].unknown


def _fill(measure: Measure, sentence: str, value: int) -> str:
    return sentence.format(value=format_rupiah(value) if WORDS[measure].is_money else format_number(value))
