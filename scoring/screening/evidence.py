"""Reads any opened files as the evidence they are: parts of one iDeb, or one statement."""

from collections.abc import Sequence
from typing import Protocol

from core.errors import RuleBroken
from scoring.screening.columns import ColumnPlan
from scoring.screening.ideb import IdebReport, NamedJson, read_ideb
from scoring.screening.layout import NumberedRow
from scoring.screening.matching import LenderRegistry
from scoring.screening.printed_ideb import is_printed_ideb, read_printed_ideb
from scoring.screening.printed_statements import read_printed_statement
from scoring.screening.screening import Screening, screen_ideb, screen_statement
from scoring.screening.statement import Statement
from scoring.screening.statements import read_statement


class NotEvidence(RuleBroken):
    """A file that is neither an iDeb nor a statement."""


class OpenedEvidence(Protocol):
    """A file as core.files opens it: a JSON value, tables of numbered rows (likeliest first), or text lines."""

    @property
    def name(self) -> str:
        """Give the file's name."""

    @property
    def json_value(self) -> object:
        """Give the JSON value, or None."""

    @property
    def tables(self) -> Sequence[tuple[NumberedRow, ...]]:
        """Give the tables, the likeliest first."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the text lines."""


def read_evidence(files: Sequence[OpenedEvidence], columns: ColumnPlan | None = None) -> IdebReport | Statement:
    """Read opened files as one iDeb (its parts) or as one statement.

    :raises NotEvidence: when they are neither, or several statements at once
    """
    if any(opened.json_value is not None for opened in files):
        report = read_ideb([NamedJson(opened.name, opened.json_value) for opened in files])
        if report is None:
            raise NotEvidence(
                "Berkas JSON ini bukan iDeb SLIK. Minta iDeb dari OJK atau idebku, lalu unggah berkas aslinya."
            )
        return report
    if len(files) != 1:
        raise NotEvidence(
            "Unggah mutasi rekening satu berkas satu kali; beberapa berkas sekaligus hanya untuk bagian iDeb."
        )
    opened = files[0]
    if opened.lines and not opened.tables and is_printed_ideb(opened.lines):
        return read_printed_ideb(opened.lines)
    statement = _best_statement(opened, columns)
    if statement is None:
        raise NotEvidence(
            "Kolom tanggal dan jumlah tidak ditemukan. Unggah mutasi asli dari bank, "
            "atau tunjukkan kolomnya dengan tangan."
        )
    return statement


def _best_statement(opened: OpenedEvidence, columns: ColumnPlan | None) -> Statement | None:
    best: Statement | None = None
    for rows in opened.tables:
        statement = read_statement(rows, columns)
        if statement is not None and (best is None or _worth(statement) > _worth(best)):
            best = statement
        if best is not None and best.complete and best.lines:
            return best
    if opened.lines and (best is None or not best.lines):
        printed = read_printed_statement(opened.lines)
        if printed is not None and (best is None or printed.lines):
            return printed
    return best


def _worth(statement: Statement) -> tuple[int, bool]:
    return len(statement.lines) - len(statement.unread), statement.complete


def screen_evidence(
    evidence: IdebReport | Statement, registry: LenderRegistry, *, nik: str | None = None, name: str | None = None
) -> Screening:
    """Screen what was read against the registry, the NIK and the name given."""
    if isinstance(evidence, IdebReport):
        return screen_ideb(evidence, registry, nik=nik)
    return screen_statement(evidence, registry, name=name)
