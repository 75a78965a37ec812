"""Handing out a made file under a name, typed by its ending."""

from flask import Response

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "md": "text/markdown; charset=utf-8",
}


def file_answer(content: bytes, name: str) -> Response:
    """Answer with a file to keep."""
    answer = Response(content, content_type=TYPES[name.rsplit(".", 1)[-1]])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
