"""Reads the web page that some banks hand out under the name of a spreadsheet."""

from html.parser import HTMLParser

from core.files.delimited import NumberedRow
from core.files.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, FileRefused


def looks_like_html(text: str) -> bool:
    """Tell whether text is a web page holding a table."""
    start = text[:3000].lower()
    return start.lstrip("\ufeff \t\r\n").startswith("<") and ("<table" in text[:200_000].lower() or "<html" in start)


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[NumberedRow] = []
        self._cells: list[str] = []
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 the parser's signature
        if tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._words = []
        elif tag == "br" and self._words is not None:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is not None:
            self._cells.append("".join(self._words).strip()[:LONGEST_CELL])
            self._words = None

    def _end_row(self) -> None:
        self._end_cell()
        if any(self._cells):
            if len(self.rows) >= MOST_ROWS:
                raise FileRefused(f"Berkas berisi lebih dari {MOST_ROWS} baris. Bagi periodenya menjadi lebih pendek.")
            self.rows.append((self.getpos()[0], tuple(self._cells[:MOST_COLUMNS])))
        self._cells = []


def read_web_table(text: str) -> list[NumberedRow]:
    """Read all table rows of a web page, each with the line its row ends on; scripts are never run.

    :raises FileRefused: when there is no table row
    """
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    if not reader.rows:
        raise FileRefused("Halaman ini tidak berisi tabel mutasi. Unduh mutasi sebagai CSV atau Excel.")
    return reader.rows
