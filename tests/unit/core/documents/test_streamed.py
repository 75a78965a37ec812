"""Long files: what is written can be read again, and eight times as many rows need no more memory."""

import gc
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any

import pytest

from core.documents import streamed
from core.documents.streamed import csv_pieces, write_xlsx
from core.documents.tables import Column, Kind
from core.files.workbook import read_workbook

COLUMNS = [Column("Nomor"), Column("Hari", Kind.DATE), Column("Rupiah", Kind.RUPIAH, summed=True)]


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    for place in range(count):
        yield f"PJ-2026-{place:07}", date(2026, 1, 1 + place % 28), 1_000_000 + place


def drain_csv(count: int) -> None:
    for _ in csv_pieces(COLUMNS, rows(count)):
        pass


class Drain(io.RawIOBase):
    """A file that forgets what is written into it."""

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        return len(piece)


def drain_xlsx(count: int) -> None:
    file: IO[bytes] = Drain()  # type: ignore[assignment]
    write_xlsx("Pinjaman", COLUMNS, rows(count), file)


@pytest.mark.parametrize("write", [drain_csv, drain_xlsx])
def test_memory_stays_flat(write: Callable[[int], None]) -> None:
    write(10)
    peaks = []
    for count in (2_500, 20_000):
        gc.collect()
        tracemalloc.start()
        write(count)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0], "eight times as many rows; what other tests left behind may be freed meanwhile"


def test_csv_is_whole_and_runs_nothing() -> None:
    text = b"".join(csv_pieces(COLUMNS, [*rows(2_001), ("=1+1", date(2026, 3, 1), None)])).decode("utf-8-sig")
    lines = text.split("\r\n")
    assert lines[:2] == ["Nomor,Hari,Rupiah", "PJ-2026-0000000,2026-01-01,1000000"]
    assert lines[2002:] == ["'=1+1,2026-03-01,", ""]
    assert b"".join(csv_pieces(COLUMNS, [])).decode("utf-8-sig") == "Nomor,Hari,Rupiah\r\n"


@pytest.mark.parametrize(("count", "sheets"), [(0, 1), (5, 1), (6, 2), (12, 3)])
def test_excel_goes_on_on_the_next_sheet(monkeypatch: pytest.MonkeyPatch, count: int, sheets: int) -> None:
    monkeypatch.setattr(streamed, "ROWS_A_SHEET", 5)
    file = io.BytesIO()
    write_xlsx("Pinjaman", COLUMNS, rows(count), file)
    with zipfile.ZipFile(file) as parts:
        assert sum(name.startswith("xl/worksheets/sheet") for name in parts.namelist()) == sheets
        first = parts.read("xl/worksheets/sheet1.xml").decode()
    assert f"SUM(C2:C{min(count, 5) + 1})" in first or count == 0
    assert "frozen" in first
    read = list(read_workbook(file.getvalue()))
    assert [str(cell) for cell in read[0][1]] == ["Nomor", "Hari", "Rupiah"]
