"""Reads the rows of a statement one by one: a movement, the rest of one, noise, or a line that cannot be read."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from scoring.screening.amounts import NumberStyle, in_style, read_amount, read_direction
from scoring.screening.columns import ColumnPlan, Role, name_header
from scoring.screening.days import PartialDay, is_clock, read_day

_FAILED = re.compile(
    r"gagal|batal|failed|cancel|ditolak|rejected|expired|kedaluwarsa|pending|"
    r"menunggu",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"^\W*(saldo\s+(awal|akhir|pindahan|sebelumnya|penutup|pembuka)|(opening|closing|beginning|ending)\s+balance|"
    r"(sub\s*)?total\b|jumlah\s+(mutasi|debe?t|kredit)|mutasi\s+(debe?t|kredit|db|cr)\b)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"bersambung|halaman|\bpage\b|berizin dan diawasi|diawasi oleh|otoritas jasa keuangan|call ?cent|mandiri call|"
    r"lembaga penjamin|dijamin|batas akhir transaksi|dicetak|printed|copyright|e-?statement ini|dokumen ini|"
    r"ini adalah|disclaimer|www\.|hubungi|catatan\s*:|berlaku sebagai",
    re.IGNORECASE,
)
_CREDIT_METHOD = re.compile(r"later|pinjam|cicil", re.IGNORECASE)
_MONEYLESS = re.compile(r"\bcoins?\b|\bpoints?\b|\bpoin\b|\bxp\b", re.IGNORECASE)


class Draft(NamedTuple):
    """One movement as its row prints it, its sign perhaps still unknown (0)."""

    number: int
    day: PartialDay | None
    texts: tuple[str, ...]
    sen: int
    sign: int
    balance: int | None


@dataclass
class Reading:
    """What the rows have given so far: movements, unread line numbers, rows around them, holders named in a column."""

    drafts: list[Draft]
    unread: list[int]
    around: list[tuple[str, ...]]
    holders: list[str]


class RowReader:
    """Reads one row after another by a column plan."""

    def __init__(self, plan: ColumnPlan) -> None:
        self.width = len(plan.roles)
        self.date = plan.place(Role.DATE) or 0
        self.texts = plan.places(Role.TEXT)
        self.amount = plan.place(Role.AMOUNT)
        self.direction = plan.place(Role.DIRECTION)
        self.debit = plan.place(Role.DEBIT)
        self.credit = plan.place(Role.CREDIT)
        self.balance = plan.place(Role.BALANCE)
        self.last_money = min(place for place in (self.amount, self.debit, self.credit, 999) if place is not None)
        self.status = plan.place(Role.STATUS)
        self.holder = plan.place(Role.HOLDER)
        self.method = plan.place(Role.METHOD)
        money = (self.amount, self.debit, self.credit, self.balance)
        self.style = plan.style
        self.money = frozenset(place for place in money if place is not None)

    def read(self, number: int, cells: tuple[str, ...], reading: Reading) -> None:
        """Read one row into the reading: a movement, a continuation, noise or an unread line."""
        if len(cells) > self.width:
            cells = self._realign(cells)
        if self.style is not NumberStyle.AUTO:
            cells = self._in_style(cells)
        day_cell = cells[self.date].strip() if self.date < len(cells) else ""
        pending = "PEND" in day_cell.upper() and day_cell.strip("' ").upper() == "PEND"
        day = None if pending or not day_cell else read_day(day_cell)
        texts = self._texts_of(cells)
        if self.method is not None and self.method < len(cells) and _CREDIT_METHOD.search(cells[self.method]):
            texts = (*texts, cells[self.method].strip())
        if day is None and not pending:
            self._read_undated(number, cells, texts, day_cell, reading)
            return
        if self.status is not None and self.status < len(cells) and _FAILED.search(cells[self.status]):
            return
        if self.holder is not None and self.holder < len(cells) and cells[self.holder].strip():
            reading.holders.append(cells[self.holder].strip())
        sen, sign, readable = self._read_money(cells)
        balance = _sen_of(cells, self.balance)
        if texts and _SUMMARY.match(texts[0]) and (sen == 0 or balance is None or balance == sen):
            reading.around.append(cells)
        elif not readable:
            if not (texts and any(_MONEYLESS.search(text) for text in (*texts, *cells))):
                reading.unread.append(number)
        elif not sen and texts and len(cells) <= self.last_money:
            reading.unread.append(number)  # the row ends before its amount: the file was cut here
        elif sen:
            reading.drafts.append(Draft(number, day, texts, sen, sign, balance))
        else:
            reading.around.append(cells)

    def _read_undated(
        self, number: int, cells: tuple[str, ...], texts: tuple[str, ...], day_cell: str, reading: Reading
    ) -> None:
        sen, _, readable = self._read_money(cells)
        whole = " ".join(cell for cell in cells if cell)
        labelled = bool(_SUMMARY.match(whole)) or bool(texts and _SUMMARY.match(texts[0])) or bool(_NOISE.search(whole))
        if is_clock(day_cell) and not sen:
            if texts and reading.drafts:
                self._continue(texts, reading)
            return
        if labelled or any(
            name_header(cell) is Role.DATE for cell in cells if 3 < len(cell) < 30 and not any(map(str.isdigit, cell))
        ):
            reading.around.append(cells)
        elif sen and readable and (texts or day_cell) and _sen_of(cells, self.balance) is not None:
            reading.unread.append(number)  # an amount and a balance, but no date that exists
        elif day_cell and sen and readable and any(sign.isdigit() for sign in day_cell):
            reading.unread.append(number)
        elif (
            texts
            and not day_cell
            and not sen
            and reading.drafts
            and sum(1 for cell in cells if cell.strip()) <= len(texts)
        ):
            self._continue(texts, reading)
        else:
            reading.around.append(cells)

    def _continue(self, texts: tuple[str, ...], reading: Reading) -> None:
        last = reading.drafts[-1]
        if len(last.texts) < 12:
            reading.drafts[-1] = last._replace(texts=(*last.texts, *texts))

    def _texts_of(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for place in self.texts:
            if place < len(cells):
                found += _tidy(cells[place])
        return tuple(found)

    def _in_style(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Rewrite the amounts of a row out of the style somebody stated."""
        return tuple(in_style(cell, self.style) if place in self.money else cell for place, cell in enumerate(cells))

    def _realign(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Mend a row whose text held an unquoted separator: the columns after the text count from the right."""
        extra = len(cells) - self.width
        if not any(cell.strip() for cell in cells[self.width :]):
            return cells[: self.width]
        place = self.texts[0] if self.texts else self.date + 1
        if place >= self.width:
            return cells[: self.width]
        joined = " ".join(cells[place : place + extra + 1])
        return (*cells[:place], joined, *cells[place + extra + 1 :])

    def _read_money(self, cells: tuple[str, ...]) -> tuple[int, int, bool]:
        """Give (sen, sign, readable) of a row's movement; sign 0 when only the balances can tell."""
        out, out_ok = _amount_of(cells, self.debit)
        into, into_ok = _amount_of(cells, self.credit)
        if self.debit is not None and self.credit is not None:
            if out and into and abs(out[0]) != abs(into[0]):
                return 0, 0, False
            if out:
                return abs(out[0]), -1, out_ok
            if into:
                return abs(into[0]), 1, into_ok
            return 0, 0, out_ok and into_ok
        amount, readable = _amount_of(cells, self.amount)
        if amount is None:
            amount = into or out
            readable = readable and out_ok and into_ok
        if amount is None:
            return 0, 0, readable
        sen, sign = amount
        if self.direction is not None and self.direction < len(cells):
            sign = read_direction(cells[self.direction]) or sign
        return sen, sign, readable


def _amount_of(cells: tuple[str, ...], place: int | None) -> tuple[tuple[int, int] | None, bool]:
    if place is None or place >= len(cells):
        return None, True
    cell = cells[place].strip()
    if not cell or cell in ("-", "Rp -", "Rp-"):
        return None, True
    amount = read_amount(cell)
    if amount is None:
        return None, not any(sign.isdigit() for sign in cell) and "#" not in cell
    return ((amount.sen, amount.sign) if amount.sen else None), True


def _sen_of(cells: tuple[str, ...], place: int | None) -> int | None:
    if place is None or place >= len(cells):
        return None
    amount = read_amount(cells[place])
    if amount is None:
        return None
    return -amount.sen if amount.sign < 0 else amount.sen


def _tidy(cell: str) -> list[str]:
    """Give a cell's lines without odd spaces; most cells are one clean line."""
    if "\n" in cell:
        return [line for part in cell.split("\n") if (line := " ".join(part.split()))]
    cleaned = cell.strip() if cell.isascii() and "  " not in cell else " ".join(cell.split())
    return [cleaned] if cleaned else []
