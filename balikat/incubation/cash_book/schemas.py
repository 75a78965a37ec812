"""The form of a week of the cash book."""

from balikat.incubation.cash_book.months import BookKeeper
from balikat.incubation.drafts import WeekDraft
from core.web.fields import Choice, DateField, FormSchema, RupiahField

LARGEST = 10_000_000_000


class WeekSchema(FormSchema):
    """Writing a week down, or writing it again."""

    makes = WeekDraft
    monday = DateField("minggu")
    money_in = RupiahField("uang masuk", most=LARGEST)
    money_out = RupiahField("uang keluar usaha", most=LARGEST)
    drawn = RupiahField("diambil untuk rumah", required=False, most=LARGEST)
    kept_by = Choice("yang menulis", BookKeeper)
