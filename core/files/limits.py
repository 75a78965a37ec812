"""The limits every file is read within, and the refusals that say how to go on."""

from core.errors import RuleBroken

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 256
MOST_CELLS = 2_000_000
LONGEST_CELL = 32_767
MOST_PAGES = 200
CHILD_SECONDS = 20
CHILD_MEMORY = 1024 * 1024 * 1024
DEEPEST_JSON = 64
LONGEST_NUMBER = 30


class FileRefused(RuleBroken):
    """A file that cannot be read as it is; the message says what to bring instead."""


class FileLocked(FileRefused):
    """A file that asks for a password before it can be read."""


def check_size(content: bytes) -> None:
    """Refuse an empty file and one above the largest size.

    :raises FileRefused: with the size allowed
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileRefused("Berkas ini kosong. Unduh ulang berkas dari bank atau dompet digital, lalu unggah kembali.")
    if len(content) > LARGEST_FILE:
        allowed = LARGEST_FILE // (1024 * 1024)
        raise FileRefused(f"Berkas lebih besar dari {allowed} MB. Bagi periodenya menjadi lebih pendek, lalu unggah.")
