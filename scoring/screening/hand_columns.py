"""Columns of a statement as a person confirms or corrects them: what was found, a preview, and what to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import RuleBroken
from scoring.screening.amounts import NumberStyle, in_style, read_amount
from scoring.screening.columns import ColumnPlan, Role
from scoring.screening.days import read_day
from scoring.screening.layout import NumberedRow, find_columns
from scoring.screening.statement import Statement
from scoring.screening.statements import read_statement

Table = tuple[NumberedRow, ...]

CHOICES = (
    Role.IGNORED,
    Role.DATE,
    Role.TEXT,
    Role.AMOUNT,
    Role.DIRECTION,
    Role.DEBIT,
    Role.CREDIT,
    Role.BALANCE,
)
_ONCE = (Role.DATE, Role.AMOUNT, Role.DIRECTION, Role.DEBIT, Role.CREDIT, Role.BALANCE)
_MOST_SAMPLES = 3
_SAMPLE_ROWS = 200


class BadColumns(RuleBroken):
    """Columns that do not make a statement; the message says which to change."""


@dataclass(frozen=True)
class FoundColumn:
    """One column: its place from 1, what its head says, a few cells, and what it is taken for."""

    number: int
    heading: str
    samples: tuple[str, ...]
    role: Role


@dataclass(frozen=True)
class ColumnChoice:
    """What a person chose: the line number of the head (None: no head), the role of each column, the number style."""

    header_line: int | None
    roles: Mapping[int, Role]
    style: NumberStyle


def choose_table(tables: Sequence[Table]) -> int:
    """Return which reading of the file (by delimiter) looks most like a statement, by its place."""
    plans = [find_columns(rows) for rows in tables]
    worth = [(plan.confidence if plan else -1.0, width_of(rows)) for plan, rows in zip(plans, tables, strict=True)]
    return max(range(len(tables)), key=lambda place: (worth[place], -place))


def could_be_statement(rows: Table) -> bool:
    """Tell whether a table holds dates and amounts at all, so that asking for its columns makes sense."""
    cells = [cell for _, row in rows[:_SAMPLE_ROWS] for cell in row]
    dates = sum(1 for cell in cells if read_day(cell) is not None)
    amounts = sum(1 for cell in cells if len(cell) >= 4 and read_day(cell) is None and read_amount(cell) is not None)
    return width_of(rows) >= 3 and dates >= 1 and amounts >= 1


def width_of(rows: Table) -> int:
    """Return the number of columns of a table."""
    return max((len(cells) for _, cells in rows[:_SAMPLE_ROWS]), default=0)


def found_choice(rows: Table) -> ColumnChoice:
    """Return the columns as they were found; all unused when none were."""
    plan = find_columns(rows)
    if plan is None:
        return ColumnChoice(None, {}, NumberStyle.AUTO)
    line = rows[plan.header_index][0] if plan.header_index >= 0 else None
    return ColumnChoice(line, {place + 1: role for place, role in enumerate(plan.roles)}, NumberStyle.AUTO)


def show_columns(rows: Table, choice: ColumnChoice) -> list[FoundColumn]:
    """Return the columns that hold anything, with what they are taken for."""
    place = _place_of(rows, choice.header_line)
    heads = rows[place][1] if place >= 0 else ()
    below = [cells for _, cells in rows[place + 1 : place + 1 + _SAMPLE_ROWS]]
    shown: list[FoundColumn] = []
    for column in range(width_of(rows)):
        heading = heads[column].strip() if column < len(heads) else ""
        cells = [cells[column].strip() for cells in below if column < len(cells) and cells[column].strip()]
        if heading or cells:
            samples = tuple(dict.fromkeys(cell[:60] for cell in cells))[:_MOST_SAMPLES]
            role = choice.roles.get(column + 1, Role.IGNORED)
            shown.append(FoundColumn(column + 1, heading[:60], samples, role))
    return shown


def read_chosen(rows: Table, choice: ColumnChoice) -> Statement:
    """Read a table by the columns a person chose.

    :raises BadColumns: when they do not make a statement, with what to change
    """
    _check(choice)
    header = _place_of(rows, choice.header_line)
    width = max([width_of(rows), *choice.roles])
    roles = tuple(choice.roles.get(number, Role.IGNORED) for number in range(1, width + 1))
    statement = read_statement(rows, ColumnPlan(roles, header, 1.0, choice.style))
    if statement is None or not statement.lines or len(statement.unread) > len(statement.lines):
        raise _reason(rows, header, roles, choice)
    return statement


def _check(choice: ColumnChoice) -> None:
    held = list(choice.roles.values())
    for role in _ONCE:
        if held.count(role) > 1:
            raise BadColumns(f"Kolom {role.label} dipilih lebih dari satu kali. Pilih satu saja.", field="columns")
    if Role.DATE not in held:
        raise BadColumns("Tunjukkan kolom Tanggal.", field="columns")
    if Role.TEXT not in held:
        raise BadColumns("Tunjukkan kolom Keterangan: dari sana nama pemberi pinjaman dibaca.", field="columns")
    pair = (Role.DEBIT in held) + (Role.CREDIT in held)
    if pair == 1:
        raise BadColumns("Uang keluar dan Uang masuk harus ditunjukkan dua-duanya.", field="columns")
    if not pair and Role.AMOUNT not in held:
        raise BadColumns("Tunjukkan kolom Jumlah, atau kolom Uang keluar dan Uang masuk.", field="columns")
    if pair and Role.AMOUNT in held:
        raise BadColumns("Pilih salah satu: kolom Jumlah, atau Uang keluar dan Uang masuk.", field="columns")


def _place_of(rows: Table, header_line: int | None) -> int:
    if header_line is None:
        return -1
    return next((place for place, (number, _) in enumerate(rows) if number == header_line), -1)


def _reason(rows: Table, header: int, roles: Sequence[Role], choice: ColumnChoice) -> BadColumns:
    """Say which column does not hold what it was chosen for."""
    below = [cells for _, cells in rows[header + 1 : header + 1 + _SAMPLE_ROWS]]
    for column, role in enumerate(roles):
        cells = [cells[column].strip() for cells in below if column < len(cells) and cells[column].strip()]
        if role is Role.DATE and sum(read_day(cell) is not None for cell in cells) * 2 < len(cells):
            return BadColumns(
                f"Kolom {column + 1} tidak berisi tanggal{_such_as(cells)}. Pilih kolom lain.", field="columns"
            )
        if role in (Role.AMOUNT, Role.DEBIT, Role.CREDIT):
            read = sum(read_amount(in_style(cell, choice.style)) is not None for cell in cells)
            if read * 2 < len(cells):
                words = f"Kolom {column + 1} tidak terbaca sebagai jumlah{_such_as(cells)}. "
                return BadColumns(words + "Pilih kolom lain, atau ganti cara menulis angkanya.", field="columns")
    return BadColumns(
        "Arah uangnya tidak diketahui. Tunjukkan kolom Debet atau kredit, kolom Saldo, "
        "atau kolom Uang keluar dan Uang masuk.",
        field="columns",
    )


def _such_as(cells: Sequence[str]) -> str:
    return f" (contoh: {cells[0][:40]})" if cells else " (kosong)"
