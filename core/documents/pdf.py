"""Printed sheets as PDF, set by typst from plain values that never become its source."""

import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from importlib.resources import files
from textwrap import wrap

import typst
from pypdf import PdfReader

from core.documents.tables import Kind, Table, show
from core.honesty.promise import promise

MEASURED = 8
"""Texts of a column that are measured for its width."""
LONGEST_WORD = 36
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_WIDTHS = {
    **dict.fromkeys("iljt.,:;|()[]fr-", 6),
    **dict.fromkeys("mwMW%@", 17),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 14),
}
"""Letters that are much narrower or wider than the others, whose width is 10."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: over the line who signs, under it the name when it is known."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on a printed form, top to bottom."""

    title: str
    office: Sequence[str] = ()
    """The lines of the letterhead."""
    subtitle: str = ""
    facts: Sequence[tuple[str, str]] = ()
    paragraphs: Sequence[str] = ()
    picture: str = ""
    """An SVG picture, with ``picture_words`` for those who cannot see it."""
    picture_words: str = ""
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    footer: str = ""
    answer_code: str = ""
    """The code by which the holder answers whether anybody asked for money."""
    landscape: bool = False


def to_pdf(sheet: Sheet, *, label: str = "") -> bytes:
    """Set a sheet on A4 as a tagged PDF.

    :param label: a word that stands at the top of every page, for example that the people are invented
    """
    layouts = files("core.documents.layouts")
    source = b"".join(layouts.joinpath(name).read_bytes() for name in ("columns.typ", "sheet.typ"))
    return bytes(
        typst.compile(
            source,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(_plain(sheet) | {"label": label})},
        )
    )


def count_pages(content: bytes) -> int:
    """Count the pages of a PDF that was set here."""
    return len(PdfReader(io.BytesIO(content)).pages)


def _plain(sheet: Sheet) -> dict[str, object]:
    return {
        "title": sheet.title,
        "office": list(sheet.office),
        "subtitle": sheet.subtitle,
        "facts": [list(fact) for fact in sheet.facts],
        "paragraphs": list(sheet.paragraphs),
        "picture": sheet.picture,
        "picture_words": sheet.picture_words,
        "tables": [_plain_table(table) for table in sheet.tables],
        "notes": list(sheet.notes),
        "signatures": [[signature.role, signature.name] for signature in sheet.signatures],
        "footer": sheet.footer,
        "promise": promise(sheet.answer_code),
        "landscape": sheet.landscape,
    }


def _plain_table(table: Table) -> dict[str, object]:
    totals = [show(total, column.kind) for total, column in zip(table.totals(), table.columns, strict=True)]
    if table.has_totals:
        totals[0] = totals[0] or "Jumlah"
    else:
        totals = []
    rows = [
        [_breakable(show(cell, column.kind)) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return {
        "title": table.title,
        "facts": [list(fact) for fact in table.facts],
        "columns": [_plain_column(table, rows, totals, place) for place in range(len(table.columns))],
        "rows": rows,
        "totals": totals,
        "notes": list(table.notes),
        "tall": table.tall,
        "picture": table.picture,
        "picture_words": table.picture_words,
    }


def _plain_column(table: Table, rows: Sequence[Sequence[str]], totals: Sequence[str], place: int) -> dict[str, object]:
    """Return a column with the few texts that its width depends on."""
    column = table.columns[place]
    heading = column.heading.removesuffix(" (%)") if column.kind is Kind.PERCENT else column.heading
    cells = {row[place] for row in rows}
    told = totals[place : place + 1]
    return {
        "heading": heading,
        "numeric": column.kind.is_numeric,
        "cells": _widest(cells),
        "words": _widest({word for cell in cells for word in cell.split()}),
        "bold_words": _widest({word for text in (heading, *told) for word in text.split()}),
        "totals": list(told),
    }


def _widest(texts: Iterable[str]) -> list[str]:
    """Return the few texts among which the widest is; the layout measures them to the point."""
    return nlargest(MEASURED, sorted(texts), key=lambda text: sum(_WIDTHS.get(letter, 10) for letter in text))


def _breakable(text: str) -> str:
    """Let a code of many letters go on in the next line."""
    if len(text) <= LONGEST_WORD:
        return text
    return _LONG_WORD.sub(lambda found: "\N{ZERO WIDTH SPACE}".join(wrap(found[0], LONGEST_WORD // 3)), text)
