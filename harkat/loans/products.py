"""The product's dated rules: rate, method, how much and for how long; none of it is published, so all can change."""

from core.policy.definitions import Definition, declare
from harkat.loans.paces import Pace
from harkat.loans.terms import Method

RATE = "loans.rate"
METHOD = "loans.method"
LEAST = "loans.amount_least"
PERSON_MOST = "loans.amount_most_person"
SUB_GROUP_MOST = "loans.amount_most_sub_group"
MEMBER_MOST = "loans.amount_most_member"
HARD_TOP = "loans.amount_hard_top"
MONTHS_LEAST = "loans.months_least"
MONTHS_MOST = "loans.months_most"
GRACE = "loans.grace_months"
PACE = "loans.pace"

INFERRED = "Bawaan sistem dari program sejenis di kota lain; aturan program belum terbit"

declare(
    [
        Definition(
            RATE,
            "Suku bunga (persen setahun)",
            "percent",
            "3",
            "Berita April 2025: 3% setahun tanpa agunan; berita Mei 2025 menyebutnya bagi hasil 3%",
        ),
        Definition(
            METHOD,
            "Cara menghitung bunga",
            "choice",
            Method.ANNUITY.value,
            "Bawaan sistem: cara hitung program belum terbit",
            choices=(Method.ANNUITY, Method.EFFECTIVE, Method.FLAT),
        ),
        Definition(LEAST, "Pembiayaan paling sedikit (rupiah)", "rupiah", 500_000, INFERRED),
        Definition(PERSON_MOST, "Batas pembiayaan perorangan (rupiah)", "rupiah", 10_000_000, INFERRED),
        Definition(
            SUB_GROUP_MOST,
            "Batas pembiayaan satu sub-kelompok (rupiah)",
            "rupiah",
            20_000_000,
            "Berita April 2025: sampai Rp20 juta per kelompok tanpa agunan",
        ),
        Definition(
            MEMBER_MOST,
            "Batas bagian satu anggota sub-kelompok (rupiah)",
            "rupiah",
            5_000_000,
            "Bawaan sistem, mengikuti bjb Mesra (Rp5 juta tiap anggota); aturan program belum terbit",
        ),
        Definition(
            HARD_TOP,
            "Batas tertinggi satu pinjaman, apa pun produknya (rupiah)",
            "rupiah",
            50_000_000,
            "Bawaan sistem: batas tertinggi program sejenis (Semarang, Solo, K/PMR OJK)",
        ),
        Definition(
            PACE,
            "Seberapa sering mengangsur",
            "choice",
            Pace.MONTHLY.value,
            INFERRED,
            choices=tuple(Pace),
        ),
        Definition(MONTHS_LEAST, "Jangka waktu paling pendek (bulan)", "whole", 3, INFERRED),
        Definition(GRACE, "Masa tenggang pokok (bulan pertama tanpa pokok)", "whole", 0, INFERRED),
        Definition(MONTHS_MOST, "Jangka waktu paling panjang (bulan)", "whole", 36, INFERRED),
    ]
)
