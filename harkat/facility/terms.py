"""The facility's dated rules, the kinds of lender, and what was reported about the size of the fund."""

from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

RESERVATION_DAYS = "facility.reservation_days"


class LenderType(LabeledEnum):
    """What kind of lender a partner bank is; its scale of collectability follows from it."""

    BANK = ("bank", "Bank umum")
    BPR = ("bpr", "BPR")


class CeilingStanding(LabeledEnum):
    """How a reported size of the fund is used."""

    IN_FORCE = ("in_force", "Dipakai sebagai plafon program")
    ALSO_REPORTED = ("also_reported", "Juga dilaporkan")


class ReservationState(LabeledEnum):
    """What became of money a bank set aside by its approval."""

    HELD = ("held", "Disisihkan")
    USED = ("used", "Dicairkan")
    RELEASED = ("released", "Dilepas")


@dataclass(frozen=True)
class CeilingReport:
    """A size of the fund as it was reported; rupiah."""

    amount: int
    reported_on: date
    standing: CeilingStanding
    source: str
    note: str


REPORTED_CEILINGS = (
    CeilingReport(
        110_000_000_000,
        date(2026, 1, 29),
        CeilingStanding.IN_FORCE,
        "Pernyataan Wali Kota Jambi, Januari 2026 (sepucukjambi.id, tag realisasi program Jambi)",
        "Dana milik bank mitra yang disiapkan; bukan dana yang sudah disalurkan.",
    ),
    CeilingReport(
        111_400_000_000,
        date(2026, 2, 9),
        CeilingStanding.ALSO_REPORTED,
        "Laporan satu tahun program, Februari 2026 (sepucukjambi.id, tag BANHARKAT)",
        "Dibaca sebagai dana yang disediakan. Menunggu dokumen bank sebelum dipakai.",
    ),
)

declare(
    [
        Definition(
            RESERVATION_DAYS,
            "Lama dana disisihkan sejak disetujui bank (hari)",
            "whole",
            30,
            "Bawaan sistem: belum ada aturan program yang terbit",
        ),
    ]
)
