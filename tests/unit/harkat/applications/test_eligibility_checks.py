"""What is unchecked is named for each borrower, and Dukcapil's list is read row by row."""

import pytest

from harkat.applications.checks.answer_rows import NoAnswerList, read_answers
from harkat.applications.checks.kinds import CheckAnswer, Checked, CheckKind, kinds_of, open_words


def test_not_checked_is_an_answer_and_only_required_ones_hold_back() -> None:
    answers = {
        1: [Checked(CheckKind.DUKCAPIL), Checked(CheckKind.SUBSIDISED, CheckAnswer.FOUND)],
        2: [Checked(CheckKind.DUKCAPIL, CheckAnswer.UNSURE), Checked(CheckKind.SUBSIDISED)],
    }
    names = {1: "Ani", 2: "Budi"}
    assert open_words(names, answers, [CheckKind.DUKCAPIL]) == [f"Ani ({CheckKind.DUKCAPIL.label})"]
    assert open_words(names, answers, []) == []
    assert len(open_words(names, answers, CheckKind)) == 2


def test_a_rule_names_checks_by_value_and_unknown_words_are_left_out() -> None:
    assert kinds_of(["deceased", "bukan", "dukcapil"]) == [CheckKind.DUKCAPIL, CheckKind.DECEASED]


def test_a_list_is_read_by_its_headings_and_bad_rows_are_told_without_the_nik() -> None:
    table = [
        (1, ["Jawaban Dukcapil"]),
        (2, ["No", "NIK", "Hasil"]),
        (3, ["1", "1571 0220 0585 0001", "Dikenal"]),
        (4, ["2", "1571022005850002", "tidak  dikenal"]),
        (5, ["3", "1571022005850003", "MENINGGAL"]),
        (6, ["4", "1.57E+15", "dikenal"]),
        (7, ["5", "1571022005850004", "entah"]),
        (8, ["", "", ""]),
    ]
    good, faults = read_answers(table)
    assert [row.line for row in good] == [3, 4, 5]
    assert good[0].answers == ((CheckKind.DUKCAPIL, CheckAnswer.CLEAR), (CheckKind.DECEASED, CheckAnswer.CLEAR))
    assert good[1].answers == ((CheckKind.DUKCAPIL, CheckAnswer.FOUND),)
    assert (CheckKind.DECEASED, CheckAnswer.FOUND) in good[2].answers
    assert [fault[:7] for fault in faults] == ["Baris 6", "Baris 7"]
    assert "1571" not in " ".join(faults)


def test_another_table_is_refused() -> None:
    with pytest.raises(NoAnswerList, match="NIK"):
        read_answers([(1, ["Nama", "Umur"])])
