"""Printed sheets as PDF, set by typst from plain values that never become its source."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import typst
from pypdf import PdfReader

from core.documents.tables import Table, show
from core.honesty.promise import promise


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
    source = files("core.documents.layouts").joinpath("sheet.typ").read_bytes()
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
    totals: list[str] = []
    if table.has_totals:
        totals = [show(total, column.kind) for total, column in zip(table.totals(), table.columns, strict=True)]
        totals[0] = totals[0] or "Jumlah"
    return {
        "title": table.title,
        "facts": [list(fact) for fact in table.facts],
        "headings": [column.heading for column in table.columns],
        "numeric": [column.kind.is_numeric for column in table.columns],
        "rows": [
            [show(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows
        ],
        "totals": totals,
        "notes": list(table.notes),
        "tall": table.tall,
    }
