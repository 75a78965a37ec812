"""Reads a statement out of text lines, as a PDF gives them: items that begin with a date and end with amounts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scoring.screening.amounts import read_amount
from scoring.screening.balances import check_sums, signs_from_balances
from scoring.screening.days import PartialDay, place_day, read_day, read_period
from scoring.screening.preambles import WALLETS, find_account, find_holder, find_period_text, find_sums, guess_bank
from scoring.screening.statement import Statement, StatementLine

_DATE = re.compile(
    r"^\s*(?:\d{1,4}\s+)?(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?![\d.,])|"
    r"\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4})"
    r"(?P<clock>[\s,|]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*WIB)?)?(?P<rest>.*)$"
)
_MONEY = (
    r"[+\-\u2212]?\s?(?:Rp\.?\s?|IDR\s?)?[+\-\u2212]?(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+[.,]\d{2}|"
    r"(?<=Rp)\d+|(?<=[+\-])\d+)"
)
_TAIL = re.compile(rf"(?<![\w.,/])({_MONEY})(?:\s*(DB|CR|DR|D|K|C)\b)?", re.IGNORECASE)
_CLOCK = re.compile(r"^\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:WIB|WITA|WIT))?\s*")
_END = re.compile(
    r"^\s*(saldo\s+(awal|akhir)|mutasi\s+(cr|db|kredit|debe?t)|total\b|bersambung|halaman|page\b|tanggal\b|"
    r"no\b.*tanggal|"
    r"ini adalah|.*lembaga penjamin|.*berizin dan diawasi|.*otoritas jasa)",
    re.IGNORECASE,
)


@dataclass
class _Item:
    number: int
    day: PartialDay
    texts: list[str]
    money: list[tuple[int, int]]


def read_printed_statement(lines: Sequence[str]) -> Statement | None:
    """Read text lines into a statement; line numbers count from 1 over the whole text.

    :return: None when the lines hold no dated amounts
    """
    items, around = _collect(lines)
    items = [item for item in items if item.money and not _is_points(item)]
    if not items:
        return None
    rows = [tuple(part for part in re.split(r"\s{2,}", line.strip()) if part) for line in around]
    period_text = find_period_text(rows)
    period = read_period(period_text) if period_text else None
    years = [year for item in items if (year := item.day[2])]
    fallback = period[1].year if period else years[0] if years else 2000
    movements = _movements(items, period, fallback)
    sums = find_sums(rows)
    bank = guess_bank([*around, *(line.text for line in movements[:60])])
    missing = tuple(item.number for item in items if item.number not in {line.number for line in movements})
    return Statement(
        lines=tuple(movements),
        columns=None,
        holder=find_holder(rows),
        account=find_account(rows),
        period=period,
        bank=bank,
        sums=sums,
        check=check_sums(movements, sums, wallet=bank in WALLETS),
        unread=missing,
        warnings=("Dibaca dari teks tercetak: periksa beberapa baris terhadap berkas aslinya.",),
    )


def _collect(lines: Sequence[str]) -> tuple[list[_Item], list[str]]:
    items: list[_Item] = []
    around: list[str] = []
    current: _Item | None = None
    for number, line in enumerate(lines, start=1):
        match = _DATE.match(line)
        day = read_day(match["day"]) if match else None
        if match and day and _END.match(match["rest"].lstrip()) and re.match(r"\s*saldo", match["rest"], re.IGNORECASE):
            current = None
            around.append(match["rest"])
        elif match and day and not _END.match(line):
            current = _Item(number, day, [], [])
            items.append(current)
            _take(current, match["rest"])
        elif not line.strip() or _END.match(line):
            current = None if line.strip() else current
            around.append(line)
        elif current is not None and len(current.texts) < 12:
            _take(current, _CLOCK.sub("", line))
        else:
            around.append(line)
    return items, around


def _is_points(item: _Item) -> bool:
    """Tell an item paid with a wallet's points, which are no money and bear no sign."""
    return item.money[0][1] == 0 and any(re.search(r"\b(coins?|points?|poin)\b", text, re.I) for text in item.texts)


def _take(item: _Item, text: str) -> None:
    """Take a line's amounts while the item has none, and its words."""
    words = text.strip()
    if len(item.money) < 2:
        found = [
            (match, read_amount(f"{match[1].replace(' ', '')} {match[2] or ''}".strip()))
            for match in _TAIL.finditer(words)
        ]
        tail = [(match, amount) for match, amount in found if amount is not None]
        kept = _last_run(words, [match for match, _ in tail])
        for match, amount in tail:
            if match in kept and len(item.money) < 3:
                item.money.append((amount.sen, amount.sign))
        if kept:
            words = words[: kept[0].start()].strip()
    if words:
        item.texts.append(" ".join(words.split()))


def _last_run(words: str, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Keep the amounts that stand together at the end of the line."""
    kept: list[re.Match[str]] = []
    end = len(words.rstrip())
    for match in reversed(matches):
        if words[match.end() : end].strip() or len(kept) == 3:
            break
        kept.insert(0, match)
        end = match.start()
    return kept


def _movements(items: Sequence[_Item], period: tuple[date, date] | None, fallback: int) -> list[StatementLine]:
    amounts = [item.money[0][0] for item in items]
    balances = [item.money[-1][0] if len(item.money) > 1 else None for item in items]
    signs = [item.money[0][1] for item in items]
    told = signs_from_balances(amounts, balances) if not all(signs) else None
    marked = {sign for sign in signs if sign}
    habit = -next(iter(marked)) if len(marked) == 1 else 0
    lines: list[StatementLine] = []
    for place, item in enumerate(items):
        sign = signs[place] or (told[place] if told else 0) or habit
        if sign and amounts[place]:
            day = place_day(item.day, period, fallback)
            lines.append(StatementLine(item.number, day, tuple(item.texts), sign * amounts[place], balances[place]))
    return lines
