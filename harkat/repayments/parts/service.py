"""Recording a further part that a bank paid out: the schedule's next version, and the payments replayed over it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.errors import RuleBroken
from core.money import Rupiah, format_rupiah
from harkat.facility import queries as facility
from harkat.facility.ledger import ReferenceUsed
from harkat.loans import queries as loans
from harkat.loans import service as loan_service
from harkat.loans.laying_out import Line
from harkat.loans.models import Loan
from harkat.loans.parts import queries as parts
from harkat.loans.parts import service as part_service
from harkat.loans.parts.deductions import Deduction
from harkat.loans.parts.laying import join_lines, part_lines
from harkat.loans.parts.models import LoanPart
from harkat.loans.states import LoanState
from harkat.loans.terms import Frequency, Grace, Method, Terms
from harkat.repayments.replaying.service import replay_all


def pay_part(
    loan_id: int,
    *,
    shares: Mapping[int, int],
    deductions: Sequence[Deduction],
    paid_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
) -> LoanPart:
    """Record a further part of a loan; the same reference sent again is the same part.

    What is not set aside any more is a fact all the same, and stands as an exception.

    :param shares: rupiah by person, before deductions
    :raises RuleBroken: for a day ahead, before the first part, or for a loan that is repaid or laid out anew
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat pencairan")
    loans.loan_for(loan_id, actor)
    loan = loans.lock(loan_id)
    amount = sum(shares.values())
    known = parts.by_reference(reference)
    if known is not None:
        if (known.loan_id, known.amount, known.paid_on) != (loan.id, amount, paid_on):
            raise ReferenceUsed(reference)
        return known
    _check(loan, shares, paid_on, day_of(now))
    reservation = None if loan.application_id is None else facility.reservation_of(loan.application_id)
    beyond = part_service.book(
        loan, reservation, amount=amount, paid_on=paid_on, reference=reference, actor=actor, now=now
    )
    part = part_service.write(
        loan, shares=shares, deductions=deductions, paid_on=paid_on, reference=reference, without_room=beyond,
        actor=actor, now=now,
    )  # fmt: skip
    part_service.share_out(loan, shares)
    loan.principal += amount
    _lay_out(loan, part, actor=actor, now=now)
    replay_all(loan, name=f"{loan.number}/bagian-{part.sequence}", actor=actor, now=now)
    audit.record(
        "loans.pay_part",
        actor=actor,
        now=now,
        subject="loan",
        subject_id=loan.id,
        summary=f"Bagian {part.sequence} pinjaman {loan.number} cair {format_date(paid_on)}",
        after={"part": part.sequence, "paid_on": paid_on, "without_room": bool(beyond)},
    )
    return part


def is_known(reference: str) -> bool:
    """Tell whether a part bears a reference already."""
    return parts.by_reference(reference) is not None


def why_apart(loan: Loan, paid_on: date | None = None) -> str | None:
    """Return why money paid out on a day can be no part of a loan's schedule any more, nothing where it can.

    Such money is a loan of its own; that it went out is recorded all the same.
    """
    if loan.state is not LoanState.RUNNING:
        return f"Pinjaman {loan.number} {loan.state.label.lower()}."
    if loans.is_by_bank(loan):
        return f"Jadwal {loan.number} dibuat bank untuk seluruh pokoknya."
    if loans.restructurings_of(loan.id):
        return f"Jadwal {loan.number} sudah direstrukturisasi."
    if paid_on is not None and paid_on >= loan.matures_on:
        return f"Jatuh tempo terakhir {loan.number} {format_date(loan.matures_on)}."
    return None


def _check(loan: Loan, shares: Mapping[int, int], paid_on: date, today: date) -> None:
    apart = why_apart(loan)
    if apart is not None:
        raise RuleBroken(f"{apart} Uang yang keluar sesudahnya dicatat sebagai pencairan tanpa permohonan.")
    if not shares or any(amount <= 0 for amount in shares.values()):
        raise RuleBroken("Isi berapa yang dicairkan sekarang, paling sedikit untuk satu peminjam.", field="amounts")
    if not loan.disbursed_on <= paid_on <= today:
        raise RuleBroken(
            f"Tanggal bagian ini antara pencairan pertama ({format_date(loan.disbursed_on)}) dan hari ini.",
            field="disbursed_on",
        )


def _lay_out(loan: Loan, part: LoanPart, *, actor: Actor, now: datetime) -> None:
    """Write the schedule from the part's day on, and those of the later parts that were entered before it anew."""
    terms = _terms(loan)
    later = [other for other in parts.parts_of(loan.id) if other.paid_on > part.paid_on]
    version = loans.version_of(loan.id, None, until=part.paid_on)
    lines = loans.lines_of_version(version.id)
    for step in (part, *later):
        lines = join_lines(lines, _more(lines, terms, step, loan))
        words = f"Bagian {step.sequence} cair, {format_rupiah(step.amount)}"
        whole = replace(terms, principal=Rupiah(sum(line.principal for line in lines)))
        loan_service.write_lines(
            loan, lines, whole, reason=words, valid_from=step.paid_on, actor=actor, now=now
        )  # fmt: skip


def _more(lines: Sequence[Line], terms: Terms, part: LoanPart, loan: Loan) -> list[Line]:
    return part_lines(lines, terms, part.amount, paid_on=part.paid_on, begins_on=loan.disbursed_on)


def _terms(loan: Loan) -> Terms:
    """Return the loan's own method, rate and grace, as its first schedule was made from."""
    made_from = loans.version_of(loan.id, None).terms
    grace = made_from.get("grace", {})
    return Terms(
        method=Method.of(made_from["method"]),
        principal=Rupiah(loan.principal),
        annual_rate=Decimal(str(made_from["annual_rate"])),
        n=int(made_from["n"]),
        frequency=Frequency.of(made_from.get("frequency", Frequency.MONTHLY.value)),
        grace=Grace(int(grace.get("principal", 0)), int(grace.get("interest_deferred", 0))),
        disbursed_on=loan.disbursed_on,
    )
