"""Turns the lines of a paper iDeb, as somebody typed them, into the shape the iDeb reader knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import RuleBroken
from core.labels import LabeledEnum

MOST_FACILITIES = 30


class FacilityState(LabeledEnum):
    """The condition of a facility, in the words of the paper."""

    ACTIVE = ("00", "Fasilitas aktif")
    SETTLED = ("02", "Lunas")
    WRITTEN_OFF = ("03", "Dihapusbukukan")
    FORGIVEN = ("04", "Hapus tagih")
    MOVED = ("07", "Dialihkan ke pelapor lain")


@dataclass(frozen=True)
class TypedFacility:
    """One facility as it stands on the paper. Rupiah; ``quality`` 1 to 5."""

    lender: str
    state: FacilityState
    quality: int
    outstanding: int
    days_late: int


@dataclass(frozen=True)
class TypedIdeb:
    """A paper iDeb: the NIK printed on it, the day it was asked for, how many facilities it lists, and those typed."""

    nik: str
    asked_on: date
    facility_count: int
    facilities: tuple[TypedFacility, ...]


class TypedBadly(RuleBroken):
    """Typed lines that cannot be the whole paper."""


def check_typed(typed: TypedIdeb, *, nik: str | None, today: date) -> None:
    """Refuse what cannot be this person's whole paper.

    :raises TypedBadly: with what to compare on the paper
    """
    if nik is None:
        raise TypedBadly("NIK orang ini belum dicatat. Catat dulu dari KTP-nya, lalu ulangi.", field="nik")
    if typed.nik != nik:
        raise TypedBadly("NIK di kertas bukan NIK orang ini. Tidak ada yang disimpan.", field="nik")
    if typed.asked_on > today:
        raise TypedBadly("Tanggal permintaan iDeb tidak boleh sesudah hari ini.", field="asked_on")
    if typed.facility_count != len(typed.facilities):
        raise TypedBadly(
            f"Kertasnya memuat {typed.facility_count} fasilitas, yang diketik {len(typed.facilities)}. "
            "Ketik semuanya, juga yang sudah lunas.",
            field="facility_count",
        )


def as_json(typed: TypedIdeb) -> dict[str, object]:
    """Return the typed paper in the shape of an iDeb file of one part."""
    stamp = f"{typed.asked_on:%Y%m%d}000000"
    return {
        "header": {"tanggalPermintaan": stamp, "totalBagian": "1", "nomorBagian": "1"},
        "individual": {
            "tanggalPermintaan": stamp,
            "parameterPencarian": {"noIdentitas": typed.nik},
            "fasilitas": {"kreditPembiayan": [_facility(row) for row in typed.facilities]},
        },
    }


def _facility(row: TypedFacility) -> dict[str, str]:
    return {
        "ljkKet": row.lender,
        "bakiDebet": str(row.outstanding),
        "kualitas": str(row.quality),
        "jumlahHariTunggakan": str(row.days_late),
        "kondisi": row.state.value,
        "kondisiKet": row.state.label,
    }


def rows_of(value: object) -> list[dict[str, str]]:
    """Return the facilities of a kept typed paper, for the second look."""
    body = value.get("individual") if isinstance(value, dict) else None
    held = body.get("fasilitas") if isinstance(body, dict) else None
    listed = held.get("kreditPembiayan") if isinstance(held, dict) else None
    return [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []


def from_rows(rows: Sequence[dict[str, str]]) -> dict[str, str]:
    """Return kept facilities as the fields of the form that typed them."""
    fields: dict[str, str] = {"facility_count": str(len(rows))}
    for number, row in enumerate(rows, start=1):
        fields |= {
            f"lender_{number}": row.get("ljkKet", ""),
            f"state_{number}": row.get("kondisi", ""),
            f"quality_{number}": row.get("kualitas", ""),
            f"outstanding_{number}": row.get("bakiDebet", ""),
            f"days_late_{number}": row.get("jumlahHariTunggakan", ""),
        }
    return fields
