"""Forms about lists, and the rows that travel from the preview to the import."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from balikat.training.rosters.reading import PastTraining, RosterLine
from balikat.training.rosters.sums import Sums
from core.errors import RuleBroken
from core.files.limits import MOST_ROWS
from core.people.schemas import KelurahanCode
from core.web.fields import Flag, FormSchema, WholeField

LONGEST_TEXT = 200


class UploadSchema(FormSchema):
    """The settings beside an uploaded list."""

    kelurahan_code = KelurahanCode("kelurahan untuk baris yang kosong", required=False)
    consent = Flag("persetujuan", must="Pastikan semua orang di daftar sudah setuju datanya dicatat, lalu centang.")


class ProgressSchema(FormSchema):
    """How far a long list has gone in, as the page before told it."""

    total = WholeField("banyaknya baris", required=False, most=MOST_ROWS)


def write_lines(lines: Sequence[RosterLine]) -> str:
    """Write rows as text for a hidden field; what is empty is left out."""
    rows = ({name: value for name, value in asdict(line).items() if value not in (None, "", ())} for line in lines)
    return json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))


def read_lines(text: str) -> list[RosterLine]:
    """Read rows out of the hidden field; whatever does not fit is refused.

    :raises RuleBroken: when the text is not what the preview wrote
    """
    lines = _lines(text)
    if not lines or not all(_fits(line) for line in lines):
        raise RuleBroken("Daftar tidak terbaca lagi. Unggah berkasnya sekali lagi.")
    return lines


def read_refused(text: str) -> list[RosterLine]:
    """Read the rows that were refused so far; none when the text is not ours."""
    lines = _lines(text) if text else []
    return lines if all(_fits(line) for line in lines) else []


def read_sums(text: str) -> Sums:
    """Read what came of the parts before; nothing when the text is not ours."""
    try:
        counts = {name: int(count) for name, count in json.loads(text).items()}
        return Sums(**counts) if all(0 <= count <= MOST_ROWS for count in counts.values()) else Sums()
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Sums()


def write_sums(sums: Sums) -> str:
    """Write what came of the parts so far."""
    return json.dumps(vars(sums), separators=(",", ":"))


def _lines(text: str) -> list[RosterLine]:
    try:
        return [_line(row) for row in json.loads(text)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def _line(row: dict[str, Any]) -> RosterLine:
    past = row.get("past")
    lists = {name: tuple(row.get(name, ())) for name in ("problems", "remarks")}
    return RosterLine(**{**row, **lists, "past": None if past is None else PastTraining(**past)})


def _fits(line: RosterLine) -> bool:
    """Tell whether a row that came back through a browser still has the shapes of a row."""
    texts: list[object] = [line.name, line.kelurahan, *line.problems, *line.remarks]
    maybe: list[object] = [line.nik, line.phone, line.kelurahan_code, line.sure, line.group]
    numbers: list[object] = [line.number, line.is_chair]
    if line.past is not None:
        texts.append(line.past.course)
        maybe += [line.past.ended_on, line.past.certificate]
        numbers += [count for count in (line.past.hours, line.past.score) if count is not None]
        if not _is_day(line.past.ended_on):
            return False
    texts += [text for text in maybe if text is not None]
    return all(isinstance(number, int) for number in numbers) and all(
        isinstance(text, str) and len(text) <= LONGEST_TEXT for text in texts
    )


def _is_day(text: object) -> bool:
    try:
        return text is None or bool(date.fromisoformat(str(text)))
    except ValueError:
        return False
