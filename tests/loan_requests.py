"""Random schedule requests, good and bad, the same for every seed."""

import random
from datetime import date, timedelta
from typing import Any

METHODS = ["flat", "effective", "annuity", "given_payment", "bullet"]
FREQUENCIES = ["daily", "weekly", "two_weekly", "monthly", "quarterly", "yearly"]
DAY_COUNTS = ["period", "30/360", "actual/360", "actual/365", "actual/actual"]
MODES = ["half_up", "half_even", "up", "down"]


def random_request(chance: random.Random, *, longest: int = 40) -> dict[str, Any]:
    """Draw a request with every field that arrays know, extremes included."""
    method = chance.choice(METHODS)
    n = chance.choice([1, 2, 3, 12, 24, 36, chance.randint(1, longest)])
    principal = chance.choice([110_000_000_000, chance.randint(1, 2_000), chance.randint(10**5, 10**9)])
    rate = chance.choice(["0", "3", "6", "100", "17.5", f"{chance.randint(0, 99)}.{chance.randint(0, 999_999):06d}"])
    request: dict[str, Any] = {
        "method": method,
        "principal": principal,
        "annual_rate": rate,
        "n": n,
        "frequency": chance.choice(FREQUENCIES),
        "day_count": chance.choice(DAY_COUNTS),
        "annuity_payment": chance.choice(["formula", "level"]),
    }
    if method == "given_payment":
        request["payment"] = max(1, principal // chance.randint(1, n + 5) + chance.randint(0, 50_000))
    if chance.random() < 0.6:
        request["grace"] = {
            "principal": chance.choice([0, 0, chance.randrange(n)]),
            "interest_deferred": chance.choice([0, 0, chance.randrange(n)]),
        }
    remainder = chance.choice(["last", "first"]) if method in ("flat", "effective") else "last"
    request["rounding"] = {
        "interest": chance.choice(MODES),
        "principal": chance.choice(MODES),
        "payment": chance.choice(MODES),
        "payment_multiple": chance.choice([1, 1, 100, 500, 1000]),
        "remainder": remainder,
    }
    start = date(2019, 1, 1) + timedelta(days=chance.randrange(3000))
    if request["day_count"] != "period" or chance.random() < 0.5:
        request["disbursed_on"] = start.isoformat()
        if chance.random() < 0.5:
            request["first_due_on"] = (start + timedelta(days=chance.randint(1, 120))).isoformat()
    return request
