"""Putting together what a printed sheet of the way out says."""

from balikat.debt_exit import wording
from balikat.debt_exit.models import DebtExitDebt, DebtExitLetter, DebtExitPlan
from core.documents.pdf import Sheet, Signature


def hardship_letter(letter: DebtExitLetter, debt: DebtExitDebt, plan: DebtExitPlan) -> Sheet:
    """Return a letter to a licensed lender as it was written."""
    return Sheet(
        title="Permohonan keringanan pinjaman",
        office=wording.OFFICE,
        subtitle=f"Nomor {letter.number}",
        facts=[
            ("Kepada", debt.lender),
            ("Dari", plan.person.name),
            ("Telepon", plan.person.phone),
            ("Nomor pinjaman", letter.contract_number or "………………………… (diisi peminjam)"),
        ],
        paragraphs=wording.hardship(
            relief=letter.relief,
            reason=letter.reason,
            can_pay_monthly=letter.can_pay_monthly,
            written_on=letter.written_on,
        ),
        notes=[
            "Pemerintah Kota Jambi mendampingi peminjam lewat program BALIKAT dan tidak menanggung pinjaman ini.",
            wording.FREE,
        ],
        signatures=[Signature("Peminjam", plan.person.name), Signature("Mengetahui, petugas program")],
        footer=f"{letter.number} · {wording.FREE}",
    )


def undertaking(plan: DebtExitPlan) -> Sheet:
    """Return the undertaking of no new loan, to be read out, signed and photographed."""
    return Sheet(
        title="Pernyataan tidak meminjam lagi",
        office=wording.OFFICE,
        subtitle=f"Rencana {plan.number}",
        facts=[("Nama", plan.person.name), ("Nomor pendaftaran", plan.person.number)],
        paragraphs=wording.UNDERTAKING,
        notes=[wording.FREE, "Tulis tanggal di samping tanda tangan."],
        signatures=[Signature("Yang menyatakan", plan.person.name), Signature("Petugas")],
        footer=f"{plan.number} · {wording.FREE}",
    )
