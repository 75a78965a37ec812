"""Reads declared debts from a list of cases and says which field is wrong."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from core.errors import RuleBroken
from scoring.screening.caps import Cap
from scoring.screening.informal import DebtPeriod, InformalDebt, LenderType, LoanPurpose, cost_of

MOST_PAYMENTS = 5_000
LARGEST_RUPIAH = 10**15
_Member = TypeVar("_Member", bound=Enum)


class CaseField(RuleBroken):
    """A field of a declared debt that cannot be right."""


def answer_case(case: object, caps: Sequence[Cap]) -> dict[str, object]:
    """Answer one case with its rates and class, or with the error and its field."""
    key = case.get("id") if isinstance(case, Mapping) else None
    if not isinstance(key, str | int | None) or isinstance(key, bool):
        key = str(key)[:100]
    try:
        if not isinstance(case, Mapping):
            raise CaseField("Setiap kasus harus berupa objek dengan nama kolom dan isinya.", field="")
        debt, notes = read_case(case)
        if debt.lender_type is LenderType.LICENSED_P2P and debt.agreed_on is None:
            raise CaseField(
                "Isi tanggal pinjaman (contoh 2026-08-01), karena batas biaya bergantung tanggal.", field="date"
            )
        cost = cost_of(debt, caps)
    except CaseField as wrong:
        return {"id": key, "error": wrong.message, "field": wrong.field or None}
    answer: dict[str, object] = {
        "id": key,
        "nominal_monthly_pct": _four(cost.nominal_monthly_pct),
        "nominal_annual_pct": _four(cost.nominal_annual_pct),
        "effective_annual_pct": _four(cost.effective_annual_pct),
        "class": cost.debt_class.value,
    }
    if notes:
        answer["warnings"] = notes
    return answer


def _four(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, 4) + 0.0


def read_case(case: Mapping[str, object]) -> tuple[InformalDebt, list[str]]:
    """Read one case into a declared debt, with warnings.

    :raises CaseField: naming the field and what to write there
    """
    notes: list[str] = []
    received = _money(case, "received", positive=True)
    period = _choice(case, "period", DebtPeriod, "day, week atau month")
    payments = _payments(case)
    principal = _money(case, "principal", positive=True) if case.get("principal") is not None else received
    late_fees = _money(case, "late_fees_paid") if case.get("late_fees_paid") is not None else Fraction(0)
    purpose = LoanPurpose.CONSUMER
    if case.get("purpose") not in (None, ""):
        purpose = _choice(case, "purpose", LoanPurpose, "consumer atau productive_micro")
    debt = InformalDebt(
        received=received,
        payments=payments,
        period=period,
        lender_type=_lender_type(case, notes),
        principal=principal,
        purpose=purpose,
        agreed_on=_day(case),
        late_fees_paid=late_fees,
        lender=str(case.get("lender") or "")[:200],
    )
    return debt, notes


def _lender_type(case: Mapping[str, object], notes: list[str]) -> LenderType:
    given = case.get("lender_type")
    for member in LenderType:
        if given == member.value:
            return member
    notes.append(f"Jenis pemberi pinjaman {str(given)[:60]!r} tidak dikenal, dihitung sebagai perorangan.")
    return LenderType.PERSON


def _payments(case: Mapping[str, object]) -> tuple[Fraction, ...]:
    balloon = _money(case, "balloon") if case.get("balloon") is not None else Fraction(0)
    schedule = case.get("schedule")
    if schedule is not None:
        if not isinstance(schedule, list) or not 1 <= len(schedule) <= MOST_PAYMENTS:
            raise CaseField(f"Isi daftar pembayaran, 1 sampai {MOST_PAYMENTS} angka.", field="schedule")
        payments = [_amount(item, "schedule") for item in schedule]
    else:
        count = case.get("count")
        if isinstance(count, float) and count.is_integer():
            count = int(count)
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_PAYMENTS:
            raise CaseField(f"Isi berapa kali bayar, bilangan bulat 1 sampai {MOST_PAYMENTS}.", field="count")
        payments = [_money(case, "instalment")] * count
    payments[-1] += balloon
    if not any(payments):
        raise CaseField(
            "Tidak ada yang dibayar. Isi besar angsurannya.", field="schedule" if schedule else "instalment"
        )
    return tuple(payments)


def _money(case: Mapping[str, object], field: str, *, positive: bool = False) -> Fraction:
    amount = _amount(case.get(field), field)
    if positive and amount <= 0:
        raise CaseField("Isi jumlah rupiah lebih dari nol.", field=field)
    return amount


def _amount(value: object, field: str) -> Fraction:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or (isinstance(value, float) and not math.isfinite(value))
    ):
        raise CaseField("Isi jumlah rupiah sebagai angka, contoh 800000.", field=field)
    if not 0 <= value <= LARGEST_RUPIAH:
        raise CaseField("Jumlah rupiah tidak boleh di bawah nol atau di luar batas wajar.", field=field)
    return Fraction(value).limit_denominator(10_000)


def _choice(case: Mapping[str, object], field: str, members: type[_Member], wanted: str) -> _Member:
    given = case.get(field)
    for member in members:
        if given == member.value:
            return member
    raise CaseField(f"Isi {field} dengan {wanted}.", field=field)


def _day(case: Mapping[str, object]) -> date | None:
    given = case.get("date")
    if given in (None, ""):
        return None
    try:
        return date.fromisoformat(str(given)[:10])
    except ValueError:
        raise CaseField("Isi tanggal sebagai tahun-bulan-hari, contoh 2026-08-01.", field="date") from None
