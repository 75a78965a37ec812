"""A scorecard's table as the fields of a form, and back again; what a form does not show stays as it was."""

import re
from collections.abc import Mapping
from typing import Any

from scoring.measures import Measure
from scoring.scorecard import BadScorecard, Part
from scoring.status import Readiness

MOST_STOPS = 20
NOBODY = "nobody"
BAND = re.compile(r"(-?[0-9]{1,12})\s*:\s*([0-9]{1,3})%?")
HOLDING = [(status.value, status.label) for status in Readiness if status is not Readiness.READY]
WHEN_UNKNOWN = [(NOBODY, "tidak menahan"), *HOLDING]
THRESHOLDS = (
    ("ready", "Siap mulai skor"),
    ("conditional", "Siap bersyarat mulai skor"),
    ("confidence", "Keyakinan (%)"),
)
CAPACITY = (
    ("surplus_share_percent", "Bagian sisa uang yang boleh untuk angsuran (%)"),
    ("debt_service_limit_percent", "Batas seluruh angsuran terhadap pendapatan (%)"),
    ("stress_sales_percent", "Penjualan turun pada uji berat (%)"),
    ("stress_profit_percent", "Laba turun pada uji berat (%)"),
    ("round_down_to", "Pinjaman dibulatkan ke bawah sampai (rupiah)"),
    ("assumed_months_left", "Sisa bulan yang dianggap bila angsuran belum diketahui"),
)


def values_of(table: Mapping[str, Any]) -> dict[str, str]:
    """Return what a form about a scorecard opens with, a value for every field."""
    values = {"version": str(table["version"])}
    for group in ("thresholds", "sureness_percent", "capacity", "ages_days", "step_days"):
        for key, value in table[group].items():
            words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            values[f"{group}-{key}"] = words
    for row in table["items"]:
        prefix = f"item-{row['measure']}"
        values |= {f"{prefix}-weight": str(row["weight"]), f"{prefix}-part": row["part"]}
        values |= {f"{prefix}-bands": write_bands(row["bands"]), f"{prefix}-reason": row["reason"]}
    for place, row in enumerate(table["stops"]):
        prefix = f"stop-{place}"
        values |= {f"{prefix}-measure": row["measure"], f"{prefix}-limit": str(row["limit"])}
        values |= {f"{prefix}-broken": row["when_broken"], f"{prefix}-unknown": row["when_unknown"] or NOBODY}
        values[f"{prefix}-reason"] = row["reason"]
    return values


def table_of(values: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Read a scorecard's table out of a form.

    :param base: the table the draft began with; its rows that the form leaves out stay
    :raises BadScorecard: when a field is no number or a band is not written as asked
    """
    table: dict[str, Any] = {"version": str(values.get("version", "")).strip()}
    for group in ("thresholds", "sureness_percent", "capacity", "ages_days", "step_days"):
        table[group] = {key: _same_kind(values, f"{group}-{key}", value) for key, value in base[group].items()}
    table["items"] = [row for measure in Measure if (row := _item(values, measure)) is not None]
    table["stops"] = [row for place in range(MOST_STOPS) if (row := _stop(values, place)) is not None]
    return table


def write_bands(bands: list[list[int]]) -> str:
    """Write bands as a form shows them, for example ``3: 100; 1: 30``."""
    return "; ".join(f"{limit}: {percent}" for limit, percent in bands)


def _item(values: Mapping[str, Any], measure: Measure) -> dict[str, Any] | None:
    prefix = f"item-{measure.value}"
    weight = _text(values, f"{prefix}-weight")
    if weight in ("", "0"):
        return None
    part = _text(values, f"{prefix}-part")
    if part not in {each.value for each in Part}:
        raise BadScorecard(f"Pilih bagian untuk “{measure.label}”.", field=f"{prefix}-part")
    return {
        "measure": measure.value,
        "part": part,
        "weight": _whole(weight, f"bobot “{measure.label}”", f"{prefix}-weight"),
        "bands": _bands(_text(values, f"{prefix}-bands"), measure.label, f"{prefix}-bands"),
        "reason": _text(values, f"{prefix}-reason"),
    }


def _stop(values: Mapping[str, Any], place: int) -> dict[str, Any] | None:
    prefix = f"stop-{place}"
    measure = _text(values, f"{prefix}-measure")
    if not measure:
        return None
    if measure not in {each.value for each in Measure}:
        raise BadScorecard("Pilih syarat dari daftar.", field=f"{prefix}-measure")
    unknown = _text(values, f"{prefix}-unknown")
    reason = _text(values, f"{prefix}-reason")
    label = Measure.of(measure).label
    if not reason:
        raise BadScorecard(f"Tulis alasan syarat “{label}”.", field=f"{prefix}-reason")
    return {
        "measure": measure,
        "limit": _whole(_text(values, f"{prefix}-limit"), f"batas “{label}”", f"{prefix}-limit"),
        "when_broken": _text(values, f"{prefix}-broken"),
        "when_unknown": None if unknown in ("", NOBODY) else unknown,
        "reason": reason,
    }


def _bands(text: str, label: str, field: str) -> list[list[int]]:
    bands = []
    for piece in filter(None, (each.strip() for each in text.split(";"))):
        found = BAND.fullmatch(piece)
        if found is None:
            raise BadScorecard(f"Tulis tingkat “{label}” seperti 3: 100; 2: 65; 1: 30.", field=field)
        bands.append([int(found[1]), int(found[2])])
    return bands


def _same_kind(values: Mapping[str, Any], field: str, known: Any) -> Any:
    """Read a field as the kind of value the base table has there; a field that was not sent stays."""
    if field not in values:
        return known
    text = _text(values, field)
    if isinstance(known, list):
        return [_whole(each.strip(), "jangka waktu", field) for each in text.split(",")]
    if isinstance(known, str):
        return text.replace(",", ".")
    return _whole(text, "angka ini", field)


def _whole(text: str, noun: str, field: str) -> int:
    plain = text.replace(".", "")
    if not re.fullmatch(r"-?[0-9]{1,12}", plain):
        raise BadScorecard(f"Isi {noun} dengan bilangan bulat.", field=field)
    return int(plain)


def _text(values: Mapping[str, Any], field: str) -> str:
    return " ".join(str(values.get(field, "")).split())
