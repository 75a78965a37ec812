"""The dated rules of incubation; the city's own procedure is not published, so the figures are examples."""

from collections.abc import Callable
from typing import Any

from balikat.incubation.stages import read_criteria
from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

STAGE_CRITERIA = "incubation.stage_criteria"
BOOKKEEPING_MONTHS = "incubation.bookkeeping_months"
WEEKS_IN_MONTH = "incubation.weeks_in_month"
INCOME_MONTHS = "incubation.income_months"
VISIT_EVERY_DAYS = "incubation.visit_every_days"
VISIT_LATE_DAYS = "incubation.visit_late_days"
MILESTONE_DAYS = "incubation.milestone_days"
LARGEST_SALES = "incubation.largest_sales"

_EXAMPLE = "contoh; menunggu prosedur inkubasi BALIKAT (seleksi, kelulusan, pemantauan) diterbitkan"


def between(low: int, high: int) -> Callable[[Any], object]:
    """Return the check that a whole number lies within bounds."""

    def check(value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise RuleBroken(f"Isi bilangan bulat dari {low} sampai {high}.")

    return check


def _whole(key: str, label: str, default: int, low: int, high: int) -> Definition:
    return Definition(key, label, "whole", default, _EXAMPLE, check=between(low, high))


declare(
    [
        Definition(
            STAGE_CRITERIA,
            "Kriteria tiap tahap inkubasi sebelum pindah ke tahap berikutnya",
            "table",
            {
                "pre_incubation": {"least_days": 14, "visits": 1, "milestones": ["business_model"]},
                "incubation": {
                    "least_days": 180,
                    "visits": 6,
                    "milestones": ["nib", "bookkeeping", "own_account", "repeat_buyer", "financial_commitment"],
                },
            },
            _EXAMPLE,
            check=read_criteria,
        ),
        _whole(BOOKKEEPING_MONTHS, "Pembukuan berturut-turut untuk capaian (bulan)", 3, 1, 24),
        _whole(WEEKS_IN_MONTH, "Minggu terisi agar satu bulan pembukuan dihitung", 4, 1, 4),
        _whole(INCOME_MONTHS, "Bulan buku kas yang dirata-ratakan untuk laba (bulan)", 3, 1, 12),
        _whole(VISIT_EVERY_DAYS, "Jarak kunjungan pendamping paling lama (hari)", 14, 1, 180),
        _whole(VISIT_LATE_DAYS, "Kunjungan boleh dicatat paling lambat (hari sesudahnya)", 14, 0, 60),
        _whole(MILESTONE_DAYS, "Tenggat capaian sejak tahapnya dimulai (hari)", 90, 7, 720),
        Definition(
            LARGEST_SALES,
            "Penjualan sebulan yang masih masuk akal; di atasnya ditanya lagi",
            "rupiah",
            500_000_000,
            "contoh; di atas batas usaha mikro menurut PP 7/2021 (Rp2 miliar setahun)",
        ),
    ]
)
