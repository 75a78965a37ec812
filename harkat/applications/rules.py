"""The dated rules of applications: who may hand in, with which papers, and how long a step may take."""

from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

ASSUMED = "Contoh: aturan program belum terbit; diubah di halaman Aturan"
KUR = "Meniru KUR (kelompok, usia 21 tahun atau sudah menikah); aturan program belum terbit"

PAPERS_OF_PERSON = "applications.papers_of_person"
PAPERS_OF_MEMBER = "applications.papers_of_member"
PAPERS_RULE = "applications.papers_rule"
CONSENT_RULE = "applications.consent_rule"
TRAINING_RULE = "applications.training_rule"
READINESS_RULE = "applications.readiness_rule"
DEBTS_RULE = "applications.debts_rule"
AGE_RULE = "applications.age_rule"
VISIT_RULE = "applications.visit_each_rule"
SMALLEST_AGE = "applications.age_smallest"
TARGET_DAYS = "applications.target_days"
IDLE_DAYS = "applications.idle_days"
RELEASE_DAYS = "applications.release_days"


class Strength(LabeledEnum):
    """What an unmet condition does when an application is handed in."""

    BLOCKS = ("blocks", "menahan pengajuan sampai dipenuhi")
    WARNS = ("warns", "memperingatkan saja, petugas memutuskan")
    OFF = ("off", "tidak diperiksa")


def _strength(key: str, label: str, default: Strength, source: str = ASSUMED) -> Definition:
    return Definition(key, label, "choice", default.value, source, choices=tuple(Strength))


declare(
    [
        Definition(
            PAPERS_OF_PERSON,
            "Berkas wajib pemohon perorangan",
            "table",
            ["ktp", "family_card", "business_license", "business_photo"],
            ASSUMED,
        ),
        Definition(
            PAPERS_OF_MEMBER,
            "Berkas wajib tiap anggota sub-kelompok",
            "table",
            ["ktp", "family_card", "business_photo"],
            ASSUMED,
        ),
        _strength(PAPERS_RULE, "Berkas belum lengkap", Strength.BLOCKS),
        _strength(CONSENT_RULE, "Belum setuju berkas dibagi dengan bank", Strength.BLOCKS, "UU 27/2022 pasal 20"),
        _strength(TRAINING_RULE, "Belum lulus pelatihan BALIKAT", Strength.WARNS),
        _strength(READINESS_RULE, "Belum siap menurut skor kesiapan", Strength.WARNS),
        _strength(DEBTS_RULE, "Penanda utang belum selesai", Strength.WARNS),
        _strength(
            VISIT_RULE,
            "Usaha anggota sub-kelompok belum semua dikunjungi saat verifikasi",
            Strength.BLOCKS,
            "Contoh: mencegah pinjam nama; aturan program belum terbit",
        ),
        _strength(AGE_RULE, "Usia di bawah batas", Strength.WARNS, KUR),
        Definition(IDLE_DAYS, "Lama berkas boleh menunggu pemohon sebelum berakhir (hari)", "whole", 90, ASSUMED),
        Definition(RELEASE_DAYS, "Lama sesudah lunas sampai sub-kelompok dilepas (hari)", "whole", 7, ASSUMED),
        Definition(SMALLEST_AGE, "Usia pemohon paling muda (tahun)", "whole", 21, KUR),
        Definition(
            TARGET_DAYS,
            "Sasaran lama tiap langkah (hari kerja)",
            "table",
            {
                "submitted": 3,
                "verified": 3,
                "recommended": 2,
                "at_bank": 10,
                "approved": 5,
                "accepted": 5,
                "contracted": 3,
                "returned": 10,
            },
            "Contoh; K/PMR OJK menargetkan 3 sampai 12 hari kerja sampai cair",
        ),
    ]
)
