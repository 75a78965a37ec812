"""What a bank's officer fills in to post money."""

from dataclasses import dataclass
from datetime import date

from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.paying_orders import SurplusChoice


@dataclass(frozen=True)
class RepaymentDraft:
    """A posting as typed; ``amount`` in rupiah, ``reference`` makes it happen once.

    ``choice`` is what the borrower wants done with money beyond what is due, nothing where nobody asked.
    """

    reference: str
    loan_id: int
    paid_on: date
    amount: int
    kind: RepaymentKind = RepaymentKind.INSTALLMENT
    slip: str | None = None
    choice: SurplusChoice | None = None
