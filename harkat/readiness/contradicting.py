"""What was written down in one visit and cannot all be true."""

from dataclasses import dataclass

from harkat.readiness.drafts import ObservationDraft
from scoring.facts import FactKind


@dataclass(frozen=True)
class Wrong:
    """The number to look at again, and why."""

    kind: FactKind
    text: str


def first_contradiction(draft: ObservationDraft) -> Wrong | None:
    """Return the first number that contradicts another of the same visit, or None.

    What contradicts older knowledge is no slip of the pen: it is kept, and the assessment says so.
    """
    values = dict(draft.values)
    daily, days = values.get(FactKind.PROFIT_PER_SELLING_DAY), values.get(FactKind.SELLING_DAYS)
    sales, book = values.get(FactKind.SALES_MONTHLY), values.get(FactKind.CASH_BOOK_PROFIT)
    if daily is not None and days == 0:
        return Wrong(FactKind.SELLING_DAYS, "Laba per hari diisi, tetapi hari berjualan nol. Perbaiki salah satunya.")
    if sales is not None and daily is not None and daily * (days or 1) > sales:
        text = "Laba per hari dikali hari berjualan lebih besar daripada penjualan sebulan. Periksa angka-angka itu."
        return Wrong(FactKind.PROFIT_PER_SELLING_DAY, text)
    if sales is not None and book is not None and book > sales:
        text = "Laba menurut buku kas lebih besar daripada penjualan sebulan. Periksa kedua angka."
        return Wrong(FactKind.CASH_BOOK_PROFIT, text)
    if values.get(FactKind.BUSINESS_RUNNING) == 0 and days:
        text = "Usahanya ditulis tidak berjalan, tetapi hari berjualannya ada. Perbaiki salah satunya."
        return Wrong(FactKind.BUSINESS_RUNNING, text)
    return None
