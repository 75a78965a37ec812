"""Tables as CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from datetime import date
from decimal import Decimal

from core.documents.tables import Cell, Table

_FORMULA_STARTS = tuple("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")
"""The last four are the full-width forms of the first four."""

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def to_csv(table: Table, *, for_spreadsheet: bool = True) -> str:
    """Write the headings and rows of a table: whole numbers plain, dates ISO, texts that look like formulas defused.

    :param for_spreadsheet: begin with the mark by which Excel knows UTF-8
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in table.columns])
    rows = [*table.rows, table.totals()] if table.told else table.rows
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK if for_spreadsheet else "") + text.getvalue()


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return "'" + text if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA_STARTS) else text


def plain_cell(cell: Cell) -> str:
    """Return a cell as it stands in the file."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell) if isinstance(cell, int) else harmless(cell)
