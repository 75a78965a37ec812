"""Which certificate a signed file belongs to: by the number in its text, else in its name."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

NUMBER = re.compile(r"BLK[\s._-]?(\d{4})[\s._-]?(\d{5,7})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """One file and the certificate number it belongs to, or why to none."""

    place: int
    name: str
    number: str | None
    problem: str = ""


@dataclass(frozen=True)
class SignedFile:
    """A file as it came in: its name and the lines of text in it (none for a scan)."""

    name: str
    lines: Sequence[str]
    problem: str = ""


def numbers_in(text: str) -> list[str]:
    """Return the certificate numbers in a text, each once, in order."""
    return list(dict.fromkeys(f"BLK-{year}-{serial}" for year, serial in NUMBER.findall(text)))


def match_files(files: Sequence[SignedFile], waiting: Collection[str]) -> list[Match]:
    """Give each file its number among those that wait for a signature.

    The text of a file counts before its name; where the two name different certificates the file is set aside,
    and so is every file after the first for one number.
    """
    matches = []
    taken: dict[str, str] = {}
    for place, file in enumerate(files):
        number, problem = (None, file.problem) if file.problem else _number_of(file, waiting)
        first = None if number is None else taken.get(number)
        if first is not None:
            number, problem = None, f"Nomor {number} sudah dipakai berkas {first}."
        if number is not None:
            taken[number] = file.name
        matches.append(Match(place, file.name, number, problem))
    return matches


def _number_of(file: SignedFile, waiting: Collection[str]) -> tuple[str | None, str]:
    inside = numbers_in("\n".join(file.lines))
    outside = numbers_in(file.name)
    if len(inside) > 1:
        return None, f"Isinya menyebut {len(inside)} nomor sertifikat. Pisahkan satu berkas satu sertifikat."
    if inside and outside and inside != outside[:1]:
        return None, f"Nama berkas menyebut {outside[0]}, isinya {inside[0]}."
    found = inside or outside
    if not found:
        return None, "Nomor sertifikat tidak ada di isi maupun nama berkas. Beri nama seperti BLK-2026-00021.pdf."
    if found[0] not in waiting:
        return None, f"{found[0]} bukan draf yang menunggu tanda tangan di angkatan ini."
    return found[0], ""
