"""Judges what a registry name does in a statement line: lends, sells, pays wages, or only looks alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from scoring.screening import words
from scoring.screening.counterparties import counterparty_of
from scoring.screening.lenders import LenderKind
from scoring.screening.matching import NameForm, NameHit
from scoring.screening.normalising import line_words, name_letters, plain_text, plain_words
from scoring.screening.statement import StatementLine

_LARGEST_FEE = 30_000


@dataclass(frozen=True, slots=True)
class Sense:
    """What the words around a name say; ``alone`` when only banks' phrases, notes and numbers stand beside it."""

    loan: bool
    settled: bool
    refund: bool
    funder: bool
    wages: bool
    purchase: bool
    payout: bool
    trade: bool
    shop: bool
    bill: bool
    alone: bool


def is_fee(line: StatementLine) -> bool:
    """Tell a bank's own charge, which repeats the text of the transfer it belongs to."""
    if line.is_in or line.amount > _LARGEST_FEE:
        return False
    return any(words.FEE.search(plain_words(text)) and "transfer fee" not in plain_words(text) for text in line.shapes)


def sense_of(line: StatementLine, hits: Sequence[NameHit], text: str, holder: str) -> Sense:
    """Judge one line by the words outside the names found in one of its texts.

    :param hits: the hits of one lender in ``text``, one of the line's texts
    """
    outside, before, after = _around(text, hits)
    others = " ".join(plain_words(other) for other in line.shapes if other != text)
    said = f"{outside} {others}".strip().replace("pay top up echannel", "pay echannel")
    own = frozenset(plain_text(holder).words)
    alone = all(_says_nothing(word, own) for word in outside.split())
    if not alone:
        party = name_letters(counterparty_of(line.shapes, holder))
        alone = bool(party) and any(
            party == hit.name or (len(party) >= 8 and hit.name.startswith(party)) for hit in hits
        )
    return Sense(
        loan=bool(words.LOAN.search(said)),
        settled=bool(words.SETTLED.search(said)),
        refund=bool(words.REFUND.search(said)),
        funder=bool(words.FUNDER.search(said)),
        wages=bool(words.WAGES.search(said)),
        purchase=bool(words.PURCHASE.search(line_words(line.shapes))),
        payout=bool(words.PAYOUT.search(said)),
        trade=bool(words.TRADE.search(said)),
        shop=before in words.SHOP or after in words.SHOP,
        bill=bool(words.BILL.search(said)),
        alone=alone,
    )


def _around(text: str, hits: Sequence[NameHit]) -> tuple[str, str, str]:
    """Give the words outside the hits, and the words that touch them on the left and on the right."""
    plain = plain_text(text)
    outside: list[str] = []
    before = after = ""
    place = 0
    for word in plain.words:
        end = place + len(word)
        inside = any(place < hit.end and end > hit.start for hit in hits)
        if not inside:
            outside.append(word)
            if any(end == hit.start for hit in hits):
                before = word
            if any(place == hit.end for hit in hits):
                after = after or word
        place = end
    return " ".join(outside), before, after


def _says_nothing(word: str, own: frozenset[str]) -> bool:
    return (
        word.isdigit()
        or len(word) < 2
        or word in words.BOILERPLATE
        or word in words.NOTES
        or word in own
        or (len(word) >= 5 and any(name.startswith(word) for name in own))
        or word in ("pt", "tbk", "persero", "indonesia", "indo", "gopay", "ovo")
    )


def is_generic(hit: NameHit) -> bool:
    """Tell a listed name that consists of everyday money words only (Dana Cepat, Pinjaman Uang)."""
    return all(word in words.GENERIC or word in words.NOTES for word in plain_text(hit.lender.brand).words) or (
        len(hit.name) < 5 and hit.lender.kind is LenderKind.ILLEGAL
    )


def is_void(hit: NameHit) -> bool:
    """Tell a listed name that is only what banks themselves print (Pinjaman, Tarik Tunai, Pinjaman KUR BRI)."""
    return hit.lender.kind is LenderKind.ILLEGAL and all(
        word in words.VOID for word in plain_text(hit.lender.brand).words
    )


@lru_cache(maxsize=4096)
def sounds_of_money(brand: str) -> bool:
    """Tell a brand with a word for money or lending in it (GetTunai, Cash Day) from a shop's or person's name."""
    parted = words.CAMEL.sub(" ", brand)
    parts = plain_text(parted).words
    letters = "".join(parts)
    return any(words.MONEY_BEGIN.match(part) for part in parts) or bool(words.MONEY_END.search(letters))


def is_plain(hit: NameHit) -> bool:
    """Tell a name that is an everyday word, a person's or a shop's: it needs a second signal."""
    if hit.lender.kind is LenderKind.ILLEGAL:
        return is_generic(hit) or not sounds_of_money(hit.lender.brand)
    return hit.form is NameForm.BRAND and hit.lender.common_word
