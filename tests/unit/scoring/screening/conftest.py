"""What the screening tests share: the packaged registry and short ways to make statements."""

from collections.abc import Callable
from datetime import date

import pytest

from scoring.screening.commands import packaged_registry
from scoring.screening.matching import LenderRegistry
from scoring.screening.statement import Statement
from scoring.screening.statements import read_statement

Lines = list[tuple[str, str, int]]


@pytest.fixture(scope="session")
def registry() -> LenderRegistry:
    return packaged_registry()


@pytest.fixture(scope="session")
def statement_of() -> Callable[..., Statement]:
    """Make a statement from (day as dd/mm, text, rupiah with sign); the lines stand on rows 3, 4, …"""

    def make(lines: Lines, *, holder: str = "SITI AMINAH", until: date = date(2026, 8, 31)) -> Statement:
        rows = [
            (1, ("Nama", holder, "", "")),
            (2, ("Tanggal", "Keterangan", "Debet", "Kredit")),
            *(
                (
                    number,
                    (f"{day}/2026", text, str(-amount) if amount < 0 else "", str(amount) if amount > 0 else ""),
                )
                for number, (day, text, amount) in enumerate(lines, start=3)
            ),
            (900, ("Periode", f"01/07/2026 - {until:%d/%m/%Y}", "", "")),
        ]
        statement = read_statement(rows)
        assert statement is not None
        return statement

    return make
