"""Small pictures as SVG, drawn on the server so that pages and prints show the same one without a script."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import vl_convert

_FONT = "sans-serif"
INK = "#333333"


@dataclass(frozen=True, slots=True)
class Layer:
    """One colour of a stacked bar: its name in the legend, its colour, and a value for every bar."""

    name: str
    color: str
    values: tuple[int, ...]


@lru_cache(maxsize=256)
def stacked_bars(
    labels: tuple[str, ...],
    layers: tuple[Layer, ...],
    *,
    across: str,
    upward: str,
    width: int = 640,
    height: int = 180,
) -> str:
    """Draw bars that stand on each other, the first layer at the bottom.

    :param labels: what each bar is called, in order
    :param across: the words under the bars
    :param upward: the words along the height
    """
    values = [
        {"bar": label, "place": place, "layer": layer.name, "order": order, "value": layer.values[place]}
        for order, layer in enumerate(layers)
        for place, label in enumerate(labels)
    ]
    every = max(1, -(-len(labels) // 24))
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": "white",
        "data": {"values": values},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "place",
                "type": "ordinal",
                "title": across,
                "axis": {
                    "labelAngle": 0,
                    "labelExpr": _labels_expression(labels),
                    "values": list(range(0, len(labels), every)),
                },
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": upward,
                "stack": "zero",
                "axis": {"format": ",.0f", "tickCount": 4, "gridColor": "#e5e5e5"},
            },
            "color": {
                "field": "layer",
                "type": "nominal",
                "sort": None,
                "title": None,
                "scale": {"domain": [layer.name for layer in layers], "range": [layer.color for layer in layers]},
                "legend": {"orient": "top"},
            },
            "order": {"field": "order"},
        },
        "config": {
            "font": _FONT,
            "axis": {"labelColor": INK, "titleColor": INK, "domainColor": INK, "titleFontWeight": "normal"},
            "legend": {"labelColor": INK},
            "view": {"stroke": None},
        },
    }
    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
    return str(vl_convert.vegalite_to_svg(spec, format_locale=locale))


@lru_cache(maxsize=256)
def lines_over_time(
    days: tuple[str, ...], layers: tuple[Layer, ...], *, upward: str, most: int, width: int = 640, height: int = 180
) -> str:
    """Draw one line a layer over days, with a point at every value.

    :param days: ISO dates, one for every value of a layer
    :param most: the highest value the height must hold
    """
    values = [
        {"day": day, "layer": layer.name, "value": value}
        for layer in layers
        for day, value in zip(days, layer.values, strict=True)
        if value >= 0
    ]
    names, colors = [layer.name for layer in layers], [layer.color for layer in layers]
    color = {"field": "layer", "type": "nominal", "sort": None, "title": None}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": "white",
        "data": {"values": values, "format": {"parse": {"day": "date:'%Y-%m-%d'"}}},
        "mark": {"type": "line", "point": {"size": 60}},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%d/%m/%y", "tickCount": 6}},
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": upward,
                "scale": {"domain": [0, most]},
                "axis": {"tickCount": 4, "gridColor": "#e5e5e5"},
            },
            "color": color | {"scale": {"domain": names, "range": colors}, "legend": {"orient": "top"}},
            "strokeDash": color | {"legend": None},
        },
        "config": {
            "font": _FONT,
            "axis": {"labelColor": INK, "titleColor": INK, "domainColor": INK, "titleFontWeight": "normal"},
            "legend": {"labelColor": INK},
            "view": {"stroke": None},
        },
    }
    return str(vl_convert.vegalite_to_svg(spec))


def as_source(svg: str) -> str:
    """Return a drawn picture as the source of an image."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def drawn_in(source: str) -> str:
    """Return the picture that ``as_source`` made a source of; empty where there is none."""
    return base64.b64decode(source.partition(",")[2]).decode()


def _labels_expression(labels: Sequence[str]) -> str:
    return f"{json.dumps(list(labels))}[datum.value]"
