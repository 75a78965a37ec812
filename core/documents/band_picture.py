"""A picture of what came and what may come: bars for months that are over, a band and its middle for those ahead."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

from core.documents.picture import INK

_FONT = "sans-serif"
PAST, BAND, BAND_EDGE, MIDDLE = "#84919c", "#dde8ed", "#5f6b75", "#111111"
"""Told apart by lightness and by form, because most sheets are printed in grey: filled, pale with an edge, a line."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One month to come: the low, the middle and the high value."""

    label: str
    low: int
    middle: int
    high: int


@lru_cache(maxsize=256)
def bars_and_band(
    past: tuple[tuple[str, int], ...],
    ahead: tuple[Ahead, ...],
    *,
    upward: str,
    words: tuple[str, str, str],
    width: int = 640,
    height: int = 200,
) -> str:
    """Draw one bar a month that is over, and for each month ahead a wide pale bar with a dark line through its middle.

    :param words: what the bars, the pale bars and the line are called in the legend
    """
    labels = [label for label, _ in past] + [month.label for month in ahead]
    came, band, middle = words
    values: list[dict[str, Any]] = [
        {"place": place, "kind": came, "low": 0, "high": value} for place, (_, value) in enumerate(past)
    ]
    for place, month in enumerate(ahead, start=len(past)):
        values.append({"place": place, "kind": band, "low": month.low, "high": month.high})
        values.append({"place": place, "kind": middle, "low": month.middle, "high": month.middle})
    every = max(1, -(-len(labels) // 14))
    x = {
        "field": "place",
        "type": "ordinal",
        "title": None,
        "axis": {
            "labelAngle": 0,
            "labelExpr": f"{json.dumps(labels)}[datum.value]",
            "values": list(range(0, len(labels), every)),
        },
    }
    y = {
        "field": "low",
        "type": "quantitative",
        "title": upward,
        "axis": {"format": ",.0f", "tickCount": 4, "gridColor": "#e5e5e5"},
    }
    fill = _named([came, band], [PAST, BAND], {"symbolType": "square", "symbolStrokeColor": BAND_EDGE})
    edge = {"condition": {"test": f"datum.kind == {json.dumps(band)}", "value": BAND_EDGE}, "value": PAST}
    line = _named([middle], [MIDDLE], {"symbolType": "stroke", "symbolStrokeWidth": 3})
    drawn = {"x": x, "y": y}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": "white",
        "data": {"values": values},
        "layer": [
            {
                "transform": [{"filter": f"datum.kind != {json.dumps(middle)}"}],
                "mark": {"type": "bar", "strokeWidth": 0.7},
                "encoding": {**drawn, "y2": {"field": "high"}, "fill": fill, "stroke": edge},
            },
            {
                "transform": [{"filter": f"datum.kind == {json.dumps(middle)}"}],
                "mark": {"type": "line", "strokeWidth": 2.5, "point": {"filled": True, "fill": MIDDLE, "size": 25}},
                "encoding": {**drawn, "stroke": line},
            },
        ],
        "resolve": {"scale": {"stroke": "independent"}, "legend": {"stroke": "independent"}},
        "config": {
            "font": _FONT,
            "axis": {"labelColor": INK, "titleColor": INK, "domainColor": INK, "titleFontWeight": "normal"},
            "legend": {"labelColor": INK},
            "view": {"stroke": None},
        },
    }
    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
    return str(vl_convert.vegalite_to_svg(spec, format_locale=locale))


def _named(kinds: list[str], colors: list[str], legend: dict[str, Any]) -> dict[str, Any]:
    return {
        "field": "kind",
        "type": "nominal",
        "sort": None,
        "title": None,
        "scale": {"domain": kinds, "range": colors},
        "legend": {"orient": "top", **legend},
    }
