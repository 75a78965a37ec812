"""Takes the text lines out of a PDF."""

from core.files.child import read_in_child
from core.files.limits import FileLocked, FileRefused, OnlyPicture

_PROBLEMS = {
    "slow": "PDF ini terlalu rumit untuk dibaca. Minta mutasi dalam bentuk CSV atau Excel.",
    "too_long": "PDF ini terlalu panjang. Bagi periodenya menjadi lebih pendek.",
}
_BROKEN = "PDF ini tidak bisa dibaca. Unduh ulang dari bank, atau minta mutasi dalam bentuk CSV atau Excel."


class NoText(OnlyPicture):
    """A PDF of pictures, such as a scan."""


def read_pdf_lines(content: bytes, *, password: str | None = None) -> list[str]:
    """Take the text lines of all pages, in reading order; the password is used once and kept nowhere.

    :raises FileLocked: when a password is needed or wrong
    :raises NoText: for one without text (a scan)
    :raises FileRefused: for a broken PDF, or one that takes too long
    """
    answer = read_in_child("pdf", content, password=password)
    problem = answer.get("problem")
    if problem == "locked":
        word = "Sandi PDF ini salah." if password else "PDF ini terkunci sandi."
        more = "Pilih lagi berkasnya dan masukkan sandinya (biasanya tanggal lahir), atau unggah salinan tanpa sandi."
        raise FileLocked(f"{word} {more}", field="password")
    if problem:
        raise FileRefused(_PROBLEMS.get(str(problem), _BROKEN))
    found = answer.get("lines")
    lines = [str(line) for line in found] if isinstance(found, list) else []
    if not any(line.strip() for line in lines):
        raise NoText(
            "PDF ini berisi gambar, bukan teks. Simpan sebagai bukti dan ketik baris yang penting, "
            "atau minta mutasi dalam bentuk CSV atau Excel."
        )
    return lines
