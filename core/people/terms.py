"""The rules about a person's file that may change from a day on."""

from core.people.kinds import PaperKind
from core.policy.definitions import Definition, declare

PAPERS_TO_BRING = "people.papers_to_bring"
KEEP_SCANS_DAYS = "people.keep_scans_days"
PROTECTION_OFFICER = "people.protection_officer"

declare(
    [
        Definition(
            PAPERS_TO_BRING,
            "Berkas yang diminta dibawa setelah mendaftar",
            "table",
            [
                PaperKind.KTP.value,
                PaperKind.FAMILY_CARD.value,
                PaperKind.BUSINESS_LICENSE.value,
                PaperKind.BUSINESS_PHOTO.value,
                PaperKind.ACCOUNT_BOOK.value,
            ],
            "Kelaziman program sejenis (KTP, KK, NIB atau surat keterangan usaha, foto usaha, buku rekening); "
            "syarat resmi BANK HARKAT belum terbit",
        ),
        Definition(
            KEEP_SCANS_DAYS,
            "Foto berkas disimpan (hari)",
            "whole",
            730,
            "Contoh: dua tahun, sampai pinjaman terpanjang umumnya lunas; UU 27/2022 meminta data dihapus bila tidak "
            "lagi diperlukan",
        ),
        Definition(
            PROTECTION_OFFICER,
            "Pejabat pelindungan data pribadi: nama dan cara dihubungi",
            "text",
            "Pejabat Pelindungan Data Pribadi Pemerintah Kota Jambi, lewat petugas loket",
            "Contoh: UU 27/2022 pasal 53 mewajibkan pejabatnya; penunjukannya belum diterbitkan",
        ),
    ]
)
