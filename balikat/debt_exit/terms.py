"""The dated rules of the way out: how often to ask, to visit and to recheck, and the advice that is read out."""

from core.policy.definitions import Definition, declare

EVIDENCE_DAYS = "debt_exit.evidence_days"
VISIT_DAYS = "debt_exit.visit_days"
SETTLE_DAYS = "debt_exit.settle_days"
STEADY_DAYS = "debt_exit.steady_days"
KEEP_PROOFS_DAYS = "debt_exit.keep_proofs_days"
ILLEGAL_ADVICE = "debt_exit.illegal_advice"
REPORT_PLACES = "debt_exit.report_places"
REFINANCE_OPEN = "debt_exit.refinance_open"
REFINANCE_MOST = "debt_exit.refinance_most"

EXAMPLE = "Contoh; aturan program belum terbit"
ADVICE = (
    "Otoritas menganjurkan: laporkan aplikasinya ke Satgas PASTI supaya diblokir. Bila jatuh tempo dan tidak sanggup "
    "membayar, jangan mencari pinjaman baru untuk menutupnya. Blokir nomor yang meneror dan beri tahu kontak di HP "
    "supaya mengabaikan pesannya. Bila ditagih dengan ancaman, lapor polisi. Jangan membuka aplikasi semacam itu lagi."
)
PLACES = (
    "Ancaman, penyebaran data, atau kekerasan: kantor polisi terdekat, atau patrolisiber.id. Pinjol ilegal: Satgas "
    "PASTI lewat Kontak OJK 157 atau WhatsApp 081157157157. Penagihan kasar oleh pinjol berizin: Kontak OJK 157. "
    "Simpan tangkapan layar, nomor, tanggal, dan jamnya."
)

declare(
    [
        Definition(EVIDENCE_DAYS, "Bukti sisa utang diminta lagi setelah (hari)", "whole", 30, EXAMPLE),
        Definition(VISIT_DAYS, "Jarak kunjungan pendamping pembinaan utang (hari)", "whole", 30, EXAMPLE),
        Definition(SETTLE_DAYS, "Waktu yang direncanakan untuk melunasi satu utang (hari)", "whole", 30, EXAMPLE),
        Definition(
            STEADY_DAYS,
            "Jadwal baru dianggap lancar bila masih dibayar setelah (hari)",
            "whole",
            30,
            EXAMPLE,
        ),
        Definition(KEEP_PROOFS_DAYS, "Bukti pembinaan utang disimpan (hari)", "whole", 730, EXAMPLE),
        Definition(
            ILLEGAL_ADVICE,
            "Anjuran tentang pinjol ilegal yang dibacakan petugas",
            "text",
            ADVICE,
            "Keterangan Satgas Waspada Investasi OJK (kini Satgas PASTI), JPNN, disarikan; periksa anjuran terbaru OJK",
        ),
        Definition(
            REPORT_PLACES,
            "Tempat melapor bila diancam atau diganggu penagih",
            "text",
            PLACES,
            "Kanal pengaduan OJK dan Polri menurut berita 2025; periksa kembali sebelum dipakai",
        ),
        Definition(
            REFINANCE_OPEN,
            "Produk “keluar dari rentenir” dibuka",
            "flag",
            False,  # noqa: FBT003 - the value of a rule
            "Belum ditetapkan kota; contoh dari OJIR Kota Malang dan K/PMR OJK",
        ),
        Definition(
            REFINANCE_MOST,
            "Paling banyak dibiayai untuk keluar dari rentenir",
            "rupiah",
            10_000_000,
            "Contoh, sama dengan plafon OJIR Kota Malang",
        ),
    ]
)
