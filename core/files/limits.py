"""The limits every file is read within, and the refusals that say how to go on."""

from core.errors import RuleBroken

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_REQUEST = 40 * MEGABYTE  # several files at once; a larger request is cut off before a form could answer
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


class OnlyPicture(FileRefused):
    """A picture, or a PDF made of pictures: nothing a program reads, but evidence a person can look at."""


class FileLocked(FileRefused):
    """A file that asks for a password before it can be read."""


def check_size(content: bytes) -> None:
    """Refuse an empty file and one above the largest size.

    :raises FileRefused: with the size allowed
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileRefused("Berkas ini kosong. Unduh ulang berkas dari bank atau dompet digital, lalu unggah kembali.")
    refuse_large(len(content))


def refuse_large(size: int) -> None:
    """Refuse a file of more bytes than the largest size.

    :raises FileRefused: with the size allowed
    """
    if size > LARGEST_FILE:
        sizes = f"{LARGEST_FILE // MEGABYTE} MB (berkas ini {size / MEGABYTE:.0f} MB)"
        raise FileRefused(f"Berkas lebih besar dari {sizes}. Bagi periodenya menjadi lebih pendek, lalu unggah.")
