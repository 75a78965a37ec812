"""Which terms no schedule can be made from, each with the field to change."""

import itertools
from decimal import Decimal
from functools import lru_cache

from core.money import LARGEST_RUPIAH, format_number, format_rupiah
from harkat.loans.terms import (
    MOST_ROWS,
    RATE_DECIMALS,
    DayCount,
    Event,
    EventKind,
    Method,
    Remainder,
    Terms,
    TermsRefused,
)

LARGEST_RATE = 1_000_000
MOST_EVENTS = 500
_RATE_RANGE = f"Suku bunga harus antara 0 dan {format_number(LARGEST_RATE)} persen setahun."
_GIVEN_PAYMENT, _FIRST, _PERIOD = Method.GIVEN_PAYMENT, Remainder.FIRST, DayCount.PERIOD


def check_terms(terms: Terms) -> None:
    """Refuse terms that contradict themselves or leave out what they need.

    :raises TermsRefused: with the field, and what would be right
    """
    _check_amounts(terms)
    _check_rows(terms)
    if terms.disbursed_on is None or terms.due_dates is not None or terms.first_due_on is not None:
        _check_dates(terms)
    if terms.events:
        _check_events(terms)


def _check_amounts(terms: Terms) -> None:
    if not 0 < terms.principal <= LARGEST_RUPIAH:
        raise TermsRefused(
            f"Pokok pinjaman harus lebih dari 0 dan paling banyak {format_rupiah(LARGEST_RUPIAH)}.", field="principal"
        )
    fault = _rate_fault(terms.annual_rate) if terms.annual_rate.is_finite() else _RATE_RANGE
    if fault:
        raise TermsRefused(fault, field="annual_rate")
    if terms.method is not _GIVEN_PAYMENT:
        if terms.payment is not None:
            raise TermsRefused("Angsuran hanya ditentukan untuk metode given_payment.", field="payment")
    elif terms.payment is None or not 0 < terms.payment <= LARGEST_RUPIAH:
        raise TermsRefused("Metode given_payment memerlukan angsuran lebih dari 0.", field="payment")


@lru_cache(maxsize=1024)
def _rate_fault(rate: Decimal) -> str:
    """Say what is wrong with a rate, nothing where it is right; lenders have few rates."""
    if not 0 <= rate <= LARGEST_RATE:
        return _RATE_RANGE
    if rate * 10**RATE_DECIMALS % 1:
        return "Suku bunga paling banyak enam angka di belakang koma."
    return ""


def _check_rows(terms: Terms) -> None:
    if not 0 < terms.n <= MOST_ROWS:
        raise TermsRefused(f"Jumlah angsuran harus antara 1 dan {format_number(MOST_ROWS)}.", field="n")
    rounding = terms.rounding
    if not 0 < rounding.payment_multiple <= LARGEST_RUPIAH:
        raise TermsRefused("Kelipatan angsuran harus bilangan bulat mulai dari 1.", field="rounding.payment_multiple")
    if rounding.remainder is _FIRST and terms.method not in (Method.FLAT, Method.EFFECTIVE):
        raise TermsRefused(
            "Sisa pembulatan di angsuran pertama hanya untuk metode flat dan effective.", field="rounding.remainder"
        )
    if not 0 <= terms.grace.principal < terms.n:
        raise TermsRefused("Masa tenggang pokok harus lebih pendek daripada jumlah angsuran.", field="grace.principal")
    if not 0 <= terms.grace.interest_deferred < terms.n:
        raise TermsRefused(
            "Penundaan bunga harus lebih pendek daripada jumlah angsuran.", field="grace.interest_deferred"
        )


def _check_dates(terms: Terms) -> None:
    start, dates = terms.disbursed_on, terms.due_dates
    if start is None:
        if terms.day_count is not _PERIOD or terms.events:
            raise TermsRefused(
                "Tanggal pencairan diperlukan untuk menghitung hari bunga dan kejadian sesudahnya.",
                field="disbursed_on",
            )
    elif terms.first_due_on is not None and terms.first_due_on <= start:
        raise TermsRefused("Jatuh tempo pertama harus setelah tanggal pencairan.", field="first_due_on")
    if dates is None:
        return
    if len(dates) != terms.n:
        raise TermsRefused(
            f"Tanggal jatuh tempo harus tepat {terms.n} buah, sebanyak angsurannya; ada {len(dates)}.",
            field="due_dates",
        )
    if any(later <= earlier for earlier, later in itertools.pairwise(dates)):
        raise TermsRefused("Tanggal jatuh tempo harus berurutan dari yang paling awal.", field="due_dates")
    if start is not None and dates[0] <= start:
        raise TermsRefused("Tanggal jatuh tempo harus setelah tanggal pencairan.", field="due_dates")
    if terms.first_due_on not in (None, dates[0]):
        raise TermsRefused(
            "Jatuh tempo pertama berbeda dengan daftar tanggal jatuh tempo. Isi salah satu saja.", field="first_due_on"
        )


def _check_events(terms: Terms) -> None:
    if len(terms.events) > MOST_EVENTS:
        raise TermsRefused(f"Kejadian paling banyak {MOST_EVENTS} buah.", field="events")
    for i, event in enumerate(terms.events):
        _check_event(event, f"events[{i}]", terms)


def _check_event(event: Event, path: str, terms: Terms) -> None:
    if terms.disbursed_on is not None and event.on < terms.disbursed_on:
        raise TermsRefused("Tanggal kejadian tidak boleh sebelum pencairan.", field=f"{path}.on")
    if event.kind is EventKind.PAYOFF:
        if event.amount is not None:
            raise TermsRefused("Pelunasan tidak memakai jumlah: jumlahnya dihitung.", field=f"{path}.amount")
    elif event.amount is None or not 0 < event.amount <= LARGEST_RUPIAH:
        raise TermsRefused("Jumlah pembayaran harus lebih dari 0.", field=f"{path}.amount")
