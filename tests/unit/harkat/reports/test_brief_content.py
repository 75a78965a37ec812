"""A brief is kept whole and says its changes with their sign."""

from dataclasses import replace
from datetime import date

import pytest

from harkat.reports.briefs.content import Before, Content, Figure, LateLine, ReasonLine, digest_of, pack, unpack

CONTENT = Content(
    day=date(2026, 11, 20),
    bank_day=date(2026, 11, 18),
    silent=("Bank Dua",),
    source="SK 12/2026",
    figures=(Figure("disbursed", "Dicairkan", "rupiah", 300_000_000, "serapan", 250_000_000),),
    before=Before("LW-2026-001", date(2026, 11, 1)),
    opening="Pembuka",
    reasons=(ReasonLine("Berkas", "711", "kata"),),
    decisions=("Satu", "Dua", "Tiga"),
    late=(LateLine("Bank Satu", "data", "10 hari"),),
    late_words="",
)


def test_what_is_kept_reads_back_the_same() -> None:
    packed = pack(CONTENT)
    assert unpack(packed) == CONTENT
    assert digest_of(packed) != digest_of(pack(replace(CONTENT, opening="Lain")))


@pytest.mark.parametrize(
    ("value", "before", "words"),
    [(5, 3, "+2 orang"), (3, 5, "−2 orang"), (5, 5, "tetap"), (None, 5, "–"), (5, None, "–")],
)
def test_changes_bear_their_sign(value: int | None, before: int | None, words: str) -> None:
    assert Figure("borrowers", "Penerima", "persons", value, before=before).change_words == words


def test_money_says_how_current_it_is_and_who_is_silent() -> None:
    assert CONTENT.as_of == "Data bank per tanggal 18 November 2026; belum dilaporkan: Bank Dua"
    assert replace(CONTENT, bank_day=None).as_of == "Data bank belum dilaporkan"
