"""Names what a column of a statement holds, from the words of its header."""

import re
from dataclasses import dataclass

from core.labels import LabeledEnum
from scoring.screening.amounts import NumberStyle


class Role(LabeledEnum):
    """What a column holds, as shown when the columns are confirmed."""

    DATE = ("date", "Tanggal")
    TEXT = ("text", "Keterangan")
    AMOUNT = ("amount", "Jumlah")
    DIRECTION = ("direction", "Debet atau kredit")
    DEBIT = ("debit", "Uang keluar")
    CREDIT = ("credit", "Uang masuk")
    BALANCE = ("balance", "Saldo")
    BALANCE_BEFORE = ("balance_before", "Saldo sebelum transaksi")
    STATUS = ("status", "Status transaksi")
    METHOD = ("method", "Cara bayar")
    HOLDER = ("holder", "Nama pemilik")
    IGNORED = ("ignored", "Tidak dipakai")


@dataclass(frozen=True)
class ColumnPlan:
    """Which column holds what, where the header stands, and how sure the reader is (0 to 1).

    ``roles`` has one entry a column; ``header_index`` is the place in the row list, -1 when there is no header;
    ``style`` is how amounts are written where somebody said so.
    """

    roles: tuple[Role, ...]
    header_index: int
    confidence: float
    style: NumberStyle = NumberStyle.AUTO

    def places(self, role: Role) -> list[int]:
        """List the columns with a role, left to right."""
        return [place for place, held in enumerate(self.roles) if held is role]

    def place(self, role: Role) -> int | None:
        """Give the first column with a role, or None."""
        places = self.places(role)
        return places[0] if places else None


_OUT = r"debet|debit|keluar|pengeluaran|withdrawals?|penarikan|outgoing|db|dr|money out"
_IN = r"kredit|credit|masuk|pemasukan|deposits?|penerimaan|setoran|incoming|cr|money in"
_RULES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.DIRECTION, (r"^(d k|d c|c d|k d|db cr|dr cr|cr db|dk|dc|db k|glsign|gl sign|sign|tanda|arah|posisi|"
                         r"type|tipe|jenis|"
                         r"jenis mutasi|tipe mutasi|tipe transaksi|jenis transaksi|transaction type|flag|"
                         r"mutasi d k|in out|"
                         r"(?:debe?i?t )(?:atau |or )?(?:kredit|credit)|debet kredit)$")),
        (Role.BALANCE_BEFORE, r"saldo (awal|sebelum)|opening balance|balance before|beginning balance"),
        (Role.BALANCE, r"\b(saldo|balance|sisa saldo)\b|^sisa$"),
        (Role.DEBIT, rf"\b({_OUT})\b"),
        (Role.CREDIT, rf"\b({_IN})\b"),
        (Role.DATE, (r"^(tanggal|tgl|date|waktu|hari|posting date|post date|postdate|tran date|trx date|txn date)$"
                    r"|\b(tanggal|tgl|date|waktu|postdate|datetime|timestamp|valuta|val date|value date)\b")),
        (Role.AMOUNT, r"\b(jumlah|nominal|amount|mutasi|nilai|besaran|jml|total)\b"),
        (Role.STATUS, r"^(status|status transaksi|transaction status)$"),
        (Role.METHOD, r"^(metode.*|cara bayar|payment method|sumber dana)$"),
        (Role.IGNORED, (r"^(no|nomor|no urut|num|number|id|seq|norek|jam.*|time|trx time|cabang|branch|cbg|"
                       r"kode.*|code|ccy|currency|"
                       r"mata uang|valuta kode|truser|teller|user id|trremk|tlbds\d|account no.*|accountno|"
                       r"account number|account|"
                       r"no rek.*|nomor rek.*|ref.*|no ref.*|reference.*|trxid|trx id|id transaksi|"
                       r"transaction id|journal.*|"
                       r"transaction code|batch|serial.*|bank|kategori.*|category)$")),
        (Role.HOLDER, r"^(name|nama|account name|nama rekening|nama nasabah|nama pemilik.*)$"),
        (Role.TEXT, (r"\b(keterangan|ket|uraian|deskripsi|description|desc|desk|remarks?|rincian|details?|berita|"
                    r"narasi|narrative|catatan|"
                    r"notes?|transaksi|transaction|additionaldesc|nama|name|penerima|pengirim|merchant|lawan|"
                    r"tujuan|sumber|pihak|"
                    r"aktivitas|activity|keperluan|info|informasi|transaksi)\b")),
    )
)  # fmt: skip


def name_header(text: str) -> Role | None:
    """Name the role that a header cell's words mean, or None when they mean nothing known."""
    if not text or len(text) > 60:
        return None
    words = " ".join(re.sub(r"\(.*?\)|\bidr\b|\brp\b", " ", _split_words(text)).split())
    if not words:
        return None
    for role, pattern in _RULES:
        if pattern.search(words):
            return role
    return None


def _split_words(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return re.sub(r"[^a-z0-9()]+", " ", spaced.lower().replace("_", " "))
