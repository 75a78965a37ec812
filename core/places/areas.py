"""The city's areas as the packaged table gives them, and what its kecamatan codes tell about a NIK."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

CITY_CODE = "15.71"
CITY_NIK_PREFIX = "1571"
# Kecamatan made out of older ones: longtime residents keep the NIK code of the parent kecamatan.
NEWER_KECAMATAN = frozenset({"15.71.09", "15.71.10", "15.71.11"})


@dataclass(frozen=True)
class Area:
    """One kelurahan with its kecamatan."""

    code: str
    name: str
    kecamatan_code: str
    kecamatan: str
    postal_code: str | None


def read_areas(lines: Iterable[str]) -> list[Area]:
    """Read the lines of the packaged table.

    :raises ValueError: when a code does not belong to its kecamatan, so a damaged table is never loaded
    """
    areas = [
        Area(row["code"], row["name"], row["kecamatan_code"], row["kecamatan"], row["postal_code"] or None)
        for row in csv.DictReader(lines)
    ]
    for area in areas:
        if not area.code.startswith(f"{area.kecamatan_code}.") or not area.kecamatan_code.startswith(f"{CITY_CODE}."):
            message = f"kelurahan {area.code} does not lie in kecamatan {area.kecamatan_code}"
            raise ValueError(message)
    return areas


def kecamatan_code_of(kelurahan_code: str) -> str:
    """Return the kecamatan code inside a kelurahan code: ``15.71.01.1001`` gives ``15.71.01``."""
    return kelurahan_code.rpartition(".")[0]
