"""Words for values on pages: rupiah, dates, shares, and a masked NIK."""

import uuid
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from flask import Flask
from markupsafe import Markup

from core.dates import format_date, format_date_short, format_moment, format_time
from core.money import format_number, format_percent, format_rupiah

UNKNOWN = "belum diketahui"


def rupiah(amount: int | None) -> str:
    """Write an amount, or say that it is not known."""
    return UNKNOWN if amount is None else format_rupiah(amount)


def tanggal(day: date | None) -> str:
    """Write a date in full."""
    return UNKNOWN if day is None else format_date(day)


def tanggal_pendek(day: date | None) -> str:
    """Write a date for a table."""
    return "–" if day is None else format_date_short(day)


def waktu(moment: datetime | None) -> str:
    """Write a moment in Jakarta time."""
    return UNKNOWN if moment is None else format_moment(moment)


def jam(hour: time | None) -> str:
    """Write an hour of the day."""
    return "–" if hour is None else format_time(hour)


def angka(number: int | None) -> str:
    """Write a count."""
    return "–" if number is None else format_number(number)


def persen(share: Fraction | Decimal | None, decimals: int = 2) -> str:
    """Write a share of one as a percentage."""
    return "–" if share is None else format_percent(share, decimals=decimals)


def masked_nik(nik: str | None) -> str:
    """Show where a NIK was issued and its last digits, and hide the birth date."""
    return "belum ada" if not nik else f"{nik[:6]}••••••{nik[12:]}"


def new_reference() -> str:
    """Make the unique client reference of a form that moves money."""
    return uuid.uuid4().hex


def nl2br(text: str | None) -> Markup:
    """Keep the line breaks of a text."""
    return Markup("<br>").join((text or "").splitlines())


def init_app(app: Flask) -> None:
    """Join the app."""
    for function in (rupiah, tanggal, tanggal_pendek, waktu, jam, angka, persen, masked_nik, nl2br):
        app.add_template_filter(function)
    app.add_template_global(new_reference)
