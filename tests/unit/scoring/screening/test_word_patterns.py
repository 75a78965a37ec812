"""Patterns with hints find exactly what the patterns alone would."""

import pytest

from scoring.screening import words
from scoring.screening.bank_debts import _PRODUCT
from scoring.screening.word_patterns import WordPattern, find_hints

PATTERNS = [one for one in vars(words).values() if isinstance(one, WordPattern)]
WORDINGS = (
    "pencairan pinjaman|angsuran ke 3|ke 3 dari 12|cicilan 4|bayar utang|ngutang|pay later|paylater|"
    "top up saldo|topup|imbal hasil|imbalhasil|cash back|cashback|gaji agustus|qris|bank keliling|"
    "koperasi harian|autodebet kur|auto debit pinjaman|setoran toko|infaq|kost bulan ini|smpn 4|"
    "loan payment|repayment|installment|pencairan saldo"
)
TEXTS = WORDINGS.split("|")


@pytest.mark.parametrize("pattern", [*PATTERNS, _PRODUCT])
def test_hints_hide_nothing(pattern: WordPattern) -> None:
    for text in TEXTS:
        assert bool(pattern.search(text)) == bool(pattern.pattern.search(text)), text


def test_hints_are_pieces_every_match_must_hold() -> None:
    assert find_hints(r"\b(h?utang|pay ?later|cicil\w*)\b") == ("cicil", "later", "utang")
    assert find_hints(r"\b(\w+)\b") == ("",)
