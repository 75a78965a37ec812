"""The name of an uploaded file as we keep it: the last part of what the browser said, and never a path."""

import os
import re
from pathlib import PurePosixPath

from flask import Flask, Request
from werkzeug.datastructures import FileStorage

from core.files.limits import refuse_large

LONGEST_NAME = 120
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def plain_file_name(sent: str) -> str:
    """Cut a file's name down to its last part, without signs that cannot be seen, ending kept; empty stays empty."""
    if not sent.strip():
        return ""
    shown = " ".join(_UNSEEN.sub(" ", sent).split())
    last = re.split(r"[/\\]|^[A-Za-z]:", shown)[-1].strip(". ")
    path = PurePosixPath(last)
    ending = path.suffix[:10]
    return path.stem[: LONGEST_NAME - len(ending)] + ending if last else "berkas"


def content_of(sent: FileStorage) -> bytes:
    """Return an uploaded file's bytes; one that is too large is measured on the disk and never read.

    :raises FileRefused: with the size allowed
    """
    size = sent.stream.seek(0, os.SEEK_END)
    sent.stream.seek(0)
    refuse_large(size)
    content: bytes = sent.read()
    return content


class PlainRequest(Request):
    """A request whose files bear plain names before any page sees them."""

    def _load_form_data(self) -> None:
        fresh = "files" not in self.__dict__
        super()._load_form_data()
        if fresh:
            for file in (file for files in self.files.listvalues() for file in files):
                file.filename = plain_file_name(file.filename or "")


def init_app(app: Flask) -> None:
    """Join the app."""
    app.request_class = PlainRequest
