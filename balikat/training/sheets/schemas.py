"""Forms about sheets."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import DateField, FormSchema, RupiahField, Text


@dataclass(frozen=True)
class Receipt:
    """What every participant receives; ``amount`` in rupiah a person where it is money."""

    thing: str
    received_on: date
    amount: int | None = None


class ReceiptSchema(FormSchema):
    """A list of receipts."""

    makes = Receipt
    thing = Text("apa yang diterima")
    received_on = DateField("tanggal")
    amount = RupiahField("jumlah tiap orang", required=False, least=1, most=100_000_000)
