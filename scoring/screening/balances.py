"""Checks a statement's lines against the balances and totals it prints."""

from collections import Counter
from collections.abc import Sequence

from scoring.screening.statement import PrintedSums, StatementLine, SumCheck, total_in, total_out

_TOLERANCE = 100  # sen; some files print balances without the sen of interest


def check_sums(lines: Sequence[StatementLine], sums: PrintedSums, *, wallet: bool = False) -> SumCheck:
    """Compare lines with the running balance, opening and closing balance and totals, whichever are printed.

    A wallet's totals may leave out what was paid with points, so there only its balances speak.
    """
    verdicts = [check_chain(lines, sums)]
    total = sum(line.sen for line in lines)
    if sums.opening is not None and sums.closing is not None:
        verdicts.append(_near(sums.opening + total, [sums.closing]))
    if not wallet and lines:
        if sums.totals_in:
            verdicts.append(_near(total_in(lines), sums.totals_in))
        if sums.totals_out:
            verdicts.append(_near(total_out(lines), sums.totals_out))
    told = [verdict for verdict in verdicts if verdict is not None]
    if not told:
        return SumCheck.NOT_PRINTED
    return SumCheck.AGREES if all(told) else SumCheck.DIFFERS


def _near(value: int, printed: Sequence[int]) -> bool:
    return any(abs(value - one) <= _TOLERANCE for one in printed)


def check_chain(lines: Sequence[StatementLine], sums: PrintedSums) -> bool | None:
    """Tell whether each balance follows from the one before; None when no balances are printed.

    Files run oldest or newest first, and some print a balance only on the last line of a day.
    """
    carried = [line for line in lines if line.balance is not None]
    if len(carried) < 2:
        return None
    if _follows(lines, sums) or _follows(list(reversed(lines)), sums):
        return True
    return len(carried) == len(lines) and _closes(lines)


def _follows(lines: Sequence[StatementLine], sums: PrintedSums) -> bool:
    running: int | None = sums.opening
    if running is not None and lines and lines[0].balance is not None:
        gap = abs(running + lines[0].sen - lines[0].balance)
        if gap > _TOLERANCE:
            running = None  # the printed opening may belong to another page; the totals judge it
    for line in lines:
        if running is not None:
            running += line.sen
        if line.balance is not None:
            if running is not None and abs(running - line.balance) > _TOLERANCE:
                return False
            running = line.balance
    return True


def _closes(lines: Sequence[StatementLine]) -> bool:
    """Tell whether the balances form one chain in some order, as when a file sorts the lines of a day anew."""
    after = Counter(line.balance for line in lines if line.balance is not None)
    before = Counter(line.balance - line.sen for line in lines if line.balance is not None)
    return sum((before - after).values()) <= 1 and sum((after - before).values()) <= 1


def signs_from_balances(amounts: Sequence[int], balances: Sequence[int | None]) -> list[int] | None:
    """Find each movement's sign from running balances, oldest or newest first; None when they do not tell.

    :param amounts: in sen, without sign
    """
    if sum(balance is not None for balance in balances) < max(2, len(balances) - 1):
        return None
    for order in (1, -1):
        ordered = list(zip(amounts, balances, strict=True))[::order]
        signs, missing = _walk(ordered)
        if missing <= max(1, len(amounts) // 50):
            return signs[::order]
    return None


def _walk(ordered: Sequence[tuple[int, int | None]]) -> tuple[list[int], int]:
    signs: list[int] = []
    missing = 0
    previous: int | None = None
    for amount, balance in ordered:
        sign = 0
        if previous is not None and balance is not None:
            change = balance - previous
            if abs(abs(change) - amount) <= _TOLERANCE:
                sign = 1 if change > 0 else -1
        if sign == 0 and amount:
            missing += 1
        signs.append(sign)
        previous = balance if balance is not None else previous
    return signs, missing
