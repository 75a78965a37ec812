"""The gate for schedule requests: named fields of any shape in, terms or one clear refusal out."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from core.labels import LabeledEnum
from core.money import Rounding, Rupiah, format_number
from harkat.loans.terms import (
    MOST_ROWS,
    MOST_ROWS_OF_GIVEN_PAYMENT,
    AnnuityPayment,
    DayCount,
    Event,
    EventKind,
    Frequency,
    Grace,
    Method,
    Remainder,
    RoundingRules,
    Terms,
    TermsRefused,
)

FIELDS = frozenset(
    {
        "id",
        "method",
        "principal",
        "annual_rate",
        "n",
        "frequency",
        "disbursed_on",
        "first_due_on",
        "due_dates",
        "day_count",
        "rounding",
        "grace",
        "annuity_payment",
        "payment",
        "events",
        "closed_days",
        "skip_sundays",
    }
)
_ROUNDING_FIELDS = frozenset({"interest", "principal", "payment", "payment_multiple", "remainder"})
_GRACE_FIELDS = frozenset({"principal", "interest_deferred"})
_EVENT_FIELDS = frozenset({"on", "kind", "amount"})
_RATE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_RATE_TOO_FINE = re.compile(r"[0-9]{1,12}\.[0-9]{7,}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_SHOWN = 40

Choice = TypeVar("Choice", bound=LabeledEnum)
Value = TypeVar("Value")
Fields = Mapping[str, object]


class RepeatedFields(dict[str, object]):
    """A JSON object in which a name stood twice; ``name`` says which."""

    def __init__(self, fields: dict[str, object], name: str) -> None:
        super().__init__(fields)
        self.name = name


class HugeNumber:
    """A number of a JSON text that is beyond anything a schedule can hold, kept as it was written."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def read_terms(fields: Fields) -> Terms:
    """Read the fields of a request, each of any type, into terms.

    Rules that need several fields are checked when the schedule is built.

    :raises TermsRefused: with the dotted path of the first field that is wrong
    """
    _refuse_strangers(fields, FIELDS, "")
    for name in ("method", "principal", "annual_rate"):
        if name not in fields:
            raise TermsRefused(f"Isian {name} wajib ada.", field=name)
    method = _choice(fields["method"], Method, "method")
    due_dates = _optional(fields, "due_dates", _dates)
    return Terms(
        method=method,
        principal=Rupiah(_whole(fields["principal"], "principal")),
        annual_rate=_rate(fields["annual_rate"]),
        n=_row_count(fields, method, due_dates),
        frequency=_default(fields, "frequency", Frequency.MONTHLY, Frequency),
        disbursed_on=_optional(fields, "disbursed_on", _date),
        first_due_on=_optional(fields, "first_due_on", _date),
        due_dates=due_dates,
        day_count=_default(fields, "day_count", DayCount.PERIOD, DayCount),
        rounding=_rounding(fields["rounding"]) if "rounding" in fields else RoundingRules(),
        grace=_grace(fields["grace"]) if "grace" in fields else Grace(),
        annuity_payment=_default(fields, "annuity_payment", AnnuityPayment.FORMULA, AnnuityPayment),
        payment=_optional(fields, "payment", _rupiah),
        events=_optional(fields, "events", _events) or (),
        closed_days=frozenset(_optional(fields, "closed_days", _dates) or ()),
        skip_sundays=_flag(fields.get("skip_sundays", False), "skip_sundays"),
    )


def _refuse_strangers(fields: Fields, known: frozenset[str], prefix: str) -> None:
    for name in fields:
        if name not in known:
            shown = name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"
            raise TermsRefused(f"Isian {shown} tidak dikenal.", field=prefix + shown)
    if isinstance(fields, RepeatedFields):
        raise TermsRefused(f"Isian {fields.name} ditulis lebih dari satu kali.", field=prefix + fields.name)


def _optional(fields: Fields, name: str, read: Callable[[object, str], Value]) -> Value | None:
    value = fields.get(name)
    return None if value is None else read(value, name)


def _default(fields: Fields, name: str, default: Choice, choices: type[Choice]) -> Choice:
    return _choice(fields[name], choices, name) if name in fields else default


def _choice(value: object, choices: type[Choice], path: str) -> Choice:
    for choice in choices:
        if choice.value == value and isinstance(value, str):
            return choice
    words = ", ".join(choice.value for choice in choices)
    raise TermsRefused(f"Nilai {_show(value)} tidak dikenal. Pilih salah satu: {words}.", field=path)


def _whole(value: object, path: str) -> int:
    if isinstance(value, HugeNumber):
        raise TermsRefused("Angka terlalu besar. Periksa banyaknya angka nol.", field=path)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TermsRefused(f"Nilai {_show(value)} harus bilangan bulat tanpa tanda kutip, contoh 12.", field=path)
    return value


def _rupiah(value: object, path: str) -> Rupiah:
    return Rupiah(_whole(value, path))


def _rate(value: object) -> Decimal:
    if isinstance(value, str):
        if _RATE.fullmatch(value):
            return Decimal(value)
        if _RATE_TOO_FINE.fullmatch(value):
            raise TermsRefused("Suku bunga paling banyak enam angka di belakang titik.", field="annual_rate")
    raise TermsRefused(
        f'Suku bunga {_show(value)} harus teks persen setahun dengan titik, contoh "6" atau "5.75".',
        field="annual_rate",
    )


def _row_count(fields: Fields, method: Method, due_dates: tuple[date, ...] | None) -> int:
    value = fields.get("n")
    if value is not None or ("n" in fields and method is not Method.GIVEN_PAYMENT):
        return _whole(value, "n")
    if method is not Method.GIVEN_PAYMENT:
        raise TermsRefused("Isian n (jumlah angsuran) wajib ada.", field="n")
    return MOST_ROWS_OF_GIVEN_PAYMENT if due_dates is None else len(due_dates)


def _date(value: object, path: str) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise TermsRefused(f"Tanggal {value} tidak ada di kalender.", field=path) from None
    raise TermsRefused(f"Nilai {_show(value)} harus tanggal tahun-bulan-hari, contoh 2026-01-31.", field=path)


def _dates(value: object, path: str) -> tuple[date, ...]:
    return tuple(_date(day, f"{path}[{i}]") for i, day in enumerate(_list(value, path)))


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise TermsRefused(f"Nilai {_show(value)} harus berupa daftar.", field=path)
    if len(value) > MOST_ROWS:
        raise TermsRefused(f"Daftar terlalu panjang, paling banyak {format_number(MOST_ROWS)}.", field=path)
    return value


def _object(value: object, known: frozenset[str], path: str) -> Fields:
    if not isinstance(value, dict):
        raise TermsRefused(f"Nilai {_show(value)} harus berupa objek dengan nama isian.", field=path)
    _refuse_strangers(value, known, f"{path}.")
    return value


def _flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise TermsRefused(f"Nilai {_show(value)} harus true atau false.", field=path)
    return value


def _rounding(value: object) -> RoundingRules:
    fields = _object(value, _ROUNDING_FIELDS, "rounding")
    standard = RoundingRules()

    def mode(name: str) -> Rounding:
        return _choice(fields[name], Rounding, f"rounding.{name}") if name in fields else Rounding.HALF_UP

    return RoundingRules(
        mode("interest"),
        mode("principal"),
        mode("payment"),
        _whole(fields.get("payment_multiple", standard.payment_multiple), "rounding.payment_multiple"),
        _choice(fields["remainder"], Remainder, "rounding.remainder") if "remainder" in fields else standard.remainder,
    )


def _grace(value: object) -> Grace:
    fields = _object(value, _GRACE_FIELDS, "grace")
    return Grace(
        _whole(fields.get("principal", 0), "grace.principal"),
        _whole(fields.get("interest_deferred", 0), "grace.interest_deferred"),
    )


def _events(value: object, path: str) -> tuple[Event, ...]:
    return tuple(_event(event, f"{path}[{i}]") for i, event in enumerate(_list(value, path)))


def _event(value: object, path: str) -> Event:
    fields = _object(value, _EVENT_FIELDS, path)
    for name in ("on", "kind"):
        if name not in fields:
            raise TermsRefused(f"Isian {name} wajib ada pada setiap kejadian.", field=f"{path}.{name}")
    kind = _choice(fields["kind"], EventKind, f"{path}.kind")
    amount = fields.get("amount")
    return Event(_date(fields["on"], f"{path}.on"), kind, None if amount is None else _rupiah(amount, f"{path}.amount"))


def _show(value: object) -> str:
    """Quote what was given, shortened, as the person wrote it."""
    if value is None:
        return "kosong"
    if isinstance(value, dict | list):
        return "itu"
    shown = (
        str(value).lower() if isinstance(value, bool) else str(value) if not isinstance(value, int) else _digits(value)
    )
    return f'"{shown[:_LONGEST_SHOWN]}{"…" if len(shown) > _LONGEST_SHOWN else ""}"'


def _digits(value: int) -> str:
    return str(value) if abs(value) < 10**_LONGEST_SHOWN else "terlalu besar"
