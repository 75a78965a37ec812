"""The rules of the applicant's door that the city may change."""

from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

CODE_MINUTES = "applicants.code_minutes"
VISIT_MINUTES = "applicants.visit_minutes"
IDLE_MINUTES = "applicants.idle_minutes"
TRIES = "applicants.tries"
WAIT_MINUTES = "applicants.wait_minutes"
SOURCE = "Contoh: aturan kota belum terbit; kode dipakai di loket, jadi hitungan menit cukup"


def _between(low: int, high: int, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RuleBroken(f"Isi bilangan bulat dari {low} sampai {high}.")


def check_minutes(value: object) -> None:
    """Refuse minutes outside 1 to 240. :raises RuleBroken: saying so."""
    _between(1, 240, value)


def check_tries(value: object) -> None:
    """Refuse tries outside 3 to 10. :raises RuleBroken: saying so."""
    _between(3, 10, value)


declare(
    [
        Definition(CODE_MINUTES, "Kode pemohon berlaku (menit)", "whole", 20, SOURCE, check=check_minutes),
        Definition(VISIT_MINUTES, "Sekali masuk pemohon paling lama (menit)", "whole", 60, SOURCE, check=check_minutes),
        Definition(IDLE_MINUTES, "Pemohon diam dikeluarkan (menit)", "whole", 10, SOURCE, check=check_minutes),
        Definition(TRIES, "Kode pemohon salah berapa kali sebelum harus menunggu", "whole", 5, SOURCE,
                   check=check_tries),
        Definition(WAIT_MINUTES, "Lama menunggu sesudah kode salah (menit)", "whole", 15, SOURCE, check=check_minutes),
    ]
)  # fmt: skip
