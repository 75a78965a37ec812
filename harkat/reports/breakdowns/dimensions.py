"""By what the loans can be laid out, what is counted of them, and the bands and sectors they fall into."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from core.dates import MONTHS, add_months
from core.labels import LabeledEnum
from core.money import format_rupiah

UNKNOWN = "-"
"""The key of what is not recorded."""


class Dimension(LabeledEnum):
    """One way to lay the loans out; every borrower's part falls under exactly one of its values."""

    BANK = ("bank", "Bank")
    DISTRICT = ("kecamatan", "Kecamatan")
    WARD = ("kelurahan", "Kelurahan")
    SECTOR = ("sektor", "Sektor usaha (KBLI)")
    SEX = ("jenis_kelamin", "Jenis kelamin")
    AGE = ("umur", "Kelompok umur")
    KIND = ("peminjam", "Perorangan atau kelompok")
    AMOUNT = ("besar", "Besar pinjaman")
    COURSE = ("pelatihan", "Pelatihan terakhir yang lulus")
    MENTOR = ("pendamping", "Pendamping")
    MONTH = ("bulan", "Bulan cair")


class Measure(LabeledEnum):
    """What is counted of the loans."""

    DISBURSED = ("dicairkan", "Dicairkan")
    OWED = ("sisa", "Sisa pokok berjalan")
    LOANS = ("pinjaman", "Pinjaman")
    PERSONS = ("orang", "Orang")
    GROUPS = ("kelompok", "Kelompok")
    NEIGHBORHOODS = ("rt", "RT terjangkau")
    NPL = ("npl", "Bagian NPL")

    @property
    def is_rupiah(self) -> bool:
        """Whether it is money."""
        return self in (Measure.DISBURSED, Measure.OWED)


class BorrowerKind(LabeledEnum):
    """Who borrowed."""

    PERSON = ("perorangan", "Perorangan")
    SUB_GROUP = ("kelompok", "Sub-kelompok")


AGES = ((25, "Di bawah 25 tahun"), (35, "25–34 tahun"), (45, "35–44 tahun"), (55, "45–54 tahun"))
OLDEST = "55 tahun ke atas"

AMOUNTS = (2_500_000, 5_000_000, 10_000_000, 20_000_000)

SECTORS: Sequence[tuple[str, str, str]] = (
    ("01", "03", "Pertanian dan perikanan"),
    ("05", "09", "Pertambangan"),
    ("10", "33", "Industri pengolahan"),
    ("35", "39", "Listrik, air, dan sampah"),
    ("41", "43", "Konstruksi"),
    ("45", "47", "Perdagangan dan bengkel"),
    ("49", "53", "Angkutan dan pergudangan"),
    ("55", "56", "Akomodasi dan makan minum"),
    ("58", "63", "Informasi dan komunikasi"),
    ("64", "66", "Keuangan"),
    ("68", "68", "Real estat"),
    ("69", "82", "Jasa perusahaan"),
    ("84", "84", "Pemerintahan"),
    ("85", "85", "Pendidikan"),
    ("86", "88", "Kesehatan dan sosial"),
    ("90", "93", "Kesenian dan rekreasi"),
    ("94", "96", "Jasa lain (salon, servis, cucian)"),
    ("97", "99", "Rumah tangga dan badan asing"),
)
"""First and last two digits of a KBLI code, and the sector; the divisions mean the same in KBLI 2020 and 2025."""


def age_choices() -> list[tuple[str, str]]:
    """Return key and name of every age group, youngest first."""
    return [(str(limit), name) for limit, name in AGES] + [("99", OLDEST)]


def birthdays_before(day: date) -> dict[str, date]:
    """Return for every age group's limit the last day of birth with which somebody has reached it."""
    return {f"born_{limit}": add_months(day, -12 * limit) for limit, _ in AGES}


def amount_choices() -> list[tuple[str, str]]:
    """Return key and name of every class of principal, smallest first."""
    names = [(str(AMOUNTS[0]), f"Sampai {format_rupiah(AMOUNTS[0])}")]
    for lower, upper in pairwise(AMOUNTS):
        names.append((str(upper), f"Di atas {format_rupiah(lower)} sampai {format_rupiah(upper)}"))
    return [*names, ("more", f"Di atas {format_rupiah(AMOUNTS[-1])}")]


def sector_choices() -> list[tuple[str, str]]:
    """Return key and name of every sector."""
    return [(first, name) for first, _, name in SECTORS]


def month_choices(first: date, last: date) -> list[tuple[str, str]]:
    """Return key and name of every month from one day's to another's."""
    months, day = [], first.replace(day=1)
    while day <= last:
        months.append((f"{day:%Y%m}", f"{MONTHS[day.month - 1][:3]} {day.year}"))
        day = add_months(day, 1)
    return months


def month_end(key: str) -> date:
    """Return the last day of a month by its key: ``202605`` gives 31 May 2026."""
    return date.fromordinal(add_months(date(int(key[:4]), int(key[4:]), 1), 1).toordinal() - 1)
