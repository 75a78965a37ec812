"""How a drawn loan's figures are laid out as tables, and what the archive says of itself."""

from collections.abc import Sequence
from datetime import date

from harkat.reports.tables import FigureTable

READ_ME = """Uji petik {number}

Benih undian : {seed}
Terambil     : {size} dari {population} pinjaman
Cara undian  : {how}
Diundi       : {drawn}

Satu map per pinjaman:
  jadwal.pdf        jadwal angsuran yang berlaku
  angsuran.csv      setoran yang tercatat
  catatan-dana.csv  catatan dana fasilitas dengan dokumen dasarnya
  permohonan-*      pindaian pada permohonan (surat, berita acara, foto kunjungan)
  berkas-*          pindaian berkas peminjam, menurut nomor orang; hasil SLIK tidak disertakan
kurang.csv menyebut, per pinjaman, yang seharusnya ada tetapi tidak ada di HARKAT.
isi.csv mencatat SHA-256 setiap berkas. Nama berkas tidak memuat nama orang.
"""


def repayment_table(rows: Sequence[tuple[str, date, str, int, str]]) -> FigureTable:
    """Lay a loan's repayments out."""
    columns = [
        ("Nomor", "text", False),
        ("Dibayar pada", "date", False),
        ("Jenis", "text", False),
        ("Rupiah", "rupiah", True),
        ("Nomor slip", "text", False),
    ]
    return FigureTable("Angsuran", columns, rows)


def transfer_table(rows: Sequence[tuple[int, date, str, int, str, str]]) -> FigureTable:
    """Lay a loan's ledger entries out."""
    columns = [
        ("Urutan", "number", False),
        ("Tanggal", "date", False),
        ("Kejadian", "text", False),
        ("Rupiah", "rupiah", False),
        ("Rujukan", "text", False),
        ("Dokumen", "text", False),
    ]
    return FigureTable("Catatan dana", columns, rows)


def contents_table(files: Sequence[tuple[str, int, str]]) -> FigureTable:
    """Lay out what is in the archive: name, bytes, SHA-256."""
    columns = [("Berkas", "text", False), ("Bita", "number", False), ("SHA-256", "text", False)]
    return FigureTable("Isi", columns, files)
