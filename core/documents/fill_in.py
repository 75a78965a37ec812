"""Workbooks that somebody else fills in and sends back: locked keys, open cells with lists, one sheet."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from core.documents.workbook import LONGEST_CELL

FillCell = str | int | date | None


@dataclass(frozen=True)
class FillColumn:
    """One column: its heading, whether it may be typed into, and the words to choose from.

    ``kind`` is ``text``, ``whole`` or ``date``; ``hint`` is shown when a cell is chosen.
    """

    heading: str
    is_open: bool = True
    choices: Sequence[str] = ()
    kind: str = "text"
    hint: str = ""
    width: int = 18


def to_fill_in_xlsx(
    name: str, *, lines: Sequence[str], columns: Sequence[FillColumn], rows: Sequence[Sequence[FillCell]]
) -> bytes:
    """Write the lines of explanation, the headings and the rows; only open cells can be changed.

    :param name: the sheet's name, at most 31 letters
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet(name)
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line[:LONGEST_CELL])
        top = len(lines) + 1
        heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for place, column in enumerate(columns):
            sheet.write_string(top, place, column.heading, heading)
            style = _style(workbook, column)
            sheet.set_column(place, place, column.width)
            for offset, row in enumerate(rows, start=1):
                _write(sheet, top + offset, place, row[place], style)
            if rows and column.is_open:
                _validate(sheet, top + 1, top + len(rows), place, column)
        sheet.freeze_panes(top + 1, 2)
        sheet.protect("", {"format_columns": True, "sort": False})
    return file.getvalue()


def _style(workbook: Any, column: FillColumn) -> Any:
    formats = {"whole": "#,##0", "date": "dd/mm/yyyy", "text": "@"}
    look: dict[str, object] = {"locked": not column.is_open, "num_format": formats[column.kind]}
    if column.is_open:
        look |= {"bg_color": "#FFF9E5", "border": 1, "border_color": "#C9C2A5"}
    return workbook.add_format(look)


def _write(sheet: Any, line: int, place: int, cell: FillCell, style: Any) -> None:
    if cell is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001 - a day
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell, style)
    else:
        sheet.write_string(line, place, cell[:LONGEST_CELL], style)


def _validate(sheet: Any, first: int, last: int, place: int, column: FillColumn) -> None:
    rule: dict[str, object] = {"validate": "any"}
    if column.choices:
        rule = {"validate": "list", "source": list(column.choices)}
    elif column.kind == "whole":
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    if column.hint:
        rule |= {"input_title": column.heading[:32], "input_message": column.hint[:255]}
    if rule != {"validate": "any"}:
        sheet.data_validation(first, place, last, place, rule)
