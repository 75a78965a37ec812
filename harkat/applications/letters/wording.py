"""The sentences of printed letters, in the plain words a member hears read aloud."""

from core.money import format_rupiah, spell_rupiah

OFFICE = ("Pemerintah Kota Jambi", "Program BANK HARKAT dan BALIKAT")
BANK_DECIDES = "Rekomendasi kota bukan persetujuan. Bank yang memutuskan, menandatangani akad, dan mencairkan."

JOINT_LIABILITY = (
    (
        "Kami yang menandatangani surat ini meminjam bersama sebagai satu sub-kelompok dan saling menanggung "
        "(tanggung renteng)."
    ),
    "Artinya: bila satu anggota tidak membayar, anggota lain ikut menanggung sisanya sampai lunas.",
    "Tunggakan satu anggota dapat dicatat atas pinjaman bersama dan memengaruhi catatan kredit semua anggota.",
    "Daftar anggota dikunci pada saat akad. Sesudah itu anggota hanya dapat berganti lewat adendum bersama bank.",
    "Uang diterima di rekening masing-masing anggota atau tunai disaksikan bank, tidak dititipkan kepada siapa pun.",
    "Kami sudah mendengar penjelasan ini, mengerti, dan menandatanganinya tanpa paksaan.",
)

EARLY = ("DRAF. Bagian di bawah belum disetujui bank. Jangan ditandatangani sebelum bank memutuskan.",)


def footer(number: str) -> str:
    """Return the line at the foot of every printed sheet; under it the sheet itself says that the service is free."""
    return f"{number} · Rekomendasi kota bukan persetujuan. Bank yang memutuskan."


def recommendation(*, applicant: str, bank: str, amount: int, length: str) -> tuple[str, ...]:
    """Return the paragraphs of the city's recommendation to a bank.

    :param amount: rupiah
    :param length: for how long and how often it is repaid
    """
    return (
        (
            f"Kepada {bank}. Setelah berkas diperiksa dan tempat usaha dikunjungi, kami merekomendasikan pembiayaan "
            f"untuk {applicant} sebesar {format_rupiah(amount)} ({spell_rupiah(amount)}) selama {length}."
        ),
        BANK_DECIDES,
        (
            "Mohon keputusan bank disampaikan lewat halaman permohonan atau berkas keputusan, beserta alasannya bila "
            "ditolak."
        ),
    )


def decision(*, applicant: str, bank: str, granted: str | None) -> tuple[str, ...]:
    """Return the paragraphs that tell an applicant what the bank decided; a cause is never written down.

    :param granted: the amount and months granted, or None where the bank said no
    """
    if granted is not None:
        return (
            f"Kepada {applicant}. {bank} memutuskan untuk menyetujui permohonan Anda sebesar {granted}.",
            "Jawaban Anda dicatat petugas. Uang dicairkan bank setelah akad, ke rekening masing-masing peminjam.",
            BANK_DECIDES,
        )
    return (
        f"Kepada {applicant}. {bank} belum dapat menyetujui permohonan Anda.",
        (
            "Petugas menjelaskan langkah berikutnya secara pribadi di loket. Anda tetap dapat mengikuti pelatihan dan "
            "pendampingan, dan dapat mengajukan lagi."
        ),
        BANK_DECIDES,
    )
