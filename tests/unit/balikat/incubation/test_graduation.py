"""What a stage asks, met and missing, on the day before and the day after it tips."""

from datetime import date, timedelta

import pytest

from balikat.incubation.graduation import Progress, judge
from balikat.incubation.milestones.kinds import MilestoneKind
from balikat.incubation.stages import BrokenCriteria, Criteria, Stage, following, read_criteria

DAY = date(2026, 11, 20)
WANTED = (MilestoneKind.NIB, MilestoneKind.BOOKKEEPING, MilestoneKind.FINANCIAL_COMMITMENT)
CRITERIA = Criteria(180, 6, WANTED)


def progress(**values: object) -> Progress:
    settings = {
        "began_on": DAY - timedelta(days=180), "visits": 6, "accepted": frozenset(WANTED), "bookkeeping": 3,
    } | values  # fmt: skip
    return Progress(**settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, []),
        ({"began_on": DAY - timedelta(days=179)}, [("Lama di tahap ini", "179 dari 180 hari, kurang 1 hari")]),
        ({"began_on": DAY + timedelta(days=3)}, [("Lama di tahap ini", "0 dari 180 hari, kurang 180 hari")]),
        ({"visits": 5}, [("Kunjungan bertemu", "5 dari 6 kali, kurang 1 kali")]),
        ({"accepted": frozenset(WANTED[1:])}, [("NIB terbit", "bukti belum diterima pendamping")]),
        (
            {"accepted": frozenset(WANTED[:2])},
            [("Komitmen keuangan terpenuhi", "belum; ditetapkan petugas pemeriksaan")],
        ),
        (
            {"accepted": frozenset({MilestoneKind.NIB, WANTED[2]}), "bookkeeping": 2},
            [("Pembukuan berturut-turut", "2 dari 3 bulan, kurang 1 bulan")],
        ),
        (
            {"accepted": frozenset({MilestoneKind.NIB, WANTED[2]})},
            [("Pembukuan berturut-turut", "cukup, belum diterima pendamping")],
        ),
    ],
)
def test_what_is_missing_is_said_with_its_reason(values: dict[str, object], missing: list[tuple[str, str]]) -> None:
    verdict = judge(progress(**values), CRITERIA, bookkeeping_months=3, today=DAY)
    assert [(row.name, row.reason) for row in verdict.missing] == missing
    assert verdict.is_complete is (not missing)
    assert len(verdict.met) + len(missing) == 5


def test_a_commitment_says_yes_or_not_yet_and_nothing_more() -> None:
    verdict = judge(progress(), CRITERIA, bookkeeping_months=3, today=DAY)
    assert next(row.reason for row in verdict.met if "Komitmen" in row.name) == "ya"


def test_a_stage_that_asks_nothing_is_complete() -> None:
    assert judge(progress(visits=0), Criteria(0, 0, ()), bookkeeping_months=3, today=DAY).is_complete


def test_stages_follow_each_other() -> None:
    assert [following(stage) for stage in Stage] == [Stage.INCUBATION, Stage.AFTER, None]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([], "per tahap"),
        ({"menengah": {}}, "menengah"),
        ({"incubation": 3}, "least_days"),
        ({"incubation": {"visits": -1}}, "bilangan bulat"),
        ({"incubation": {"visits": True}}, "bilangan bulat"),
        ({"incubation": {"milestones": ["nibb"]}}, "dipilih dari"),
        ({"incubation": {"milestones": ["other"]}}, "dipilih dari"),
        ({"incubation": {"milestones": "nib"}}, "dipilih dari"),
    ],
)
def test_criteria_that_cannot_be_read_say_which_part(table: object, words: str) -> None:
    with pytest.raises(BrokenCriteria, match=words):
        read_criteria(table)


def test_criteria_are_read_in_order_and_once() -> None:
    read = read_criteria({"incubation": {"visits": 2, "milestones": ["nib", "bookkeeping", "nib"]}})
    assert read == {Stage.INCUBATION: Criteria(0, 2, (MilestoneKind.NIB, MilestoneKind.BOOKKEEPING))}
