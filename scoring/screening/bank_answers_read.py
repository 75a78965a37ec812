"""What a bank's coded answer says about a person: a class, a write-off, or nothing at all."""

from datetime import date

from scoring.screening.findings import Confidence, Evidence, Finding
from scoring.screening.lenders import DebtKind, LenderKind
from scoring.screening.origins import BankResult
from scoring.screening.screening import EvidenceKind, Screening

QUALITY = {BankResult.WATCHED: 2, BankResult.BAD: 3, BankResult.WRITTEN_OFF: 5}


def screen_bank_answer(bank: str, result: BankResult, answered_on: date) -> Screening:
    """Conclude from a coded answer; which lender and how much it does not tell, so the person is asked.

    "Bersih" is no proof that there is no debt, and a second facility is a thing to ask about, not arrears.
    """
    findings: tuple[Finding, ...] = ()
    warnings = ["Jawaban bank hanya berupa kode: pemberi kredit dan jumlahnya ditanyakan kepada orangnya."]
    quality = QUALITY.get(result)
    if quality is not None:
        words = f"{bank}: {result.label}"
        findings = (
            Finding(
                lender=f"Menurut {bank}",
                kind=DebtKind.BANK,
                lender_kind=LenderKind.BANK,
                active=True,
                outstanding=None,
                confidence=Confidence.LIKELY,
                evidence=(Evidence("kode", words, None, answered_on),),
                written_off=result is BankResult.WRITTEN_OFF,
                quality=quality,
            ),
        )
    if result is BankResult.SECOND_FACILITY:
        warnings.append("Bank melihat fasilitas ganda: tanyakan KUR atau kredit program yang masih berjalan.")
    return Screening(
        EvidenceKind.BANK_ANSWER,
        flagged=False,
        complete=True,
        identity_match=None,
        findings=findings,
        warnings=tuple(warnings),
    )
