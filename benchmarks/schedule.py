"""How fast schedules are made: alone, dated, and by the hundred thousand, against other libraries and numpy's limit.

Everything is timed in one run and in turns, so that a busy machine slows all of it alike; only the ratios are goals.
"""

import gc
import json
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from core.money import Rupiah
from harkat.loans.answer import answer
from harkat.loans.loan_arrays import Loans
from harkat.loans.portfolio import schedule_portfolio
from harkat.loans.schedule import build, repaid_columns
from harkat.loans.terms import Conventions, Method, Terms

MONTHS = 24
LOANS = 100_000
INPUTS = 2_000
ROUNDS = 100
SECONDS_A_TURN = 0.006
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
    """Return each entry's best rate, schedules a second of processor time, over rounds in which all take turns."""
    calls = {entry.name: calls_a_turn(entry.work) for entry in entries}
    best = {entry.name: 0.0 for entry in entries}
    for _ in range(ROUNDS):
        gc.collect()
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
    """Return the seconds of processor time that some calls take, the garbage collector at rest as in ``timeit``."""
    gc.disable()
    start = time.process_time()
    for _ in range(calls):
        work()
    spent = time.process_time() - start
    gc.enable()
    return max(spent, 1e-9)


def in_turn(inputs: list[Any], work: Callable[[Any], object]) -> Work:
    """Let the work take one prepared input after the other, so that only the schedule itself is timed."""
    endless = cycle(inputs)
    return lambda: work(next(endless))


def varied() -> list[tuple[int, int, date]]:
    """Draw amounts, rates and days of disbursement within a year."""
    first = date(2025, 1, 1).toordinal()
    return [(5_000_000 + 10_000 * k, 3 + k % 20, date.fromordinal(first + k % 365)) for k in range(INPUTS)]


def ours() -> list[Entry]:
    """One loan at a time: amounts alone, and the whole answer with dates, rates and conventions."""

    def terms(method: Method, *, dated: bool) -> list[Terms]:
        return [
            Terms(method, Rupiah(principal), Decimal(rate), MONTHS, disbursed_on=day if dated else None)
            for principal, rate, day in varied()
        ]

    def amounts(loan: Terms) -> object:
        return repaid_columns(loan, [1] * MONTHS)

    def full(loan: Terms) -> object:
        return answer(build(loan))

    return [
        Entry("ours, annuity, amounts only", in_turn(terms(Method.ANNUITY, dated=False), amounts)),
        Entry("ours, effective, amounts only", in_turn(terms(Method.EFFECTIVE, dated=False), amounts)),
        Entry("ours, annuity, full dated answer", in_turn(terms(Method.ANNUITY, dated=True), full)),
        Entry("ours, effective, full dated answer", in_turn(terms(Method.EFFECTIVE, dated=True), full)),
    ]


def libraries() -> list[Entry]:
    """The same loan by other libraries; those on floats, or that miss the principal, are not exact."""
    import mortgagemath
    import numpy_financial
    import pyloan
    from amortization.schedule import amortization_schedule
    from repaykit.loan import Loan

    parameters = [
        mortgagemath.LoanParams(
            principal=Decimal(principal),
            annual_rate=Decimal(rate),
            term_months=MONTHS,
            payment_rounding=mortgagemath.PaymentRounding.ROUND_HALF_UP,
            currency_unit=Decimal(1),
        )
        for principal, rate, _ in varied()
    ]

    def repaykit_loans(method: str) -> list[Loan]:
        return [
            Loan.create(
                amount=Decimal(principal),
                annual_rate=Decimal(rate) / 100,
                term=f"{MONTHS} months",
                payment_frequency="monthly",
                method=method,
                start_date=day,
            )
            for principal, rate, day in varied()
        ]

    def with_pyloan(loan: tuple[int, int, date]) -> object:
        return pyloan.Loan(loan[0], loan[1], MONTHS, str(loan[2]), loan_term_period="M").get_payment_schedule()

    def with_numpy_financial(loan: tuple[int, int, date]) -> object:
        principal, rate, _ = loan
        periods = np.arange(1, MONTHS + 1)
        return (
            np.round(numpy_financial.ipmt(rate / 1200, periods, MONTHS, -principal)),
            np.round(numpy_financial.ppmt(rate / 1200, periods, MONTHS, -principal)),
        )

    def with_amortization(loan: tuple[int, int, date]) -> object:
        return list(amortization_schedule(loan[0], loan[1] / 100, MONTHS))

    return [
        Entry("mortgagemath, annuity", in_turn(parameters, mortgagemath.amortization_schedule)),
        Entry("repaykit, annuity", in_turn(repaykit_loans("reducing_balance"), Loan.schedule)),
        Entry("repaykit, constant principal", in_turn(repaykit_loans("constant_principal"), Loan.schedule)),
        Entry("pyloan, annuity", in_turn(varied(), with_pyloan)),
        Entry("amortization, annuity (floats)", in_turn(varied(), with_amortization), exact=False),
        Entry("numpy-financial loop (floats)", in_turn(varied(), with_numpy_financial), exact=False),
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
    return highest / sum(
        column.nbytes for column in (result.interest, result.principal, result.balance, result.refused)
    )


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
