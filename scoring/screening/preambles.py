"""Reads what a statement prints around its lines: holder, account, period, balances, totals, the bank."""

import re
from collections.abc import Iterable, Sequence

from scoring.screening.amounts import read_amount
from scoring.screening.statement import PrintedSums

_HOLDER = re.compile(
    r"^\W*(?:nama(?:\s*/\s*(?:account\s*)?name)?(?:\s+(?:rekening|nasabah|pemilik(?:\s+rekening)?|akun|pengguna|"
    r"lengkap))?"
    r"(?:\s*/\s*[a-z ]+)?|(?:account\s+|customer\s+|holder\s+)?name|account\s+holder|atas\s+nama|"
    r"pemilik(?:\s+(?:rekening|akun))?|"
    r"nasabah|a\.?n\.?|cif\s+name)\s*(?P<colon>[:=]|$)\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"^\W*(?:no(?:mor|\.)?\s*(?:rekening|rek|akun|hp|handphone|telepon|ponsel)|norek|account\s*(?:number|no\.?)|"
    r"nomor\s+rekening\s*/.*|rekening)"
    r"\s*(?:[:=]|$)\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"^\W*(?:periode|period|tanggal\s+mutasi|rentang|date\s+range|dari\s+tanggal|bulan)\b", re.IGNORECASE
)
_FLOW_BEFORE = r"(?:mutasi|total|jumlah)\s*:?\s*(?:mutasi\s+|transaksi\s+|nominal\s+)?(?:uang\s+|dana\s+|saldo\s+)?"
_SUMS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "opening",
            (
                r"saldo\s+(?:awal|pembuka|sebelumnya)|"
                r"(?:opening|initial|beginning|starting|previous)\s+balance"
            ),
        ),
        ("closing", r"saldo\s+(?:akhir|penutup)|(?:closing|ending|final)\s+balance"),
        (
            "totals_in",
            (
                _FLOW_BEFORE + r"(?:kredit|cr|credits?|masuk|pemasukan|penerimaan)\b|(?:dana|uang)\s+masuk|incoming|"
                r"total\s+(?:deposit|credit)|^\W*(?:pemasukan|total pemasukan)\b"
            ),
        ),
        (
            "totals_out",
            (
                _FLOW_BEFORE + r"(?:debe?i?t|db|debits?|keluar|pengeluaran)\b|(?:dana|uang)\s+keluar|outgoing|"
                r"total\s+(?:withdrawal|debit)|^\W*(?:pengeluaran|total pengeluaran)\b"
            ),
        ),
    )
)
_MONEY_IN_TEXT = re.compile(
    r"(?:[:=]|\s|^)\s*((?:rp\.?\s*|idr\s*)?[+\-]?\d[\d.,]*(?:\s*(?:cr|db|k|d))?)\s*$", re.IGNORECASE
)
_BANKS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "Bank Mandiri",
            (r"menara mandiri|mandiri call|bank mandiri \(persero\)|\blivin\b|\bmcm\b|kopra|inhousetrf"),
        ),
        (
            "BRI",
            (
                r"glsign|\bbrimo\b|laporan transaksi finansial|\bqlola\b|tlbds1|"
                r"bank rakyat indonesia \(persero\)|^norek;"
            ),
        ),
        (
            "BNI",
            (
                r"bni direct|\bwondr\b|laporan mutasi rekening|bni call|pemindahan (?:ke|dari)|"
                r"bank negara indonesia \(persero\)"
            ),
        ),
        ("BSI", (r"bank syariah indonesia tbk|bsi (?:mobile|net|byond)|\bft\d{5}[a-z0-9]{5}\b")),
        ("BCA", (r"informasi rekening - mutasi|klikbca|mybca|trsf e-banking|ftscy|ftfva|wsid\d|kr otomatis")),
        ("Bank Jambi", (r"bank (?:9 )?jambi|bpd jambi.*(?:mutasi|rekening koran)|jambi mobile")),
        ("BTN", (r"bank tabungan negara \(persero\)|bale by btn")),
        ("GoPay", (r"\bgopay saldo\b|gopay coins|riwayat (?:transaksi )?gopay|dompet anak bangsa.*e-statement")),
        ("OVO", (r"ovo cash|ovo points|riwayat (?:transaksi )?ovo|visionet internasional")),
        ("DANA", (r"riwayat (?:aktivitas|transaksi) dana|saldo dana|dana e-?statement|espay debit indonesia koe")),
        ("ShopeePay", (r"riwayat (?:transaksi )?shopeepay|saldo shopeepay|shopeepay e-?statement")),
    )
)
WALLETS = frozenset({"GoPay", "OVO", "DANA", "ShopeePay"})


def find_holder(rows: Iterable[Sequence[str]]) -> str | None:
    """Find the account holder's name beside its label."""
    for cells in rows:
        for place, cell in enumerate(cells):
            match = _HOLDER.match(cell) if len(cell) < 160 else None
            if match is None:
                continue
            value = match["value"].strip() or _next_value(cells, place)
            value = re.split(
                r"\s{3,}|\t|\s+(?:periode|no\.?\s*rek|cabang|period)\b", value, maxsplit=1, flags=re.IGNORECASE
            )[0]
            if sum(sign.isalpha() for sign in value) >= 3 and not any(sign.isdigit() for sign in value):
                return value.strip(" :,;")
    return None


def find_account(rows: Iterable[Sequence[str]]) -> str | None:
    """Find the account number beside its label."""
    for cells in rows:
        for place, cell in enumerate(cells):
            match = _ACCOUNT.match(cell) if len(cell) < 120 else None
            if match:
                digits = re.sub(r"\D", "", match["value"] or _next_value(cells, place))
                if 6 <= len(digits) <= 20:
                    return digits
    return None


def find_period_text(rows: Iterable[Sequence[str]]) -> str | None:
    """Find the text that tells the period."""
    for cells in rows:
        for place, cell in enumerate(cells):
            if len(cell) < 160 and _PERIOD.match(cell):
                rest = " ".join(part for part in cells[place + 1 :] if part.strip())
                return f"{cell} {rest}"
    return None


def _next_value(cells: Sequence[str], place: int) -> str:
    for cell in cells[place + 1 :]:
        value = cell.strip().lstrip(":=").strip()
        if value:
            return value
    return ""


def find_sums(rows: Iterable[Sequence[str]]) -> PrintedSums:
    """Find opening and closing balance and totals, in sen, on rows that are not movements."""
    found: dict[str, list[int]] = {"opening": [], "closing": [], "totals_in": [], "totals_out": []}
    for cells in rows:
        for place, cell in enumerate(cells):
            if not cell or len(cell) > 120:
                continue
            for name, pattern in _SUMS:
                match = pattern.search(cell)
                if match:
                    value = _value_beside(cell[match.end() :], cells, place)
                    if value is not None:
                        found[name].append(value)
                    break
    return PrintedSums(
        opening=found["opening"][0] if found["opening"] else None,
        closing=found["closing"][-1] if found["closing"] else None,
        totals_in=tuple(abs(value) for value in found["totals_in"]),
        totals_out=tuple(abs(value) for value in found["totals_out"]),
    )


def _value_beside(rest: str, cells: Sequence[str], place: int) -> int | None:
    inside = _MONEY_IN_TEXT.search(rest)
    candidates = [inside[1]] if inside else []
    candidates += [cell for cell in cells[place + 1 :] if cell.strip()][:8]
    values = [amount for candidate in candidates if (amount := read_amount(candidate.strip().lstrip(":").strip()))]
    if not values:
        return None
    worth = [amount for amount in values if amount.sen] or values
    chosen = worth[-1] if len(worth) > 1 and worth[0].sen < 100_000 else worth[0]  # a count may stand before the sum
    return -chosen.sen if chosen.sign < 0 and "-" in "".join(candidates) else chosen.sen


def guess_bank(texts: Iterable[str]) -> str | None:
    """Guess whose statement it is from the words around and in its first lines."""
    joined = "\n".join(texts).lower()
    votes = [(len(pattern.findall(joined)), -order, name) for order, (name, pattern) in enumerate(_BANKS)]
    votes = [vote for vote in votes if vote[0]]
    return max(votes)[2] if votes else None
