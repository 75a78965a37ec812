"""Distress patterns over lenders: roll-overs, many lenders, pay-outs cut in advance; each is a question."""

from datetime import date

from scoring.screening.findings import Confidence, Evidence, Finding
from scoring.screening.lenders import DebtKind, LenderKind
from scoring.screening.patterns import PatternKind, find_distress, is_cut_amount


def finding(lender: str, *moves: tuple[int, int], kind: DebtKind = DebtKind.PINJOL_LICENSED) -> Finding:
    evidence = tuple(Evidence(10 * day, lender, amount, date(2026, 9, day)) for day, amount in moves)
    return Finding(lender, kind, LenderKind.P2P_LICENSED, None, None, Confidence.CERTAIN, evidence)


def kinds(*findings: Finding) -> list[PatternKind]:
    return [pattern.kind for pattern in find_distress(findings)]


def test_a_loan_within_three_days_of_paying_another_is_asked_about() -> None:
    paid = finding("Lama", (10, -500_000))
    assert kinds(finding("Baru", (12, 500_000)), paid) == [PatternKind.ROLL_OVER]
    assert kinds(finding("Baru", (14, 500_000)), paid) == []
    assert kinds(finding("Lama", (12, 500_000)), paid) == [], "the same lender is no roll-over"


def test_four_lenders_within_thirty_days_are_asked_about_once() -> None:
    lenders = [finding(f"Pinjol {name}", (day, -100_000)) for day, name in enumerate("ABCD", start=1)]
    assert kinds(*lenders) == [PatternKind.MANY_LENDERS]
    assert kinds(*lenders[:3]) == []


def test_a_payout_under_a_round_sum_is_asked_about_once_a_lender_and_never_of_others() -> None:
    patterns = find_distress([finding("Kilat", (1, 850_000), (20, 1_710_000), (25, -850_000))])
    assert [(pattern.kind, pattern.amount, pattern.count) for pattern in patterns] == [
        (PatternKind.CUT_PAYOUT, 850_000, 2)
    ]
    assert kinds(finding("Kilat", (1, 1_000_000))) == []
    assert kinds(finding("Bank", (1, 850_500), kind=DebtKind.BANK)) == []


def test_which_sums_look_cut() -> None:
    assert is_cut_amount(940_000)
    assert is_cut_amount(755_000)
    assert not is_cut_amount(1_000_000)
    assert not is_cut_amount(990_000)
    assert not is_cut_amount(600_000)
