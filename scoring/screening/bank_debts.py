"""Finds installments to banks, finance companies, pawnshops, PNM and cooperatives: debts that never flag."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scoring.screening.counterparties import counterparty_of
from scoring.screening.findings import Confidence, Finding, kind_of
from scoring.screening.lender_debts import activity_of, evidence_of
from scoring.screening.lenders import LenderKind
from scoring.screening.matching import LenderRegistry, NameHit
from scoring.screening.normalising import line_words, plain_text
from scoring.screening.preambles import WALLETS
from scoring.screening.senses import is_fee, sense_of
from scoring.screening.statement import Statement, StatementLine
from scoring.screening.word_patterns import WordPattern
from scoring.screening.words import COOPERATIVE, LOAN, SETTLED, WAGES, word_set

_PRODUCT = WordPattern(
    r"\b(kur|kpr|kkb|kmg|kupedes|kupra|briguna|kmk|murabahah|"
    r"loan (?:payment|repayment|install?ment\w*|angsuran)|"
    r"angs\w* (?:kur|kredit|pinjaman|kpr|pembiayaan|pokok|bank|bri|bni|bca|bsi|btn|mandiri|bpd|bpr)|"
    r"cicilan (?:kur|kpr|kredit|pinjaman|bank|pembiayaan|bri|bni|bca|bsi|btn|mandiri)|"
    r"(?:auto ?debe?t\w*|auto ?debit\w*|debe?t otomatis|debit otomatis|db otomatis|potongan|pot) (?:angs\w*|"
    r"cicilan|pinjaman|kredit|kur|loan|pembiayaan)|"
    r"(?:pembayaran|byr|bayar|setoran) (?:angs\w*|pinjaman|kredit|loan|pembiayaan|kur|pokok)|"
    r"(?:pencairan|realisasi|drop\w*) (?:kredit|kur|pinjaman|pembiayaan|fasilitas)|pinjaman kur|"
    r"kredit usaha rakyat)\b"
)
_NOT_DEBT = WordPattern(
    r"\b(kartu kredit|credit card|bunga kredit|kredit bunga|pajak|tabungan emas|cicil emas|beli emas|tabungan|"
    r"simpanan)\b"
)
_PAWN_WORDS = WordPattern(
    r"\b(gadai|angs\w*|cicil\w*|tebus|perpanjang\w*|ulang gadai|pinjaman|kca|kreasi|amanah|krasida|rahn|arrum)\b"
)
_BPR = re.compile(r"\b((?:pt\s+)?bprs?\b(?:\s+[a-z][a-z.&']+){1,4})", re.IGNORECASE)
_PRODUCT_WORDS = word_set(
    "angsuran angs cicilan kur kredit pinjaman loan pembiayaan pokok bunga mikro kecil usaha modal kerja super "
    "supermikro payment repayment installment instalment autodebet autodebit auto debet debit pencairan "
    "realisasi kpr kkb kupedes briguna murabahah kc kcp unit jambi tunai rek rekening cab cabang denda ke "
    "tahap bulan syariah konsumtif multiguna"
)


@dataclass
class _Debt:
    lender: str
    kind: LenderKind
    lines: list[StatementLine] = field(default_factory=list)


def find_bank_debts(statement: Statement, registry: LenderRegistry, taken: frozenset[int]) -> list[Finding]:
    """Find installments and pay-outs of lenders whose debts are findings but no flags.

    :param taken: numbers of lines that already prove another finding
    """
    debts: dict[tuple[str, LenderKind], _Debt] = {}
    said: dict[tuple[str, ...], tuple[str, LenderKind] | None] = {}
    for line in statement.lines:
        shapes = line.shapes
        if shapes not in said:
            said[shapes] = _lender_of(line, statement, registry)
        named = said[shapes]
        if named is not None and line.number not in taken and not is_fee(line):
            debts.setdefault(named, _Debt(*named)).lines.append(line)
    return [finding for debt in debts.values() if (finding := _finding(debt, statement)) is not None]


def _lender_of(line: StatementLine, statement: Statement, registry: LenderRegistry) -> tuple[str, LenderKind] | None:
    hits = [(text, hit) for text in line.shapes for hit in registry.search(text)]
    words = line_words(line.shapes)
    if not hits and not LOAN.search(words) and not _PRODUCT.search(words):
        return None
    for text, hit in hits:
        named = _registered(line, text, hit, statement)
        if named is not None:
            return named
    if _NOT_DEBT.search(words) or WAGES.search(words):
        return None
    if COOPERATIVE.search(words):
        return _cooperative(line, words, statement)
    if not LOAN.search(words) and not _PRODUCT.search(words):
        return None
    bpr = next((match for text in line.texts if (match := _BPR.search(text))), None)
    if bpr:
        return _printed(bpr[1]), LenderKind.BPR
    if _PRODUCT.search(words):
        return _own_bank(line, hits, statement)
    return None


def _registered(line: StatementLine, text: str, hit: NameHit, statement: Statement) -> tuple[str, LenderKind] | None:
    kind = hit.lender.kind
    if kind not in (
        LenderKind.MULTIFINANCE,
        LenderKind.PAWN,
        LenderKind.STATE_MICROFINANCE,
        LenderKind.MICROFINANCE,
        LenderKind.COOPERATIVE,
    ):
        return None
    sense = sense_of(line, [hit], text, statement.holder or "")
    words = line_words(line.shapes)
    if sense.wages or sense.refund or sense.payout or ((sense.purchase or sense.shop) and not sense.loan):
        return None
    if kind is LenderKind.PAWN:
        wanted = not _NOT_DEBT.search(words) and (_PAWN_WORDS.search(words) or (sense.alone and not sense.funder))
    elif kind is LenderKind.COOPERATIVE:
        wanted = sense.loan
    elif kind is LenderKind.STATE_MICROFINANCE:
        wanted = sense.alone or sense.loan or sense.bill or len(hit.name) >= 6
    elif len(hit.name) <= 4:
        wanted = sense.loan or (sense.alone and sense.bill)
    else:
        wanted = sense.loan or sense.alone or sense.bill
    return (hit.lender.brand, kind) if wanted else None


def _cooperative(line: StatementLine, words: str, statement: Statement) -> tuple[str, LenderKind] | None:
    if not LOAN.search(words):
        return None
    return counterparty_of(line.texts, statement.holder or "") or "Koperasi", LenderKind.COOPERATIVE


def _own_bank(
    line: StatementLine, hits: Iterable[tuple[str, NameHit]], statement: Statement
) -> tuple[str, LenderKind] | None:
    """Name the bank of a loan phrase: one the phrase names, else the bank of the statement; a person is no bank."""
    banks = [hit.lender.brand for _, hit in hits if hit.lender.kind is LenderKind.BANK]
    party = counterparty_of(line.texts, statement.holder or "")
    if party and not all(_belongs(word) for word in plain_text(party).words):
        return None
    if banks:
        return banks[-1], LenderKind.BANK
    if statement.bank and statement.bank not in WALLETS:
        return statement.bank, LenderKind.BANK
    return "Bank", LenderKind.BANK


_BANK_WORDS = word_set(
    "bank bri bni bca bsi btn mandiri bpd jambi rakyat indonesia negara central asia syariah niaga cimb mega "
    "danamon permata"
)


def _belongs(word: str) -> bool:
    return word in _PRODUCT_WORDS or word in _BANK_WORDS or word.isdigit() or len(word) < 3


def _printed(name: str) -> str:
    words = name.split()
    while words and words[-1].lower() in _PRODUCT_WORDS - {"jambi", "syariah"}:
        words.pop()
    return " ".join(words).upper()


def _finding(debt: _Debt, statement: Statement) -> Finding | None:
    kind = kind_of(debt.kind)
    if kind is None:
        return None
    settled = [line for line in debt.lines if not line.is_in and SETTLED.search(line_words(line.shapes))]
    return Finding(
        lender=debt.lender,
        kind=kind,
        lender_kind=debt.kind,
        active=activity_of(debt.lines, settled, statement),
        outstanding=None,
        confidence=Confidence.LIKELY,
        evidence=tuple(evidence_of(line) for line in debt.lines),
        received=sum(line.amount for line in debt.lines if line.is_in) or None,
        paid=sum(line.amount for line in debt.lines if not line.is_in) or None,
    )
