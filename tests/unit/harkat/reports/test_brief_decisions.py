"""The decisions of a brief answer what holds most people, and no reason that holds fewer than five is named."""

from harkat.reports.briefs.deciding import ALWAYS, LATE_BANKS, SILENT_BANKS, Lateness, heaviest, propose
from harkat.reports.briefs.late_cases import LateFile, LateFiles, cases_words
from harkat.reports.reasons import SENSITIVE, Reason
from harkat.reports.suppression import Count, suppress


def counted(**numbers: int) -> dict[Reason, Count[Reason]]:
    rows = {Reason.of(name): number for name, number in numbers.items()}
    return {count.key: count for count in suppress(rows, sensitive=SENSITIVE)}


def test_debts_are_answered_together_and_training_only_where_it_holds_people() -> None:
    counts = counted(papers=711, rentenir=55, pinjol=46, not_trained=60, refused_other=1)
    assert heaviest(counts) == [Reason.PAPERS, Reason.NOT_TRAINED, Reason.RENTENIR]
    first, second, third = propose(counts, Lateness(at_banks=1))
    assert "berkas" in first.words
    assert "pinjol atau rentenir" in second.words
    assert second.answers == "Masih terjerat pinjol: 46 orang; Masih terjerat rentenir: 55 orang"
    assert "BALIKAT" in third.words


def test_reasons_of_fewer_than_five_are_neither_named_nor_answered() -> None:
    counts = counted(papers=40, not_trained=4, unknown=9, left=6)
    assert heaviest(counts) == [Reason.PAPERS, Reason.LEFT, Reason.UNKNOWN]
    assert all("BALIKAT" not in proposed.words for proposed in propose(counts, Lateness()))


def test_a_closed_count_names_and_weighs_nothing() -> None:
    counts = counted(papers=40, pinjol=3, rentenir=2)
    assert heaviest(counts) == [Reason.PAPERS]
    assert all("pinjol" not in proposed.words for proposed in propose(counts, Lateness()))


def test_who_is_late_follows_and_there_are_always_three() -> None:
    words = [proposed.words for proposed in propose(counted(papers=7), Lateness(at_banks=9, banks=1))]
    assert words[0] == LATE_BANKS
    assert words[2] == SILENT_BANKS
    assert [proposed.words for proposed in propose({}, Lateness())] == list(ALWAYS)


def test_late_files_are_named_by_number_with_their_days() -> None:
    files = tuple(LateFile(key, f"PM-{key}", "Di bank", 14, 14 - key) for key in range(1, 5))
    assert cases_words(LateFiles("Bank", 4, files)) == (
        "PM-1 (13 hari kerja), PM-2 (12 hari kerja), PM-3 (11 hari kerja), dan 1 lagi"
    )
    assert cases_words(LateFiles("Bank", 1, files[:1])) == "PM-1 (13 hari kerja)"
