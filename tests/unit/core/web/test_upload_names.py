"""Names of uploaded files: no path, no unseen signs, not too long, and so for every page at once."""

import io

import pytest
from flask import Flask, request

from core.web import uploads
from core.web.uploads import LONGEST_NAME, plain_file_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.pdf", "y.pdf"),
        ("..\\..\\rahasia.xlsx", "rahasia.xlsx"),
        ("surat\r\nSet-Cookie: a=b.pdf", "surat Set-Cookie: a=b.pdf"),
        ("foto\x00.jpg", "foto .jpg"),
        ("\u202efdp.exe", "fdp.exe"),
        ("..", "berkas"),
        ("C:xy.pdf", "xy.pdf"),
        ("/", "berkas"),
        ("  ", ""),
        ("", ""),
        ("Daftar hadir.tar.gz", "Daftar hadir.tar.gz"),
    ],
)
def test_only_the_last_part_is_kept(sent: str, kept: str) -> None:
    assert plain_file_name(sent) == kept


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    kept = plain_file_name("a" * 400 + ".xlsx")
    assert len(kept) == LONGEST_NAME
    assert kept.endswith("a.xlsx")
    assert len(plain_file_name("a." + "b" * 400)) <= LONGEST_NAME


def test_every_request_bears_plain_names() -> None:
    app = Flask("names")
    uploads.init_app(app)
    sent = {"file": [(io.BytesIO(b"a"), "../../etc/passwd"), (io.BytesIO(b"b"), "C:\\\\x\\\\" + "y" * 400 + ".pdf")]}
    with app.test_request_context(method="POST", data=sent):
        names = [file.filename for file in request.files.getlist("file")]
        assert names == ["passwd", "y" * 116 + ".pdf"]
        assert [file.read() for file in request.files.getlist("file")] == [b"a", b"b"]
