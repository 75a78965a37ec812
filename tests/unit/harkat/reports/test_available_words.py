"""What the front page says that "available" counts."""

from datetime import date

from harkat.facility.position import Position
from harkat.reports.basis import Basis
from harkat.reports.figures import BankFigures, Front

DAY = date(2026, 11, 23)


def words(**revolving: bool) -> str:
    banks = tuple(
        BankFigures(number, name, False, Position(), DAY, again)
        for number, (name, again) in enumerate(revolving.items())
    )
    return Front(DAY, DAY, Basis.CORRECTED, (), Position(), banks).available_meaning


def test_it_is_said_which_banks_lend_again_what_is_paid_back() -> None:
    assert words(Satu=True, Dua=False).endswith("menambahnya lagi di Satu (dana bergulir); di Dua tidak.")
    assert words(Satu=True, Dua=True).endswith("menambahnya lagi di Satu, Dua (dana bergulir).")
    assert words(Satu=False).endswith("tidak ada bank yang memutar dananya.")
