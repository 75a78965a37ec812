"""Tables as an Excel workbook: numbers as numbers, texts never as formulas."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from core.documents.tables import Cell, Column, Kind, Table

LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
_FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.RUPIAH: "#,##0",
    Kind.PERCENT: "0.00##",
    Kind.DECIMAL: "#,##0.0",
    Kind.DATE: "dd/mm/yyyy",
}
_MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def to_xlsx(tables: Sequence[Table], *, made_at: datetime = _MADE_AT) -> bytes:
    """Write one sheet a table: facts, headings, rows, sums and notes.

    :param made_at: the moment written into the file's properties; fixed unless told, so equal tables give equal files
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"created": made_at.replace(tzinfo=None)})
        names: set[str] = set()
        for table in tables:
            _write_sheet(workbook, table, _sheet_name(table.title, names))
    return file.getvalue()


def _write_sheet(workbook: Any, table: Table, name: str) -> None:
    sheet = workbook.add_worksheet(name)
    bold, heading = workbook.add_format({"bold": True}), heading_format(workbook)
    styles = [column_format(workbook, column, bold=False) for column in table.columns]
    sums = [column_format(workbook, column, bold=True) for column in table.columns]
    plain = workbook.add_format({"num_format": _FORMATS[Kind.NUMBER]})
    _write_text(sheet, 0, 0, table.title, bold)
    line = 1
    for label, value in table.facts:
        _write_text(sheet, line, 0, label, None)
        _write_text(sheet, line, 1, value, None)
        line += 1
    line += 1
    for k, column in enumerate(table.columns):
        _write_text(sheet, line, k, column.heading, heading)
        sheet.set_column(k, k, max(12, len(column.heading) + 3))
    first = line + 1
    for row in table.rows:
        line += 1
        for k, cell in enumerate(row):
            is_whole = table.columns[k].kind in (Kind.PERCENT, Kind.DECIMAL) and isinstance(cell, int)
            write_cell(sheet, line, k, cell, plain if is_whole else styles[k])
        if table.adds_up_across(row):
            _write_sum_across(sheet, line, len(row) - 1, row[-1], styles[-1])
    if table.has_totals:
        _write_totals(sheet, table, first, line, sums)
        line += 1
    for note in table.notes:
        line += 1
        _write_text(sheet, line + 1, 0, note, None)
    sheet.freeze_panes(first, 0)


def _write_totals(sheet: Any, table: Table, first: int, last: int, styles: Sequence[Any]) -> None:
    """Write the last row: a formula where it is the sum of the rows, and a number where it is known to be none."""
    totals = table.totals()
    if totals[0] is None:
        totals[0] = "Jumlah"
    for k, total in enumerate(totals):
        if total is not None and table.adds_up(k):
            letter = xlsxwriter.utility.xl_col_to_name(k)
            formula = f"=SUM({letter}{first + 1}:{letter}{last + 1})" if table.rows else "=0"
            sheet.write_formula(last + 1, k, formula, styles[k], total)
        elif total is not None:
            write_cell(sheet, last + 1, k, total, styles[k])
    if table.adds_up_across(totals) and not table.adds_up(len(totals) - 1):
        _write_sum_across(sheet, last + 1, len(totals) - 1, totals[-1], styles[-1])


def _write_sum_across(sheet: Any, line: int, k: int, value: Cell, style: Any) -> None:
    letter = xlsxwriter.utility.xl_col_to_name(k - 1)
    sheet.write_formula(line, k, f"=SUM(B{line + 1}:{letter}{line + 1})", style, value)


def write_cell(sheet: Any, line: int, k: int, cell: Cell, style: Any) -> None:
    """Write a cell as what it is: a day, a number, or a text that is never a formula."""
    if cell is None:
        sheet.write_blank(line, k, None, style)
    elif isinstance(cell, date):
        sheet.write_datetime(line, k, datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001 - a day
    elif isinstance(cell, int | Decimal):
        sheet.write_number(line, k, cell, style)
    else:
        _write_text(sheet, line, k, cell, style)


def _write_text(sheet: Any, line: int, k: int, text: str, style: Any) -> None:
    sheet.write_string(line, k, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…", style)


def column_format(workbook: Any, column: Column, *, bold: bool) -> Any:
    """Return how the cells of a column look."""
    options: dict[str, object] = {"num_format": _FORMATS[column.kind]} if column.kind in _FORMATS else {}
    return workbook.add_format({**options, **({"bold": True, "top": 1} if bold else {})})


def heading_format(workbook: Any) -> Any:
    """Return how headings look."""
    return workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})


def _sheet_name(title: str, taken: set[str]) -> str:
    """Make a name that Excel takes: short, without its forbidden signs, used once."""
    wanted = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:LONGEST_SHEET_NAME].strip() or "Lembar"
    name, number = wanted, 2
    while name.lower() in taken or name.lower() == "history":
        tail = f" {number}"
        name, number = wanted[: LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
    taken.add(name.lower())
    return name
