"""How fast schedules are made: one by one, dated, and by the hundred thousand, against other libraries and numpy's limit.

Everything is timed in one run and in turns, so that a busy machine slows all of it alike; only the ratios are goals.
"""

import json
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import numpy as np
import numpy_financial

from core.money import Rupiah
from harkat.loans.answer import answer
from harkat.loans.loan_arrays import Loans
from harkat.loans.planning import factors_of
from harkat.loans.portfolio import schedule_portfolio
from harkat.loans.schedule import build, repaid_columns
from harkat.loans.terms import Conventions, Method, Terms

MONTHS = 24
LOANS = 100_000
ROUNDS = 7
SECONDS_A_TURN = 0.1
RESULTS = Path(__file__).parent / "results" / "schedule.json"
Work = Callable[[], object]


@dataclass(frozen=True)
class Entry:
    """One line of the table: what is made, how many at once, and whether its rows are exact."""

    name: str
    work: Work
    at_once: int = 1
    exact: bool = True


def measure(entries: list[Entry]) -> dict[str, float]:
    """Return each entry's best rate, schedules a second of the processor's time, over rounds in which all take turns."""
    calls = {entry.name: calls_a_turn(entry.work) for entry in entries}
    best = {entry.name: 0.0 for entry in entries}
    for _ in range(ROUNDS):
        for entry in entries:
            spent = spend(entry.work, calls[entry.name])
            best[entry.name] = max(best[entry.name], calls[entry.name] * entry.at_once / spent)
    return best


def calls_a_turn(work: Work) -> int:
    """Find how many calls make a turn, so that looking at the clock costs nothing beside them."""
    work()
    calls = 1
    while (spent := spend(work, calls)) < SECONDS_A_TURN / 4:
        calls *= 2
    return max(1, round(calls * SECONDS_A_TURN / spent))


def spend(work: Work, calls: int) -> float:
    """Return the seconds of processor time that some calls take."""
    start = time.process_time()
    for _ in range(calls):
        work()
    return max(time.process_time() - start, 1e-9)


def ours() -> list[Entry]:
    """One loan at a time: amounts alone, and the whole dated answer with rates and conventions."""
    amounts = count()
    dated = count()

    def terms_of(method: Method, numbers: "count[int]", *, with_date: bool) -> Terms:
        k = next(numbers)
        start = date.fromordinal(739_000 + k % 3_000) if with_date else None
        return Terms(method, Rupiah(5_000_000 + 10_000 * (k % 5_000)), Decimal(3 + k % 20), MONTHS, disbursed_on=start)

    def amounts_only(method: Method) -> Work:
        def work() -> object:
            terms = terms_of(method, amounts, with_date=False)
            return repaid_columns(terms, factors_of(terms, [1] * MONTHS))

        return work

    def full_answer(method: Method) -> Work:
        return lambda: answer(build(terms_of(method, dated, with_date=True)))

    return [
        Entry("ours, annuity, amounts only", amounts_only(Method.ANNUITY)),
        Entry("ours, effective, amounts only", amounts_only(Method.EFFECTIVE)),
        Entry("ours, annuity, full dated answer", full_answer(Method.ANNUITY)),
        Entry("ours, effective, full dated answer", full_answer(Method.EFFECTIVE)),
    ]


def libraries() -> list[Entry]:
    """The same loan by other libraries; those on floats, or that miss the principal, are not exact."""
    import mortgagemath
    import pyloan
    from amortization.schedule import amortization_schedule
    from repaykit.loan import Loan

    numbers = count()

    def varied() -> tuple[int, int]:
        k = next(numbers)
        return 5_000_000 + 10_000 * (k % 5_000), 3 + k % 20

    def with_mortgagemath() -> object:
        principal, rate = varied()
        loan = mortgagemath.LoanParams(
            principal=Decimal(principal),
            annual_rate=Decimal(rate),
            term_months=MONTHS,
            payment_rounding=mortgagemath.PaymentRounding.ROUND_HALF_UP,
            currency_unit=Decimal(1),
        )
        return mortgagemath.amortization_schedule(loan)

    def with_repaykit(method: str) -> Work:
        def work() -> object:
            principal, rate = varied()
            return Loan.create(
                amount=Decimal(principal),
                annual_rate=Decimal(rate) / 100,
                term=f"{MONTHS} months",
                payment_frequency="monthly",
                method=method,
                start_date=date(2025, 1, 15),
            ).schedule()

        return work

    def with_amortization() -> object:
        principal, rate = varied()
        return list(amortization_schedule(principal, rate / 100, MONTHS))

    def with_pyloan() -> object:
        principal, rate = varied()
        return pyloan.Loan(principal, rate, MONTHS, "2025-01-15", loan_term_period="M").get_payment_schedule()

    def with_numpy_financial() -> object:
        principal, rate = varied()
        periods = np.arange(1, MONTHS + 1)
        return (
            np.round(numpy_financial.ipmt(rate / 1200, periods, MONTHS, -principal)),
            np.round(numpy_financial.ppmt(rate / 1200, periods, MONTHS, -principal)),
        )

    return [
        Entry("mortgagemath, annuity", with_mortgagemath),
        Entry("repaykit, annuity", with_repaykit("reducing_balance")),
        Entry("repaykit, constant principal", with_repaykit("constant_principal")),
        Entry("pyloan, annuity", with_pyloan),
        Entry("amortization, annuity (floats)", with_amortization, exact=False),
        Entry("numpy-financial loop (floats)", with_numpy_financial, exact=False),
    ]


def batches() -> tuple[list[Entry], Loans]:
    """A hundred thousand loans at once, and a bare int64 loop over the same as the limit; both into warm memory."""
    chance = np.random.default_rng(20261122)
    loans = Loans(
        [Conventions(Method.ANNUITY)],
        chance.integers(10, 5_000, LOANS) * 10_000,
        chance.choice(np.arange(300, 2_400, 25) * 10_000, LOANS),
        np.full(LOANS, MONTHS),
    )
    effective = Loans([Conventions(Method.EFFECTIVE)], loans.principals, loans.rates, loans.rows)
    result = schedule_portfolio(loans)
    payments = result.payment[:, 0].copy()
    hundredths = loans.rates // 10_000
    rows = np.ones((3, MONTHS, LOANS), np.int64)

    def limit() -> object:
        balance, year = loans.principals, 120_000
        for k in range(MONTHS):
            interest = (balance * hundredths + year // 2) // year
            principal = payments - interest
            balance = balance - principal
            rows[0, k], rows[1, k], rows[2, k] = interest, principal, balance
        return rows

    return [
        Entry("limit: bare numpy int64 loop", limit, LOANS),
        Entry("ours, batch, annuity", lambda: schedule_portfolio(loans, over=result), LOANS),
        Entry("ours, batch, effective", lambda: schedule_portfolio(effective, over=result), LOANS),
        Entry("ours, batch, annuity, fresh memory", lambda: schedule_portfolio(loans), LOANS),
    ], loans


def memory_ratio(loans: Loans) -> float:
    """Return the batch's highest memory over the size of what it gives back."""
    tracemalloc.start()
    result = schedule_portfolio(loans)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest / sum(column.nbytes for column in (result.interest, result.principal, result.balance, result.refused))


def main() -> None:
    """Measure, print the table, and write the figures."""
    many, loans = batches()
    others = libraries()
    entries = ours() + others + many
    rates = measure(entries)
    fastest = max(rates[entry.name] for entry in others if entry.exact)
    limit = rates[many[0].name]
    print(f"{'':42}{'schedules/s':>14}{'× exact library':>17}{'× limit':>10}")
    for entry in entries:
        rate = rates[entry.name]
        against = f"{rate / limit:.2f}" if entry.at_once > 1 else ""
        print(f"{entry.name:42}{rate:14,.0f}{rate / fastest:17,.1f}{against:>10}")

    def slower(*names: str) -> float:
        return min(rates[name] for name in names)

    scalar = slower("ours, annuity, amounts only", "ours, effective, amounts only") / fastest
    dated = slower("ours, annuity, full dated answer", "ours, effective, full dated answer") / fastest
    batch = slower("ours, batch, annuity", "ours, batch, effective") / limit
    figures = [
        figure("scalar_vs_fastest_exact_library", scalar, goal=5.0),
        figure("dated_vs_fastest_exact_library", dated, goal=2.0),
        figure("batch_vs_numpy_limit", batch, goal=0.6),
        figure("batch_memory_vs_output", memory_ratio(loans), goal=3.0, at_most=True),
    ]
    print()
    for line in figures:
        print(f"{line['name']:42}{line['value']:14}   goal {line['goal']}   {'met' if line['met'] else 'NOT MET'}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": figures}, indent=2) + "\n")


def figure(name: str, value: float, *, goal: float, at_most: bool = False) -> dict[str, object]:
    """Write one figure with its goal, reached from below unless it is a ceiling."""
    return {"name": name, "value": round(value, 2), "goal": goal, "met": value <= goal if at_most else value >= goal}


if __name__ == "__main__":
    main()
