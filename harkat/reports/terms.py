"""The dated rules of the reports."""

from core.policy.definitions import Definition, declare

SMALLEST_LOAN = "reports.smallest_loan"
SMALLEST_COMPARED = "reports.smallest_compared"

declare(
    [
        Definition(
            SMALLEST_LOAN,
            "Pinjaman terkecil yang masuk akal; yang mampu membayar kurang dari ini tertahan oleh kemampuan bayar",
            "rupiah",
            1_000_000,
            "Asumsi kerja, sama dengan batas ruang angsuran pada kartu skor; aturan program belum terbit",
        ),
        Definition(
            SMALLEST_COMPARED,
            "Pinjaman paling sedikit di tiap sisi sebelum mutu dua kelompok dibandingkan",
            "whole",
            30,
            "Contoh: angka kami; di bawahnya rentang keyakinan terlalu lebar untuk sebuah kalimat",
        ),
    ]
)
