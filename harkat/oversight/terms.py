"""From when on something is worth a question; the city may change it."""

from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

FAST_HOURS = "oversight.fast_hours"
SHARE_PERCENT = "oversight.share_percent"
SHARE_LEAST = "oversight.share_least"


def _between(low: int, high: int, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RuleBroken(f"Isi bilangan bulat dari {low} sampai {high}.")


def check_hours(value: object) -> None:
    """Refuse hours outside 1 to 240. :raises RuleBroken: saying so."""
    _between(1, 240, value)


def check_percent(value: object) -> None:
    """Refuse percents outside 10 to 100. :raises RuleBroken: saying so."""
    _between(10, 100, value)


def check_least(value: object) -> None:
    """Refuse counts outside 3 to 1000. :raises RuleBroken: saying so."""
    _between(3, 1000, value)


declare(
    [
        Definition(FAST_HOURS, "Ditanyakan auditor: dari diajukan sampai direkomendasikan kurang dari (jam)", "whole",
                   24, "Contoh: sehari, termasuk kunjungan usaha", check=check_hours),
        Definition(SHARE_PERCENT, "Ditanyakan auditor: bagian satu orang dari seluruh rekomendasi (persen)", "whole",
                   60, "Contoh", check=check_percent),
        Definition(SHARE_LEAST, "Bagian satu orang dihitung mulai berapa rekomendasi", "whole", 10, "Contoh",
                   check=check_least),
    ]
)  # fmt: skip
