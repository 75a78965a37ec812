"""Online lenders and pay-later in statements: what counts, and all that must not."""

from collections.abc import Callable

import pytest

from scoring.screening.findings import Finding
from scoring.screening.lenders import DebtKind
from scoring.screening.matching import LenderRegistry
from scoring.screening.screening import screen_statement
from scoring.screening.statement import Statement

Lines = list[tuple[str, str, int]]
Make = Callable[..., Statement]


@pytest.fixture
def found(registry: LenderRegistry, statement_of: Make) -> Callable[[Lines], list[Finding]]:
    return lambda lines: list(screen_statement(statement_of(lines), registry).findings)


def summary(findings: list[Finding]) -> list[tuple[str, str, bool | None, list[int | str]]]:
    return [(one.lender, one.kind.value, one.active, [item.place for item in one.evidence]) for one in findings]


def test_pay_in_and_installments_are_one_finding_that_goes_on(found: Callable[[Lines], list[Finding]]) -> None:
    lines = [
        ("05/08", "KR OTOMATIS LLG-BANK MANDIRI PT KREDIT UTAMA FINTECH INDONE PENCAIRAN", 930_000),
        ("06/08", "KARTU DEBIT 06/08 ALFAMART", -50_000),
        ("19/08", "TRSF E-BANKING DB 1908/FTFVA/WS95031 49197/RUPIAHCEPAT - - 4104602578", -565_000),
    ]
    assert summary(found(lines)) == [("RupiahCepat", "pinjol_licensed", True, [3, 5])]


def test_a_settled_loan_is_not_active(found: Callable[[Lines], list[Finding]]) -> None:
    lines = [
        ("05/07", "TRF DARI PT KREDIT PINTAR INDONESIA PENCAIRAN", 1_000_000),
        ("05/08", "PELUNASAN PINJAMAN KREDIT PINTAR", -1_100_000),
    ]
    assert summary(found(lines)) == [("Kredit Pintar", "pinjol_licensed", False, [3, 4])]


def test_more_paid_than_received_leaves_it_open(found: Callable[[Lines], list[Finding]]) -> None:
    lines = [("06/08", "TRF DARI GETTUNAI pinjaman cair", 700_000), ("13/08", "PEMBAYARAN VA GETTUNAI 61", -1_100_000)]
    assert summary(found(lines)) == [("GetTunai", "pinjol_illegal", None, [3, 4])]


def test_fee_lines_are_no_evidence(found: Callable[[Lines], list[Finding]]) -> None:
    lines = [
        ("06/08", "BI-FAST DB TRANSFER KE 501 AKULAKU FINANCE MyBCA", -300_000),
        ("06/08", "BI-FAST DB BIAYA TXN KE 501 AKULAKU FINANCE MyBCA", -2_500),
    ]
    assert summary(found(lines)) == [("Akulaku PayLater", "paylater", None, [3])]


def test_regular_installments_up_to_the_end_go_on(found: Callable[[Lines], list[Finding]]) -> None:
    lines = [(f"{day}", "PEMBAYARAN VA KREDIVO 123", -250_000) for day in ("20/07", "20/08")]
    assert [one.active for one in found(lines)] == [True]


def test_a_revoked_licence_is_licensed_with_a_word_of_warning(found: Callable[[Lines], list[Finding]]) -> None:
    (finding,) = found([("05/08", "TRF DARI PT INVESTREE RADHIKA JAYA PENCAIRAN PINJAMAN", 5_000_000)])
    assert finding.kind is DebtKind.PINJOL_LICENSED
    assert "Izin" in finding.notes[0]


def test_a_typing_error_on_a_bill_still_counts(found: Callable[[Lines], list[Finding]]) -> None:
    lines = [("05/08", "PEMBAYARAN VA KREDIT PINTR 123456", -250_000)]
    assert summary(found(lines)) == [("Kredit Pintar", "pinjol_licensed", None, [3])]


@pytest.mark.parametrize("brand", ["SINGA", "JULO", "UKU"])
def test_plain_word_brands_count_with_a_second_signal(brand: str, found: Callable[[Lines], list[Finding]]) -> None:
    assert [one.kind for one in found([("05/08", f"TRF DARI {brand} PENCAIRAN PINJAMAN", 500_000)])] == [
        DebtKind.PINJOL_LICENSED
    ]
    assert found([("05/08", f"TRF DARI {brand}", 500_000)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Pembayaran QR ke PIJAR LAUNDRY 844652961113",
        "QRIS SINGA BAKERY",
        "TRF KE TOKO MEKAR bahan",
        "TRF KE BOOST JUICE",
        "TRF KE ALAMI SALON",
        "TRSF E-BANKING DB 0808/FTFVA/WS95031 39010/DANA - - 812",
        "70001/GOPAY TOPUP - - 812",
        "Pembayaran ShopeePay 893081",
        "TOPUP OVO 0812",
        "TARIK TUNAI ATM",
        "SETOR TUNAI",
        "BUNGA KREDIT",
        "TRF KE MIRANDA",
        "TRF KE BUNGA ANGGREK FLORIST",
        "PEMBAYARAN XENDIT INV 22",
        "TRF KE PT DANA MAKMUR SENTOSA barang",
        "TRF KE CV MODAL JAYA ABADI bahan",
        "BELI UANG JAJAN ANAK",
        "TRF KE KSP NASARI simpanan wajib",
    ],
)
def test_look_alikes_that_go_out_are_no_debts(text: str, found: Callable[[Lines], list[Finding]]) -> None:
    assert found([("05/08", text, -150_000), ("20/08", text, -150_000)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "KR OTOMATIS LLG-BANK BCA PT PEMBIAYAAN DIGITAL INDONESIA GAJI",
        "TRF DARI PT KREDIT PINTAR INDONESIA SALARY AGUSTUS",
        "TRF DARI KREDIVO REFUND",
        "TRF DARI PT AKULAKU FINANCE INDONESIA PENGEMBALIAN DANA",
        "AIRPAY INTERNATIONAL INDONESIA SETTLEMENT 19743886",
        "TRF DARI PT AMARTHA MIKRO FINTEK imbal hasil pendanaan",
        "FLIPTECH LENTERA INSPIRASI",
        "TRF DARI PERDANA order kue",
        "KR OTOMATIS LLG-BANK BCA PT APLIKASI KARYA ANAK BANGSA GOFOOD",
    ],
)
def test_look_alikes_that_come_in_are_no_debts(text: str, found: Callable[[Lines], list[Finding]]) -> None:
    assert found([("05/08", text, 810_000)]) == []


def test_the_funder_on_a_platform_does_not_borrow(found: Callable[[Lines], list[Finding]]) -> None:
    lines = [
        ("03/07", "PEMBAYARAN VA AMARTHA 8812", -1_000_000),
        ("17/07", "TRF DARI PT AMARTHA MIKRO FINTEK", 521_917),
        ("31/07", "TRF DARI PT AMARTHA MIKRO FINTEK", 521_917),
    ]
    assert found(lines) == []


def test_a_listed_everyday_name_needs_money_in_and_more_out(found: Callable[[Lines], list[Finding]]) -> None:
    assert found([("03/08", "TRF KE DANA CEPAT", -100_000)]) == []
    lines = [("03/08", "TRF DARI DANA CEPAT", 800_000), ("10/08", "PEMBAYARAN VA DANA CEPAT 77", -1_200_000)]
    assert summary(found(lines)) == [("Dana Cepat", "pinjol_illegal", None, [3, 4])]


def test_another_persons_statement_is_not_judged(registry: LenderRegistry, statement_of: Make) -> None:
    statement = statement_of([("05/08", "TRF DARI GETTUNAI pinjaman", 700_000)])
    screening = screen_statement(statement, registry, name="Budi Santoso")
    assert (screening.flagged, screening.identity_match, screening.findings) == (None, False, ())


def test_four_lenders_in_a_month_are_distress(registry: LenderRegistry, statement_of: Make) -> None:
    names = ("KREDIT PINTAR", "ADAKAMI", "EASYCASH", "RUPIAHCEPAT")
    lines = [(f"0{day}/08", f"TRF DARI {name} PENCAIRAN", 500_000) for day, name in enumerate(names, start=1)]
    lines.append(("05/08", "PEMBAYARAN VA ADAKAMI 12", -550_000))
    kinds = {pattern.kind.value for pattern in screen_statement(statement_of(lines), registry).patterns}
    assert kinds == {"many_lenders", "roll_over"}
