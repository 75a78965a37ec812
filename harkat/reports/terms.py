"""The dated rules of the reports."""

from core.policy.definitions import Definition, declare

SMALLEST_LOAN = "reports.smallest_loan"

declare(
    [
        Definition(
            SMALLEST_LOAN,
            "Pinjaman terkecil yang masuk akal; yang mampu membayar kurang dari ini tertahan oleh kemampuan bayar",
            "rupiah",
            1_000_000,
            "Asumsi kerja, sama dengan batas ruang angsuran pada kartu skor; aturan program belum terbit",
        ),
    ]
)
