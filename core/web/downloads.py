"""Handing out a made file under a name, typed by its ending."""

import tempfile
from collections.abc import Callable, Iterator
from typing import IO

from flask import Response, stream_with_context

PIECE = 256 * 1024
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "md": "text/markdown; charset=utf-8",
}


def file_answer(content: bytes, name: str) -> Response:
    """Answer with a file to keep."""
    return _named(content, name)


def streamed_answer(pieces: Iterator[bytes], name: str) -> Response:
    """Answer with a file that is sent while it is made; the database is read as far as the reader has come."""
    return _named(stream_with_context(pieces), name)


def pieces_of_file(write: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """Yield the pieces of a file that must be whole before it can be sent; it waits on the disk, not in memory."""
    with tempfile.TemporaryFile() as file:
        write(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _named(content: bytes | Iterator[bytes], name: str) -> Response:
    answer = Response(content, content_type=TYPES[name.rsplit(".", 1)[-1]])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
