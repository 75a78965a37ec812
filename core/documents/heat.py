"""Pictures of a table as SVG: shaded cells, tiles and lying bars, each value written out for grey print."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

_FONT = "sans-serif"
INK = "#222222"
PALE, DARK = "#f4f7f9", "#0b4f6c"
SHORT_NAME = 12
"""Letters that fit under a column of cells; longer names are turned."""
TURNS_WHITE = 0.55
"""From which share of the highest value the words on a cell are white."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of a tile picture: where it stands (column and row), its name, its value and the value in words."""

    across: int
    down: int
    name: str
    value: int
    words: str


@lru_cache(maxsize=64)
def heat(rows: tuple[str, ...], columns: tuple[str, ...], values: tuple[tuple[int, str], ...]) -> str:
    """Draw a table as shaded cells; ``values`` are number and words, row by row."""
    most = max((number for number, _ in values), default=0)
    cells = [
        {
            "row": place // len(columns),
            "column": place % len(columns),
            "value": max(number, 0),
            "words": words,
            "is_dark": number > most * TURNS_WHITE,
        }
        for place, (number, words) in enumerate(values)
    ]
    turned = len(columns) > 4 or any(len(name) > SHORT_NAME for name in columns)
    across = {"field": "column", "type": "ordinal", "title": None, "axis": _axis(columns, turned=turned)}
    down = {"field": "row", "type": "ordinal", "title": None, "axis": _axis(rows)}
    spec = {
        "width": {"step": 74},
        "height": {"step": 22},
        "data": {"values": cells},
        "encoding": {"x": across, "y": down},
        "layer": [
            {"mark": {"type": "rect", "stroke": "white"}, "encoding": {"color": _shade(most)}},
            {"mark": {"type": "text", "fontSize": 11}, "encoding": {"text": {"field": "words"}, "color": _ink()}},
        ],
    }
    return _drawn(spec)


@lru_cache(maxsize=64)
def tiles(squares: tuple[Tile, ...], *, wide: int, tall: int, lines: tuple[str, ...] = ()) -> str:
    """Draw squares that stand where they are told to; width and height of one in pixels.

    :param lines: what each line of squares is called on its left, empty where it is the line above going on
    """
    most = max((tile.value for tile in squares), default=0)
    values = [
        {
            "across": tile.across,
            "down": tile.down,
            "value": max(tile.value, 0),
            "name": tile.name,
            "words": tile.words,
            "is_dark": tile.value > most * TURNS_WHITE,
        }
        for tile in squares
    ]
    name: dict[str, Any] = {"type": "text", "fontSize": 11, "dy": -8, "limit": wide - 6}
    words: dict[str, Any] = {"type": "text", "fontSize": 12, "dy": 10, "fontWeight": "bold"}
    spec = {
        "width": {"step": wide},
        "height": {"step": tall},
        "data": {"values": values},
        "encoding": {
            "x": {"field": "across", "type": "ordinal", "axis": None},
            "y": {"field": "down", "type": "ordinal", "title": None, "axis": _axis(lines) if lines else None},
        },
        "layer": [
            {"mark": {"type": "rect", "stroke": "#7c8a93", "strokeWidth": 1}, "encoding": {"color": _shade(most)}},
            {"mark": name, "encoding": {"text": {"field": "name"}, "color": _ink()}},
            {"mark": words, "encoding": {"text": {"field": "words"}, "color": _ink()}},
        ],
    }
    return _drawn(spec)


@lru_cache(maxsize=64)
def lying_bars(
    names: tuple[str, ...], values: tuple[tuple[float, str], ...], *, across: str, is_narrow: bool = False
) -> str:
    """Draw one bar a name, its value in words at its end; narrow, for a phone, the name stands above its bar."""
    rows = [
        {"place": place, "value": number, "words": words, "name": names[place]}
        for place, (number, words) in enumerate(values)
    ]
    most = max([number for number, _ in values] + [1])
    axis = {"format": ",.0f", "tickCount": 3 if is_narrow else 4, "tickMinStep": 1, "gridColor": "#e5e5e5"}
    length = {"field": "value", "type": "quantitative", "title": across, "axis": axis}
    bar: dict[str, Any] = {"type": "bar", "color": DARK, "height": 14}
    words: dict[str, Any] = {"type": "text", "align": "left", "dx": 4, "color": INK, "fontSize": 11}
    layers: list[dict[str, Any]] = [
        {"mark": bar},
        {"mark": words, "encoding": {"text": {"field": "words"}}},
    ]
    if is_narrow:
        bar["yOffset"] = words["yOffset"] = 9
        name = {"type": "text", "align": "left", "yOffset": -8, "color": INK, "fontSize": 12, "limit": 300}
        layers.append({"mark": name, "encoding": {"text": {"field": "name"}, "x": {"datum": 0}}})
    spec = {
        "width": 300 if is_narrow else 460,
        "height": {"step": 42 if is_narrow else 24},
        "data": {"values": rows},
        "encoding": {
            "y": {"field": "place", "type": "ordinal", "title": None, "axis": None if is_narrow else _axis(names)},
            "x": length | {"scale": {"domain": [0, most * 1.25]}},
        },
        "layer": layers,
    }
    return _drawn(spec)


def _axis(names: Sequence[str], *, turned: bool = False) -> dict[str, Any]:
    words = ",".join('"' + name.replace("\\", "").replace('"', "'") + '"' for name in names)
    return {"labelExpr": f"[{words}][datum.value]", "labelAngle": -45 if turned else 0, "labelLimit": 220}


def _shade(most: int) -> dict[str, Any]:
    scale = {"domain": [0, max(most, 1)], "range": [PALE, DARK]}
    return {"field": "value", "type": "quantitative", "scale": scale, "legend": None}


def _ink() -> dict[str, Any]:
    return {"condition": {"test": "datum.is_dark", "value": "white"}, "value": INK}


def _drawn(spec: dict[str, Any]) -> str:
    words = {
        "labelColor": INK,
        "titleColor": INK,
        "domain": False,
        "ticks": False,
        "titleFontWeight": "normal",
        "labelPadding": 5,
    }
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "config": {"font": _FONT, "axis": words, "view": {"stroke": None}},
        **spec,
    }
    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
    return str(vl_convert.vegalite_to_svg(whole, format_locale=locale))
