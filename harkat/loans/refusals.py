"""Why the rows that came out cannot be promised, and which field would change that."""

from core.money import Rounding, format_rupiah
from harkat.loans.methods import Columns, Run
from harkat.loans.rounding import LARGEST_INT64
from harkat.loans.terms import AnnuityPayment, DayCount, Method, Terms, TermsRefused


def refuse_result(terms: Terms, run: Run, columns: Columns, left: int) -> None:
    """Refuse the rows of a run that cannot be promised.

    :param left: what the last row leaves over, rupiah
    :raises TermsRefused: with the field to change
    """
    if terms.method is Method.GIVEN_PAYMENT:
        _refuse_small_payment(terms, run, columns)
    else:
        refuse_uneven(terms, columns, left)


def refuse_uneven(terms: Terms, columns: Columns, left: int) -> None:
    """Refuse rows with a negative principal, a loan repaid before its last row, and sums no database holds.

    :param left: what the last row leaves over, rupiah
    :raises TermsRefused: with the field to change
    """
    if min(columns.principal) < 0:
        if min(columns.balance) >= 0:
            refuse_growing(terms, columns)
        raise _early(terms, 0)  # the negative principal gives back what the rows before paid too much
    if left or (len(columns.balance) > 1 and columns.balance[-2] <= 0):
        raise _early(terms, left)
    _refuse_huge(terms, columns)


def _refuse_small_payment(terms: Terms, run: Run, columns: Columns) -> None:
    first = run.interest_on(terms.principal, run.numerators[run.grace])
    if run.payment <= first:
        raise _small_payment(run.payment, first, "bunga angsuran pertama")
    if min(columns.principal) < 0:
        k = next(k for k, principal in enumerate(columns.principal) if principal < 0)
        raise _small_payment(run.payment, columns.interest[k], f"bunga angsuran ke-{k + 1}")
    _refuse_huge(terms, columns)


def _refuse_huge(terms: Terms, columns: Columns) -> None:
    if terms.principal + sum(columns.interest) > LARGEST_INT64:
        raise TermsRefused("Jumlah bunga terlalu besar untuk dihitung. Periksa suku bunganya.", field="annual_rate")


def _small_payment(payment: int, interest: int, of_what: str) -> TermsRefused:
    short = max(1, interest - payment)
    return TermsRefused(
        f"Angsuran {format_rupiah(payment)} tidak melebihi {of_what} {format_rupiah(interest)}: kurang "
        f"{format_rupiah(short)}. Pinjaman tidak akan lunas; isi paling sedikit {format_rupiah(interest + 1)}.",
        field="payment",
    )


def refuse_growing(terms: Terms, columns: Columns) -> None:
    """Refuse rows whose payment does not cover their interest, so that the balance would grow.

    :raises TermsRefused: with the field that made the interest larger or the payment smaller
    """
    if min(columns.principal, default=0) < 0:
        field = _cause(terms)
        advice = _LARGER_PAYMENT if field == "n" else _ADVICE[field]
        raise TermsRefused(
            f"Angsuran tidak menutup bunga, sehingga sisa pinjaman akan bertambah. {advice}", field=field
        )


def _early(terms: Terms, left: int) -> TermsRefused:
    if left and terms.rounding.payment_multiple > 1:
        return TermsRefused(
            "Sisa pembulatan tidak dapat ditaruh tepat di angsuran pertama. Pakai angsuran terakhir (last).",
            field="rounding.remainder",
        )
    field = _cause(terms)
    return TermsRefused(f"Pinjaman sudah lunas sebelum angsuran ke-{terms.n}. " + _ADVICE[field], field=field)


_LARGER_PAYMENT = "Kurangi jumlah angsuran supaya tiap angsuran cukup besar untuk membayar bunganya."
_ADVICE = {
    "rounding.payment_multiple": "Pakai kelipatan angsuran yang lebih kecil.",
    "grace.interest_deferred": "Kurangi banyaknya angsuran yang bunganya ditunda.",
    "due_dates": "Pakai annuity_payment level, atau jatuh tempo yang lebih merata.",
    "first_due_on": "Pakai jatuh tempo pertama yang lebih dekat ke satu periode, atau annuity_payment level.",
    "annuity_payment": "Pakai annuity_payment level.",
    "rounding.principal": "Pakai pembulatan pokok half_up atau down.",
    "rounding.payment": "Pakai pembulatan angsuran half_up.",
    "n": "Kurangi jumlah angsuran.",
}


def _cause(terms: Terms) -> str:
    """Name the input that moved the rows away from an even repayment."""
    part, mode = (
        ("payment", terms.rounding.payment) if terms.method.sets_payment else ("principal", terms.rounding.principal)
    )
    if terms.rounding.payment_multiple > 1:
        return "rounding.payment_multiple"
    if terms.method.sets_payment and terms.grace.interest_deferred:
        return "grace.interest_deferred"
    if terms.method is Method.ANNUITY and terms.day_count is not DayCount.PERIOD:
        if terms.due_dates is not None:
            return "due_dates"
        if terms.first_due_on is not None:
            return "first_due_on"
        if terms.annuity_payment is AnnuityPayment.FORMULA:
            return "annuity_payment"
    return f"rounding.{part}" if mode is not Rounding.HALF_UP else "n"
