"""Installments to banks, finance companies, PNM, cooperatives and pawnshops: findings that never flag."""

from collections.abc import Callable

import pytest

from scoring.screening.matching import LenderRegistry
from scoring.screening.screening import screen_statement
from scoring.screening.statement import Statement


@pytest.mark.parametrize(
    ("text", "lender", "kind"),
    [
        ("ANGSURAN KUR MANDIRI 1100-2200 Loan Payment", "Bank Mandiri", "bank"),
        ("Autodebet Angsuran Pinjaman KUR BRI", "BRI", "bank"),
        ("PEMBAYARAN ANGSURAN KREDIT KUR BNI 001234", "BNI", "bank"),
        ("PEMBAYARAN VA FIF GROUP 88123", "FIF", "bank"),
        ("BYR VIA E-BANKING 04/08 WSID95271 ADIRA FINANCE 5351", "Adira Finance", "bank"),
        ("TRF KE BPR ARTHA MULIA angsuran", "BPR ARTHA MULIA", "bank"),
        ("PEMBAYARAN VA PNM MEKAAR 12", "PNM Mekaar", "microfinance"),
        ("TRF KE KOPERASI WANITA MELATI angsuran", "KOPERASI WANITA MELATI", "microfinance"),
        ("PEMBAYARAN PEGADAIAN tebus gadai 1122", "Pegadaian", "microfinance"),
    ],
)
def test_quiet_debts_are_found(
    text: str, lender: str, kind: str, registry: LenderRegistry, statement_of: Callable[..., Statement]
) -> None:
    screening = screen_statement(statement_of([("15/08", text, -812_000)]), registry)
    assert [(one.lender, one.kind.value) for one in screening.findings] == [(lender, kind)]
    assert screening.flagged is False


@pytest.mark.parametrize(
    "text",
    [
        "TRF KE BANK MANDIRI BUDI SANTOSO",
        "PEMBELIAN PEGADAIAN tabungan emas",
        "TRF KE BUDI SANTOSO bayar pinjaman",
        "KARTU KREDIT BCA",
        "TRF KE KOPERASI MELATI simpanan pokok",
        "TRF DARI PT ADIRA DINAMIKA GAJI",
    ],
)
def test_banks_that_only_carry_money_are_no_lenders(
    text: str, registry: LenderRegistry, statement_of: Callable[..., Statement]
) -> None:
    amount = 812_000 if "DARI" in text else -812_000
    assert screen_statement(statement_of([("15/08", text, amount)]), registry).findings == ()
