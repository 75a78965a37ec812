"""Claim: whatever is paid early, the rows still sum, nothing is negative, and no rupiah of interest is made up."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.money import Rounding, Rupiah
from harkat.loans.schedule import Schedule, build
from harkat.loans.terms import (
    AnnuityPayment,
    DayCount,
    Event,
    EventKind,
    Frequency,
    Grace,
    Method,
    RoundingRules,
    Terms,
    TermsRefused,
)

START = date(2024, 1, 31)
PREPAYMENTS = [EventKind.PREPAY_LOWER_PAYMENT, EventKind.PREPAY_FEWER_INSTALLMENTS]


@st.composite
def dated_terms(draw: st.DrawFn) -> Terms:
    method = draw(st.sampled_from(list(Method)))
    n = draw(st.integers(2, 36))
    principal = draw(st.integers(10**6, 10**9))
    return Terms(
        method=method,
        principal=Rupiah(principal),
        annual_rate=Decimal(draw(st.integers(0, 40_000_000))).scaleb(-6),
        n=n,
        frequency=draw(st.sampled_from([Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY])),
        disbursed_on=START,
        day_count=draw(st.sampled_from(list(DayCount))),
        rounding=RoundingRules(interest=draw(st.sampled_from(list(Rounding)))),
        grace=Grace(draw(st.integers(0, n - 1)), draw(st.sampled_from([0, 0, 1]))),
        annuity_payment=draw(st.sampled_from(list(AnnuityPayment))),
        payment=Rupiah(principal // n + principal // 5) if method is Method.GIVEN_PAYMENT else None,
    )


def build_or_assume(terms: Terms) -> Schedule:
    try:
        return build(terms)
    except TermsRefused:
        assume(False)
        raise


def check_whole(schedule: Schedule) -> None:
    assert sum(row.principal for row in schedule.rows) == schedule.terms.principal
    assert schedule.rows[-1].balance == 0
    assert all(min(row.principal, row.interest, row.balance) >= 0 for row in schedule.rows)
    assert [row.n for row in schedule.rows if row.n] == list(
        range(1, 1 + sum(row.n is not None for row in schedule.rows))
    )
    days = [row.due_on for row in schedule.rows if row.due_on]
    assert days == sorted(days)
    balance: int = schedule.terms.principal
    for row in schedule.rows:
        balance -= row.principal
        assert row.balance == balance
        assert row.payment == row.principal + row.interest
    assert schedule.total_interest == sum(row.interest for row in schedule.rows)


@settings(max_examples=300, deadline=None)
@given(
    terms=dated_terms(),
    share=st.integers(1, 70),
    days=st.integers(0, 700),
    kind=st.sampled_from(PREPAYMENTS),
    later=st.integers(0, 300),
)
def test_a_schedule_after_early_payments_still_sums(
    terms: Terms, share: int, days: int, kind: EventKind, later: int
) -> None:
    first = Event(START + timedelta(days=days), kind, Rupiah(terms.principal * share // 100))
    second = Event(first.on + timedelta(days=later), PREPAYMENTS[later % 2], Rupiah(terms.principal // 50 + 1))
    plain = build_or_assume(terms)
    schedule = build_or_assume(
        Terms(
            **{name: getattr(terms, name) for name in Terms.__dataclass_fields__}
            | {"events": (second, first) if later else (first, second)}
        )
    )
    check_whole(schedule)
    assert schedule.total_interest <= plain.total_interest + len(plain.rows) + 2
    inserted = [row for row in schedule.rows if row.event is not None]
    assert [row.due_on for row in inserted] == [first.on, second.on]
    assert [row.payment for row in inserted] == [first.amount, second.amount]


@settings(max_examples=300, deadline=None)
@given(terms=dated_terms(), days=st.integers(0, 2000))
def test_a_payoff_ends_the_list_with_all_that_is_owed(terms: Terms, days: int) -> None:
    plain = build_or_assume(terms)
    on = START + timedelta(days=days)
    assume(plain.rows[-1].due_on is not None and on < plain.rows[-1].due_on)
    schedule = build_or_assume(
        Terms(
            **{name: getattr(terms, name) for name in Terms.__dataclass_fields__}
            | {"events": (Event(on, EventKind.PAYOFF),)}
        )
    )
    check_whole(schedule)
    assert schedule.rows[-1].event is EventKind.PAYOFF
    assert schedule.rows[-1].due_on == on
    assert schedule.rows[:-1] == plain.rows[: len(schedule.rows) - 1]
    assert schedule.total_interest <= plain.total_interest


@settings(max_examples=200, deadline=None)
@given(terms=dated_terms())
def test_a_plain_schedule_has_its_rows_and_nothing_negative(terms: Terms) -> None:
    schedule = build_or_assume(terms)
    check_whole(schedule)
    if terms.method is not Method.GIVEN_PAYMENT:
        assert len(schedule.rows) == terms.n
    assert not any(row.principal for row in schedule.rows[: terms.grace.principal])
    assert not any(row.interest for row in schedule.rows[: terms.grace.interest_deferred])
