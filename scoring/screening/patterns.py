"""Finds what borrowing looks like without a name: equal payments to one person, stacked and rolled-over loans."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from core.labels import LabeledEnum
from scoring.screening.counterparties import counterparty_of
from scoring.screening.findings import Evidence, Finding
from scoring.screening.lenders import FLAGGING
from scoring.screening.normalising import line_words, name_letters
from scoring.screening.rhythm import Period, rhythm_of
from scoring.screening.statement import Statement, StatementLine
from scoring.screening.words import COMPANY, COOPERATIVE, PAYOUT, PURCHASE, TOPUP


class PatternKind(LabeledEnum):
    """What a pattern looks like, as the officer reads it."""

    EQUAL_PAYMENTS = ("equal_payments", "Setoran sama besar ke satu orang")
    LOAN_THEN_PAYMENTS = ("loan_then_payments", "Uang masuk lalu dicicil sama besar")
    ROLL_OVER = ("roll_over", "Gali lubang tutup lubang")
    MANY_LENDERS = ("many_lenders", "Empat pemberi pinjaman atau lebih dalam 30 hari")
    CUT_PAYOUT = ("cut_payout", "Uang masuk 5 sampai 30% di bawah angka bulat")


@dataclass(frozen=True)
class Pattern:
    """A pattern with its lines; ``question`` is what to ask the applicant, ``amount`` in whole rupiah."""

    kind: PatternKind
    party: str
    evidence: tuple[Evidence, ...]
    question: str
    amount: int = 0
    count: int = 0
    period: Period | None = None


@dataclass(frozen=True)
class Series:
    """Equal payments to one party, and what came in from it, oldest first."""

    party: str
    amount: int
    period: Period
    outs: tuple[StatementLine, ...]
    ins: tuple[StatementLine, ...]


_SMALLEST = 5_000
_LEAST = {Period.DAY: 5, Period.WEEK: 3, Period.FORTNIGHT: 3, Period.MONTH: 3}


def find_series(statement: Statement, taken: frozenset[int]) -> list[Series]:
    """Find equal regular payments to one party, with what came in from it.

    :param taken: numbers of lines that already prove another finding
    """
    holder = statement.holder or ""
    outs = [
        line
        for line in statement.lines
        if not line.is_in and line.day and line.amount >= _SMALLEST and line.number not in taken
    ]
    often = {amount for amount, count in Counter(line.amount for line in outs).items() if count >= 3}
    parties: dict[str, list[StatementLine]] = {}
    for line in outs:
        if line.amount in often and not _is_bill(line.shapes):
            party = counterparty_of(line.texts, holder)
            if len(party) >= 3 and not party.isdigit():
                parties.setdefault(party, []).append(line)
    ins = [(line, line.text.lower()) for line in statement.lines if line.is_in and line.number not in taken]
    series = [_series(party, lines, ins, holder) for party, lines in _merge(parties).items()]
    return [one for one in series if one is not None]


@lru_cache(maxsize=8192)
def _is_bill(shapes: tuple[str, ...]) -> bool:
    words = line_words(shapes)
    return bool(PURCHASE.search(words) or TOPUP.search(words) or (PAYOUT.search(words) and "order" not in words))


def _merge(parties: Mapping[str, list[StatementLine]]) -> dict[str, list[StatementLine]]:
    """Join names of which one is the other cut by a field's width."""
    merged: dict[str, list[StatementLine]] = {}
    for party in sorted(parties, key=lambda name: (-len(name_letters(name)), name)):
        letters = name_letters(party)
        longer = next((name for name in merged if len(letters) >= 8 and name_letters(name).startswith(letters)), None)
        merged.setdefault(longer or party, []).extend(parties[party])
    return merged


def _series(
    party: str, lines: list[StatementLine], ins: Sequence[tuple[StatementLine, str]], holder: str
) -> Series | None:
    amount, count = max(Counter(line.amount for line in lines).items(), key=lambda item: (item[1], item[0]))
    equal = sorted((line for line in lines if line.amount == amount), key=_order)
    period = rhythm_of([line.day for line in equal if line.day])
    if period is None or count < _LEAST[period]:
        return None
    first = party.split()[0].lower()[:6]
    from_them = [line for line, words in ins if first in words and _is_from(line, party, holder)]
    return Series(party, amount, period, tuple(equal), tuple(sorted(from_them, key=_order)))


def _is_from(line: StatementLine, party: str, holder: str) -> bool:
    other = name_letters(counterparty_of(line.texts, holder))
    wanted = name_letters(party)
    shorter, longer = sorted((other, wanted), key=len)
    return other == wanted or (len(shorter) >= 8 and longer.startswith(shorter))


def _order(line: StatementLine) -> tuple[int, int]:
    return (line.day.toordinal() if line.day else 0, line.number)


def is_person(party: str) -> bool:
    """Tell a person's name from a shop's or company's."""
    words = party.lower()
    return not COMPANY.search(words) and not COOPERATIVE.search(words) and not any(map(str.isdigit, words))


def find_distress(findings: Sequence[Finding]) -> list[Pattern]:
    """Find distress: a new loan within three days of paying another, four lenders in 30 days, a pay-out cut in advance.

    Only what came from lenders is looked at: a food-delivery pay-out net of its fee is no loan.
    """
    moves = [
        (item.day, item.amount, finding.lender, item)
        for finding in findings
        if finding.kind in FLAGGING
        for item in finding.evidence
        if item.day is not None and item.amount and isinstance(item.place, int)
    ]
    moves.sort(key=lambda move: move[:3])
    return [*_roll_overs(moves), *_many_lenders(moves), *_cut_payouts(moves)]


_Move = tuple[date, int, str, Evidence]


def _roll_overs(moves: Sequence[_Move]) -> list[Pattern]:
    patterns: list[Pattern] = []
    for day, amount, lender, item in moves:
        if amount <= 0:
            continue
        near = [move for move in moves if move[1] < 0 and move[2] != lender and abs((day - move[0]).days) <= 3]
        if near:
            other = near[0]
            question = f"Pinjaman dari {lender} dipakai membayar {other[2]}?"
            patterns.append(Pattern(PatternKind.ROLL_OVER, lender, (item, other[3]), question, amount))
    return patterns


def _many_lenders(moves: Sequence[_Move]) -> list[Pattern]:
    for day, *_ in moves:
        window = [move for move in moves if 0 <= (move[0] - day).days < 30]
        lenders = sorted({move[2] for move in window})
        if len(lenders) >= 4:
            question = f"{len(lenders)} pemberi pinjaman dalam 30 hari: {', '.join(lenders)}. Mana yang paling berat?"
            evidence = tuple(move[3] for move in window)
            return [Pattern(PatternKind.MANY_LENDERS, "", evidence, question, count=len(lenders))]
    return []


def _cut_payouts(moves: Sequence[_Move]) -> list[Pattern]:
    """Ask once a lender whether what came in under a round sum was cut in advance."""
    cut: dict[str, list[_Move]] = {}
    for move in moves:
        if is_cut_amount(move[1]):
            cut.setdefault(move[2], []).append(move)
    return [
        Pattern(
            PatternKind.CUT_PAYOUT,
            lender,
            tuple(move[3] for move in found),
            f"Uang dari {lender} masuk di bawah angka bulat. Dipotong di depan? Berapa yang harus dikembalikan?",
            found[0][1],
            len(found),
        )
        for lender, found in cut.items()
    ]


def is_cut_amount(amount: int) -> bool:
    """Tell a pay-out that is 5 to 30% under a round sum, as when a fee is kept back at once (whole rupiah)."""
    for step in (1_000_000, 500_000, 100_000):
        upper = -(-amount // step) * step
        if upper and 0.05 <= (upper - amount) / upper <= 0.30 and upper - amount < step and amount % 100_000:
            return True
    return False
