"""How long a BNSP competence certificate holds, and when its holder is reminded."""

from datetime import date

from core.dates import add_months
from core.errors import RuleBroken
from core.policy.definitions import Definition, declare

VALID_MONTHS = "training.competence_months"
REMIND_DAYS = "training.competence_reminder_days"

declare(
    [
        Definition(
            VALID_MONTHS,
            "Masa berlaku sertifikat kompetensi BNSP (bulan)",
            "whole",
            36,
            "Sertifikat kompetensi BNSP berlaku 3 tahun",
        ),
        Definition(
            REMIND_DAYS,
            "Pengingat sebelum sertifikat kompetensi berakhir (hari)",
            "whole",
            90,
            "Asumsi kerja: waktu untuk mendaftar uji ulang",
        ),
    ]
)


class UnlikelyCompetence(RuleBroken):
    """The days of a competence certificate cannot be."""


def expiry_of(issued_on: date, *, months: int) -> date:
    """Return the last day a competence certificate holds."""
    return add_months(issued_on, months)


def check_issued(issued_on: date, today: date) -> None:
    """Refuse a certificate of a day to come.

    :raises UnlikelyCompetence: naming the field
    """
    if issued_on > today:
        raise UnlikelyCompetence("Tanggal terbit tidak boleh sesudah hari ini.", field="issued_on")
