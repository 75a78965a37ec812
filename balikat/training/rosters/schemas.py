"""Forms about lists, and the rows that travel from the preview to the import."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from balikat.training.rosters.reading import RosterLine
from core.errors import RuleBroken
from core.people.schemas import KelurahanCode
from core.web.fields import Flag, FormSchema

LONGEST_TEXT = 200


class UploadSchema(FormSchema):
    """The settings beside an uploaded list."""

    kelurahan_code = KelurahanCode("kelurahan untuk baris yang kosong", required=False)
    consent = Flag("persetujuan", must="Pastikan semua orang di daftar sudah setuju datanya dicatat, lalu centang.")


def write_lines(lines: Sequence[RosterLine]) -> str:
    """Write rows as text for a hidden field."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False)


def read_lines(text: str) -> list[RosterLine]:
    """Read rows out of the hidden field; whatever does not fit is refused.

    :raises RuleBroken: when the text is not what the preview wrote
    """
    try:
        rows = json.loads(text)
        lines = [
            RosterLine(**{**row, "problems": tuple(row["problems"]), "remarks": tuple(row["remarks"])}) for row in rows
        ]
    except (ValueError, TypeError, KeyError, RecursionError):
        lines = []
    if not lines or not all(_fits(line) for line in lines):
        raise RuleBroken("Daftar tidak terbaca lagi. Unggah berkasnya sekali lagi.")
    return lines


def _fits(line: RosterLine) -> bool:
    """Tell whether a row that came back through a browser still has the shapes of a row."""
    texts: list[object] = [line.name, line.kelurahan, *line.problems, *line.remarks]
    maybe: list[object] = [line.nik, line.phone, line.kelurahan_code]
    number: object = line.number
    texts += [text for text in maybe if text is not None]
    return isinstance(number, int) and all(isinstance(text, str) and len(text) <= LONGEST_TEXT for text in texts)
