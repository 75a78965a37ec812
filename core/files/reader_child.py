"""The child process that reads one workbook or PDF from its input and writes what it holds as JSON."""

import io
import json
import logging
import sys
import warnings
from datetime import date, datetime, time, timedelta

from core.files.limits import (
    CHILD_MEMORY,
    CHILD_SECONDS,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_PAGES,
    MOST_ROWS,
)

_MOST_SHEETS = 12
SURE_DIGITS_END = 1e15


def limit_itself() -> None:
    """Bound this process's memory and processor time where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_SECONDS, CHILD_SECONDS))


def extract_lines(content: bytes, password: str) -> dict[str, object]:
    """Extract the text lines of a PDF, or name the problem: locked, too_long."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(password):
        return {"problem": "locked"}
    if len(reader.pages) > MOST_PAGES:
        return {"problem": "too_long"}
    lines: list[str] = []
    for page in reader.pages:
        try:
            text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        except Exception:  # noqa: BLE001 one page that cannot be laid out is read plainly
            text = page.extract_text()
        lines.extend(text.split("\n"))
        if len(lines) > MOST_ROWS:
            return {"problem": "too_long"}
    return {"lines": lines}


def extract_rows(content: bytes) -> dict[str, object]:
    """Extract the rows of the worksheet with the most filled rows, or name the problem: locked, too_long."""
    from python_calamine import CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception as problem:  # noqa: BLE001 only the words of the reader's error tell a lock
        word = f"{type(problem).__name__} {problem}".lower()
        return {"problem": "locked" if "password" in word or "encrypt" in word else "broken"}
    best: list[tuple[int, list[str]]] = []
    for index in range(min(len(workbook.sheet_names), _MOST_SHEETS)):
        sheet = workbook.get_sheet_by_index(index)
        if sheet.end is not None and sheet.end[0] > MOST_ROWS:
            return {"problem": "too_long"}
        rows: list[tuple[int, list[str]]] = []
        for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            shown = [show_cell(cell) for cell in cells[:MOST_COLUMNS]]
            if any(shown):
                rows.append((number, shown))
        best = max(best, rows, key=len)
    return {"rows": best}


def show_cell(cell: object) -> str:
    """Show a cell as text: dates as ISO, whole numbers without a fraction.

    A number above fifteen digits that ends in 0 was rounded by the spreadsheet, so only its sure digits are shown.
    """
    if isinstance(cell, str):
        return cell[:LONGEST_CELL].strip()
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        if cell.is_integer() and SURE_DIGITS_END <= abs(cell) < 1e16 and cell % 10 == 0:
            return f"{cell:.14e}"
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def main() -> None:
    """Read the request from standard input and answer on standard output."""
    limit_itself()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    request = sys.stdin.buffer.read()
    size = int.from_bytes(request[:4], "big")
    password, content = request[4 : 4 + size].decode(errors="replace"), request[4 + size :]
    try:
        answer = extract_rows(content) if sys.argv[1] == "workbook" else extract_lines(content, password)
    except Exception:  # noqa: BLE001 whatever a hostile file raises, the parent hears one word
        answer = {"problem": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
