"""Obstacles and papers: what is missing is named with its next step, and only what blocks holds the file back."""

from dataclasses import replace
from datetime import date

import pytest

from harkat.applications.checklist import PaperState, SeenPaper, awaited, check_papers
from harkat.applications.eligibility import Conditions, ObstacleKind, Standing, blocking, find_obstacles
from harkat.applications.rules import Strength

TODAY = date(2026, 3, 2)
LABELS = {"ktp": "KTP", "family_card": "Kartu Keluarga"}
READY = Standing(
    person_id=7,
    name="Ani",
    has_nik=True,
    has_consent=True,
    age=34,
    trainings_completed=1,
    readiness="Siap",
    is_ready=True,
    open_flags=0,
    papers=(),
)
CONDITIONS = Conditions(
    papers=Strength.BLOCKS,
    consent=Strength.BLOCKS,
    training=Strength.WARNS,
    readiness=Strength.WARNS,
    debts=Strength.WARNS,
    age=Strength.WARNS,
    smallest_age=21,
)


def test_nothing_stands_between_a_ready_person_and_handing_in() -> None:
    assert find_obstacles([READY], conditions=CONDITIONS) == []


@pytest.mark.parametrize(
    ("change", "kind", "blocks", "words"),
    [
        ({"has_nik": False}, ObstacleKind.IDENTITY, True, "NIK"),
        ({"has_consent": False}, ObstacleKind.CONSENT, True, "persetujuan"),
        ({"trainings_completed": 0}, ObstacleKind.TRAINING, False, "BALIKAT"),
        ({"readiness": None, "is_ready": False}, ObstacleKind.READINESS, False, "belum pernah dinilai"),
        ({"readiness": "Perlu pendampingan", "is_ready": False}, ObstacleKind.READINESS, False, "perlu pendampingan"),
        ({"open_flags": 2}, ObstacleKind.DEBTS, False, "2 penanda utang"),
        ({"age": 20}, ObstacleKind.AGE, False, "20 tahun"),
    ],
)
def test_each_obstacle_names_itself_and_the_next_step(
    change: dict[str, object], kind: ObstacleKind, blocks: bool, words: str
) -> None:
    found = find_obstacles([replace(READY, **change)], conditions=CONDITIONS)  # type: ignore[arg-type]
    assert [obstacle.kind for obstacle in found] == [kind]
    assert found[0].blocks is blocks
    assert words in found[0].text
    assert found[0].next_step
    assert found[0].person_id == 7


def test_a_rule_switched_off_is_not_asked() -> None:
    off = replace(CONDITIONS, training=Strength.OFF, debts=Strength.OFF)
    assert find_obstacles([replace(READY, trainings_completed=0, open_flags=3)], conditions=off) == []


def test_an_unknown_birth_date_is_not_held_against_anybody() -> None:
    assert find_obstacles([replace(READY, age=None)], conditions=CONDITIONS) == []


def test_what_blocks_stands_first_over_all_members() -> None:
    second = replace(READY, person_id=8, name="Budi", has_consent=False)
    found = find_obstacles([replace(READY, open_flags=1), second], conditions=CONDITIONS)
    assert [(obstacle.name, obstacle.blocks) for obstacle in found] == [("Budi", True), ("Ani", False)]
    assert [obstacle.name for obstacle in blocking(found)] == ["Budi"]


def test_papers_are_seen_missing_or_expired() -> None:
    seen = [SeenPaper("ktp", expires_on=date(2026, 3, 1))]
    items = check_papers(7, required=["ktp", "family_card", "gone"], labels=LABELS, seen=seen, today=TODAY)
    assert [(item.kind, item.state) for item in items] == [
        ("ktp", PaperState.EXPIRED),
        ("family_card", PaperState.MISSING),
    ]
    found = find_obstacles([replace(READY, papers=items)], conditions=CONDITIONS)
    assert found[0].text == "Masih ditunggu 2 berkas: KTP, Kartu Keluarga."


def test_a_paper_holds_through_its_last_day() -> None:
    seen = [SeenPaper("ktp", expires_on=TODAY), SeenPaper("family_card")]
    items = check_papers(7, required=["ktp", "family_card"], labels=LABELS, seen=seen, today=TODAY)
    assert awaited(items) == []


def test_no_obstacle_ever_speaks_of_approval_or_refusal() -> None:
    worst = replace(
        READY,
        has_nik=False,
        has_consent=False,
        age=17,
        trainings_completed=0,
        readiness=None,
        is_ready=False,
        open_flags=1,
    )
    for obstacle in find_obstacles([worst], conditions=CONDITIONS):
        words = f"{obstacle.text} {obstacle.next_step}".lower()
        assert "disetujui" not in words
        assert "ditolak" not in words
