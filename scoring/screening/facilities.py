"""Reads the facilities of an iDeb with their history, in the file's own spelling."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LARGEST_RUPIAH = 10**15
_SPELLINGS = ("kreditPembiayan", "kreditPembiayaan")
_MOST_FACILITIES = 2_000


@dataclass(frozen=True)
class MonthQuality:
    """One month of a facility's history: ``month`` as yyyymm, quality 1 to 5, days late."""

    month: str
    quality: int | None
    days_late: int | None


@dataclass(frozen=True)
class Facility:
    """One credit facility; whole rupiah, None where the file has none; ``path`` in the file's own spelling."""

    path: str
    reporter_code: str
    reporter: str
    branch: str
    account: str
    outstanding: int | None
    limit: int | None
    first_limit: int | None
    rate: str
    kind_of_credit: str
    purpose: str
    programme: str
    quality: int | None
    quality_label: str
    days_late: int | None
    principal_late: int | None
    interest_late: int | None
    fines: int | None
    times_late: int | None
    times_restructured: int | None
    restructured_on: date | None
    restructuring: str
    started_on: date | None
    due_on: date | None
    stuck_on: date | None
    stuck_because: str
    condition: str
    condition_label: str
    condition_on: date | None
    remark: str
    updated_on: date | None
    history: tuple[MonthQuality, ...]

    @property
    def worst_quality(self) -> int | None:
        """Give the worst quality of now and of the history shown."""
        seen = [self.quality, *(month.quality for month in self.history)]
        return max((quality for quality in seen if quality), default=None)

    @property
    def is_restructured(self) -> bool:
        """Tell whether the facility was restructured."""
        return bool(self.times_restructured) or self.restructured_on is not None


def read_facilities(body: Mapping[str, object], path: str) -> list[Facility]:
    """Read the facilities of one body, each with its path in the file's own spelling."""
    found: list[Facility] = []
    begin = f"{path}." if path and not path.endswith(":") else path
    for place, holder in places_in(body.get("fasilitas"), f"{begin}fasilitas"):
        for spelling in _SPELLINGS:
            for spot, facility in places_in(holder.get(spelling), f"{place}.{spelling}"):
                if len(found) < _MOST_FACILITIES:
                    found.append(_read_facility(facility, spot))
    return found


def count_unreadable(body: Mapping[str, object]) -> int:
    """Count facilities, or whole lists of them, that are there but are not what an iDeb holds."""
    held = body.get("fasilitas")
    unread = 0 if held in (None, "", [], {}) or places_in(held, "") else 1
    for _, holder in places_in(held, ""):
        for spelling in _SPELLINGS:
            listed = holder.get(spelling)
            if isinstance(listed, list):
                unread += sum(1 for item in listed if not isinstance(item, Mapping) and item not in (None, ""))
            elif listed not in (None, "") and not isinstance(listed, Mapping):
                unread += 1
    return unread


def places_in(value: object, path: str) -> list[tuple[str, Mapping[str, object]]]:
    """List the objects a value is or holds, each with its path."""
    if isinstance(value, Mapping):
        return [(path, value)]
    if isinstance(value, list):
        return [(f"{path}[{index}]", item) for index, item in enumerate(value) if isinstance(item, Mapping)]
    return []


def _read_facility(item: Mapping[str, object], path: str) -> Facility:
    return Facility(
        path=path,
        reporter_code=text_in(item, "ljk"),
        reporter=text_in(item, "ljkKet"),
        branch=text_in(item, "cabangKet"),
        account=text_in(item, "noRekening"),
        outstanding=money_in(item, "bakiDebet"),
        limit=money_in(item, "plafon"),
        first_limit=money_in(item, "plafonAwal"),
        rate=text_in(item, "sukuBungaImbalan"),
        kind_of_credit=text_in(item, "jenisKreditPembiayaanKet"),
        purpose=text_in(item, "jenisPenggunaanKet"),
        programme=text_in(item, "kreditProgramPemerintahKet"),
        quality=quality_in(text_in(item, "kualitas")),
        quality_label=text_in(item, "kualitasKet"),
        days_late=whole_in(item, "jumlahHariTunggakan"),
        principal_late=money_in(item, "tunggakanPokok"),
        interest_late=money_in(item, "tunggakanBunga"),
        fines=money_in(item, "denda"),
        times_late=whole_in(item, "frekuensiTunggakan"),
        times_restructured=whole_in(item, "frekuensiRestrukturisasi"),
        restructured_on=read_day_number(text_in(item, "tanggalRestrukturisasiAkhir")),
        restructuring=text_in(item, "restrukturisasiKet"),
        started_on=read_day_number(text_in(item, "tanggalMulai") or text_in(item, "tanggalAwalKredit")),
        due_on=read_day_number(text_in(item, "tanggalJatuhTempo")),
        stuck_on=read_day_number(text_in(item, "tanggalMacet")),
        stuck_because=text_in(item, "sebabMacetKet"),
        condition=text_in(item, "kondisi"),
        condition_label=text_in(item, "kondisiKet"),
        condition_on=read_day_number(text_in(item, "tanggalKondisi")),
        remark=text_in(item, "keterangan"),
        updated_on=read_day_number(text_in(item, "tanggalUpdate")),
        history=_read_history(item),
    )


def _read_history(item: Mapping[str, object]) -> tuple[MonthQuality, ...]:
    months: list[MonthQuality] = []
    for number in range(1, 25):
        month = text_in(item, f"tahunBulan{number:02d}")
        if re.fullmatch(r"\d{6}", month):
            quality = quality_in(text_in(item, f"tahunBulan{number:02d}Kol"))
            months.append(MonthQuality(month, quality, whole_in(item, f"tahunBulan{number:02d}Ht")))
    return tuple(months)


def mappings_in(value: object) -> list[Mapping[str, object]]:
    """List the objects a value is or holds."""
    return [item for _, item in places_in(value, "")]


def first_mapping(value: object) -> Mapping[str, object] | None:
    """Give the first object a value is or holds, or None."""
    return next(iter(mappings_in(value)), None)


def text_in(item: Mapping[str, object], key: str) -> str:
    """Read a field as text, at most 500 letters; empty for nothing."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)[:500].strip()


def whole_in(item: Mapping[str, object], key: str) -> int | None:
    """Read a field as a small whole number; None for anything else."""
    text = text_in(item, key)
    match = re.fullmatch(r"\+?(\d{1,6})(?:[.,]0+)?", text)
    return int(match[1]) if match else None


def money_in(item: Mapping[str, object], key: str) -> int | None:
    """Read whole rupiah: ``1260000``, ``1260000.00``, ``1.260.000``; None for nothing or for a number beyond sense."""
    text = text_in(item, key).replace(" ", "").removeprefix("Rp").lstrip(".")
    plain = re.fullmatch(r"(-?\d{1,18})(?:[.,]\d{1,2})?", text)
    grouped = re.fullmatch(r"(-?\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?|(-?\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?", text)
    digits = plain[1] if plain else re.sub("[.,]", "", grouped[1] or grouped[2]) if grouped else ""
    if not digits or abs(int(digits)) > LARGEST_RUPIAH:
        return None
    return int(digits)


def quality_in(text: str) -> int | None:
    """Read a quality, 1 to 5; None for anything else."""
    match = re.match(r"0?([1-5])(?!\d)", text)
    return int(match[1]) if match else None


def read_day_number(text: str) -> date | None:
    """Read ``yyyymmdd`` or fourteen digits, or ``yyyy-mm-dd``; None for anything else."""
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
