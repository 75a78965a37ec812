"""Which days a calendar or a sum of hours is asked for."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import DateField, FormSchema


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; None leaves it to the page."""

    first: date | None = None
    last: date | None = None


class SpanSchema(FormSchema):
    """The days in the address of a page."""

    makes = Span
    first = DateField("tanggal awal", required=False)
    last = DateField("tanggal akhir", required=False)
