"""Files of any length written row by row, so that a million rows need no more memory than a thousand."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

import xlsxwriter

from core.documents.delimited import BYTE_ORDER_MARK, harmless, plain_cell
from core.documents.tables import Cell, Column
from core.documents.workbook import column_format, heading_format, write_cell

AT_ONCE = 2_000
ROWS_A_SHEET = 1_000_000
"""A sheet of Excel holds 1,048,576 rows; what is longer goes on on the next sheet."""

Rows = Iterable[Sequence[Cell]]


def csv_pieces(columns: Sequence[Column], rows: Rows) -> Iterator[bytes]:
    """Yield the pieces of a CSV file: the headings first, then some thousand rows at a time."""
    yield (BYTE_ORDER_MARK + _lines([[harmless(column.heading) for column in columns]])).encode()
    source = iter(rows)
    while piece := list(islice(source, AT_ONCE)):
        yield _lines([plain_cell(cell) for cell in row] for row in piece).encode()


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def write_xlsx(title: str, columns: Sequence[Column], rows: Rows, file: IO[bytes]) -> None:
    """Write an Excel workbook into a file: frozen headings, real numbers and days, sums as formulas.

    :param title: the sheet's name, at most 27 letters that Excel takes
    """
    source = iter(rows)
    ahead, number = next(source, None), 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        heading = heading_format(workbook)
        styles = [column_format(workbook, column, bold=False) for column in columns]
        sums = [column_format(workbook, column, bold=True) for column in columns]
        while ahead is not None or number == 0:
            number += 1
            sheet = workbook.add_worksheet(title if number == 1 else f"{title} {number}")
            _begin(sheet, columns, heading)
            line, totals = 0, [0] * len(columns)
            while ahead is not None and line < ROWS_A_SHEET:
                line += 1
                for place, cell in enumerate(ahead):
                    write_cell(sheet, line, place, cell, styles[place])
                    totals[place] += cell if columns[place].summed and isinstance(cell, int) else 0
                ahead = next(source, None)
            _end(sheet, columns, line, totals, sums)


def _begin(sheet: Any, columns: Sequence[Column], heading: Any) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(14, len(column.heading) + 3))
        sheet.write_string(0, place, column.heading, heading)


def _end(sheet: Any, columns: Sequence[Column], lines: int, totals: Sequence[int], styles: Sequence[Any]) -> None:
    sheet.write_string(lines + 1, 0, "Jumlah", styles[0])
    for place, column in enumerate(columns):
        if column.summed:
            letter = xlsxwriter.utility.xl_col_to_name(place)
            formula = f"=SUM({letter}2:{letter}{lines + 1})" if lines else "=0"
            sheet.write_formula(lines + 1, place, formula, styles[place], totals[place])
