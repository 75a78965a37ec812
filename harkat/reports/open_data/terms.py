"""The dated rules of open data."""

from core.policy.definitions import Definition, declare

RUPIAH_BASE = "reports.open_rupiah_base"

declare(
    [
        Definition(
            RUPIAH_BASE,
            "Kelipatan pembulatan rupiah pada data terbuka; naik sendiri bila ada penerima besar",
            "rupiah",
            50_000_000,
            "Contoh; kebijakan satu data kota belum menyebutnya",
        ),
    ]
)
