"""The rules of checking the score that may change from a day on."""

from core.policy.definitions import Definition, declare

CLOSED_LOANS_NEEDED = "readiness.closed_loans_needed"
ARREARS_DAYS = "readiness.arrears_days"

declare(
    [
        Definition(
            CLOSED_LOANS_NEEDED,
            "Pinjaman selesai sebelum skor dibandingkan dengan tunggakan",
            "whole",
            200,
            "Contoh: di bawah itu selang ketidakpastiannya terlalu lebar untuk dibaca",
        ),
        Definition(
            ARREARS_DAYS,
            "Terlambat berapa hari dihitung menunggak saat memeriksa skor",
            "whole",
            30,
            "Contoh: lebih dari satu angsuran bulanan",
        ),
    ]
)
