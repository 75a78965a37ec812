"""The sentences of the explanation letter, in words that can be read aloud at a counter."""

OFFICE = ("Pemerintah Kota Jambi", "Program BANK HARKAT dan BALIKAT", "Layanan ini gratis.")
NOT_COUNTED = (
    "Yang tidak ikut dinilai: jenis kelamin, umur, status kawin, alamat, RT, kelompok, dan utang keluarga. "
    "Tidak ada agunan yang diminta."
)
ADVICE = "Penilaian ini adalah saran untuk Anda dan petugas. Bank yang memutuskan pembiayaan."
OBJECTING = (
    "Datang ke loket atau sampaikan kepada pendamping, bawa surat ini. Tidak ada biaya.",
    "Katakan keterangan mana yang menurut Anda keliru. Bila ada buktinya, bawa.",
    "Petugas mencatat keberatan Anda. Orang lain, bukan petugas itu, memeriksa dan menjawabnya.",
    "Bila keterangannya memang keliru, Anda dinilai lagi. Anda boleh minta dijelaskan oleh orang, bukan hanya surat.",
)
DECIDED_BY_PEOPLE = "Status ini ditetapkan dua orang petugas dengan alasan; menurut hitungan: “{computed}”."


def opening(name: str, day: str, status: str, meaning: str) -> str:
    """Return the first sentence: when, and how it came out."""
    return (
        f"Kepada {name}. Pada {day} kami menilai kesiapan Anda untuk mengajukan pembiayaan. "
        f"Hasilnya: {status}. {meaning}"
    )


def footer(number: str) -> str:
    """Return the last line of every page."""
    return f"{number} · Layanan ini gratis."
