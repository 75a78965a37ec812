"""What else happens to the sample's loans: parts, deductions, a bank's order of paying, a borrower's death."""

from datetime import date, timedelta

from sqlalchemy import select

from core.auth.roles import Actor
from core.db import db
from harkat.applications import queries as applications
from harkat.applications.models import Application
from harkat.applications.payouts import service as payouts
from harkat.applications.payouts.service import Taken
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments.claims import ClaimGround, ClaimPaper
from harkat.repayments.deaths import service as deaths
from harkat.repayments.orders import service as orders
from harkat.repayments.paying_orders import PayingOrder
from harkat.sample.service.cast import Cast, moment

STAMP = Taken("Meterai", 10_000)
IN_PARTS, WITH_FINDING = 2, 4
"""The requests (by number) whose money comes in two parts, and of which something unlisted is taken off."""


def pay_out(application: Application, *, number: int, paid_out: date, mark: str, actor: Actor) -> None:
    """Pay a request out: most at once, one in two parts, one with a deduction that no list allows."""
    if number not in (IN_PARTS, WITH_FINDING):
        payouts.disburse(application, disbursed_on=paid_out, reference=mark, actor=actor, now=moment(paid_out, 13))
        return
    taken = [STAMP, Taken("Uang administrasi", 50_000)] if number == WITH_FINDING else [STAMP]
    shares = applications.shares_of(application.id)
    first = {share.person_id: (share.approved or 0) // 2 for share in shares}
    amounts = first if number == IN_PARTS else None
    payouts.disburse(
        application, disbursed_on=paid_out, reference=mark, actor=actor, now=moment(paid_out, 13), amounts=amounts,
        taken=taken,
    )  # fmt: skip
    if number == IN_PARTS:
        later = paid_out + timedelta(days=21)
        payouts.pay_part(
            application, disbursed_on=later, reference=f"{mark}-2", actor=actor, now=moment(later, 13)
        )  # fmt: skip


def tell_of_events(cast: Cast) -> None:
    """Record the rural bank's order of paying, and that one borrower died and the claim is being gathered."""
    rural, today = cast.banks[-1], cast.today
    orders.set_order(
        rural.id, PayingOrder.INTEREST, valid_from=today + timedelta(days=7), letter="Surat contoh 15/2026",
        actor=cast.actors["pimpinan"], now=moment(cast.day(3), 10),
    )  # fmt: skip
    loan = _last_of_a_person()
    if loan is None or loan.person_id is None:
        return
    told_on = max(loan.disbursed_on, cast.day(9))
    draft = deaths.DeathDraft(
        loan.person_id, told_on, "Rini, anak", told_on, ClaimGround.INSURANCE, "Asuransi Contoh Jiwa", "AJ-000123"
    )
    officer = cast.actors["petugas"]
    case = deaths.report(loan.id, draft, actor=officer, now=moment(told_on, 14))
    deaths.hand_in(
        case, [ClaimPaper.DEATH, ClaimPaper.IDENTITY], received_on=told_on, handed_by="Rini, anak", actor=officer,
        now=moment(told_on, 14),
    )  # fmt: skip


def _last_of_a_person() -> Loan | None:
    query = select(Loan).where(
        Loan.person_id.is_not(None), Loan.state == LoanState.RUNNING, Loan.application_id.is_not(None)
    )
    return db.session.scalars(query.order_by(Loan.id.desc()).limit(1)).first()
