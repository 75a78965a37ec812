"""The rules of honest service that the city may change."""

from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

CHANNEL = "honesty.channel"
CASE_DAYS = "honesty.case_days"
FREE = "Layanan ini gratis."
CHANNEL_AT_MOST = 90


def check_channel(value: object) -> None:
    """Refuse a channel that is empty or does not fit a receipt. :raises RuleBroken: saying how long it may be."""
    if not isinstance(value, str) or not 3 <= len(value.strip()) <= CHANNEL_AT_MOST:
        raise RuleBroken(f"Tulis saluran pengaduan dengan 3 sampai {CHANNEL_AT_MOST} huruf.")


def check_days(value: object) -> None:
    """Refuse days outside 1 to 90. :raises RuleBroken: saying so."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 90:
        raise RuleBroken("Isi bilangan bulat dari 1 sampai 90 hari.")


declare(
    [
        Definition(
            CHANNEL,
            "Saluran pengaduan pada setiap bukti, surat, dan halaman",
            "text",
            "112 atau halaman Lapor HARKAT",
            "112: nomor layanan kota; halaman Lapor milik layanan ini; contoh sampai kota menetapkan",
            check=check_channel,
        ),
        Definition(
            CASE_DAYS,
            "Pengaduan dijawab paling lambat (hari)",
            "whole",
            14,
            "Contoh: tenggat kota belum terbit",
            check=check_days,
        ),
    ]
)
