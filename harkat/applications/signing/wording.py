"""What a member hears before signing, and the words of the power to the chair, as plain as they are read aloud."""

EXPLANATION = (
    "Tanggung renteng artinya meminjam bersama dan saling menanggung.",
    "Setiap anggota mengangsur bagiannya sendiri. Bila satu anggota tidak membayar, anggota lain ikut menutup.",
    "Kewajiban ini berlaku sampai pinjaman bersama lunas, juga untuk anggota yang pindah atau berhenti berusaha.",
    (
        "Bila angsuran menunggak, tunggakan satu anggota dapat dicatat atas pinjaman bersama dan memengaruhi catatan "
        "kredit semua anggota."
    ),
    "Sesudah akad daftar anggota terkunci. Keluar hanya lewat adendum dengan persetujuan bank.",
    "Uang diterima di rekening sendiri atau tunai disaksikan bank. Jangan menyerahkan uang kepada siapa pun.",
    "Boleh menolak menandatangani. Tidak ada yang dikeluarkan dari kelompok karena menolak.",
    "Layanan ini gratis. Tidak ada biaya kepada ketua atau petugas.",
)

POWER_TITLE = "Surat kuasa kepada ketua"


def power_paragraphs(*, chair: str, bank: str) -> tuple[str, ...]:
    """Return the paragraphs by which members empower their chair, for this one application only."""
    return (
        (
            f"Kami yang menandatangani surat ini memberi kuasa kepada {chair} sebagai ketua untuk mengurus berkas, "
            f"menyampaikan angsuran, dan mewakili kami dalam urusan akad pembiayaan ini dengan {bank}."
        ),
        "Kuasa ini tidak untuk menerima uang pencairan anggota, menambah pinjaman, atau mengubah bagian anggota.",
        "Kuasa berlaku hanya untuk permohonan ini dan berakhir saat pinjaman lunas atau dicabut secara tertulis.",
    )
