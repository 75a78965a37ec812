"""The rules of reminders that the city may change."""

from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

BEFORE_DAYS = "reminders.installment_days"
PAPERS_AFTER_DAYS = "reminders.papers_after_days"


def _between(low: int, high: int, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RuleBroken(f"Isi bilangan bulat dari {low} sampai {high}.")


def check_before(value: object) -> None:
    """Refuse days outside 1 to 14. :raises RuleBroken: saying so."""
    _between(1, 14, value)


def check_after(value: object) -> None:
    """Refuse days outside 3 to 60. :raises RuleBroken: saying so."""
    _between(3, 60, value)


declare(
    [
        Definition(BEFORE_DAYS, "Jadwal bayar diingatkan berapa hari sebelumnya", "whole", 3, "Contoh: tiga hari",
                   check=check_before),
        Definition(PAPERS_AFTER_DAYS, "Berkas belum lengkap diingatkan sesudah berapa hari", "whole", 7,
                   "Contoh: seminggu sejak mendaftar, lalu tidak diulang", check=check_after),
    ]
)  # fmt: skip
