"""Suspects a rentenir where money from a person is followed by equal payments, or payments call themselves so."""

import re
from dataclasses import dataclass

from scoring.screening.findings import Confidence, Finding
from scoring.screening.lender_debts import activity_of, evidence_of
from scoring.screening.lenders import DebtKind, LenderKind
from scoring.screening.normalising import line_words
from scoring.screening.patterns import Pattern, PatternKind, Series, find_series, is_person
from scoring.screening.rhythm import Period
from scoring.screening.statement import Statement, StatementLine
from scoring.screening.word_patterns import WordPattern
from scoring.screening.words import COOPERATIVE, GOODS, INSTALLMENT, SAVING_AND_RENT, SETTLED

_MOST_INS = 3


@dataclass(frozen=True)
class RentenirResult:
    """Findings that flag, and patterns that are only a question."""

    findings: tuple[Finding, ...]
    questions: tuple[Pattern, ...]


def find_rentenir(statement: Statement, taken: frozenset[int]) -> RentenirResult:
    """Suspect rentenir among equal regular payments; a pattern that only looks so becomes a question.

    :param taken: numbers of lines that already prove another finding
    """
    findings: list[Finding] = []
    questions: list[Pattern] = []
    for series in find_series(statement, taken):
        if not _may_lend(series.party):
            continue
        loan = _loan_before(series)
        if _flags(series, loan):
            findings.append(_finding(series, loan, statement))
        elif _asks(series, loan):
            questions.append(_question(series, loan))
    return RentenirResult(tuple(findings), tuple(questions))


def _may_lend(party: str) -> bool:
    return is_person(party) or bool(COOPERATIVE.search(party.lower()))


def _loan_before(series: Series) -> tuple[StatementLine, ...]:
    """Give what came in from the party that the payments can be paying back."""
    return tuple(line for line in series.ins if line.amount >= 3 * series.amount)


def _share(lines: tuple[StatementLine, ...], pattern: WordPattern | re.Pattern[str]) -> float:
    found = sum(1 for line in lines if pattern.search(line_words(line.shapes)))
    return found / len(lines) if lines else 0.0


def _flags(series: Series, loan: tuple[StatementLine, ...]) -> bool:
    installments = _share(series.outs, INSTALLMENT)
    if _share((*series.outs, *loan), SAVING_AND_RENT) > 0.3 and installments < 0.3:
        return False
    if loan and len(series.ins) <= max(_MOST_INS, len(series.outs) // 5):
        return _flags_after_loan(series, loan, installments)
    if installments >= 0.5 and _share(series.outs, GOODS) < 0.3:
        return series.period is not Period.MONTH or _share(series.outs, _LOAN_WORDS) >= 0.5
    return False


def _flags_after_loan(series: Series, loan: tuple[StatementLine, ...], installments: float) -> bool:
    first = loan[0]
    after = [line for line in series.outs if _is_after(line, first)]
    before = len(series.outs) - len(after)
    if len(after) < 2:
        return installments >= 0.5
    if series.period is Period.DAY:
        return len(after) >= 3
    if before and installments < 0.3:
        return False  # paying before and after the pot: more like arisan than a loan
    if series.period is Period.MONTH:
        return installments >= 0.5 or len(after) * series.amount > sum(line.amount for line in loan)
    return len(after) >= 3 or installments >= 0.5


def _is_after(line: StatementLine, first: StatementLine) -> bool:
    return bool(line.day and first.day and (line.day, line.number) >= (first.day, 0))


_LOAN_WORDS = re.compile(r"pinjam|h?utang|bank keliling|bangke|bunga")


def _asks(series: Series, loan: tuple[StatementLine, ...]) -> bool:
    if _share(series.outs, SAVING_AND_RENT) > 0.3:
        return False
    least = {Period.DAY: 8, Period.WEEK: 5, Period.FORTNIGHT: 4, Period.MONTH: 4}[series.period]
    return bool(loan) or len(series.outs) >= least


def _finding(series: Series, loan: tuple[StatementLine, ...], statement: Statement) -> Finding:
    outs = [line for line in series.outs if not loan or _is_after(line, loan[0])] or list(series.outs)
    before = len(series.outs) - len(outs)
    if before and series.period is Period.DAY:
        outs = list(series.outs)  # an earlier loan of the same lender was still being paid
    lines = sorted((*loan, *outs), key=lambda line: line.number)
    settled = [line for line in outs if SETTLED.search(line_words(line.shapes))]
    return Finding(
        lender=series.party,
        kind=DebtKind.RENTENIR_SUSPECTED,
        lender_kind=LenderKind.RENTENIR,
        active=activity_of(lines, settled, statement),
        outstanding=None,
        confidence=Confidence.LIKELY,
        evidence=tuple(evidence_of(line) for line in lines),
        received=sum(line.amount for line in loan) or None,
        paid=sum(line.amount for line in outs),
    )


def _question(series: Series, loan: tuple[StatementLine, ...]) -> Pattern:
    lines = sorted((*loan, *series.outs), key=lambda line: line.number)
    kind = PatternKind.LOAN_THEN_PAYMENTS if loan else PatternKind.EQUAL_PAYMENTS
    question = f"Setoran {series.period.label} ke {series.party} ({len(series.outs)} kali) untuk apa?"
    evidence = tuple(evidence_of(line) for line in lines)
    return Pattern(kind, series.party, evidence, question, series.amount, len(series.outs), series.period)
