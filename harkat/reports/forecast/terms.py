"""The dated rules of the forecast."""

from core.policy.definitions import Definition, declare

FEWEST_LOANS = "forecast.fewest_loans"
FEWEST_FOR_BAND = "forecast.fewest_for_band"
WINDOW_DAYS = "forecast.window_days"
BAND_PERCENT = "forecast.band_percent"
DEBT_DAYS = "forecast.debt_days"

_OURS = "Contoh: ditetapkan bersama Bagian Perekonomian, belum ada aturan resminya"

declare(
    [
        Definition(
            FEWEST_LOANS,
            "Perkiraan: pinjaman paling sedikit sebelum tanggal habisnya dana disebut",
            "whole",
            100,
            _OURS,
        ),
        Definition(FEWEST_FOR_BAND, "Perkiraan: pinjaman paling sedikit sebelum kisaran dihitung", "whole", 10, _OURS),
        Definition(
            WINDOW_DAYS, "Perkiraan: berapa hari terakhir yang dipakai untuk laju permohonan baru", "whole", 180, _OURS
        ),
        Definition(
            BAND_PERCENT,
            "Perkiraan: berapa dari seratus masa depan yang masuk kisaran (10 sampai 98)",
            "whole",
            80,
            _OURS,
        ),
        Definition(
            DEBT_DAYS,
            "Perkiraan: dalam berapa hari orang yang lepas dari pinjol mengajukan permohonan",
            "whole",
            180,
            _OURS,
        ),
    ]
)
