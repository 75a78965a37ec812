"""The scorecard the programme starts with: no official weights exist, so each of ours says why it is what it is."""

from typing import Any

from core.policy.definitions import Definition, declare
from scoring.passable import check_scorecard

CHARACTER, CAPACITY, CAPITAL, CONDITION = "character", "capacity", "capital", "condition"

FIRST_SCORECARD: dict[str, Any] = {
    "version": "2026-1",
    "thresholds": {"ready": 70, "conditional": 50, "confidence": 65},
    "sureness_percent": {"document": 100, "mentor": 90, "self_reported": 60},
    "ages_days": {
        "selling_days": 365,
        "sales_monthly": 365,
        "profit_monthly": 365,
        "profit_per_selling_day": 365,
        "cash_book_profit": 180,
        "other_income": 365,
        "household_cost": 365,
        "bookkeeping_months": 180,
        "saving_months": 180,
        "money_separate": 365,
        "business_seen": 365,
        "debt_interview": 180,
        "ideb_read": 90,
    },
    "capacity": {
        "surplus_share_percent": 75,
        "debt_service_limit_percent": 35,
        "stress_sales_percent": 20,
        "stress_profit_percent": 30,
        "annual_rate_percent": "3",
        "terms_months": [6, 12, 18, 24, 36],
        "round_down_to": 50000,
        "assumed_months_left": 12,
    },
    "items": [
        {
            "measure": "training_completed",
            "part": CHARACTER,
            "weight": 10,
            "bands": [[1, 100]],
            "reason": "Pelatihan yang diselesaikan menunjukkan kesungguhan, dan pembiayaan mengikuti pelatihan.",
        },
        {
            "measure": "bookkeeping_months",
            "part": CHARACTER,
            "weight": 12,
            "bands": [[3, 100], [2, 65], [1, 30]],
            "reason": "Mencatat tiap hari adalah kebiasaan yang paling dekat dengan membayar tepat waktu.",
        },
        {
            "measure": "worst_quality",
            "part": CHARACTER,
            "weight": 14,
            "bands": [[1, 100], [2, 40]],
            "reason": "Riwayat membayar kredit adalah bukti watak yang terkuat.",
        },
        {
            "measure": "own_loan_days_late",
            "part": CHARACTER,
            "weight": 6,
            "bands": [[0, 100], [7, 60], [30, 20]],
            "reason": "Cara membayar pinjaman BANK HARKAT yang sedang berjalan atau yang lalu.",
        },
        {
            "measure": "installment_room",
            "part": CAPACITY,
            "weight": 18,
            "bands": [[450000, 100], [220000, 75], [90000, 45]],
            "reason": "Sisa uang harus cukup untuk angsuran; 450.000 sebulan setara pinjaman 5 juta selama 12 bulan.",
        },
        {
            "measure": "debt_service_percent",
            "part": CAPACITY,
            "weight": 12,
            "bands": [[10, 100], [20, 80], [30, 45]],
            "reason": "Batas 30% untuk pinjaman daring konsumtif sejak 2026; makin ringan bebannya makin aman.",
        },
        {
            "measure": "stress_room",
            "part": CAPACITY,
            "weight": 8,
            "bands": [[220000, 100], [90000, 60]],
            "reason": "Penjualan turun pada bulan sepi; angsuran harus tetap terbayar.",
        },
        {
            "measure": "selling_days",
            "part": CAPACITY,
            "weight": 4,
            "bands": [[20, 100], [12, 60]],
            "reason": "Berjualan hampir setiap hari membuat pendapatan lebih teratur.",
        },
        {
            "measure": "saving_months",
            "part": CAPITAL,
            "weight": 4,
            "bands": [[3, 100], [1, 50]],
            "reason": "Tabungan kecil yang rutin menahan guncangan.",
        },
        {
            "measure": "money_separate",
            "part": CAPITAL,
            "weight": 3,
            "bands": [[1, 100]],
            "reason": "Modal tidak habis untuk belanja rumah.",
        },
        {
            "measure": "business_age_months",
            "part": CONDITION,
            "weight": 4,
            "bands": [[24, 100], [12, 75], [6, 50]],
            "reason": "Usaha yang bertahan lebih lama lebih tahan guncangan; usaha baru dibantu lewat pelatihan.",
        },
        {
            "measure": "business_seen",
            "part": CONDITION,
            "weight": 5,
            "bands": [[1, 100]],
            "reason": "Petugas melihat sendiri usahanya berjalan.",
        },
    ],
    "stops": [
        {
            "measure": "business_running",
            "limit": 1,
            "when_broken": "not_yet",
            "when_unknown": "needs_mentoring",
            "reason": "Pembiayaan dipakai untuk usaha yang berjalan.",
        },
        {
            "measure": "subsidized_loans",
            "limit": 0,
            "when_broken": "not_yet",
            "when_unknown": None,
            "reason": "Tidak boleh ada dua kredit bersubsidi pada waktu yang sama.",
        },
        {
            "measure": "debt_flags",
            "limit": 0,
            "when_broken": "needs_debt_resolution",
            "when_unknown": "conditional",
            "reason": "Utang pinjol ilegal, rentenir, atau yang menunggak diselesaikan lebih dulu, dengan bantuan.",
        },
        {
            "measure": "worst_quality",
            "limit": 2,
            "when_broken": "needs_debt_resolution",
            "when_unknown": "conditional",
            "reason": "Kredit kualitas 3 sampai 5 atau hapus buku ditolak bank; iDeb dibaca sebelum ke bank.",
        },
        {
            "measure": "worst_quality",
            "limit": 1,
            "when_broken": "conditional",
            "when_unknown": None,
            "reason": "Kredit dalam perhatian khusus dilancarkan dulu.",
        },
        {
            "measure": "own_loan_days_late",
            "limit": 0,
            "when_broken": "needs_debt_resolution",
            "when_unknown": None,
            "reason": "Tunggakan pinjaman BANK HARKAT dilunasi lebih dulu.",
        },
        {
            "measure": "debt_service_percent",
            "limit": 35,
            "when_broken": "needs_debt_resolution",
            "when_unknown": None,
            "reason": "Angsuran yang ada sudah memakan terlalu banyak pendapatan; angsuran baru akan menenggelamkan.",
        },
        {
            "measure": "installment_room",
            "limit": 90000,
            "when_broken": "needs_mentoring",
            "when_unknown": "needs_mentoring",
            "reason": "90.000 sebulan adalah angsuran pinjaman 1 juta selama 12 bulan, yang terkecil yang masuk akal.",
        },
        {
            "measure": "findings_waiting",
            "limit": 0,
            "when_broken": "conditional",
            "when_unknown": None,
            "reason": "Temuan pemeriksaan utang diputuskan petugas sebelum diajukan.",
        },
        {
            "measure": "training_completed",
            "limit": 1,
            "when_broken": "conditional",
            "when_unknown": "conditional",
            "reason": "Pembiayaan mengikuti pelatihan BALIKAT.",
        },
        {
            "measure": "business_license",
            "limit": 1,
            "when_broken": "conditional",
            "when_unknown": "conditional",
            "reason": "Bank meminta bukti usaha; di kota lain hampir separuh permohonan gugur karena berkas.",
        },
        {
            "measure": "ktp_seen",
            "limit": 1,
            "when_broken": "conditional",
            "when_unknown": "conditional",
            "reason": "Bank meminta KTP.",
        },
        {
            "measure": "family_card_seen",
            "limit": 1,
            "when_broken": "conditional",
            "when_unknown": "conditional",
            "reason": "Bank meminta Kartu Keluarga.",
        },
    ],
    "step_days": {
        "training": 30,
        "bookkeeping_month": 30,
        "saving_month": 30,
        "license": 7,
        "papers": 3,
        "ideb": 7,
        "debt_interview": 3,
        "findings": 7,
        "income_interview": 3,
        "visit": 14,
        "separate_money": 30,
        "business_month": 30,
        "close_debt": 90,
        "arrears": 30,
    },
}

SCORECARD_KEY = "readiness.scorecard"
declare(
    [
        Definition(
            SCORECARD_KEY,
            "Tabel penilaian kesiapan",
            "table",
            FIRST_SCORECARD,
            "Ketetapan awal: tidak ada bobot resmi; watak dan kemampuan bayar wajib menurut SEOJK 19/SEOJK.06/2025",
            check=check_scorecard,
            own_page="scorecards.index",
        )
    ]
)
