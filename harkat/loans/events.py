"""What happens later: prepayments that change the rest of a schedule, and the payoff that ends it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from core.money import Rupiah, format_rupiah
from harkat.loans.day_count import span_weight
from harkat.loans.methods import Columns, Run, repay
from harkat.loans.planning import Factors, factors_of, round_ratio, run_for
from harkat.loans.refusals import refuse_growing, refuse_result
from harkat.loans.rounding import interest_rule, round_to_multiple
from harkat.loans.rows import Row, dated_lines
from harkat.loans.terms import DayCount, Event, EventKind, Method, Terms, TermsRefused


@dataclass(slots=True)
class _Course:
    """A loan on its way: what is behind it, what is owed now, and the run that lies ahead."""

    terms: Terms
    due_dates: Sequence[date]
    weights: Sequence[int]
    run: Run
    ahead: Columns
    since: date
    """The day up to which interest is settled."""
    balance: int
    carried: int = 0
    behind: int = 0
    """How many installments are behind."""
    rows: list[Row] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many installments the loan has as it now runs."""
        return self.behind + len(self.ahead.interest)


def rows_with_events(terms: Terms, due_dates: Sequence[date], weights: Sequence[int]) -> list[Row]:
    """Lay out the installments with every event worked in, in order of date.

    :raises TermsRefused: with the event's field when more is paid than is owed
    """
    course = _begin(terms, due_dates, weights)
    for i, event in sorted(enumerate(terms.events), key=lambda entry: (entry[1].on, entry[0])):
        _advance(course, event.on)
        accrued = _accrued(course, event.on)
        if event.kind is EventKind.PAYOFF:
            _pay_off(course, event, accrued, f"events[{i}].on")
        else:
            _prepay(course, event, accrued, f"events[{i}].amount")
    course.rows += dated_lines(terms, course.ahead, due_dates, first=course.behind).rows()
    return course.rows


def _begin(terms: Terms, due_dates: Sequence[date], weights: Sequence[int]) -> _Course:
    assert terms.disbursed_on is not None
    grace = terms.grace
    run = run_for(
        terms,
        factors_of(terms, weights),
        balance=terms.principal,
        grace=grace.principal,
        deferred=grace.interest_deferred,
    )
    ahead, left = _run(run)
    refuse_result(terms, run, ahead, left)
    return _Course(terms, due_dates, weights, run, ahead, terms.disbursed_on, terms.principal)


def _run(run: Run) -> tuple[Columns, int]:
    rows: list[tuple[int, int, int]] = []
    run.carried_after = []
    left = repay(run, rows.append)
    return Columns.of(rows), left


def _advance(course: _Course, day: date) -> None:
    """Put the installments that fall due up to and on a day behind the loan."""
    taken = bisect_right(course.due_dates, day, course.behind, course.length) - course.behind
    if not taken:
        return
    lines = dated_lines(course.terms, course.ahead, course.due_dates, first=course.behind, count=taken)
    course.rows += lines.rows()
    course.balance = course.ahead.balance[taken - 1]
    course.carried = (
        course.run.carried_after[taken - 1] if course.run.carried_after and taken <= course.run.deferred else 0
    )
    course.behind += taken
    course.since = course.due_dates[course.behind - 1]
    course.run.deferred = max(0, course.run.deferred - taken)
    course.ahead = Columns(
        course.ahead.interest[taken:],
        course.ahead.principal[taken:],
        course.ahead.balance[taken:],
    )


def _accrued(course: _Course, day: date) -> int:
    """Count the interest from the last settled day to a day; none under flat, and none when nothing is owed."""
    terms = course.terms
    if terms.method is Method.FLAT or course.balance == 0 or day == course.since:
        return 0
    weight, shares = _share(course, course.since, day)
    factors = factors_of(terms, [weight])
    rule = interest_rule(factors.denominator * shares, terms.rounding.interest)
    return int(rule(course.balance, factors.numerators[0]))


def _share(course: _Course, start: date, end: date) -> tuple[int, int]:
    """Weigh a part of the row in progress: as a numerator and what it is to be divided by."""
    k, terms = course.behind, course.terms
    if terms.day_count not in (DayCount.PERIOD, DayCount.THIRTY_360):
        return span_weight(terms.day_count, terms.frequency, start, end), 1
    opened = course.due_dates[k - 1] if k else terms.disbursed_on
    assert opened is not None
    return course.weights[k] * (end - start).days, (course.due_dates[k] - opened).days


def _pay_off(course: _Course, event: Event, accrued: int, path: str) -> None:
    if not course.balance and not course.carried:
        raise TermsRefused("Pinjaman sudah lunas sebelum tanggal pelunasan ini.", field=path)
    _insert(course, event, course.balance, accrued + course.carried)
    course.carried = 0
    course.ahead = Columns()


def _prepay(course: _Course, event: Event, accrued: int, path: str) -> None:
    amount = event.amount or Rupiah(0)
    owed = course.balance + accrued + course.carried
    if amount > owed:
        raise TermsRefused(
            f"Pembayaran {format_rupiah(amount)} melebihi yang masih terutang, {format_rupiah(owed)}.", field=path
        )
    if amount < accrued:
        raise TermsRefused(
            f"Pembayaran {format_rupiah(amount)} tidak cukup untuk bunga berjalan {format_rupiah(accrued)}.", field=path
        )
    beyond = max(0, amount - accrued - course.balance)
    before = course.balance
    _insert(course, event, amount - accrued - beyond, accrued + beyond)
    course.carried -= beyond
    if course.balance or course.carried:
        _replan(course, event, before)
    else:
        course.ahead = Columns()


def _insert(course: _Course, event: Event, principal: int, interest: int) -> None:
    course.balance -= principal
    course.since = event.on
    course.rows.append(
        Row(
            None,
            event.on,
            event.on,
            Rupiah(principal),
            Rupiah(interest),
            Rupiah(principal + interest),
            Rupiah(course.balance),
            event.kind,
        )
    )


def _replan(course: _Course, event: Event, before: int) -> None:
    """Run the kernel over what a prepayment leaves, with the old payment or a lower one."""
    terms, old = course.terms, course.run
    run = run_for(
        terms,
        _factors_ahead(course),
        balance=course.balance,
        grace=max(0, terms.grace.principal - course.behind),
        deferred=max(0, terms.grace.interest_deferred - course.behind),
        carried=course.carried,
    )
    if event.kind is EventKind.PREPAY_FEWER_INSTALLMENTS:
        run.payment, run.portion, run.remainder_first = old.payment, old.portion, None
    elif terms.method is Method.GIVEN_PAYMENT and before:
        lowered = round_ratio(old.payment * course.balance, before, terms.rounding.payment)
        run.payment = round_to_multiple(lowered, terms.rounding.payment_multiple, terms.rounding.payment)
    run.ends_early = True
    ahead, left = _run(run)
    if left:
        run.remainder_first, run.carried = None, course.carried
        ahead, _ = _run(run)
    refuse_growing(terms, ahead)
    course.run, course.ahead = run, ahead


def _factors_ahead(course: _Course) -> Factors:
    """Return the factors of the rows ahead, the first counted only from the day up to which interest is settled."""
    terms, k = course.terms, course.behind
    weights = list(course.weights[k : course.length])
    if terms.method is Method.FLAT or (k and course.since == course.due_dates[k - 1]):
        return factors_of(terms, weights)
    first, shares = _share(course, course.since, course.due_dates[k])
    factors = factors_of(terms, [first, *(weight * shares for weight in weights[1:])])
    return Factors(factors.numerators, factors.denominator * shares)
