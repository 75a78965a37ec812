"""How many days before an offer runs out the officers are reminded."""

from core.policy.definitions import Definition, declare

REMIND_DAYS = "applications.offer_reminder_days"

declare(
    [
        Definition(
            REMIND_DAYS,
            "Petugas diingatkan sebelum tawaran bank berakhir (hari)",
            "whole",
            7,
            "Contoh: belum ada aturan program yang terbit; diubah di halaman Aturan",
        )
    ]
)
