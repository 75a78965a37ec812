"""The kinds of things a person's file is made of."""

from core.labels import LabeledEnum


class Sex(LabeledEnum):
    """Sex as on the KTP."""

    FEMALE = ("female", "Perempuan")
    MALE = ("male", "Laki-laki")


class ConsentPurpose(LabeledEnum):
    """What a person allows, each refusable apart from the others."""

    REGISTRATION = ("registration", "Pendaftaran dan pelatihan")
    SCREENING = ("screening", "Pemeriksaan utang")
    SHARING = ("sharing", "Berbagi berkas dengan bank")


class PaperKind(LabeledEnum):
    """Papers an applicant may have to bring."""

    KTP = ("ktp", "KTP")
    FAMILY_CARD = ("family_card", "Kartu Keluarga")
    BUSINESS_LICENSE = ("business_license", "NIB atau surat keterangan usaha")
    BUSINESS_PHOTO = ("business_photo", "Foto tempat usaha")
    SPOUSE_KTP = ("spouse_ktp", "KTP suami atau istri")
    ACCOUNT_BOOK = ("account_book", "Buku rekening atau mutasi 3 bulan")
    SLIK = ("slik", "Hasil iDeb SLIK")
    JOINT_LIABILITY = ("joint_liability", "Pernyataan tanggung renteng")


class KbliVersion(LabeledEnum):
    """Which list of business fields a code is taken from; codes split and merged between them."""

    KBLI_2020 = ("2020", "KBLI 2020")
    KBLI_2025 = ("2025", "KBLI 2025")


class PaperAnswer(LabeledEnum):
    """What an officer found when looking at a paper."""

    ACCEPTED = ("accepted", "Sesuai")
    REFUSED = ("refused", "Belum bisa diterima")


class ConsentAnswer(LabeledEnum):
    """What a person answered after a consent text was read out."""

    GIVEN = ("given", "Setuju")
    REFUSED = ("refused", "Tidak setuju")
