"""Reading a group's members from a bank's letter."""

import pytest

from core.errors import RuleBroken
from harkat.loans.opening_members import check_sum, read_members

NIK, OTHER = "1571010101010001", "1571010101010002"


def test_lines_are_read_as_people_paste_them() -> None:
    assert read_members(f"{NIK} 4.000.000\n\n {OTHER};Rp 500.000 \n") == {NIK: 4_000_000, OTHER: 500_000}
    check_sum({1: 4, 2: 6}, 10)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Siti 4.000.000", "Baris 1 tidak"), (f"{NIK} 1\n{NIK} 2", "Baris 2 menyebut"), (f"{NIK} 0", "lebih dari Rp0")],
)
def test_what_cannot_be_read_is_named(text: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        read_members(text)
    with pytest.raises(RuleBroken, match="seharusnya Rp11"):
        check_sum({1: 4, 2: 6}, 11)
