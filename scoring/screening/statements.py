"""Reads the rows of a statement of any bank or wallet into movements, and checks them against what it prints."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scoring.screening.balances import check_sums, signs_from_balances
from scoring.screening.columns import ColumnPlan, Role
from scoring.screening.days import find_days, place_day, read_period
from scoring.screening.layout import NumberedRow, find_columns
from scoring.screening.preambles import WALLETS, find_account, find_holder, find_period_text, find_sums, guess_bank
from scoring.screening.row_reader import Reading, RowReader
from scoring.screening.statement import Statement, StatementLine


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
    reading: Reading,
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


def _collect(rows: Sequence[NumberedRow], plan: ColumnPlan) -> Reading:
    reading = Reading([], [], [], [])
    reader = RowReader(plan)
    for index, (number, cells) in enumerate(rows):
        if index <= plan.header_index:
            reading.around.append(cells)
            continue
        reader.read(number, cells, reading)
    return reading


def _settle_signs(reading: Reading, plan: ColumnPlan) -> list[int]:
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


def _fallback_year(reading: Reading, period: tuple[date, date] | None) -> int:
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
            match = _BRI_TRANSFER.match(text) if text.startswith("NBMB ") else None
            if match:
                own = (match[2] if line.is_in else match[1]).strip()
                names[own] = names.get(own, 0) + 1
    total = sum(names.values())
    if total >= 2 and len(names) == 1:
        return next(iter(names))
    return None
