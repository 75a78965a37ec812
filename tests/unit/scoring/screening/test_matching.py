"""Names found in texts: moved spaces, cut fields, typing errors, look-alikes."""

import pytest

from scoring.screening.lenders import Lender, LenderKind, compare_registries
from scoring.screening.matching import LenderRegistry, NameForm


@pytest.mark.parametrize(
    ("text", "brand", "form"),
    [
        ("KR OTOMATIS LLG-BANK MANDIRI PT KREDIT UTAMA FINTECH INDONE PENCAIRAN", "RupiahCepat", NameForm.CUT),
        ("49197/RUPIAHCEPAT - - 4104602578329124", "RupiahCepat", NameForm.BRAND),
        ("49197/RUPIAH CEPAT - -", "RupiahCepat", NameForm.BRAND),
        ("1400000.00INDOSAKU", "Indosaku", NameForm.BRAND),
        ("PT ABADI SEJAHTERA FINANSINDO", "Singa", NameForm.COMPANY),
        ("10001/PT KREDIT UT - -", "RupiahCepat", NameForm.CUT),
        ("70001/SHOPEE PAYLA - -", "SPayLater", NameForm.CUT),
        ("bayarKREDIVO", "Kredivo", NameForm.BRAND),
    ],
)
def test_finds_lenders(registry: LenderRegistry, text: str, brand: str, form: NameForm) -> None:
    assert (brand, form) in [(hit.lender.brand, hit.form) for hit in registry.search(text)]


@pytest.mark.parametrize(
    "text",
    ["KREDIT UTAMA MOTOR", "39010/SHOPEEPAY - -", "39010/DANA - -", "DANA SEHAT KLINIK", "SURYADANA", "PERKREDITAN"],
)
def test_look_alikes_are_no_online_lenders(registry: LenderRegistry, text: str) -> None:
    online = {LenderKind.P2P_LICENSED, LenderKind.PAYLATER, LenderKind.P2P_REVOKED}
    assert not [hit for hit in registry.search(text) if hit.lender.kind in online]


def test_licensed_wins_over_illegal(registry: LenderRegistry) -> None:
    for text in ("EASYCASH", "RUPIAH CEPAT", "DANABIJAK", "KREDIT PINTAR"):
        assert [hit.lender.kind for hit in registry.search(text)] == [LenderKind.P2P_LICENSED]


@pytest.mark.parametrize(("typed", "brand"), [("KREDIT PINTR", "Kredit Pintar"), ("AKULAKUU", "Akulaku PayLater")])
def test_one_typing_error(registry: LenderRegistry, typed: str, brand: str) -> None:
    hit = registry.find_close(typed)
    assert hit is not None
    assert hit.lender.brand == brand


@pytest.mark.parametrize("typed", ["TOGAR NAINGGOLAN", "BUDI", "MANDIRI", "RUPIAHCEPAT"])
def test_no_error_to_mend(registry: LenderRegistry, typed: str) -> None:
    assert registry.find_close(typed) is None


@pytest.mark.parametrize(
    ("printed", "brand"),
    [
        ("PT Kuaikuai Tech Indonesia", "Pinjamyuk"),
        ("PT. Toko Modal Mitra Usaha", "Tokomodal"),
        ("Kredivo Finance Indonesia d/h FinAccel Finance Indonesia", "Kredivo"),
        ("PT Bank Rakyat Indonesia (Persero) Tbk", "BRI"),
        ("PT Permodalan Nasional Madani (Persero)", "PNM Mekaar"),
        ("PT Pembiayaan Digital Indo", "AdaKami"),
    ],
)
def test_reporters_of_an_ideb(registry: LenderRegistry, printed: str, brand: str) -> None:
    lender = registry.find_company(printed)
    assert lender is not None
    assert lender.brand == brand


def test_a_reimport_tells_what_changed() -> None:
    old = [Lender("Satu", "", (), LenderKind.ILLEGAL), Lender("Dua", "PT Dua", (), LenderKind.P2P_LICENSED)]
    new = [Lender("Dua", "PT Dua Baru", (), LenderKind.P2P_LICENSED), Lender("Tiga", "", (), LenderKind.BANK)]
    change = compare_registries(old, new)
    assert [lender.brand for lender in change.added] == ["Tiga"]
    assert [lender.brand for lender in change.missing] == ["Satu"]
    assert [(before.company, after.company) for before, after in change.changed] == [("PT Dua", "PT Dua Baru")]
