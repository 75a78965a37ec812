"""Takes the text lines out of a PDF in a child process, so that a hostile file can cost only stated time and memory."""

import json
import os
import subprocess
import sys

from core.files.limits import PDF_SECONDS, FileLocked, FileRefused

_BROKEN = "PDF ini tidak bisa dibaca. Unduh ulang dari bank, atau minta mutasi dalam bentuk CSV atau Excel."


def read_pdf_lines(content: bytes, *, password: str | None = None) -> list[str]:
    """Take the text lines of all pages, in reading order; the password is used once and kept nowhere.

    :raises FileLocked: when a password is needed or wrong
    :raises FileRefused: for a broken PDF, one without text (a scan), or one that takes too long
    """
    word = (password or "").encode()
    request = len(word).to_bytes(4, "big") + word + content
    environment = {
        name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "VIRTUAL_ENV") if name in os.environ
    }
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        child = subprocess.run(
            [sys.executable, "-m", "core.files.pdf_child"],
            input=request,
            capture_output=True,
            timeout=PDF_SECONDS,
            env=environment,
            check=False,
        )
        answer = json.loads(child.stdout) if child.returncode == 0 else {"problem": "broken"}
    except subprocess.TimeoutExpired:
        raise FileRefused("PDF ini terlalu rumit untuk dibaca. Minta mutasi dalam bentuk CSV atau Excel.") from None
    except ValueError:
        answer = {"problem": "broken"}
    problem = answer.get("problem")
    if problem == "locked":
        raise FileLocked(
            "PDF ini terkunci sandi. Masukkan sandinya (biasanya tanggal lahir), atau unggah salinan tanpa sandi."
        )
    if problem == "many_pages":
        raise FileRefused("PDF ini terlalu banyak halamannya. Bagi periodenya menjadi lebih pendek.")
    if problem:
        raise FileRefused(_BROKEN)
    lines = [str(line) for line in answer.get("lines", [])]
    if not any(line.strip() for line in lines):
        raise FileRefused(
            "PDF ini berisi gambar, bukan teks. Simpan sebagai bukti dan ketik baris yang penting, "
            "atau minta mutasi dalam bentuk CSV atau Excel."
        )
    return lines
