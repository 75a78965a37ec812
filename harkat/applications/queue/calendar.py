"""Which days the offices are shut: the library's holidays, put right by the decree once it is out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from core.dates import parse_date
from core.errors import DomainError, RuleBroken
from core.policy.definitions import Definition, declare

HOLIDAYS_CHANGED = "applications.holidays_changed"
SHUT, OPEN = "libur", "kerja"


class CalendarRefused(RuleBroken):
    """A table of changed holidays that cannot be read."""


def closed_days(known: Collection[date], changed: Mapping[str, Sequence[str]]) -> set[date]:
    """Return the days that are no working days: those known, with the days of the decree added and taken away.

    :param changed: ISO days under ``libur`` (shut after all) and ``kerja`` (worked after all)
    """
    return (set(known) | _days(changed, SHUT)) - _days(changed, OPEN)


def check_changes(value: object) -> None:
    """Refuse a table that is not two lists of days.

    :raises CalendarRefused: saying how it should look
    """
    if not isinstance(value, dict) or set(value) - {SHUT, OPEN}:
        raise CalendarRefused('Tulis tabel dengan dua daftar, contoh {"libur": ["2027-03-11"], "kerja": []}.')
    try:
        for name in (SHUT, OPEN):
            _days(value, name)
    except (TypeError, AttributeError, DomainError):
        raise CalendarRefused("Tiap hari ditulis tahun-bulan-tanggal, contoh 2027-03-11.") from None


def _days(changed: Mapping[str, Sequence[str]], name: str) -> set[date]:
    return {parse_date(day) for day in changed.get(name, ())}


declare(
    [
        Definition(
            HOLIDAYS_CHANGED,
            "Hari libur yang diubah SKB (libur tambahan, hari kerja pengganti)",
            "table",
            {SHUT: [], OPEN: []},
            "Kalender libur Indonesia dihitung pustaka; tahun mendatang masih perkiraan sampai SKB tiga menteri terbit",
            check=check_changes,
        )
    ]
)
