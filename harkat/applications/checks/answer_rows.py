"""Reading the rows of a list that came back from Dukcapil: a NIK and what is known of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.errors import RuleBroken
from harkat.applications.checks.kinds import CheckAnswer, CheckKind

WORDS = {
    "dikenal": ((CheckKind.DUKCAPIL, CheckAnswer.CLEAR), (CheckKind.DECEASED, CheckAnswer.CLEAR)),
    "tidak dikenal": ((CheckKind.DUKCAPIL, CheckAnswer.FOUND),),
    "meninggal": ((CheckKind.DUKCAPIL, CheckAnswer.CLEAR), (CheckKind.DECEASED, CheckAnswer.FOUND)),
}


class NoAnswerList(RuleBroken):
    """The file has no columns NIK and Hasil."""


@dataclass(frozen=True)
class AnswerRow:
    """What one row says of one NIK."""

    line: int
    nik: str
    answers: tuple[tuple[CheckKind, CheckAnswer], ...]


def read_answers(table: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[AnswerRow], list[str]]:
    """Read the rows, numbered as the spreadsheet shows them; what cannot be read is told by its line, without NIK.

    :raises NoAnswerList: without the two columns
    """
    rows = list(table)
    heads = [[cell.strip().lower() for cell in cells] for _, cells in rows]
    top = next((place for place, cells in enumerate(heads) if {"nik", "hasil"} <= set(cells)), None)
    if top is None:
        raise NoAnswerList("Berkas perlu kolom “NIK” dan “Hasil”.", field="file")
    nik_at, result_at = heads[top].index("nik"), heads[top].index("hasil")
    good, faults = [], []
    for line, cells in rows[top + 1 :]:
        if not any(cell.strip() for cell in cells):
            continue
        padded = [*cells, *[""] * (max(nik_at, result_at) + 1)]
        nik = "".join(letter for letter in padded[nik_at].removesuffix(".0") if letter.isdigit())
        answers = WORDS.get(" ".join(padded[result_at].lower().split()))
        if len(nik) != 16:
            faults.append(f"Baris {line}: NIK harus 16 angka. Ketik sebagai teks di Excel supaya tidak berubah.")
        elif answers is None:
            faults.append(f"Baris {line}: Hasil harus “dikenal”, “tidak dikenal”, atau “meninggal”.")
        else:
            good.append(AnswerRow(line, nik, answers))
    return good, faults
