"""Reads an iDeb report of SLIK: its header, the person, and every facility with its history."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

LARGEST_RUPIAH = 10**15
_SPELLINGS = ("kreditPembiayan", "kreditPembiayaan")
_MOST_FACILITIES = 2_000


@dataclass(frozen=True)
class NamedJson:
    """One opened iDeb part: the file's name and its JSON value (None when the part could not be read)."""

    name: str
    value: object


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


@dataclass(frozen=True)
class PartHeader:
    """Which part of which report a file is."""

    number: int | None
    total: int | None
    report: str
    reference: str


@dataclass(frozen=True)
class IdebReport:
    """One report out of all its parts that were given; ``niks`` are the numbers searched for, part by part."""

    parts: tuple[PartHeader, ...]
    niks: tuple[str, ...]
    name: str
    as_of: str
    requested_on: date | None
    facilities: tuple[Facility, ...]
    complete: bool | None
    missing_parts: tuple[int, ...]
    total_outstanding: int | None
    worst_quality: int | None
    warnings: tuple[str, ...]


def is_ideb(value: object) -> bool:
    """Tell whether a JSON value looks like an iDeb."""
    if not isinstance(value, Mapping):
        return isinstance(value, list) and any(is_ideb(item) for item in value[:3])
    return any(_has_facilities(body) for _, body in _bodies(value)) or ("header" in value and "individual" in value)


def read_ideb(parts: Sequence[NamedJson]) -> IdebReport | None:
    """Read the parts of one iDeb; totals are only given when every part is there.

    :return: None when no part is an iDeb
    """
    prefixed = len(parts) > 1
    headers: list[PartHeader] = []
    niks: list[str] = []
    names: list[str] = []
    facilities: list[Facility] = []
    warnings: list[str] = []
    months: list[str] = []
    requested: date | None = None
    unread = 0
    for part in parts:
        value = _unwrap(part.value)
        if value is None:
            unread += 1
            warnings.append(f"Bagian {part.name} tidak terbaca. Minta bagian itu lagi.")
            continue
        header = _read_header(value)
        if any(header.number and held.number == header.number and held.report == header.report for held in headers):
            warnings.append(f"Bagian {header.number} diberikan dua kali. Yang kedua tidak dihitung.")
            continue
        headers.append(header)
        prefix = f"{part.name}:" if prefixed else ""
        for path, body in _bodies(value):
            unread += _count_unreadable(body)
            niks.extend(_read_niks(body))
            names.extend(_read_names(body))
            months.append(_text(body, "posisiDataTerakhir"))
            requested = requested or read_day_number(_text(body, "tanggalPermintaan"))
            facilities.extend(_read_facilities(body, f"{prefix}{path}"))
    if not headers:
        return None
    if any(facility.outstanding is None for facility in facilities):
        warnings.append("Ada fasilitas yang baki debetnya tidak tertulis atau tidak terbaca. Periksa lembar aslinya.")
    complete, missing = _completeness(headers, unread)
    if complete is False:
        shown = ", ".join(str(number) for number in missing) or "lain"
        warnings.append(f"iDeb belum lengkap: bagian {shown} tidak ada. Jumlah utang tidak dihitung.")
    if complete is None:
        warnings.append("Berkas tidak menyebut jumlah bagiannya, jadi kelengkapannya tidak bisa dipastikan.")
    if len({header.report for header in headers if header.report}) > 1:
        complete = False
        warnings.append("Berkas-berkas ini berasal dari laporan yang berbeda. Unggah bagian dari satu laporan saja.")
    known = [facility.outstanding for facility in facilities if facility.outstanding is not None]
    return IdebReport(
        parts=tuple(headers),
        niks=tuple(dict.fromkeys(niks)),
        name=names[0] if names else "",
        as_of=next((month for month in months if month), ""),
        requested_on=requested,
        facilities=tuple(facilities),
        complete=complete,
        missing_parts=missing,
        total_outstanding=sum(known) if complete else None,
        worst_quality=max((facility.quality for facility in facilities if facility.quality), default=None),
        warnings=tuple(warnings),
    )


def same_number(report: IdebReport, nik: str | None) -> bool | None:
    """Tell whether the NIK inside is the one given; None when either is missing, False when any part is another's."""
    wanted = re.sub(r"\D", "", nik or "")
    inside = [re.sub(r"\D", "", number) for number in report.niks]
    inside = [number for number in inside if number]
    if not wanted or not inside:
        return None
    return all(number == wanted for number in inside)


def _unwrap(value: object) -> Mapping[str, object] | None:
    if isinstance(value, list):
        value = next((item for item in value[:3] if isinstance(item, Mapping) and is_ideb(item)), None)
    return value if isinstance(value, Mapping) and is_ideb(value) else None


def _bodies(value: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    """List the persons' or companies' bodies with their paths: an object, or a list of objects."""
    found: list[tuple[str, Mapping[str, object]]] = []
    for key, body in value.items():
        if key == "header":
            continue
        if isinstance(body, Mapping) and (key == "individual" or _has_facilities(body)):
            found.append((key, body))
        elif isinstance(body, list):
            found += [
                (f"{key}[{index}]", item)
                for index, item in enumerate(body[:50])
                if isinstance(item, Mapping) and (key == "individual" or _has_facilities(item))
            ]
    if not found and _has_facilities(value):
        found.append(("", value))
    return found


def _has_facilities(body: object) -> bool:
    return isinstance(body, Mapping) and ("fasilitas" in body or "parameterPencarian" in body)


def _read_header(value: Mapping[str, object]) -> PartHeader:
    header = value.get("header")
    if isinstance(header, list):
        header = header[0] if header else None
    held: Mapping[str, object] = header if isinstance(header, Mapping) else {}
    report = next((_text(body, "nomorLaporan") for _, body in _bodies(value) if _text(body, "nomorLaporan")), "")
    number, total = _whole(held, "nomorBagian"), _whole(held, "totalBagian")
    return PartHeader(number, total, report, _text(held, "kodeReferensiPengguna"))


def _completeness(headers: Sequence[PartHeader], unread: int) -> tuple[bool | None, tuple[int, ...]]:
    total = max((header.total for header in headers if header.total), default=None)
    if total is None:
        return (False if unread else None), ()
    present = {header.number for header in headers if header.number}
    missing = tuple(number for number in range(1, min(total, 500) + 1) if number not in present)
    return not missing and not unread, missing


def _read_niks(body: Mapping[str, object]) -> list[str]:
    searched = _first_mapping(body.get("parameterPencarian"))
    number = _text(searched, "noIdentitas") if searched else ""
    if number:
        return [number]
    persons = _mappings(body.get("dataPokokDebitur"))
    return [_text(person, "noIdentitas") for person in persons if _text(person, "noIdentitas")]


def _read_names(body: Mapping[str, object]) -> list[str]:
    searched = _first_mapping(body.get("parameterPencarian"))
    people = [*([searched] if searched else []), *_mappings(body.get("dataPokokDebitur"))]
    return [_text(person, "namaDebitur") for person in people if _text(person, "namaDebitur")]


def _read_facilities(body: Mapping[str, object], path: str) -> list[Facility]:
    found: list[Facility] = []
    begin = f"{path}." if path and not path.endswith(":") else path
    for place, holder in _places(body.get("fasilitas"), f"{begin}fasilitas"):
        for spelling in _SPELLINGS:
            for spot, facility in _places(holder.get(spelling), f"{place}.{spelling}"):
                if len(found) < _MOST_FACILITIES:
                    spot = spot if spot.endswith("]") else f"{spot}"
                    found.append(_read_facility(facility, spot))
    return found


def _count_unreadable(body: Mapping[str, object]) -> int:
    """Count facilities, or whole lists of them, that are there but are not what an iDeb holds."""
    held = body.get("fasilitas")
    unread = 0 if held in (None, "", [], {}) or _places(held, "") else 1
    for _, holder in _places(held, ""):
        for spelling in _SPELLINGS:
            listed = holder.get(spelling)
            if isinstance(listed, list):
                unread += sum(1 for item in listed if not isinstance(item, Mapping) and item not in (None, ""))
            elif listed not in (None, "") and not isinstance(listed, Mapping):
                unread += 1
    return unread


def _places(value: object, path: str) -> list[tuple[str, Mapping[str, object]]]:
    if isinstance(value, Mapping):
        return [(path, value)]
    if isinstance(value, list):
        return [(f"{path}[{index}]", item) for index, item in enumerate(value) if isinstance(item, Mapping)]
    return []


def _read_facility(item: Mapping[str, object], path: str) -> Facility:
    return Facility(
        path=path,
        reporter_code=_text(item, "ljk"),
        reporter=_text(item, "ljkKet"),
        branch=_text(item, "cabangKet"),
        account=_text(item, "noRekening"),
        outstanding=_money(item, "bakiDebet"),
        limit=_money(item, "plafon"),
        first_limit=_money(item, "plafonAwal"),
        rate=_text(item, "sukuBungaImbalan"),
        kind_of_credit=_text(item, "jenisKreditPembiayaanKet"),
        purpose=_text(item, "jenisPenggunaanKet"),
        programme=_text(item, "kreditProgramPemerintahKet"),
        quality=_quality(_text(item, "kualitas")),
        quality_label=_text(item, "kualitasKet"),
        days_late=_whole(item, "jumlahHariTunggakan"),
        principal_late=_money(item, "tunggakanPokok"),
        interest_late=_money(item, "tunggakanBunga"),
        fines=_money(item, "denda"),
        times_late=_whole(item, "frekuensiTunggakan"),
        times_restructured=_whole(item, "frekuensiRestrukturisasi"),
        restructured_on=read_day_number(_text(item, "tanggalRestrukturisasiAkhir")),
        restructuring=_text(item, "restrukturisasiKet"),
        started_on=read_day_number(_text(item, "tanggalMulai") or _text(item, "tanggalAwalKredit")),
        due_on=read_day_number(_text(item, "tanggalJatuhTempo")),
        stuck_on=read_day_number(_text(item, "tanggalMacet")),
        stuck_because=_text(item, "sebabMacetKet"),
        condition=_text(item, "kondisi"),
        condition_label=_text(item, "kondisiKet"),
        condition_on=read_day_number(_text(item, "tanggalKondisi")),
        remark=_text(item, "keterangan"),
        updated_on=read_day_number(_text(item, "tanggalUpdate")),
        history=_read_history(item),
    )


def _read_history(item: Mapping[str, object]) -> tuple[MonthQuality, ...]:
    months: list[MonthQuality] = []
    for number in range(1, 25):
        month = _text(item, f"tahunBulan{number:02d}")
        if re.fullmatch(r"\d{6}", month):
            quality = _quality(_text(item, f"tahunBulan{number:02d}Kol"))
            months.append(MonthQuality(month, quality, _whole(item, f"tahunBulan{number:02d}Ht")))
    return tuple(months)


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [item for _, item in _places(value, "")]


def _first_mapping(value: object) -> Mapping[str, object] | None:
    return next(iter(_mappings(value)), None)


def _text(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)[:500].strip()


def _whole(item: Mapping[str, object], key: str) -> int | None:
    text = _text(item, key)
    match = re.fullmatch(r"\+?(\d{1,6})(?:[.,]0+)?", text)
    return int(match[1]) if match else None


def _money(item: Mapping[str, object], key: str) -> int | None:
    """Read whole rupiah: ``1260000``, ``1260000.00``, ``1.260.000``; None for nothing or for a number beyond sense."""
    text = _text(item, key).replace(" ", "").removeprefix("Rp").lstrip(".")
    plain = re.fullmatch(r"(-?\d{1,18})(?:[.,]\d{1,2})?", text)
    grouped = re.fullmatch(r"(-?\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?|(-?\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?", text)
    digits = plain[1] if plain else re.sub("[.,]", "", grouped[1] or grouped[2]) if grouped else ""
    if not digits or abs(int(digits)) > LARGEST_RUPIAH:
        return None
    return int(digits)


def _quality(text: str) -> int | None:
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
