"""Line charts as SVG, drawn on the server like the other pictures."""

from dataclasses import dataclass
from functools import lru_cache

import vl_convert

from core.documents.picture import INK


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name in the legend, its colour, and a value for every point (None leaves a gap)."""

    name: str
    color: str
    values: tuple[int | None, ...]


@lru_cache(maxsize=256)
def lines(
    labels: tuple[str, ...], drawn: tuple[Line, ...], *, across: str, upward: str, width: int = 560, height: int = 180
) -> str:
    """Draw lines with a mark at every value.

    :param labels: what each point is called, in order; equal labels are one point
    :param across: the words under the points
    :param upward: the words along the height
    """
    values = [
        {"point": f"{place:03} {label}", "line": line.name, "value": line.values[place]}
        for line in drawn
        for place, label in enumerate(labels)
        if line.values[place] is not None
    ]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": "white",
        "data": {"values": values},
        "mark": {"type": "line", "point": {"filled": True, "size": 45}},
        "encoding": {
            "x": {
                "field": "point",
                "type": "ordinal",
                "title": across,
                "axis": {"labelAngle": -35 if len(labels) > 6 else 0, "labelExpr": "substring(datum.label, 4)"},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": upward,
                "axis": {"format": ",.0f", "tickCount": 4, "gridColor": "#e5e5e5"},
            },
            "color": {
                "field": "line",
                "type": "nominal",
                "title": None,
                "scale": {"domain": [line.name for line in drawn], "range": [line.color for line in drawn]},
                "legend": {"orient": "top"},
            },
        },
        "config": {
            "font": "sans-serif",
            "axis": {"labelColor": INK, "titleColor": INK, "domainColor": INK, "titleFontWeight": "normal"},
            "legend": {"labelColor": INK},
            "view": {"stroke": None},
        },
    }
    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
    return str(vl_convert.vegalite_to_svg(spec, format_locale=locale))
