"""The rules about personal data that may change from a day on."""

from core.policy.definitions import Definition, declare

KEEP_YEARS = "privacy.keep_financing_years"
OFFICE_OPENS = "privacy.office_opens"
OFFICE_CLOSES = "privacy.office_closes"
MANY_PERSONS = "privacy.many_persons_a_day"

declare(
    [
        Definition(
            KEEP_YEARS,
            "Berkas pembiayaan disimpan setelah pinjaman atau permohonan berakhir (tahun)",
            "whole",
            10,
            "Contoh: UU 8/1997 pasal 11, dokumen keuangan 10 tahun; jadwal retensi arsip kota belum diterbitkan",
        ),
        Definition(
            OFFICE_OPENS, "Jam kantor mulai, untuk pengawasan akses", "whole", 7, "Contoh: jam kerja kantor kota"
        ),
        Definition(
            OFFICE_CLOSES, "Jam kantor berakhir, untuk pengawasan akses", "whole", 17, "Contoh: jam kerja kantor kota"
        ),
        Definition(
            MANY_PERSONS,
            "Melihat utang sebanyak ini orang dalam sehari dianggap tidak lazim",
            "whole",
            25,
            "Contoh: kira-kira dua kali antrean sehari satu petugas",
        ),
    ]
)
