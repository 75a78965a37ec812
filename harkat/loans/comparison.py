"""The same loan by the three usual methods, side by side."""

from dataclasses import replace

from harkat.loans.schedule import Schedule, build
from harkat.loans.terms import Method, Remainder, Terms

COMPARED = (Method.FLAT, Method.EFFECTIVE, Method.ANNUITY)


def compare(terms: Terms) -> dict[Method, Schedule]:
    """Build the schedule of one request by flat, effective and annuity, every other field kept.

    :raises TermsRefused: when one of them cannot be built
    """
    rounding = replace(terms.rounding, remainder=Remainder.LAST)
    return {
        method: build(replace(terms, method=method, payment=None, rounding=rounding, events=())) for method in COMPARED
    }
