"""What each paper is, where it comes from and what an officer looks for, in words for a counter."""

from dataclasses import dataclass

from core.people.kinds import PaperKind


@dataclass(frozen=True)
class Guide:
    """One paper: what it is, where to get it, what to look at, and whether it usually runs out."""

    what: str
    where: str
    look_for: str
    runs_out: bool = False


GUIDES: dict[PaperKind, Guide] = {
    PaperKind.KTP: Guide(
        "Kartu tanda penduduk elektronik, atau surat keterangan dari Dukcapil bila KTP belum jadi.",
        "Hilang atau rusak: kantor kecamatan atau Dukcapil, gratis.",
        "NIK 16 angka, nama, dan foto terbaca. KTP elektronik berlaku seumur hidup.",
    ),
    PaperKind.FAMILY_CARD: Guide(
        "Kartu Keluarga yang memuat nama pemohon.",
        "Dukcapil atau kelurahan, gratis; bisa dicetak sendiri dari berkas digitalnya.",
        "NIK sama dengan KTP. Bila masih di kampung, foto yang jelas dari keluarga cukup untuk mulai.",
    ),
    PaperKind.BUSINESS_LICENSE: Guide(
        "Nomor Induk Berusaha (NIB), atau surat keterangan usaha.",
        "NIB gratis lewat oss.go.id, dibantu pendamping; surat keterangan usaha dari kelurahan, gratis.",
        "Nama pemilik sama dengan KTP dan jenis usahanya cocok. Surat keterangan usaha biasanya ada masa berlakunya.",
        runs_out=True,
    ),
    PaperKind.BUSINESS_PHOTO: Guide(
        "Foto tempat usaha dengan pemiliknya.",
        "Difoto dengan HP saat berkunjung; tidak perlu dicetak.",
        "Dagangan dan orangnya terlihat; foto paling lama satu tahun.",
    ),
    PaperKind.SPOUSE_KTP: Guide(
        "KTP suami atau istri, hanya bila menikah dan bank memintanya.",
        "Dibawa dari rumah.",
        "Nama sama dengan Kartu Keluarga.",
    ),
    PaperKind.ACCOUNT_BOOK: Guide(
        "Buku rekening halaman pertama, atau mutasi tiga bulan terakhir.",
        "Bank tempat menabung; mutasi bisa diunduh dari aplikasinya.",
        "Nama pemilik rekening sama dengan KTP.",
    ),
    PaperKind.SLIK: Guide(
        "Hasil iDeb SLIK: catatan kredit sendiri.",
        "Gratis lewat idebku.ojk.go.id atau kantor OJK; petugas membantu memintanya.",
        "NIK sama dan tanggalnya masih baru (90 hari).",
        runs_out=True,
    ),
    PaperKind.JOINT_LIABILITY: Guide(
        "Pernyataan tanggung renteng yang ditandatangani tiap anggota.",
        "Dicetak petugas dari halaman permohonan, gratis.",
        "Semua anggota sub-kelompok tanda tangan.",
    ),
}
