"""The sample's applications, loans and repayments: about Rp300 million out, most running well, one in arrears."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.auth.roles import Actor
from core.groups import queries as groups
from harkat.applications import queries as application_queries
from harkat.applications import service as applications
from harkat.applications.checks import queries as check_queries
from harkat.applications.checks import service as checks
from harkat.applications.checks.kinds import CheckAnswer, CheckKind, CheckSource
from harkat.applications.contracts import service as contracts
from harkat.applications.decisions import service as decisions
from harkat.applications.drafts import ApplicationDraft
from harkat.applications.models import Application
from harkat.applications.signing import service as signing
from harkat.applications.signing.papers import SigningPaper
from harkat.applications.states import State, StopReason
from harkat.facility.models import PartnerBank
from harkat.loans import queries as loans
from harkat.repayments import service as repayments
from harkat.repayments.drafts import RepaymentDraft
from harkat.sample.service.cast import Cast, moment
from harkat.sample.service.group_rounds import agree_on_shares, ask_to_join, ask_what_came, move_house, visit
from harkat.sample.service.loan_events import pay_out
from harkat.sample.story import Fate

PERSON_AMOUNTS = (5_000_000, 7_000_000, 6_000_000, 7_000_000, 6_500_000, 5_500_000, 7_500_000)
SUB_GROUP_AMOUNT = 20_000_000
MONTHS = (12, 18, 24)
# how far the applications of today have come
UNDER_WAY = (
    State.AT_BANK,
    State.APPROVED,
    State.VERIFIED,
    State.DRAFT,
    State.SUBMITTED,
    State.RECOMMENDED,
    State.AT_BANK,
    State.RETURNED,
    State.VERIFIED,
    State.ACCEPTED,
)
REFUSALS = (StopReason.SLIK, StopReason.CAPACITY, StopReason.SECOND_FACILITY, StopReason.NOT_REACHED)
PAID_BEFORE_FALLING_BEHIND = 3


@dataclass(frozen=True)
class Request:
    """One application of the sample: who asks, when, for how much, and where it ends."""

    number: int
    person_id: int | None
    sub_group_id: int | None
    amount: int
    months: int
    purpose: str
    asked_on: date
    ends: State
    falls_behind: bool = False


def lend(cast: Cast) -> None:
    """Bring every application as far as it comes, oldest first, and pay what has been paid."""
    for request in sorted(_requests(cast), key=lambda request: request.asked_on):
        _bring(cast, request)


def _requests(cast: Cast) -> list[Request]:
    found: list[Request] = []
    under_way = iter(UNDER_WAY)
    for number, sub_group_id in enumerate(cast.sub_groups):
        group = cast.story.groups[number]
        borrowed = group.members[0].fate is Fate.BORROWER
        asked_on = cast.day(440 - number * 45) if borrowed else cast.day(14 + number)
        ends = State.DISBURSED if borrowed else next(under_way)
        found.append(
            Request(number, None, sub_group_id, SUB_GROUP_AMOUNT, 18, "Modal usaha bersama anggota", asked_on, ends)
        )
    comers = [
        trader
        for trader in cast.story.individuals
        if trader.fate in (Fate.BORROWER, Fate.LATE, Fate.APPLYING, Fate.REFUSED)
    ]
    for index, trader in enumerate(comers):
        number = len(cast.sub_groups) + index
        ends, asked_on = State.DISBURSED, trader.registered_on + timedelta(days=75)
        if trader.fate is Fate.APPLYING:
            ends, asked_on = next(under_way), cast.day(9 + index % 12)
        elif trader.fate is Fate.REFUSED:
            ends = State.REFUSED
        amount = PERSON_AMOUNTS[index % len(PERSON_AMOUNTS)]
        person_id = cast.person_id(trader)
        falls_behind = trader.fate is Fate.LATE
        found.append(
            Request(number, person_id, None, amount, MONTHS[index % 3], trader.need, asked_on, ends, falls_behind)
        )
    return found


def _bring(cast: Cast, request: Request) -> None:
    """Take one application step by step up to where it ends, a few days between the steps."""
    bank = cast.banks[(0, 1, 0, 2, 0, 1)[request.number % 6]]
    officer, other = cast.actors["petugas"], cast.actors["petugas2"]
    draft = ApplicationDraft(
        bank_id=bank.id,
        requested=request.amount,
        installments=request.months,
        purpose=request.purpose,
        person_id=request.person_id,
        sub_group_id=request.sub_group_id,
    )
    day = request.asked_on
    application = applications.draft(draft, actor=officer, now=moment(day, 9))
    if request.ends is State.DRAFT:
        return
    applications.submit(application, actor=officer, now=moment(day, 10))
    if request.ends is State.SUBMITTED:
        return
    visited = day + timedelta(days=2)
    if request.sub_group_id is not None:
        visit(application, other, visited)
    note = "Usaha berjalan, tempat dan barang dagangan dilihat."
    # the first sub-group's file stays in one hand, so that the other officer may ask what its members received
    verifier = officer if request.number == 0 else other
    applications.verify(application, visited_on=visited, note=note, actor=verifier, now=moment(visited, 14))
    if request.ends is State.RETURNED:
        applications.return_(
            application, note="Foto tempat usaha perlu diulang.", actor=officer, now=moment(visited, 16)
        )
    if request.ends in (State.RETURNED, State.VERIFIED):
        return
    _check(application, officer, visited)
    advised = day + timedelta(days=4)
    applications.recommend(
        application, amount=request.amount, note="Layak dibiayai.", actor=officer, now=moment(advised, 9)
    )
    if request.ends is State.RECOMMENDED:
        return
    if request.number == 0:
        agree_on_shares(application, officer, advised)
    applications.confirm(application, actor=cast.actors["pimpinan"], now=moment(advised + timedelta(days=1), 10))
    if request.ends is not State.AT_BANK:
        _decide(cast, application, request, bank)


def _decide(cast: Cast, application: Application, request: Request, bank: PartnerBank) -> None:
    """Let the bank decide and, where it said yes, go on to the contract and the payment."""
    actor, decided = cast.bank_actor(bank), request.asked_on + timedelta(days=8)
    if request.ends is State.REFUSED:
        reason = REFUSALS[request.number % len(REFUSALS)]
        decisions.refuse(
            application,
            reason=reason,
            note=None,
            reference=_mark(request, "putus"),
            actor=actor,
            now=moment(decided, 11),
        )
        return
    decisions.approve(
        application, amount=request.amount, reference=_mark(request, "putus"), actor=actor, now=moment(decided, 11)
    )
    if request.ends is State.APPROVED:
        return
    accepted = decided + timedelta(days=1)
    contracts.accept(application, actor=cast.actors["petugas"], now=moment(accepted, 9))
    if request.ends is State.ACCEPTED:
        return
    signed = decided + timedelta(days=3)
    if request.sub_group_id is not None:
        keys = [member.person_id for member in groups.sub_group_members(request.sub_group_id)]
        _sign(application, keys, cast.actors["petugas"], accepted)
    else:
        keys = [request.person_id or 0]
    contracts.contract(
        application,
        contract_number=f"AKAD/{bank.id}/{request.number:03}/{signed.year}",
        contract_on=signed,
        payout_accounts={key: f"00{bank.id}{key:08}" for key in keys},
        actor=actor,
        now=moment(signed, 10),
    )
    paid_out = signed + timedelta(days=2)
    pay_out(application, number=request.number, paid_out=paid_out, mark=_mark(request, "cair"), actor=actor)
    if request.number == 0 and request.sub_group_id is not None:
        ask_what_came(application, cast.actors["petugas2"], paid_out + timedelta(days=3))
        move_house(application, cast.actors["petugas"], paid_out + timedelta(days=60))
        ask_to_join(application, cast.actors["petugas"], paid_out + timedelta(days=61))
    _repay(cast, application, request, bank)


def _check(application: Application, officer: Actor, day: date) -> None:
    """Answer the eligibility checks the rules ask for; whether a NIK stands twice was seen when the file came in."""
    borrowers = list(application_queries.share_holders(application.id))
    for kind in check_queries.required_on(day):
        if kind is not CheckKind.DOUBLE_NIK:
            source = CheckSource.SIKP if kind is CheckKind.SUBSIDISED else CheckSource.DUKCAPIL
            checks.answer(
                application,
                person_ids=borrowers,
                kind=kind,
                found=CheckAnswer.CLEAR,
                source=CheckSource.STATEMENT if kind is CheckKind.STATE_EMPLOYEE else source,
                checked_on=day,
                actor=officer,
                now=moment(day, 16),
            )


def _sign(application: Application, keys: list[int], officer: Actor, day: date) -> None:
    """Tell every member what joint liability means, and let them sign the statement and the power."""
    signing.explain(application, person_ids=keys, explained_on=day, actor=officer, now=moment(day, 14))
    signing.sign(
        application,
        person_ids=keys,
        papers=[SigningPaper.LIABILITY, SigningPaper.POWER],
        signed_on=day,
        has_stamp=True,
        actor=officer,
        now=moment(day, 15),
    )


def _repay(cast: Cast, application: Application, request: Request, bank: PartnerBank) -> None:
    """Pay every installment that fell due before today; the one who falls behind stops after a few."""
    loan = loans.loan_of_application(application.id)
    assert loan is not None
    for row in loans.schedule_rows(loan.id):
        if row.due_on >= cast.today or (request.falls_behind and row.sequence > PAID_BEFORE_FALLING_BEHIND):
            break
        draft = RepaymentDraft(
            _mark(request, f"bayar-{row.sequence}"), loan.id, row.due_on, row.principal + row.interest
        )
        repayments.post(draft, actor=cast.bank_actor(bank), now=moment(row.due_on, 15))


def _mark(request: Request, deed: str) -> str:
    return f"contoh-{request.number}-{deed}"
