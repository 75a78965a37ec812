"""The record of processing: for each use of personal data its purpose, basis, recipients and time (article 31)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Processing:
    """One use: what for, which data, on what basis, who gets it, and how long it is kept."""

    purpose: str
    entries: str
    basis: str
    recipients: str
    kept: str


RECORD: tuple[Processing, ...] = (
    Processing(
        "Pendaftaran dan pelatihan BALIKAT",
        "Nama, NIK (tersandi), telepon, alamat, usaha, kehadiran, nilai",
        "Persetujuan pendaftaran; tugas pelayanan publik (pasal 20)",
        "Pelatih untuk kelasnya sendiri; laporan tanpa nama untuk Bagian Perekonomian",
        "Sampai orangnya meminta dihapus",
    ),
    Processing(
        "Pemeriksaan utang dan penilaian kesiapan",
        "iDeb SLIK, mutasi rekening, keterangan utang, penghasilan: data keuangan, bersifat spesifik (pasal 4)",
        "Persetujuan pemeriksaan utang, boleh ditolak terpisah; putusan oleh manusia (pasal 10)",
        "Petugas, pimpinan, dan auditor; pendamping hanya rencana yang diserahkan kepadanya; tidak dibagikan ke bank",
        "Isi berkas menurut aturan “masa simpan” bertanggal; hasilnya sampai dihapus; berhenti seketika bila dicabut",
    ),
    Processing(
        "Permohonan dan pinjaman",
        "Data diri, usaha, berkas permohonan, angsuran",
        "Persetujuan berbagi dengan bank; perjanjian pinjaman",
        "Bank mitra yang dituju, sesudah disahkan kota",
        "Masa simpan berkas pembiayaan sesudah pinjaman berakhir; pembukuan tetap dengan nomor saja",
    ),
    Processing(
        "Pendampingan dan pembinaan utang",
        "Kunjungan, buku kas, rencana dan bukti pembayaran utang",
        "Persetujuan pendaftaran dan pemeriksaan utang",
        "Pendamping yang ditunjuk; surat kepada pemberi pinjaman berizin hanya atas permintaan orangnya",
        "Bukti menurut masa simpan bertanggal; selebihnya sampai dihapus",
    ),
    Processing(
        "Pengawasan",
        "Jejak audit: siapa melakukan apa, dengan nomor orang",
        "Kewajiban hukum dan pengawasan (pasal 15 dan 20)",
        "Auditor",
        "Tetap; dikunci dalam rantai, tanpa NIK, telepon, dan jumlah utang",
    ),
)
