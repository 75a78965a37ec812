"""Recording further money of a loan: a part of it, or a loan of its own where its schedule takes none any more."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.auth.roles import Actor, Role
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.offers.service import begin
from harkat.applications.payouts import service
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.loans.opening_drafts import OutsideDraft
from harkat.loans.openings import queries as opening_queries
from harkat.loans.openings import service as openings
from harkat.repayments.parts import service as further_parts


def pay_further(
    application: Application,
    *,
    disbursed_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    witness: str | None = None,
    amounts: Mapping[int, int] | None = None,
    taken: Sequence[service.Taken] = (),
    beyond_checked: bool = False,
) -> Loan:
    """Record whatever further money a bank paid out: as a part, or as a loan of its own where no part fits any more.

    What is set aside stands behind either; the rest is an exception. The loan of its own runs as long as was approved.

    :param amounts: rupiah paid now by person, before deductions; all that is still to come unless told
    :returns: the loan the money went into
    :raises BeyondApproved: for more than was approved while nobody has said so
    """
    actor.require(Role.BANK, deed="mencatat pencairan")
    begin(application, actor)
    loan = service.loan_of(application)
    known = opening_queries.by_reference(reference)
    apart = further_parts.why_apart(loan, disbursed_on)
    if known is not None and known.application_id is None:
        return known
    if apart is None or further_parts.is_known(reference):
        service.pay_part(
            application, disbursed_on=disbursed_on, reference=reference, actor=actor, now=now, witness=witness,
            amounts=amounts, taken=taken, beyond_checked=beyond_checked,
        )  # fmt: skip
        return loan
    rows = queries.shares_of(application.id)
    before = {share.person_id: share.amount for share in loans.shares_of(loan.id)}
    paid = service.paid_now(rows, amounts, before, beyond_checked=beyond_checked)
    service.note_cash(rows, paid, witness, is_fact=False)
    draft = OutsideDraft(
        person_id=loan.person_id,
        sub_group_id=loan.sub_group_id,
        bank_id=loan.bank_id,
        principal=sum(paid.values()),
        installments=application.approved_installments or application.installments,
        disbursed_on=disbursed_on,
        reason=f"Cair sesudah pinjaman pertama tidak dapat ditambah. {apart}",
        reference=reference,
        shares=paid,
        deductions=service.deductions_of(taken, paid, disbursed_on),
    )
    reservation = facility.reservation_of(application.id)
    return openings.open_outside(draft, reservation=reservation, actor=actor, now=now)
