"""Plants what a browser or a spreadsheet would run into every text of the sample, and finds it where it comes out."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

from sqlalchemy import Column, String, Table, Text, bindparam, select, update
from sqlalchemy.orm import Session

from core.crypto import EncryptedText
from core.db import Model

MARK = "cmd|uji\"'><img src=x onerror=alert(1)>"
"""Breaks out of an attribute of either quote and out of a text; begins a formula behind one of STARTS."""
STARTS = ("=", "+1", "-", "@x", "\t=", "\r=", "\n+", " =", "\uff1d")
LIVE = ("<img src=x", 'cmd|uji"', "cmd|uji\\\"'>")
SPOKEN = re.compile(r"(^|_)(name|note|words|reason|answer|told|place|summary|letter|relation|lender|slip|address|need"
                    r"|email|subject|topic|title|purpose|brand|company|source|issuer|scheme|responsible|opening|done"
                    r"|step|happened|affected|basis|text|remark|ground|question|business|by)$")  # fmt: skip
CODES = {"audit_entry.subject", "kept_answer.name", "account.username", "screening_question.subject"}
"""Columns whose texts are keys to something and never typed by a person."""
OWN_SUM = re.compile(r"SUM\([A-Z]+\d+:[A-Z]+\d+\)|0")
NUMBER = re.compile(r"-\d+(\.\d+)?")
RUN = re.compile(r"[\s\u00a0]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")


def plant(session: Session) -> list[str]:
    """Put a formula and markup before every text that people type; return the columns."""
    done = []
    for table in Model.metadata.sorted_tables:
        for column in table.c:
            if speaks(table, column):
                done.append(f"{table.name}.{column.name}")
                _plant_column(session, table, column, STARTS[len(done) % len(STARTS)] + MARK)
    return done


def speaks(table: Table, column: "Column[str]") -> bool:
    """Tell whether a column holds what people type."""
    kind = type(column.type) in (String, Text, EncryptedText)
    lies_apart = column.primary_key or column.foreign_keys or f"{table.name}.{column.name}" in CODES
    return bool(kind and not lies_apart and SPOKEN.search(column.name))


def _plant_column(session: Session, table: Table, column: "Column[str]", planted: str) -> None:
    keys = list(table.primary_key.columns)
    rows = session.execute(select(column.label("said"), *keys).where(column.is_not(None))).mappings().all()
    if not rows:
        return
    place = update(table).where(*(key == bindparam(f"k_{key.name}") for key in keys)).values({column: bindparam("v")})
    values = [{f"k_{key.name}": row[key.name] for key in keys} | {"v": planted + row["said"]} for row in rows]
    session.execute(place, values)


def tables_of(name: str, content: bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield each table in a file with the cells in it that a spreadsheet would run."""
    if name.endswith(".csv"):
        text = content.decode("utf-8-sig")
        cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
        yield text, [cell for cell in cells if RUN.match(cell) and not NUMBER.fullmatch(cell)]
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for member in package.namelist():
            if member.endswith((".csv", ".xlsx")):
                yield from tables_of(member, package.read(member))
            elif member.startswith("xl/") and member.endswith(".xml"):
                text = package.read(member).decode()
                run = re.findall(r"<f(?: [^>]*)?>([^<]*)</f>", text) if "/worksheets/" in member else []
                yield text, [formula for formula in run if not OWN_SUM.fullmatch(formula)]
