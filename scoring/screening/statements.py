"""Reads the rows of a statement of any bank or wallet into movements, and checks them against what it prints."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from scoring.screening.amounts import read_amount, read_direction
from scoring.screening.balances import check_sums, signs_from_balances
from scoring.screening.columns import ColumnPlan, Role, name_header
from scoring.screening.days import PartialDay, find_days, is_clock, place_day, read_day, read_period
from scoring.screening.layout import NumberedRow, find_columns
from scoring.screening.preambles import WALLETS, find_account, find_holder, find_period_text, find_sums, guess_bank
from scoring.screening.statement import Statement, StatementLine

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
_MONEYLESS = re.compile(r"\bcoins?\b|\bpoints?\b|\bpoin\b|\bxp\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Draft:
    number: int
    day: PartialDay | None
    texts: tuple[str, ...]
    sen: int
    sign: int
    balance: int | None


@dataclass
class _Reading:
    drafts: list[_Draft]
    unread: list[int]
    around: list[tuple[str, ...]]
    holders: list[str]


def read_statement(rows: Sequence[NumberedRow], columns: ColumnPlan | None = None) -> Statement | None:
    """Read numbered rows into a statement; columns corrected by hand may be given.

    :return: None when nothing in the rows looks like a statement
    """
    plan = columns or find_columns(rows)
    if plan is None or plan.place(Role.DATE) is None:
        return None
    reading = _collect(rows, plan)
    period_text = find_period_text(reading.around)
    period = read_period(period_text) if period_text else None
    signs = _settle_signs(reading, plan)
    fallback = _fallback_year(reading, period)
    lines = tuple(
        StatementLine(
            draft.number,
            place_day(draft.day, period, fallback) if draft.day else None,
            draft.texts,
            draft.sen * sign,
            draft.balance,
        )
        for draft, sign in zip(reading.drafts, signs, strict=True)
        if sign
    )
    unread = [*reading.unread, *(draft.number for draft, sign in zip(reading.drafts, signs, strict=True) if not sign)]
    if not lines and not reading.around and plan.confidence < 0.5:
        return None
    return _finish(plan, reading, lines, tuple(sorted(unread)), period)


def _finish(
    plan: ColumnPlan,
    reading: _Reading,
    lines: tuple[StatementLine, ...],
    unread: tuple[int, ...],
    period: tuple[date, date] | None,
) -> Statement:
    sums = find_sums(reading.around)
    around = [" ".join(cells) for cells in reading.around]
    bank = guess_bank([*around, *(line.text for line in lines[:60])])
    holder = find_holder(reading.around) or (reading.holders[0] if reading.holders else None) or infer_holder(lines)
    warnings = []
    if unread:
        shown = ", ".join(str(number) for number in unread[:5])
        warnings.append(f"{len(unread)} baris tidak terbaca (baris {shown}). Periksa kolom atau unduh ulang berkasnya.")
    if not lines:
        warnings.append("Tidak ada transaksi pada periode ini.")
    check = check_sums(lines, sums, wallet=bank in WALLETS)
    statement = Statement(
        lines, plan, holder, find_account(reading.around), period, bank, sums, check, unread, tuple(warnings)
    )
    if not statement.complete and not unread:
        word = "Saldo atau jumlah yang tercetak tidak cocok dengan baris-barisnya: mungkin ada baris yang hilang."
        statement = replace(statement, warnings=(*statement.warnings, word))
    return statement


def _collect(rows: Sequence[NumberedRow], plan: ColumnPlan) -> _Reading:
    reading = _Reading([], [], [], [])
    reader = _RowReader(plan)
    for index, (number, cells) in enumerate(rows):
        if index <= plan.header_index:
            reading.around.append(cells)
            continue
        reader.read(number, cells, reading)
    return reading


class _RowReader:
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

    def read(self, number: int, cells: tuple[str, ...], reading: _Reading) -> None:
        """Read one row into the reading: a movement, a continuation, noise or an unread line."""
        if len(cells) > self.width:
            cells = self._realign(cells)
        day_cell = cells[self.date].strip() if self.date < len(cells) else ""
        pending = day_cell.strip("' ").upper() == "PEND"
        day = None if pending or not day_cell else read_day(day_cell)
        texts = tuple(text for place in self.texts if place < len(cells) for text in _tidy(cells[place]))
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
            reading.drafts.append(_Draft(number, day, texts, sen, sign, balance))
        else:
            reading.around.append(cells)

    def _read_undated(
        self, number: int, cells: tuple[str, ...], texts: tuple[str, ...], day_cell: str, reading: _Reading
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

    def _continue(self, texts: tuple[str, ...], reading: _Reading) -> None:
        last = reading.drafts[-1]
        if len(last.texts) < 12:
            reading.drafts[-1] = replace(last, texts=(*last.texts, *texts))

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


def _settle_signs(reading: _Reading, plan: ColumnPlan) -> list[int]:
    """Give every movement a sign: printed, or implied by the file's habit, or told by the balances."""
    signs = [draft.sign for draft in reading.drafts]
    if all(signs):
        return signs
    told = signs_from_balances([draft.sen for draft in reading.drafts], [draft.balance for draft in reading.drafts])
    marked = {sign for sign in signs if sign}
    habit = -marked.pop() if len(marked) == 1 else 0
    settled: list[int] = []
    for place, (draft, sign) in enumerate(zip(reading.drafts, signs, strict=True)):
        guess = (told[place] if told else 0) or habit or _sign_by_words(draft.texts)
        settled.append(sign or guess)
    if not marked and plan.place(Role.DIRECTION) is None and settled and not settled[0] and told:
        settled[0] = 1  # the first of a chain without an opening balance: assumed in, the sums judge it
    return settled


_IN_WORDS = re.compile(
    r"terima|dari\b|masuk|top ?up|isi saldo|cashback|refund|pengembalian|kredit|pencairan|\bcr\b", re.I
)
_OUT_WORDS = re.compile(
    r"bayar|kirim|ke\b|keluar|tarik|beli|biaya|debe?i?t|transfer ke|\bdb\b|payment|"
    r"merchant",
    re.I,
)


def _sign_by_words(texts: tuple[str, ...]) -> int:
    joined = " ".join(texts)
    came, went = _IN_WORDS.search(joined), _OUT_WORDS.search(joined)
    if came and went:
        return 1 if came.start() < went.start() else -1
    return 1 if came else -1 if went else 0


def _fallback_year(reading: _Reading, period: tuple[date, date] | None) -> int:
    if period:
        return period[1].year
    for cells in reading.around:
        for _, _, year in find_days(" ".join(cells)[:300]):
            if year:
                return year
    return 2000


_BRI_TRANSFER = re.compile(r"^NBMB (.{2,40}?) TO (.{2,40}?)\s*(?:ESB:|$)")


def infer_holder(lines: Sequence[StatementLine]) -> str | None:
    """Infer the holder where BRI's machine texts name both ends of each transfer: the end that never changes."""
    names: dict[str, int] = {}
    for line in lines:
        for text in line.texts:
            match = _BRI_TRANSFER.match(text)
            if match:
                own = (match[2] if line.is_in else match[1]).strip()
                names[own] = names.get(own, 0) + 1
    total = sum(names.values())
    if total >= 2 and len(names) == 1:
        return next(iter(names))
    return None
