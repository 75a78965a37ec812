"""The sentences of letters on the way out, in plain words."""

from datetime import date

from balikat.debt_exit.kinds import Relief
from core.dates import format_date
from core.money import format_rupiah, spell_rupiah

OFFICE = ("Pemerintah Kota Jambi", "Program BANK HARKAT dan BALIKAT")
FREE = "Layanan dan surat ini gratis; tidak seorang pun boleh meminta bayaran untuk membuatnya."

ASKED = {
    Relief.LONGER: "memperpanjang jangka waktu pinjaman supaya angsuran sebulan lebih ringan",
    Relief.NO_FINES: "menghapus denda dan bunga tunggakan, sehingga pembayaran mengurangi pokok",
    Relief.PAUSE: "menunda angsuran untuk sementara, sampai usaha pulih",
    Relief.ONE_PAYMENT: "memberi potongan bila pinjaman dilunasi sekaligus",
}

UNDERTAKING = (
    "Saya yang bertanda tangan di bawah ini menyatakan:",
    (
        "1. Selama mengikuti pembinaan saya tidak mengambil pinjaman baru: tidak lewat aplikasi, tidak dari rentenir, "
        "dan tidak untuk menutup utang lama."
    ),
    "2. Bila ada tawaran atau desakan untuk meminjam lagi, saya menghubungi petugas atau pendamping dulu.",
    "3. Saya membawa bukti pembayaran dan sisa utang yang sebenarnya setiap kali diminta.",
    "Pernyataan ini saya buat tanpa paksaan, setelah dibacakan dan saya mengerti.",
)


def hardship(*, relief: Relief, reason: str, can_pay_monthly: int | None, written_on: date) -> tuple[str, ...]:
    """Return the paragraphs of a letter that asks a licensed lender for relief; rupiah a month."""
    able = (
        ()
        if can_pay_monthly is None
        else (
            (
                f"Yang sanggup saya bayar sekarang {format_rupiah(can_pay_monthly)} ({spell_rupiah(can_pay_monthly)}) "
                "sebulan, secara tetap."
            ),
        )
    )
    return (
        f"Jambi, {format_date(written_on)}",
        f"Dengan hormat, saya mengakui pinjaman saya dan ingin membayarnya sampai lunas. Keadaan saya: {reason}",
        f"Karena itu saya mohon perusahaan {ASKED[relief]}.",
        *able,
        (
            "Mohon jawaban tertulis beserta rincian sisa pokok, bunga, dan denda. Selama permohonan ini diproses, saya "
            "mohon penagihan dilakukan menurut ketentuan OJK."
        ),
    )
