"""Reads an iDeb report of SLIK: its header, the person, and every facility with its history."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.screening.facilities import (
    Facility,
    count_unreadable,
    first_mapping,
    mappings_in,
    read_day_number,
    read_facilities,
    text_in,
    whole_in,
)


@dataclass(frozen=True)
class NamedJson:
    """One opened iDeb part: the file's name and its JSON value (None when the part could not be read)."""

    name: str
    value: object


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
            unread += count_unreadable(body)
            niks.extend(_read_niks(body))
            names.extend(_read_names(body))
            months.append(text_in(body, "posisiDataTerakhir"))
            requested = requested or read_day_number(text_in(body, "tanggalPermintaan"))
            facilities.extend(read_facilities(body, f"{prefix}{path}"))
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
    report = next((text_in(body, "nomorLaporan") for _, body in _bodies(value) if text_in(body, "nomorLaporan")), "")
    number, total = whole_in(held, "nomorBagian"), whole_in(held, "totalBagian")
    return PartHeader(number, total, report, text_in(held, "kodeReferensiPengguna"))


def _completeness(headers: Sequence[PartHeader], unread: int) -> tuple[bool | None, tuple[int, ...]]:
    total = max((header.total for header in headers if header.total), default=None)
    if total is None:
        return (False if unread else None), ()
    present = {header.number for header in headers if header.number}
    missing = tuple(number for number in range(1, min(total, 500) + 1) if number not in present)
    return not missing and not unread, missing


def _read_niks(body: Mapping[str, object]) -> list[str]:
    searched = first_mapping(body.get("parameterPencarian"))
    number = text_in(searched, "noIdentitas") if searched else ""
    if number:
        return [number]
    persons = mappings_in(body.get("dataPokokDebitur"))
    return [text_in(person, "noIdentitas") for person in persons if text_in(person, "noIdentitas")]


def _read_names(body: Mapping[str, object]) -> list[str]:
    searched = first_mapping(body.get("parameterPencarian"))
    people = [*([searched] if searched else []), *mappings_in(body.get("dataPokokDebitur"))]
    return [text_in(person, "namaDebitur") for person in people if text_in(person, "namaDebitur")]
