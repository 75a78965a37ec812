"""Words that stand for numbers become numbers in a file; closed ones stay words."""

from decimal import Decimal

import pytest

from core.documents.tables import Cell
from harkat.reports.cells import as_cell


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("1.250", 1250),
        ("Rp1.250.000", 1_250_000),
        ("0", 0),
        ("12,50%", Decimal("12.50")),
        ("kurang dari 5", "kurang dari 5"),
        ("ditutup", "ditutup"),
        ("–", "–"),
        ("=1+1", "=1+1"),
        ("3 sampai 5", "3 sampai 5"),
    ],
)
def test_numbers_are_numbers(words: str, cell: Cell) -> None:
    assert as_cell(words) == cell
    assert type(as_cell(words)) is type(cell)
